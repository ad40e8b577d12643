"""What does advantage cost in conflict? Synergy against conflict, which are never added up."""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import numpy as np

import cavi_results as cavi
import style

QUESTION = __doc__
MOST_DOTS = 1500  # more runs than this are thinned evenly: dots would only cover each other


def data(results):
    """arm -> {'dots': (conflict, synergy) of runs, 'mean': two Intervals, 'way': means along the design's first
    factor or None}.
    """
    cavi.need(results, "synergy", "conflict")
    first = [] if cavi.draws_worlds(results) else cavi.factors(results)[:1]  # no way leads through scattered worlds
    levels = cavi.over(results, first, "conflict", "synergy")["levels"] if first else None
    return {arm: _arm(results, arm, first, levels) for arm in cavi.arms(results)}


def _arm(results, arm, first, levels):
    outcomes = cavi.table(results, ["conflict", "synergy"]).loc[arm].dropna()
    thinned = outcomes.iloc[:: max(1, -(-len(outcomes) // MOST_DOTS))]
    way = None
    if first:
        way = [cavi.told(levels, outcome=name, arm=arm)["mean"].to_numpy() for name in ("conflict", "synergy")]
    return {
        "dots": (thinned["conflict"].to_numpy(), thinned["synergy"].to_numpy()),
        "mean": [cavi.mean(results, name, arm) for name in ("conflict", "synergy")],
        "way": way,
        "n": len(outcomes),
        "words": [str(level) for level in cavi.told(levels, outcome="synergy", arm=arm)[first[0]]] if first else [],
    }


def draw(results, width=170):
    """Dots for runs; the means of the arms with their intervals, or in a sweep the way along its first factor."""
    found = data(results)
    text = style.caption(results, style.counted([arm["n"] for arm in found.values()], "runs"), *_notes(results, found))
    figure, (axes,) = style.canvas(width, 1, text, style.line_keys(found, markers=True), height=72)
    for i, points in enumerate(found.values()):
        axes.plot(
            *points["dots"],
            linestyle="none",
            marker=style.marker(i),
            markersize=2.2,
            color=style.look(i)["color"],
            alpha=0.25,
            markeredgewidth=0,
            zorder=2,
            rasterized=True,
        )
        (_draw_way if points["way"] else _draw_mean)(axes, points, i)
    axes.set(
        title="Advantage and its pain", xlabel=cavi.label(results, "conflict"), ylabel=style.label(results, "synergy")
    )
    axes.axhline(0, color=style.INK, linewidth=0.6)
    return figure


def _notes(results, found):
    """What the dots and the marks mean, for the caption."""
    thinned = max(arm["n"] for arm in found.values()) > MOST_DOTS
    dots = f"Small dots: an even selection of at most {MOST_DOTS:,} runs an arm." if thinned else "Small dots: runs."
    if not any(arm["way"] for arm in found.values()):
        means = [one for arm in found.values() for one in arm["mean"]]
        if max(arm["n"] for arm in found.values()) == 1:
            return ["Marks: the one run."]
        return [dots, f"Large marks{style.sure(means, ' with whiskers')}: mean of the arm{style.sure(means, ' with 95 % intervals')}."]
    words = next(iter(found.values()))["words"]
    factor = cavi.label(results, cavi.factors(results)[0])
    return [dots, f"Lines: means along “{factor}” from {words[0]} (hollow mark) to {words[-1]}."]


def _draw_way(axes, points, i):
    colour = style.look(i)["color"]
    axes.plot(
        *points["way"],
        **style.look(i),
        marker=style.marker(i),
        markersize=4,
        markeredgecolor="white",
        markeredgewidth=0.5,
        zorder=5,
    )
    axes.plot(
        points["way"][0][0],
        points["way"][1][0],
        marker=style.marker(i),
        markersize=5,
        markeredgecolor=colour,
        markerfacecolor="white",
        zorder=6,
    )


def _draw_mean(axes, points, i):
    conflict, synergy = points["mean"]
    reach = np.nan_to_num(style.whiskers(points["mean"])[0])
    axes.errorbar(
        conflict.middle,
        synergy.middle,
        xerr=reach[0],
        yerr=reach[1],
        fmt=style.marker(i),
        color=style.look(i)["color"],
        markersize=6,
        markeredgecolor="white",
        markeredgewidth=0.8,
        elinewidth=1.4,
        capsize=2.5,
        zorder=5,
    )


def alt(results):
    """The figure in words: mean synergy and conflict of each arm."""
    says = [
        f"{arm}: synergy {points['mean'][1].middle:.3f}, conflict {points['mean'][0].middle:.3f}"
        for arm, points in data(results).items()
    ]
    return f"Scatter of runs with synergy upwards and conflict to the right. Means: {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
