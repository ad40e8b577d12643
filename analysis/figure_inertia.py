"""Is the collaboration slow, is it painful, or both? The two kinds of inertia are shown apart and never added up."""

import sys

import cavi_results as cavi
import intervals
import style

QUESTION = __doc__
KINDS = {"delay": "Slow: delay", "conflict": "Painful: conflict"}


def data(results):
    """kind ('delay', 'conflict') -> arm -> Monthly."""
    names = {kind: cavi.history_name(results, kind) for kind in KINDS}
    return {kind: {arm: cavi.monthly(results, name, arm) for arm in cavi.arms(results)} for kind, name in names.items()}


def draw(results, width=170):
    """Delay and conflict by arm over the months, each with its own scale."""
    found = data(results)
    text = style.caption(results, style.counts(found["delay"]), style.BANDS)
    figure, axes = style.canvas(width, len(KINDS), text)
    for panel, (kind, title) in zip(axes, KINDS.items()):
        style.over_time(panel, results, found[kind], title, cavi.label(results, cavi.history_name(results, kind)))
    return figure


def alt(results):
    """The figure in words: delay and conflict in the last month, arm by arm."""
    ends = []
    for kind, histories in data(results).items():
        for arm, history in histories.items():
            last = intervals.mean(history.units[:, -1])
            ends.append(f"{kind} under {arm} {last.middle:.2f} ({last.low:.2f} to {last.high:.2f})")
    return f"Two panels of lines over the months, delay and conflict. Mean in the last month with 95 % interval: {'; '.join(ends)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
