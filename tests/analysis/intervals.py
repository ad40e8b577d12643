"""Intervals for means, shares and differences, from plain arrays of numbers.

Every function leaves NaN ("none", such as the delay of a run that delivered nothing) out of count and
says in `n` how many numbers were used. All intervals are two-sided and 95 % unless `level` says otherwise.
"""

from math import inf, nan, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit


class Interval(NamedTuple):
    """A number with the interval it lies in, how many numbers it rests on and how the interval was made."""

    middle: float
    low: float
    high: float
    n: int
    kind: str

    def excludes_zero(self):
        """True if the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0

    def text(self, digits=".3g"):
        """'0.013 (0.006 to 0.02)', each number in the format `digits`."""
        return f"{self.middle:{digits}} ({self.low:{digits}} to {self.high:{digits}})"


def t_quantile(share, df):
    """Value below which `share` of Student's distribution with `df` degrees of freedom lies; NaN without any."""
    return float(stdtrit(df, share)) if df > 0 else nan


def mean(values, level=0.95):
    """Mean with its t interval. One number has a mean and an endless interval; none has NaN."""
    values = np.asarray(values, float)
    values = values[~np.isnan(values)]
    if len(values) < 2:
        middle = float(values[0]) if len(values) else nan
        return Interval(middle, -inf if len(values) else nan, inf if len(values) else nan, len(values), "t")
    half = t_quantile(0.5 + level / 2, len(values) - 1) * values.std(ddof=1) / sqrt(len(values))
    middle = float(values.mean())
    return Interval(middle, middle - half, middle + half, len(values), "t")


def means(table, level=0.95):
    """Means of the columns of table[sample, column]: arrays (middle, low, high, n). Empty columns give NaN."""
    table = np.asarray(table, float)
    n = (~np.isnan(table)).sum(axis=0)
    safe = np.maximum(n, 1)
    middle = np.where(n > 0, np.nansum(table, axis=0) / safe, nan)
    spread = np.sqrt(np.nansum((table - middle) ** 2, axis=0) / np.maximum(n - 1, 1))
    factor = {count: t_quantile(0.5 + level / 2, int(count) - 1) for count in np.unique(n)}
    half = np.array([factor[count] for count in n]) * spread / np.sqrt(safe)
    return middle, middle - half, middle + half, n


def quantiles(table, shares):
    """Quantiles (linear between order statistics) of the columns of table[sample, column], NaN left out: [share,
    column].
    """
    table = np.asarray(table, float)
    result = np.full((len(shares), table.shape[1]), nan)
    filled = ~np.isnan(table).all(axis=0)
    if filled.any():
        result[:, filled] = np.nanquantile(table[:, filled], shares, axis=0)
    return result


def bootstrap(values, level=0.95, resamples=2000, seed=20101):
    """Mean with its percentile bootstrap interval. The same numbers and seed give the same interval."""
    values = np.asarray(values, float)
    values = values[~np.isnan(values)]
    if len(values) < 2:
        return mean(values)._replace(kind="bootstrap")
    draw = np.random.default_rng(seed)
    drawn = [values[draw.integers(0, len(values), len(values))].mean() for _ in range(resamples)]
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2])
    return Interval(float(values.mean()), float(low), float(high), len(values), "bootstrap")


def wilson(hits, n, level=0.95):
    """Share hits/n with Wilson's score interval (Wilson 1927, JASA 22:209). n = 0 gives NaN in 0..1."""
    if n == 0:
        return Interval(nan, 0.0, 1.0, 0, "Wilson")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = (0.0 if hits == 0 else centre - half), (1.0 if hits == n else centre + half)
    return Interval(share, low, high, n, "Wilson")
