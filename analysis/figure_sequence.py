"""When did leaders act in which mode, run by run, and what did it do to their energy?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch

import cavi_results as cavi
import style

QUESTION = __doc__
STATES = {
    "no act": "#f2f2f2",
    "facilitative": "#8fc7bf",
    "directive": "#d9730d",
    "both in a month": "#10365c",
}  # light to dark
MOST_RUNS = 40


def options(parser):
    """Which arm."""
    parser.add_argument("--arm", help="arm to draw (default: the first)")


def states(facilitative, directive):
    """State of each month, an index into STATES, from the running totals of both kinds of acts [run, month]."""
    soft, hard = (np.diff(total, axis=1, prepend=0) > 0 for total in (facilitative, directive))
    return soft + 2.0 * hard


def data(results, arm=None):
    """The states [run, month] of the arm's first runs, ordered by their number of directive months; energy of all
    its runs.
    """
    arm = arm or cavi.arms(results)[0]
    energy = cavi.monthly(results, "energy", arm)
    found = states(*(cavi.monthly(results, name, arm).runs for name in ("acts_facilitative", "acts_directive")))
    shown = found[:MOST_RUNS]
    return {
        "arm": arm,
        "states": shown[np.argsort((shown >= 2).sum(axis=1), kind="stable")],
        "energy": energy,
        "shares": [(found == state).mean() for state in range(len(STATES))],
    }


def draw(results, width=170, arm=None):
    """Above: one row a run, one cell a month. Below: energy of leaders."""
    found = data(results, arm)
    (first, second), n = style.sides(width), len(found["states"])
    runs = "the one run" if n == 1 else f"{n} runs, those with most directive months on top"
    text = style.caption(
        results,
        style.counted([len(found["energy"].runs)], "runs", "") if n > 1 else "",
        f"Arm: {found['arm']}.",
        f"{first}: {runs}, a cell a month. {second}: leaders' energy.",
        style.bands({found["arm"]: found["energy"]}),
    )
    keys = [Patch(facecolor=colour, edgecolor=style.INK, linewidth=0.4, label=word) for word, colour in STATES.items()]
    figure, axes = style.canvas(width, 2, text, keys, ratios=(1.6, 1))
    _draw_sequences(axes[0], results, found["states"])
    style.over_time(
        axes[1],
        results,
        {found["arm"]: found["energy"]},
        "What it cost",
        style.label(results, cavi.history_name(results, "energy")),
    )
    axes[1].set_ylim(0, 1.02)
    return figure


def _draw_sequences(axes, results, sequences):
    x = style.edges(style.time_axis(axes, results))
    colours = ListedColormap(list(STATES.values()))
    axes.pcolormesh(
        x,
        np.arange(len(sequences) + 1),
        sequences,
        cmap=colours,
        norm=BoundaryNorm(np.arange(len(STATES) + 1) - 0.5, len(STATES)),
        rasterized=True,
    )
    axes.set(title="How leaders acted", ylabel="Run", yticks=[])
    axes.grid(False)


def alt(results, arm=None):
    """The figure in words: share of months in each state, and energy in the last month."""
    found = data(results, arm)
    shares = ", ".join(f"{word} in {100 * share:.0f} % of months" for word, share in zip(STATES, found["shares"]))
    return (
        f"Sequences of leaders' acts under {found['arm']}: {shares}. Energy in the last month:"
        f" {found['energy'].mean[-1]:.2f}."
    )


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
