"""The levels of the factors of a design, for what is counted at them."""

from typing import NamedTuple

import numpy as np

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
