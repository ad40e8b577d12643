"""Which share of directive acts brings most synergy, and does that best mix move with the depth of austerity?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import numpy as np

import answers
import cavi_results as cavi
import style

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
        arm: 1 - float(cavi.monthly(results, "funding", arm).mean[-1]) for arm in cavi.arms(results)
    }
    apart = np.diff(sorted(lost.values()))
    return lost if len(apart) and apart.min() > 0.01 else {}


def data(results, outcome=OUTCOME, lowest=False):
    """'means': rows of `cavi compare` at the levels of the mix; 'best': arm -> (places across, list of Interval of best
    mixes: from the lowest to the highest that may be the best).
    """
    cavi.need(results, outcome)
    cavi.refuse_scattered(results, "a best mix")
    factor = mix(results)
    others = [name for name in cavi.factors(results) if name != factor]
    tables = cavi.over(results, [factor, *others[:1]], outcome)
    peaks = cavi.told(tables["peaks"], best="lowest" if lowest else "highest")
    found = {"outcome": outcome, "lowest": lowest, "means": tables["levels"]}
    if others:
        found["means"] = cavi.over(results, [factor], outcome)["levels"]
        return {**found, "across": cavi.label(results, others[0]), **_along(results, peaks)}
    lost = depth(results)
    arms = cavi.arms(results)
    places = [lost[arm] for arm in arms] if lost else list(range(len(arms)))
    return {
        **found,
        "across": "Money lost by the last month (share)" if lost else "",
        "ticks": None if lost else arms,
        "best": {arm: ([place], _best(peaks, arm)) for arm, place in zip(arms, places)},
    }


def _best(peaks, arm):
    return [answers.interval(row, "at") for _, row in cavi.told(peaks, arm=arm).iterrows()]


def _along(results, peaks):
    """Best mixes of each arm along another factor of the design."""
    steps = list(peaks["beside"].unique())
    words = [step for step in steps if isinstance(step, str)]
    places = list(range(len(steps))) if words else steps
    return {"ticks": words or None, "best": {arm: (places, _best(peaks, arm)) for arm in cavi.arms(results)}}


def draw(results, width=170, outcome=OUTCOME, lowest=False):
    """Left: the outcome over the mix with the best marked. Right: the best mix against the depth of austerity, or
    another factor.
    """
    found, most = data(results, outcome, lowest), "lowest" if lowest else "highest"
    text = style.caption(
        results,
        style.counted_repeats(results, found["means"]),
        (
            f"Lines: mean {cavi.title(outcome).lower()}; bands: its 95 % interval over {cavi.repeated(results)}; diamonds: the"
            f" {most} mean. Best mix: that with the {most} mean, and from where to where lie all mixes that may be the"
            " best (Hsu, 95 %), no finer than the design's steps."
        ),
        "Curves: averages over the design's other parameters." if len(cavi.factors(results)) > 1 else "",
    )
    arms = cavi.arms(results)
    figure, axes = style.canvas(width, 2, text, style.line_keys(arms), ratios=(1.3, 1))
    _draw_curves(axes[0], results, found, arms)
    _draw_best(axes[1], results, found)
    return figure


def _draw_curves(axes, results, found, arms):
    factor = mix(results)
    for i, arm in enumerate(arms):
        rows = cavi.told(found["means"], arm=arm)
        style.curve(axes, rows, factor, i)
        top = rows.loc[rows["mean"].idxmin() if found["lowest"] else rows["mean"].idxmax()]
        axes.plot(top[factor], top["mean"], "D", color=style.look(i)["color"], markersize=5, markeredgecolor="white")
    axes.set(
        title=f"{cavi.title(found['outcome'])} over the mix",
        xlabel=style.label(results, factor),
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
    low, high = found["means"][mix(results)].min(), found["means"][mix(results)].max()
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
