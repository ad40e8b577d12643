"""Under which conditions do runs end in advantage, and under which in inertia?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys
import textwrap
from typing import NamedTuple

import numpy as np

import answers
import cavi_results as cavi
import lettering
import style
import sweeps

QUESTION = __doc__
OUTCOME = "regime"
MOST = 6  # parameters drawn
ROLES = {"levers": "lever", "uncertainties": "uncertainty"}


class Condition(NamedTuple):
    """A parameter, its Levels, the share of each regime at each level [regime, level], and what it tells of the end: the
    delta of `cavi sensitivity`, 0 to 1, NaN where the design is no sample of worlds.
    """

    name: str
    levels: sweeps.Levels
    shares: np.ndarray
    tells: float


def options(parser):
    """Which arm, and what kind of parameters."""
    parser.add_argument("--arm", help="arm to draw (default: the first)")
    parser.add_argument("--only", choices=ROLES, help="parameters that somebody can choose, or that nobody can")


def condition(results, name, states, count, tells=np.nan, moved=None):
    """The Condition of one parameter over some runs, whose regimes are numbers below `count`. `moved`: sweeps.moves()."""
    runs = sweeps.still(moved, [name]) if moved else slice(None)
    levels = sweeps.levels(results[name].values[runs])
    counts = np.zeros((count, len(levels.places)))
    np.add.at(counts, (states[runs], levels.of_run), 1)
    return Condition(name, levels, counts / np.maximum(counts.sum(axis=0), 1), tells)


def ranking(results, arm):
    """What each parameter tells, in falling order: a table with parameter, delta, delta_line and significant as `cavi
    sensitivity` has them; None where the points are no sample of worlds.
    """
    if not cavi.draws_worlds(results):
        return None
    table = answers.ask(results.encoding["source"], "sensitivity", "--outcome", OUTCOME, "--arm", arm)["words"]
    table = table.assign(parameter=table["parameter"].str.replace(".", "__", regex=False))
    return table.sort_values("delta", ascending=False, kind="stable")


def data(results, arm=None, only=None):
    """'arm', 'ends': regime -> share of all runs, 'runs', 'varied': number of parameters of the design, 'conditions':
    of a sample of worlds those that tell most first, and of those only the 'significant', which pass 'line'; all, where none
    does. Of other designs, whose 'line' is None, in their order.
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
    states, moved, ranked = runs[OUTCOME].values.astype(int), sweeps.moves(runs), ranking(results, arm)
    tells, significant = {name: np.nan for name in varied}, []
    if ranked is not None:
        ranked = ranked[ranked["parameter"].isin(varied)]
        tells = dict(zip(ranked["parameter"], ranked["delta"]))
        significant = list(ranked["parameter"][ranked["significant"] == "yes"])
    shown = (significant or list(tells))[:MOST]
    return {
        "line": None if ranked is None else ranked["delta_line"].iloc[0],
        "significant": len(significant),
        "arm": arm,
        "ends": {word.replace("_", " "): share.middle for word, share in ends.items()},
        "runs": len(states),
        "varied": len(varied),
        "conditions": [condition(runs, name, states, len(ends), tells[name], moved) for name in shown],
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
        *_notes(found, only, others),
    )
    in_a_row, letters = (3, 27) if width > 120 else (2, 18)
    rows = -(-len(shown) // in_a_row)
    figure, axes = style.canvas(width, len(shown), text, style.bar_keys(found["ends"]), height=46, rows=rows)
    titles = lettering.shortened([_heading(one.name, letters) for one in shown], letters)
    for panel, one, title in zip(axes, shown, titles):
        _stack(panel, one)
        panel.set_title(title + ("" if np.isnan(one.tells) else f"\n{100 * one.tells:.1f} %"))
        panel.set_xlabel(textwrap.shorten(cavi.unit(results, one.name), letters, placeholder="…") or " ")
        panel.locator_params(axis="x", nbins=4)
    for panel in axes[:: -(-len(shown) // rows)]:
        panel.set_ylabel("Share of runs")
    return figure


def _notes(found, only, others):
    """What is shown of how many parameters, and how they are ranked."""
    if found["line"] is None:
        return [f"{len(found['conditions'])} of {found['varied']} {only or 'parameters'}." if others else ""]
    most = f"The {len(found['conditions'])} {only or 'parameters'} that tell most, of {found['varied']}. " if others else ""
    return [
        f"{most}Per cent: how far the ends at its levels lie from those of all runs, as a share of what a parameter has that"
        f" settles the end (delta of `cavi sensitivity`). Of parameters without meaning the best would tell"
        f" {100 * found['line']:.1f} %; {found['significant']} tell more."
    ]


def _heading(name, letters):
    """A parameter in words, of a long one the last two: one alone may be that of many, such as directive."""
    title = cavi.title(name)
    return title if len(title) <= letters else cavi.title("__".join(name.split("__")[-2:]))


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
