"""What does advantage cost in conflict? Synergy against conflict, which are never added up."""

import sys

import numpy as np

import cavi_results as cavi
import style
import sweeps

QUESTION = __doc__
MOST_DOTS = 1500  # more runs than this are thinned evenly: dots would only cover each other


def data(results):
    """arm -> {'dots': (conflict, synergy) of runs, 'mean': two Intervals, 'way': means along the design's first factor or None}."""
    cavi.need(results, "synergy", "conflict")
    levels = sweeps.levels(results[cavi.factors(results)[0]].values) if cavi.factors(results) else None
    return {arm: _arm(results, arm, levels) for arm in cavi.arms(results)}


def _arm(results, arm, levels):
    outcomes = cavi.table(results, ["conflict", "synergy"]).loc[arm].dropna()
    thinned = outcomes.iloc[:: max(1, -(-len(outcomes) // MOST_DOTS))]
    means = [cavi.mean(results, name, arm) for name in ("conflict", "synergy")]
    way = None
    if levels is not None:
        way = [np.nanmean(sweeps.by_replicate(results, name, arm, levels), axis=0) for name in ("conflict", "synergy")]
    return {"dots": (thinned["conflict"].to_numpy(), thinned["synergy"].to_numpy()), "mean": means, "way": way,
            "n": len(outcomes), "words": levels.words if levels else []}


def draw(results, width=170):
    """Dots for runs; the means of the arms with their intervals, or in a sweep the way along its first factor."""
    found = data(results)
    swept = any(arm["way"] is not None for arm in found.values())
    says = ["Small dots: runs."]
    if not swept:
        says.append("Large marks with whiskers: mean of the arm with 95 % t intervals.")
    else:
        says.append(f"Lines: means along {cavi.label(results, cavi.factors(results)[0]).lower()}, its lowest and highest value written beside.")
    figure, (axes,) = style.canvas(width, 1, style.caption(results, style.counted([arm["n"] for arm in found.values()], "runs"), *says), height=72)
    for i, (arm, points) in enumerate(found.items()):
        _draw_arm(axes, points, i, arm)
    axes.set(title="Advantage and its pain", xlabel=cavi.label(results, "conflict"), ylabel=cavi.label(results, "synergy"))
    axes.axhline(0, color=style.INK, linewidth=0.6)
    style.legend_above(axes, columns=1 if width < 120 else 3)
    return figure


def _draw_arm(axes, points, i, arm):
    colour = style.look(i)["color"]
    axes.plot(*points["dots"], linestyle="none", marker=style.marker(i), markersize=2.2, color=colour, alpha=0.25, markeredgewidth=0)
    if points["way"] is not None:
        axes.plot(*points["way"], **style.look(i), marker=style.marker(i), markersize=4, label=arm)
        for end in (0, -1):
            axes.annotate(points["words"][end], (points["way"][0][end], points["way"][1][end]), xytext=(5, 3), textcoords="offset points", fontsize=6.5,
                          fontweight="bold", color=colour, bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.8, "linewidth": 0})
        return
    conflict, synergy = points["mean"]
    reach = [[abs(side) if np.isfinite(side) else 0] for side in (conflict.middle - conflict.low, synergy.middle - synergy.low)]
    axes.errorbar(conflict.middle, synergy.middle, xerr=reach[0], yerr=reach[1], fmt=style.marker(i), color=colour, markersize=6,
                  markeredgecolor="white", markeredgewidth=0.8, elinewidth=1.4, capsize=2.5, label=arm, zorder=5)


def alt(results):
    """The figure in words: mean synergy and conflict of each arm."""
    says = [f"{arm}: synergy {points['mean'][1].middle:.3f}, conflict {points['mean'][0].middle:.3f}" for arm, points in data(results).items()]
    return f"Scatter of runs with synergy upwards and conflict to the right. Means: {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
