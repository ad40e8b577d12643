"""Which share of directive acts brings most synergy, and does that best mix move between the arms?"""

import sys

import numpy as np

import cavi_results as cavi
import intervals
import style
import sweeps

QUESTION = __doc__


def mix(results):
    """Name of the factor that is the mix: the share of directive acts."""
    found = [name for name in cavi.factors(results) if "directive" in name]
    if not found:
        raise cavi.Unusable("this figure needs a design over the share of directive acts, such as `grid: { leaders.directive_share: { from: 0, to: 1, count: 11 } }`")
    return found[0]


def data(results):
    """Places of the mix on the axis; arm -> means of synergy [replicate, mix]; arm -> Interval of the best mix (bootstrap)."""
    cavi.need(results, "synergy")
    levels = sweeps.levels(results[mix(results)].values)
    means = {arm: sweeps.by_replicate(results, "synergy", arm, levels) for arm in cavi.arms(results)}
    return {"places": levels.places, "means": means, "best": {arm: sweeps.best(matrix, levels.places) for arm, matrix in means.items()}}


def draw(results, width=170):
    """Left: synergy over the mix with the best marked. Right: the best mix of each arm with its interval."""
    found = data(results)
    replicates = [len(matrix) for matrix in found["means"].values()]
    text = style.caption(results, style.counted(replicates, "replicates", "a point and arm"),
                         "Lines: mean synergy; bands: 95 % t interval over replicates. Diamonds: the mix with the highest mean; "
                         "its whiskers: 95 % bootstrap interval over replicates, no finer than the design's steps.")
    figure, axes = style.canvas(width, 2, text, ratios=(1.6, 1))
    _draw_curves(axes[0], results, found)
    _draw_best(axes[1], results, found)
    return figure


def _draw_curves(axes, results, found):
    lines = []
    for i, (arm, matrix) in enumerate(found["means"].items()):
        middle, low, high, _ = intervals.means(matrix)
        axes.fill_between(found["places"], low, high, color=style.look(i)["color"], alpha=0.25, linewidth=0)
        axes.plot(found["places"], middle, **style.look(i))
        axes.plot(found["best"][arm].middle, np.nanmax(middle), "D", color=style.look(i)["color"], markersize=5, markeredgecolor="white")
        lines.append(middle)
    axes.set(title="Synergy over the mix", xlabel=cavi.label(results, mix(results)), ylabel=cavi.label(results, "synergy"))
    style.end_labels(axes, lines, [style.short(arm, 12) for arm in found["means"]], list(range(len(lines))))


def _draw_best(axes, results, found):
    for i, best in enumerate(found["best"].values()):
        reach = [[best.middle - best.low], [best.high - best.middle]]
        axes.errorbar(best.middle, i, xerr=reach, fmt="D", color=style.look(i)["color"], markersize=5, elinewidth=1.4, capsize=3)
    axes.set(title="Best mix", xlabel=cavi.label(results, mix(results)), yticks=range(len(found["best"])),
             yticklabels=[style.short(arm, 12) for arm in found["best"]])
    edge = 0.05 * (found["places"].max() - found["places"].min())
    axes.set(xlim=(found["places"].min() - edge, found["places"].max() + edge), ylim=(len(found["best"]) - 0.4, -0.6))


def alt(results):
    """The figure in words: the best mix of each arm with its interval."""
    says = [f"{arm} {best.middle:.2f} ({best.low:.2f} to {best.high:.2f})" for arm, best in data(results)["best"].items()]
    return f"Curves of synergy over the share of directive acts, and the share with most synergy in each arm with its 95 % interval: {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
