"""Intervals against numbers worked by hand or printed in the literature."""

import math

import intervals
import numpy as np
from pytest import approx


def test_t_quantiles_are_those_of_the_printed_table():
    """Student's table: 12.706 with one degree of freedom, 3.182 with three, 1.960 with very many."""
    assert intervals.t_quantile(0.975, 1) == approx(12.706, abs=5e-4)
    assert intervals.t_quantile(0.975, 3) == approx(3.182, abs=5e-4)
    assert intervals.t_quantile(0.975, 10**6) == approx(1.960, abs=5e-4)


def test_a_mean_carries_its_t_interval_and_leaves_none_out():
    """-.04 -.11 .01 -.10: sd .055976, so half-width 3.18245 x .055976 / 2 = .089071."""
    found = intervals.mean([-0.04, -0.11, math.nan, 0.01, -0.10])
    assert found[:4] == approx((-0.06, -0.149071, 0.029071, 4), abs=1e-6)


def test_one_number_has_a_mean_and_an_endless_interval():
    assert intervals.mean([0.43])[:4] == (0.43, -math.inf, math.inf, 1)
    assert math.isnan(intervals.mean([]).middle)


def test_means_of_columns_equal_the_means_of_each():
    table = [[0.13, 7.0], [0.17, math.nan], [0.11, 8.5], [0.15, 7.6]]
    middle, low, high, n = intervals.means(table)
    for column in range(2):
        assert (middle[column], low[column], high[column], n[column]) == approx(
            intervals.mean(np.array(table)[:, column])[:4]
        )


def test_wilson_is_the_published_example():
    """Newcombe 1998, Statistics in Medicine 17:857, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611."""
    assert intervals.wilson(81, 263)[:3] == approx((81 / 263, 0.2553, 0.3662), abs=5e-5)
    assert intervals.wilson(0, 20)[:3] == approx((0, 0, 0.1611), abs=5e-5)


def test_a_bootstrap_interval_comes_near_the_t_interval_and_is_the_same_each_time():
    """200 numbers, where both intervals must be close: half-width 1.972 x sd / sqrt(200)."""
    values = np.sin(np.arange(200) * 0.37)
    first, second = intervals.bootstrap(values), intervals.bootstrap(values)
    assert first == second
    assert first.high - first.low == approx(2 * 1.972 * values.std(ddof=1) / 200**0.5, rel=0.06)


def test_an_interval_excludes_zero_only_if_it_lies_on_one_side():
    assert intervals.Interval(0.3, 0.1, 0.5, 4, "t").excludes_zero()
    assert not intervals.Interval(0.3, -0.1, 0.7, 4, "t").excludes_zero()


def test_quantiles_leave_none_out():
    """Of 1 2 4 (one none): the median is 2, a tenth of the way is 1.2."""
    found = intervals.quantiles([[1.0, math.nan], [2.0, math.nan], [4.0, math.nan], [math.nan, math.nan]], (0.1, 0.5))
    assert found[:, 0] == approx([1.2, 2.0])
    assert np.isnan(found[:, 1]).all()
