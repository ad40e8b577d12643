"""Did working together bring more than the same organisations alone, and does that differ between the arms?"""

import sys

import cavi_results as cavi
import intervals
import style

QUESTION = __doc__


def data(results):
    """Synergy month by month: arm -> Monthly, and for later arms the paired differences from the first."""
    name = cavi.history_name(results, "synergy")
    arms = cavi.arms(results)
    return {
        "name": name,
        "levels": {arm: cavi.monthly(results, name, arm) for arm in arms},
        "differences": {arm: cavi.monthly_difference(results, name, arm) for arm in arms[1:]},
    }


def draw(results, width=170):
    """Synergy by arm with bands, and beside it the paired difference from the first arm."""
    found = data(results)
    levels, differences = found["levels"], found["differences"]
    text = style.caption(results, style.counts(levels), style.BANDS, style.PAIRED if differences else "")
    figure, axes = style.canvas(width, 2 if differences else 1, text)
    style.over_time(axes[0], results, levels, "Collaborative advantage", cavi.label(results, found["name"]))
    if differences:
        units = cavi.unit(results, found["name"])
        style.over_time(axes[1], results, differences, f"Difference from “{next(iter(levels))}”", f"Difference ({units})", first=1)
    for panel in axes:
        panel.axhline(0, color=style.INK, linewidth=0.6)
    return figure


def alt(results):
    """The figure in words: synergy in the last month, arm by arm."""
    ends = []
    for arm, history in data(results)["levels"].items():
        last = intervals.mean(history.units[:, -1])
        ends.append(f"{arm} {last.middle:.3f} ({last.low:.3f} to {last.high:.3f})")
    return f"Lines of synergy over the months, one for each arm. Mean in the last month with 95 % interval: {'; '.join(ends)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
