"""Did working together bring more than the same organisations alone, and does that differ between the arms?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import cavi_results as cavi
import lettering
import style

QUESTION = __doc__


def data(results):
    """Synergy month by month: arm -> Monthly, and for later arms the paired differences from the first."""
    arms = cavi.arms(results)
    return {
        "levels": {arm: cavi.monthly(results, "synergy", arm) for arm in arms},
        "differences": {arm: cavi.monthly_difference(results, "synergy", arm) for arm in arms[1:]},
    }


def draw(results, width=170):
    """Synergy by arm with bands, and beside it the paired differences from the first arm."""
    found = data(results)
    levels, differences = found["levels"], found["differences"]
    text = style.caption(
        results,
        style.counts(levels),
        "Below 0, working together took more than it gave.",
        style.bands(levels),
        style.PAIRED if differences else "",
    )
    figure, axes = style.canvas(width, 2 if differences else 1, text, style.line_keys(levels))
    name = cavi.history_name(results, "synergy")
    style.over_time(axes[0], results, levels, "Collaborative advantage", style.label(results, name))
    if differences:
        style.over_time(
            axes[1],
            results,
            differences,
            f"Difference from “{lettering.shortened([next(iter(levels))], 18)[0]}”",
            f"Difference ({cavi.unit(results, name)})",
            first=1,
        )
    for panel in axes:
        panel.axhline(0, color=style.INK, linewidth=0.6)
    return figure


def alt(results):
    """The figure in words: synergy in the last month, arm by arm."""
    what, ends = style.last_month(data(results)["levels"], ".3f")
    return f"Lines of synergy over the months, one for each arm. {what}: {'; '.join(ends)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
