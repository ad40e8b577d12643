"""Under which conditions do runs end in advantage, and under which in inertia?"""

import sys
import textwrap
from typing import NamedTuple

import numpy as np
from scipy.stats import entropy

import cavi_results as cavi
import style
import sweeps

QUESTION = __doc__
OUTCOME = "regime"
MOST = 6  # parameters drawn
ROLES = {"levers": "lever", "uncertainties": "uncertainty"}


class Condition(NamedTuple):
    """A parameter, its Levels, the share of each regime at each level [regime, level], and what knowing its level
    tells: the part of the uncertainty about the regime that it takes away, 0..1.
    """

    name: str
    levels: sweeps.Levels
    shares: np.ndarray
    tells: float


def options(parser):
    """Which arm, and what kind of parameters."""
    parser.add_argument("--arm", help="arm to draw (default: the first)")
    parser.add_argument("--only", choices=ROLES, help="parameters that somebody can choose, or that nobody can")


def tells(counts, points):
    """Uncertainty coefficient of counts[state, level], less what as many levels without meaning would seem to tell:
    (states - 1)(levels - 1) / 2n nats (Miller 1955). Of the n runs those at one point are alike: n is the `points`.
    """
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    (states, levels), runs = counts.shape, counts.sum(axis=0)
    unknown = entropy(counts.sum(axis=1))
    if unknown == 0:
        return 0.0
    left = np.average(entropy(counts, axis=0), weights=runs)
    return float(max(0.0, unknown - left - (states - 1) * (levels - 1) / (2 * points)) / unknown)


def condition(results, name, states, count, moved=None):
    """The Condition of one parameter over some runs, whose regimes are numbers below `count`. `moved`: sweeps.moves()."""
    runs = sweeps.still(moved, [name]) if moved else slice(None)
    points = len(np.unique(results["point"].values[runs]))
    levels = sweeps.levels(results[name].values[runs])
    counts = np.zeros((count, len(levels.places)))
    np.add.at(counts, (states[runs], levels.of_run), 1)
    return Condition(name, levels, counts / np.maximum(counts.sum(axis=0), 1), tells(counts, points))


def line(results, names, states, count):
    """What the most telling of `names` would tell if none meant anything: the largest of 19 shuffles of the ends among the
    points, which is passed by luck once in twenty.
    """
    points, of_run = np.unique(results["point"].values, return_inverse=True)
    every = [sweeps.levels(results[name].values) for name in names]
    draw = np.random.default_rng(20101)
    largest = 0.0
    for _ in range(19):
        # Runs of a point are alike: each point gets the ends of another.
        other = draw.permutation(len(points))
        if len(of_run) == len(points):
            shuffled = states[np.argsort(of_run)][other][of_run]
        else:
            shuffled = states[draw.permutation(len(states))]
        for levels in every:
            counts = np.bincount(shuffled * len(levels.places) + levels.of_run, minlength=count * len(levels.places))
            largest = max(largest, tells(counts.reshape(count, -1).astype(float), len(points)))
    return largest


def data(results, arm=None, only=None):
    """'arm', 'ends': regime -> share of all runs, 'runs', 'varied': number of parameters of the design, and
    'conditions': those that tell most first, of which only those over 'line' are told from nothing; all, where none is.
    """
    cavi.need(results, OUTCOME)
    every = cavi.factors(results)
    varied = [name for name in every if only is None or _role(results, name) == ROLES[only]]
    if len(every) < 2 or not varied:
        raise cavi.Unusable(
            f"this figure needs a design over several {only or 'parameters'}, such as `latin_hypercube: {{ factors: {{"
            f" {only or 'uncertainties'}: plausible }} }}`"
        )
    arm = arm or cavi.arms(results)[0]
    runs = cavi.runs(results, arm)
    ends = cavi.shares(results, OUTCOME, arm)
    states, moved = runs[OUTCOME].values.astype(int), sweeps.moves(runs)
    found = sorted(
        (condition(runs, name, states, len(ends), moved) for name in varied), key=lambda one: one.tells, reverse=True
    )
    bar = line(runs, varied, states, len(ends))
    told = [one for one in found if one.tells > bar]
    return {
        "line": bar,
        "told": len(told),
        "arm": arm,
        "ends": {word.replace("_", " "): share.middle for word, share in ends.items()},
        "runs": len(states),
        "varied": len(varied),
        "conditions": (told or found)[:MOST],
    }


def _role(results, name):
    return results[name].attrs.get("parameter_role")


def draw(results, width=170, arm=None, only=None):
    """A panel for each of the most telling parameters: shares of the regimes, stacked, over its range."""
    found = data(results, arm, only)
    shown = found["conditions"]
    others = found["varied"] - len(shown)
    text = style.caption(
        results,
        style.counted([found["runs"]], "runs", ""),
        f"Arm: {found['arm']}. Height of a colour: share of the runs that ended so, whatever the other parameters were.",
        f"The {len(shown)} {only or 'parameters'} that tell most, of {found['varied']}." if others else "",
        "Per cent: part of the uncertainty about the end that this parameter alone takes away.",
        f"Of parameters without meaning the best would tell {100 * found['line']:.1f} %; {found['told']} tell more.",
    )
    in_a_row, letters = (3, 30) if width > 120 else (2, 21)
    rows = -(-len(shown) // in_a_row)
    figure, axes = style.canvas(width, len(shown), text, style.bar_keys(found["ends"]), height=46, rows=rows)
    for panel, one in zip(axes, shown):
        _stack(panel, one)
        panel.set_title(f"{_heading(one.name, letters)}\n{100 * one.tells:.1f} %")
        panel.set_xlabel(textwrap.shorten(cavi.unit(results, one.name), letters, placeholder="…") or " ")
        panel.locator_params(axis="x", nbins=4)
    for panel in axes[:: -(-len(shown) // rows)]:
        panel.set_ylabel("Share of runs")
    return figure


def _heading(name, letters):
    """A parameter in words, without its group where both are too long."""
    title = cavi.title(name)
    return title if len(title) <= letters else textwrap.shorten(cavi.title(name.split("__")[-1]), letters)


def _stack(axes, one):
    places = np.arange(len(one.levels.places)) if not one.levels.binned else one.levels.places
    step = places[1] - places[0] if len(places) > 1 else 1.0
    below = np.zeros(len(places))
    for i, share in enumerate(one.shares):
        axes.bar(places, share, step, below, **{**style.fill(i), "linewidth": 0.3})
        below = below + share
    axes.set(ylim=(0, 1), xlim=(places[0] - step / 2, places[-1] + step / 2))
    axes.grid(False)
    if not one.levels.binned:
        axes.set(xticks=places, xticklabels=one.levels.words)


def alt(results, arm=None, only=None):
    """The figure in words: how the runs ended, and the share with advantage at both ends of each parameter."""
    found = data(results, arm, only)
    ends = ", ".join(f"{word} {100 * share:.0f} %" for word, share in found["ends"].items())
    says = [
        f"{cavi.title(one.name).lower()} {_advantage(one, 0)} to {_advantage(one, -1)}" for one in found["conditions"]
    ]
    return (
        f"Shares of regimes over the most telling of {found['varied']} {only or 'parameters'}, arm {found['arm']}. Of"
        f" {found['runs']:,} runs: {ends}. Share with advantage of either kind from one end of the range to the other:"
        f" {'; '.join(says)}."
    )


def _advantage(one, level):
    return f"{100 * one.shares[:2, level].sum():.0f} % at {one.levels.words[level]}"


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
