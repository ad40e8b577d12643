"""Which share of directive acts brings most synergy, and does that best mix move with the depth of austerity?"""

import sys

import numpy as np

import cavi_results as cavi
import style
import sweeps

QUESTION = __doc__
OUTCOME = "synergy"


def options(parser):
    """Which outcome, and whether little of it is good."""
    parser.add_argument("--outcome", default=OUTCOME, help="outcome to draw (default: %(default)s)")
    parser.add_argument("--lowest", action="store_true", help="the best mix has least of it, as of delay or conflict")


def mix(results):
    """Name of the factor that is the mix: the share of directive acts."""
    found = [name for name in cavi.factors(results) if "directive_share" in name]
    if not found:
        raise cavi.Unusable(
            "this figure needs a design over the share of directive acts, such as `grid: { leaders.directive_share: {"
            " from: 0, to: 1, count: 11 } }`"
        )
    return found[0]


def depth(results):
    """Arm -> money lost by the last month (share of month 0); empty where the file does not tell or arms do not
    differ in it.
    """
    if "funding" not in cavi.histories(results):
        return {}
    lost = {
        arm: 1 - float(np.nanmean(cavi.monthly(results, "funding", arm).units[:, -1])) for arm in cavi.arms(results)
    }
    apart = np.diff(sorted(lost.values()))
    return lost if len(apart) and apart.min() > 0.01 else {}


def data(results, outcome=OUTCOME, lowest=False):
    """Places of the mix; arm -> outcome [replicate, mix]; series of best mixes: name -> (places across, list of
    Interval).
    """
    cavi.need(results, outcome)
    cavi.refuse_scattered(results, "a best mix")
    others = [name for name in cavi.factors(results) if name != mix(results)]
    results = sweeps.around_base(results, [mix(results), *others[:1]])
    levels = sweeps.levels(results[mix(results)].values)
    arms = cavi.arms(results)
    sign = -1 if lowest else 1
    means = {arm: sweeps.by_replicate(results, outcome, arm, levels) for arm in arms}
    found = {"places": levels.places, "means": means, "outcome": outcome, "sign": sign}
    if others:
        return {**found, "across": cavi.label(results, others[0]), **_along(results, found, levels, others[0])}
    lost = depth(results)
    places = [lost[arm] for arm in arms] if lost else list(range(len(arms)))
    return {
        **found,
        "across": "Money lost by the last month (share)" if lost else "",
        "ticks": None if lost else arms,
        "best": {arm: ([place], [sweeps.best(sign * means[arm], levels.places)]) for arm, place in zip(arms, places)},
    }


def _along(results, found, levels, other):
    """Best mixes of each arm along another factor of the design."""
    steps = sweeps.levels(results[other].values)
    grid, best = sweeps.together(steps, levels), {}
    for arm in found["means"]:
        table = sweeps.by_replicate(results, found["outcome"], arm, grid)
        table = found["sign"] * table.reshape(-1, len(steps.places), len(levels.places))
        best[arm] = (
            list(steps.places),
            [sweeps.best(table[:, step], levels.places) for step in range(len(steps.places))],
        )
    return {"ticks": None if np.issubdtype(results[other].dtype, np.number) else steps.words, "best": best}


def draw(results, width=170, outcome=OUTCOME, lowest=False):
    """Left: the outcome over the mix with the best marked. Right: the best mix against the depth of austerity, or
    another factor.
    """
    found, most = data(results, outcome, lowest), "lowest" if lowest else "highest"
    text = style.caption(
        results,
        style.counted_replicates(found["means"]),
        (
            f"Lines: mean {cavi.title(outcome).lower()}; bands: 95 % t interval over replicates; diamonds: the {most}"
            f" mean. Best mix: that with the {most} mean and its 95 % bootstrap interval over replicates, no finer than"
            " the design's steps."
        ),
        "Curves: averages over the design's other parameters." if len(cavi.factors(results)) > 1 else "",
    )
    figure, axes = style.canvas(width, 2, text, style.line_keys(found["means"]), ratios=(1.3, 1))
    _draw_curves(axes[0], results, found)
    _draw_best(axes[1], results, found)
    return figure


def _draw_curves(axes, results, found):
    for i, matrix in enumerate(found["means"].values()):
        middle = style.curve(axes, found["places"], matrix, i)
        top = int(np.nanargmax(found["sign"] * middle))
        axes.plot(
            found["places"][top], middle[top], "D", color=style.look(i)["color"], markersize=5, markeredgecolor="white"
        )
    axes.set(
        title=f"{cavi.title(found['outcome'])} over the mix",
        xlabel=style.label(results, mix(results)),
        ylabel=style.label(results, found["outcome"]),
    )


def _draw_best(axes, results, found):
    across = np.concatenate([places for places, _ in found["best"].values()])
    edge = 0.12 * (np.ptp(across) or 1)
    for i, (places, best) in enumerate(found["best"].values()):
        aside = (i - (len(found["best"]) - 1) / 2) * 0.15 * edge if len(places) > 1 else 0
        axes.errorbar(
            np.array(places) + aside,
            [one.middle for one in best],
            yerr=style.whiskers(best),
            fmt="D",
            color=style.look(i)["color"],
            linestyle=style.look(i)["linestyle"] if len(places) > 1 else "none",
            markersize=4.5,
            elinewidth=1.3,
            capsize=3,
        )
    low, high = found["places"].min(), found["places"].max()
    margin = 0.06 * (high - low)
    axes.set(
        title="Best mix",
        xlabel=found["across"],
        ylabel=style.label(results, mix(results)),
        ylim=(low - margin, high + margin),
        xlim=(across.min() - edge, across.max() + edge),
    )
    if found["ticks"]:
        axes.set(xticks=range(len(found["ticks"])), xticklabels=["\n".join(word.split()) for word in found["ticks"]])


def alt(results, outcome=OUTCOME, lowest=False):
    """The figure in words: the best mixes with their intervals."""
    found = data(results, outcome, lowest)
    says = [f"{arm} " + ", ".join(one.text(".2f") for one in best) for arm, (_, best) in found["best"].items()]
    return (
        f"Curves of {cavi.title(outcome).lower()} over the share of directive acts, and the share with"
        f" {'least' if lowest else 'most'} of it with its 95 % interval: {'; '.join(says)}."
    )


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
