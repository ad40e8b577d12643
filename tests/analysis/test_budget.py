"""A forum's year and the budget of media, from numbers chosen by hand and from a short run."""

import budget
import pytest
import single_runs
import tiny_study
from conftest import ROOT, compute
from pytest import approx

import cavi_results as cavi

ARMS = ["whole", "no structure", "no processes", "no structure, no processes"]
# Runs go replicate by replicate, arm by arm.
AGREED = [10, 8, 9, 5, 12, 9, 10, 7]
DELIVERED = [4, 3, 4, 1, 6, 4, 5, 2]


@pytest.fixture
def arms(tmp_path):
    outcomes = {"agreed": AGREED, "delivered": DELIVERED, "synergy": [number / 100 for number in DELIVERED]}
    return cavi.open(tiny_study.write(tmp_path / "results.h5", ARMS, 2, outcomes=outcomes))


def test_what_is_lost_is_the_mean_difference_of_paired_runs(arms):
    """Without structure 8 - 10 and 9 - 12 are agreed, without either 1 - 4 and 2 - 6 delivered."""
    found = budget.losses(arms)
    assert list(found) == ARMS[1:]
    assert found["no structure"]["agreed"].middle == approx(-2.5)
    assert found["no structure, no processes"]["delivered"].middle == approx(-3.5)


def test_interplay_is_what_both_lose_beyond_what_each_loses_alone(arms):
    """Both lose 3.5; structure alone 1.5, processes alone 0.5."""
    assert budget.interplay(arms, "delivered") == {("no structure", "no processes"): approx(1.5)}


@pytest.fixture(scope="module")
def year(folder):
    """Two years of two runs."""
    close = "events: { replicates: [0, 1] }\nsnapshots: { months: [2, 7, 12, 17, 23], replicates: [0, 1] }\n"
    study = f"extends: {ROOT}/configs/studies/forum_year.yaml\nmonths: 24\nreplicates: 2\n{close}"
    return cavi.open(compute(folder, "forum_year", study))


def test_acts_are_told_once_each_by_the_obstacle_that_they_answer(year):
    rows = budget.answers(year)
    runs = single_runs.entities(year, "run", ["acts_facilitative", "acts_directive"]).xs(23, level="month")
    alive = single_runs.entities(year, "forum", ["alive"])["alive"].groupby(level=["run", "month"]).sum().mean()
    years = alive * len(runs) * 2
    assert sum(count for _, count, _, _ in rows) * years == approx(runs.to_numpy().sum())
    assert all(sum(acts.values()) == approx(count) for _, count, _, acts in rows)
    assert all(0 <= worked <= 1 for _, count, worked, _ in rows if count)


def test_acts_are_told_once_each_by_their_mode(year):
    """As the model counted them itself, run by run."""
    runs = single_runs.entities(year, "run", ["acts_facilitative", "acts_directive"]).xs(23, level="month").sum()
    found = {mode: count for mode, count, _, _ in budget.answers(year, "mode")}
    assert list(found) == ["facilitative", "directive"] and found["directive"] > 0
    assert found["directive"] / found["facilitative"] == approx(runs["acts_directive"] / runs["acts_facilitative"])


def test_a_year_counts_what_the_runs_counted_and_forums_that_live(year):
    found = budget.per_forum_year(year)
    assert 0 < found["forums alive"] <= 1 and 0 < found["seats that came, of those called"] < 1
    assert found["issues ratified"] <= found["issues agreed"] + found["issues fallen back"] + found["issues sent back by a home"]
    assert 0 < found["meetings held, with a quorum"] <= 12 and 0 < found["times that a member was called to a meeting"] <= 12


def test_the_answer_tells_obstacles_modes_and_losses(year, arms):
    text = "\n".join(budget.lines(year, arms))
    assert text.count("\n| facilitative | ") == text.count("\n| directive | ") == 1
    assert text.count("\n| no structure") == 2 and "| refusing partner |" in text
