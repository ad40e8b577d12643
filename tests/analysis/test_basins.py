"""The share of worlds in which trust has two basins, from numbers chosen by hand."""

import basins
import numpy as np
import pytest
import tiny_study
from pytest import approx

import cavi_results as cavi

# Runs go replicate by replicate, world by world, arm by arm; the last two years count.
MONTHS = 30
TRUST = {
    "low": [[0.1, 0.3, 0.2, 0.4], [0.2, 0.3, 0.2, 0.4]],
    "high": [[0.5, 0.38, 0.2, 0.6], [0.4, 0.41, 0.1, 0.6]],
}


def study(path, seats=lambda arm, replicate, world: 7):
    """Four worlds with two replicates, in which trust was equal for half a year and has stayed as above since."""
    runs = [(arm, replicate, world) for replicate in range(2) for world in range(4) for arm in TRUST]
    trust = [[0.9] * 6 + [TRUST[arm][replicate][world]] * 24 for arm, replicate, world in runs]
    there = [[seats(*run)] * MONTHS for run in runs]
    return cavi.open(tiny_study.write(path, list(TRUST), 2, points=4, months=MONTHS, histories={"trust": trust, "seats": there}))


def test_a_worlds_gap_is_the_mean_of_its_replicates_over_the_last_two_years(tmp_path):
    """(0.4 + 0.2) / 2, (0.08 + 0.11) / 2, (0 - 0.1) / 2, (0.2 + 0.2) / 2"""
    assert basins.gaps(study(tmp_path / "results.h5"), MONTHS) == approx([0.3, 0.095, -0.05, 0.2], abs=1e-6)


def test_worlds_apart_by_no_more_than_the_stated_size_have_one_basin():
    found = basins.basins(np.array([0.3, basins.SIZE, -0.05, 0.2, np.nan]))
    assert found.middle == approx(0.5) and found.n == 4


@pytest.mark.parametrize("arm", TRUST)
def test_a_run_in_which_nobody_is_left_in_an_arm_says_nothing(tmp_path, arm):
    results = study(tmp_path / "results.h5", seats=lambda *run: 0 if run in ((arm, 1, 0), (arm, 0, 3), (arm, 1, 3)) else 7)
    assert basins.gaps(results, MONTHS) == approx([0.4, 0.095, -0.05, np.nan], abs=1e-6, nan_ok=True)


def test_the_answer_gives_the_share_with_its_interval_at_the_end(tmp_path):
    text = "\n".join(basins.lines(study(tmp_path / "results.h5")))
    assert "| 2.5 years | 0.15 | 50.0% (15.0% to 85.0%) of 4 |" in text
