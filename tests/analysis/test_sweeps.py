"""Levels of factors and means at them, by hand."""

import cavi_results as cavi
import figure_conditions
import figure_effects
import figure_frontier
import figure_sweep
import numpy as np
import sweeps
import tiny_study
from conftest import compute
from pytest import approx


def test_few_values_are_levels_and_many_are_cut_into_ranges():
    few, many = sweeps.levels([0.2, 0.7, 0.2]), sweeps.levels(np.arange(101) / 100)
    assert few.words == ["0.2", "0.7"] and few.of_run.tolist() == [0, 1, 0] and not few.binned
    assert many.binned and many.places == approx(np.arange(10) / 10 + 0.05)
    assert many.of_run[[0, 9, 10, 100]].tolist() == [0, 0, 1, 9]


def test_words_are_levels_in_alphabetical_order():
    assert sweeps.levels(np.array(["mixed", "fixed", "mixed"], object)).words == ["fixed", "mixed"]


def one_at_a_time(path):
    """Base (.2, 1), then the share .5, then the size 2 and 3, whose synergies are far off; the same in both replicates."""
    return cavi.open(
        tiny_study.write(
            path,
            ["one", "two"],
            2,
            points=4,
            settings={"leaders__directive_share": [0.2, 0.5, 0.2, 0.2], "agenda__size": [1.0, 1.0, 2.0, 3.0]},
            outcomes={
                "synergy": [0.1, 0.2, 0.3, 0.6, 0.7, 0.7, 0.9, 0.9] * 2,
                "conflict": [0.5] * 16,
                "regime": [0, 0, 1, 1, 2, 2, 2, 2] * 2,
            },
        )
    )


def test_points_of_other_parameters_count_in_no_margin_of_a_one_at_a_time_design(tmp_path):
    """Synergy .1 .3 .7 .9 in arm one, .2 .6 .7 .9 in arm two: along the share .1 and .3, differences .1 and .3."""
    results = one_at_a_time(tmp_path / "results.h5")
    way = figure_frontier.data(results)["one"]["way"]
    assert way[1] == approx([0.1, 0.3])
    effects = figure_effects.data(results, ["synergy"])["synergy"]
    assert [row[0].middle for row in effects.values()] == approx([0.1, 0.3])
    runs = cavi.runs(results, "one")
    states = runs["regime"].values.astype(int)
    found = figure_conditions.condition(runs, "leaders__directive_share", states, 3, moved=sweeps.moves(runs))
    assert found.shares[:, 0] == approx([1, 0, 0]) and found.shares[:, 1] == approx([0, 1, 0])


def test_over_worlds_the_levels_of_an_arm_are_held_against_its_own_first_in_each_world(folder):
    """Each number is a mean over the runs of an arm and level, and each difference one of pairs in the same world."""
    (folder / "four.csv").write_text("world,trust.gain\n" + "".join(f"{i},{0.02 + 0.01 * i}\n" for i in range(4)))
    study = "months: 12\nreplicates: 2\nhistories: none\nworld.forums: 2\nworlds: ../four.csv\narms: { as it is: {}, talk: { processes.informal: 0.8 } }\n"
    results = cavi.open(compute(folder, "spread", study + "design: { grid: { leaders.acts: [1, 3] } }\n"))
    factor, levels, effects = sweeps.arms_over(results, "synergy")
    runs = cavi.table(results, ["synergy"])["synergy"]
    assert factor == "leaders.acts" and levels[["arm", "level"]].to_numpy().tolist() == [["as it is", 1], ["as it is", 3], ["talk", 1], ["talk", 3]]
    assert levels["mean"].iloc[3] == approx(runs.loc["talk, leaders.acts 3"].mean())
    assert effects["arm"].tolist() == ["as it is", "talk"] and set(effects["level"]) == {3}
    assert effects["difference"].iloc[1] == approx((runs.loc["talk, leaders.acts 3"] - runs.loc["talk, leaders.acts 1"]).mean())
    assert [line.get_label() for line in figure_sweep.draw(results, 85).axes[0].lines] and len(figure_sweep.draw(results, 170).axes[1].lines) == 3


def test_arms_that_are_no_points_are_no_sweep(tmp_path):
    assert sweeps.arms_of(one_at_a_time(tmp_path / "results.h5")) == (None, None)
