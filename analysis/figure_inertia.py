"""Is the collaboration slow, is it painful, or both? The two kinds of inertia are shown apart and never added up."""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import cavi_results as cavi
import style

QUESTION = __doc__
KINDS = {"age_in_hand": "Slow: age of what is in hand", "standing_still": "Slow: standing still", "conflict": "Painful: conflict"}


def data(results):
    """kind ('age_in_hand', 'standing_still', 'conflict') -> arm -> Monthly."""
    return {kind: {arm: cavi.monthly(results, kind, arm) for arm in cavi.arms(results)} for kind in KINDS}


def draw(results, width=170):
    """Age and standstill of what is in hand, and conflict, by arm over the months, each with its own scale."""
    found = data(results)
    arms = found["age_in_hand"]
    figure, axes = style.canvas(
        width, len(KINDS), style.caption(results, style.counts(arms), style.bands(arms)), style.line_keys(arms)
    )
    for panel, (kind, title) in zip(axes, KINDS.items()):
        style.over_time(panel, results, found[kind], title, style.label(results, cavi.history_name(results, kind)))
        panel.set_ylim(bottom=0)
    return figure


def alt(results):
    """The figure in words: age, standstill and conflict in the last month, arm by arm."""
    told = [style.last_month(histories, ".2f", f"{kind.replace('_', ' ')} under ") for kind, histories in data(results).items()]
    ends = [end for _, ends in told for end in ends]
    return f"Three panels of lines over the months: age in hand, standstill and conflict. {told[0][0]}: {'; '.join(ends)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
