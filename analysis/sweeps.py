"""The levels of the factors of a design, for what is counted at them."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

import cavi_results as cavi

MOST_LEVELS = 15  # a factor with more different values is cut into BINS ranges of equal width
BINS = 10


class Levels(NamedTuple):
    """The levels of a factor: a place on the axis for each, a word for each, and the level of every run."""

    places: np.ndarray
    words: list
    of_run: np.ndarray
    binned: bool


def levels(values):
    """Levels of a factor from its value in every run. Words and few numbers stay; many numbers are cut into ranges."""
    values = np.asarray(values)
    different, of_run = np.unique(values, return_inverse=True)
    if values.dtype.kind not in "fiu":
        return Levels(np.arange(len(different), dtype=float), [str(word) for word in different], of_run, False)
    if len(different) <= MOST_LEVELS:
        return Levels(different.astype(float), [f"{value:.4g}" for value in different], of_run, False)
    edges = np.linspace(different[0], different[-1], BINS + 1)
    of_run = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, BINS - 1)
    middles = (edges[1:] + edges[:-1]) / 2
    return Levels(middles, [f"{value:.3g}" for value in middles], of_run, True)


def moves(results):
    """In which runs each parameter differs from point 0: name -> bool[run], where no point of the design differs from point
    0 in more than one parameter (one_at_a_time); None in other designs.
    """
    base = np.flatnonzero(results["point"].values == 0)[:1]
    if not len(base):
        return None
    moved = {name: results[name].values != results[name].values[base] for name in cavi.factors(results)}
    most = sum(moved.values(), np.zeros(results.sizes["run"], int)).max(initial=0)
    return moved if most <= 1 else None


def still(moved, names):
    """Runs in which no other parameter than `names` moved: bool[run]. In a mean over all, the points of other parameters
    would count as more of the base.
    """
    return ~np.any([runs for name, runs in moved.items() if name not in names] or [[False]], axis=0)


# --- sweeps over worlds, whose points are arms ---


def arms_of(results):
    """Beside worlds the points of a sweep over one parameter are arms, such as 'cut, leaders.acts 3'. Returns the parameter
    and a table with the columns told (the arm's whole name), arm and level; (None, None) where arms are no such points.
    """
    names = cavi.arms(results)
    found = [re.fullmatch(r"(?:(.*), )?([a-z_]+(?:\.\w+)+) (\S+)", name) for name in names]
    if not cavi.draws_worlds(results) or not all(found) or len({one[2] for one in found}) != 1:
        return None, None
    try:
        rows = [(name, one[1] or "", float(one[3])) for name, one in zip(names, found)]
    except ValueError:
        return None, None
    return found[0][2], pd.DataFrame(rows, columns=["told", "arm", "level"])


def arms_over(results, outcome):
    """(parameter, levels, effects) of such a sweep: the mean of an outcome at each level of each arm, and its paired
    difference from the arm's own first level, as `cavi compare` tells them; (None, None, None) where there is none.
    """
    factor, points = arms_of(results)
    if factor is None:
        return None, None, None

    def at_levels(table):
        return cavi.told(table, outcome=outcome).rename(columns={"arm": "told"}).merge(points, on="told")

    levels = at_levels(cavi.compared(results, "--outcome", outcome)["levels"])
    firsts = points.groupby("arm", sort=False)["told"].first()
    own = [at_levels(cavi.compared(results, "--outcome", outcome, "--against", first)["effects"]) for first in firsts]
    effects = pd.concat([cavi.told(rows, arm=arm) for arm, rows in zip(firsts.index, own)])
    return factor, levels, effects
