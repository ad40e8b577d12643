"""Which boards did well, which stood still, and which died?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import boards
import cavi_results as cavi
import lettering
import numpy as np
import style

QUESTION = __doc__
MOST_BOARDS, MOST_ARMS = 30, 6
SHADES = ("#8fc7bf", "#3b9c8f", "#f0d9a8", "#d9730d", "#6b6b6b", "#c9c9c9")  # in the file's order: two good ends, two bad ones, dead, merged
HATCH = ("", "....", "", "////", "xxxx", "")


def data(results):
    """arm -> board -> fate -> share of its runs; at most so many arms and boards, the first."""
    found = {arm: boards.fates(results, arm) for arm in cavi.arms(results)[:MOST_ARMS]}
    if not any(found.values()):
        raise cavi.Unusable("no forum has a fate in any run")
    return {arm: dict(list(own.items())[:MOST_BOARDS]) for arm, own in found.items()}


def draw(results, width=170):
    """A panel for each arm, a bar for each board: the shares of runs in which it ended one way or another."""
    found, words = data(results), list(cavi.words(results, boards.FATE).values())
    names = list(dict.fromkeys(name for own in found.values() for name in own))
    every = max(len(boards.fates(results, arm)) for arm in found)
    text = style.caption(
        results,
        style.counted([cavi.runs(results, arm).sizes["run"] for arm in found], "runs"),
        "Parts of a bar: share of the runs that have the board.",
        f"The first {MOST_BOARDS} of {every} boards." if every > MOST_BOARDS else "",
        f"The first {MOST_ARMS} of {len(cavi.arms(results))} arms." if len(cavi.arms(results)) > MOST_ARMS else "",
    )
    keys = [style.Patch(facecolor=shade, hatch=hatch, edgecolor=style.INK, linewidth=0.4, label=word.replace("_", " ")) for shade, hatch, word in zip(SHADES, HATCH, words)]
    across = 1 if width < 120 else min(3, len(found))
    figure, axes = style.canvas(width, len(found), text, keys, height=14 + (5.2 if across == 1 else 4.4) * len(names), rows=-(-len(found) // across))
    for i, (panel, title, own) in enumerate(zip(axes, lettering.shortened(found, 34 if across == 2 else 22), found.values())):
        _pile(panel, names, own, words)
        panel.set_title(title if len(found) > 1 else "How each board ended")
        panel.set_yticks(range(len(names)), lettering.shortened([name.replace("_", " ") for name in names], 30) if i % across == 0 else [])
    return figure


def _pile(axes, names, own, words):
    start = np.zeros(len(names))
    for word, shade, hatch in zip(words, SHADES, HATCH):
        share = np.array([own[name][word] if name in own else 0 for name in names])
        axes.barh(range(len(names)), share, 0.8, left=start, facecolor=shade, hatch=hatch, edgecolor=style.INK, linewidth=0.4)
        start += share
    axes.set(xlim=(0, 1), ylim=(len(names) - 0.4, -0.6), xlabel="Share of runs")
    axes.grid(axis="y", visible=False)


def alt(results):
    """The figure in words: of each arm and board the commonest end and its share."""
    says = []
    for arm, own in data(results).items():
        ends = [f"{name.replace('_', ' ')} {word.replace('_', ' ')} {100 * share:.0f} %" for name, shares in own.items() for word, share in [max(shares.items(), key=lambda item: item[1])]]
        says.append(f"{arm}: {', '.join(ends)}")
    return f"Bars of how each board ended, with its commonest end. {'. '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
