"""Outcomes over the factors of a design: which levels there are, and means at them, replicate by replicate."""

from typing import NamedTuple

import numpy as np

import cavi_results as cavi
import intervals

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


def around_base(results, names):
    """The runs of a one_at_a_time design in which no other parameter than `names` moved; all runs of other designs."""
    moved = moves(results)
    return results.isel(run=still(moved, names)) if moved and set(moved) - set(names) else results


def by_replicate(results, name, arm, factor_levels):
    """Mean of an outcome in one arm: [replicate, level]. `factor_levels`: Levels over all runs of `results`; NaN
    where no run is.
    """
    chosen = (results["scenario"].values == arm) & (results["status"].values == cavi.DONE)
    values = results[name].values[chosen].astype(float)
    _, row = np.unique(results["replicate"].values[chosen], return_inverse=True)
    column = factor_levels.of_run[chosen]
    number = ~np.isnan(values)
    shape = (row.max() + 1 if len(row) else 0, len(factor_levels.places))
    total, count = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (row[number], column[number]), values[number])
    np.add.at(count, (row[number], column[number]), 1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def together(first, second):
    """Levels of the grid of two factors; level i * columns + j is row i of `first`, column j of `second`."""
    columns = len(second.places)
    words = [f"{a}, {b}" for a in first.words for b in second.words]
    return Levels(
        np.arange(len(words), dtype=float), words, first.of_run * columns + second.of_run, first.binned or second.binned
    )


def best(matrix, places, resamples=1000, seed=20101):
    """Place of the level with the highest mean of matrix[replicate, level], with a bootstrap interval over
    replicates.
    """
    filled = ~np.isnan(matrix).all(axis=0)
    matrix, places = matrix[:, filled], np.asarray(places)[filled]
    found = float(places[np.argmax(column_means(matrix))])
    if len(matrix) < 2:
        return intervals.Interval(found, float(places.min()), float(places.max()), len(matrix), "none")
    times = np.random.default_rng(seed).multinomial(
        len(matrix), np.full(len(matrix), 1 / len(matrix)), resamples
    )  # how often each replicate is drawn
    total, count = times @ np.nan_to_num(matrix), times @ ~np.isnan(matrix)
    drawn = np.where(count > 0, total / np.maximum(count, 1), -np.inf)
    low, high = np.quantile(places[np.argmax(drawn, axis=1)], [0.025, 0.975], method="closest_observation")
    return intervals.Interval(found, float(low), float(high), len(matrix), "bootstrap")


def column_means(matrix):
    """Means of the columns, NaN left out; NaN for empty columns."""
    count = (~np.isnan(matrix)).sum(axis=0)
    return np.where(count > 0, np.nansum(matrix, axis=0) / np.maximum(count, 1), np.nan)
