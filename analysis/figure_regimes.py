"""How did the runs end: in advantage, in one of the two kinds of inertia, or in collapse?"""

import sys

import numpy as np

import cavi_results as cavi
import style

QUESTION = __doc__


def data(results):
    """arm -> regime in words -> Interval (share of runs, Wilson)."""
    cavi.need(results, "regime")
    shares = {arm: cavi.shares(results, "regime", arm) for arm in cavi.arms(results)}
    return {arm: {word.replace("_", " "): share for word, share in of.items()} for arm, of in shares.items()}


def draw(results, width=170):
    """Bars of the shares of regimes by arm, with whiskers."""
    found = data(results)
    words = list(next(iter(found.values())))
    n = [next(iter(shares.values())).n for shares in found.values()]
    text = style.caption(results, style.counted(n, "runs"), "Bars: share of the runs that ended so; whiskers: 95 % Wilson intervals.")
    figure, (axes,) = style.canvas(width, 1, text, height=34 + 6 * len(words) * max(1, len(found) / 2))
    thickness = 0.8 / len(found)
    for i, (arm, shares) in enumerate(found.items()):
        places = np.arange(len(words)) + (i - (len(found) - 1) / 2) * thickness
        style.bars(axes, places, list(shares.values()), thickness, i, arm)
    axes.set(title="How the runs ended", xlabel="Share of runs", yticks=range(len(words)), yticklabels=words)
    axes.set_xlim(left=0)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    style.legend_above(axes, columns=1 if width < 120 else 3)
    return figure


def alt(results):
    """The figure in words: the share of each regime in each arm."""
    says = []
    for arm, shares in data(results).items():
        says.append(f"{arm}: " + ", ".join(f"{word} {100 * share.middle:.0f} %" for word, share in shares.items()))
    return f"Bars of the shares of regimes at the end. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
