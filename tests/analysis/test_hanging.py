"""What an answer hangs on, told by differences whose months and sizes are known by hand."""

import numpy as np
import pandas as pd
import pytest

import answers
import cavi_results as cavi
import hanging
import summary
import xarray as xr

DATES = pd.date_range("2010-04-01", periods=6, freq="MS")


@pytest.fixture
def results():
    return xr.Dataset(coords={"month": range(6), "date": ("month", DATES)})


def monthly(monkeypatch, low, high):
    low, high = np.array(low, float), np.array(high, float)
    monkeypatch.setattr(cavi, "monthly_difference", lambda *_: cavi.Monthly(np.zeros((2, 6)), (low + high) / 2, low, high))


def test_the_month_from_which_a_difference_stays_clear_is_named(results, monkeypatch):
    monthly(monkeypatch, [-1, 0.1, -0.2, 0.1, 0.2, 0.3], [1, 0.5, 0.4, 0.6, 0.7, 0.8])
    assert "is clear from 2010-07 on" in hanging.on_time(results, "synergy", "cut")


def test_a_difference_that_fades_hangs_on_when_one_looks(results, monkeypatch):
    monthly(monkeypatch, [-1, -0.5, -0.5, -0.4, -0.2, -0.1], [1, -0.1, -0.2, -0.1, 0.1, 0.2])
    assert "is clear in 3 of 6 months, last in 2010-07, and no longer at the end" in hanging.on_time(results, "synergy", "cut")


def test_of_a_difference_that_is_never_clear_nothing_is_said(results, monkeypatch):
    monthly(monkeypatch, [-1] * 6, [1] * 6)
    assert hanging.on_time(results, "synergy", "cut") is None


def test_luck_is_shown_beside_the_difference(monkeypatch):
    """Runs at 0.00, 0.01 .. 0.40: a tenth of them lies below 0.04 and a tenth above 0.36."""
    values = pd.DataFrame({"synergy": np.arange(41) / 100}, index=pd.MultiIndex.from_product([["as it is"], [0], range(41)]))
    data = xr.Dataset({"synergy": ("run", np.zeros(1), {"units": "share of need"})}, attrs={"repeats": "replicates"})
    monkeypatch.setattr(cavi, "arms", lambda _: ["as it is", "cut"])
    monkeypatch.setattr(cavi, "table", lambda *_: values)
    found = summary.Effect("synergy", "cut", "as it is", 0.2, 0.15, answers.Interval(-0.05, -0.07, -0.03, 41, "t"), 0.1, 0.9, 0.02)
    monkeypatch.setattr(summary, "effect", lambda *_: found)
    assert hanging.on_luck(data, "synergy", ["cut"]) == (
        "By luck alone, from run to run, synergy under “as it is” moves between 4 % and 36 % (the middle 80 % of the runs);"
        " its mean differs by −5 under “cut” (percentage points of need)."
    )
