"""What `compare`, `sensitivity` and `attribute` tell beside the arms: levels, months, groups, and runs that are there."""

import json
import shutil

import numpy
import pytest

GRID = """months: 12
replicates: 6
histories: [height]
walk.luck: 0.43
arms: { up: {}, down: { walk.way: down } }
"""


def asked(program, *words):
    return json.loads(program(*words, "--json").stdout)


@pytest.fixture
def computed(toy, tmp_path):
    def compute(text):
        return toy.finish(tmp_path, GRID + text, "--quiet")
    return compute


def test_levels_average_over_the_other_parameter_replicate_by_replicate(toy, computed):
    out = computed("design: { grid: { walk.steps: [1, 3, 4], walk.gain: [0.1, 0.5] } }\n")
    points = asked(toy, "compare", out, "--by-point", "--outcome", "height")
    over = asked(toy, "compare", out, "--over", "walk.gain", "--outcome", "height")
    assert [(row["walk.gain"], row["points"]) for row in over["points"]] == [(0.1, 3), (0.5, 3)]
    gain = {row["point"]: row["walk.gain"] for row in points["points"]}
    for told in over["levels"]:
        level = over["points"][told["point"]]["walk.gain"]
        mine = [row["mean"] for row in points["levels"] if row["arm"] == told["arm"] and gain[row["point"]] == level]
        assert len(mine) == 3 and told["mean"] == pytest.approx(numpy.mean(mine)) and told["n"] == 6
    assert {row["at"] for row in over["peaks"] if row["arm"] == "up" and row["best"] == "highest"} == {0.5}


def test_one_arm_alone_has_levels_and_no_effects(toy, tmp_path):
    toy.finish(tmp_path, "months: 6\nreplicates: 5\nwalk.luck: 0.43\narms: { only: {} }\n", "--quiet")
    told = asked(toy, "compare", tmp_path / "out")
    assert told["effects"] == [] and all(row["n"] == 5 for row in told["levels"])
    said = toy("compare", tmp_path / "out").stdout
    assert "the only arm is 'only'" in said and "\nlevels\n" in said


def test_one_arm_alone_over_worlds_is_said_to_be_paired_with_nothing(toy, tmp_path):
    toy.finish(tmp_path, "months: 6\nreplicates: 2\n" + WORLDS, "--quiet")
    assert "\nthe only arm is 'only'; 2 replicates, 60 points" in toy("compare", tmp_path / "out").stdout


def test_months_of_a_history_have_a_band_that_is_never_narrower_than_each_interval(toy, tmp_path):
    """Other walkers have other luck: the arms differ by more than a constant."""
    toy.finish(tmp_path, GRID.replace("walk.way: down", "walk.walkers: 4"), "--quiet")
    told = asked(toy, "compare", tmp_path / "out", "--history", "change(height,3)")
    months = [row["month"] for row in told["effects"]]
    assert months == list(range(3, 12)) and {row["outcome"] for row in told["effects"]} == {"change(height,3)"}
    with_ends = [row for row in told["effects"] if row["low"] is not None]
    assert with_ends and all(row["low_all"] <= row["low"] and row["high"] <= row["high_all"] for row in with_ends)


@pytest.mark.parametrize("words, said", [
    (["--over", "walk.gian"], "'walk.gian' is no parameter that the design varies; did you mean 'walk.gain'?"),
    (["--over", "walk.gain", "--by-point"], "--over puts points together, and goes neither with --by-point nor with --survival"),
    (["--history", "height", "--outcome", "height"], "--history compares the months of a history"),
    (["--history", "mean(height,12)"], "'mean(height,12)': the months are a whole number from 1 to 11"),
    (["--history", "median(height,3)"], "is not HISTORY, mean(HISTORY,MONTHS) or change(HISTORY,MONTHS)"),
    (["--over", "a", "--over", "b", "--over", "c"], "--over is given 3 times"),
])
def test_what_is_wrong_with_a_question_is_said(toy, computed, words, said):
    assert said in toy("compare", computed("design: { grid: { walk.gain: [0.1, 0.5] } }\n"), *words, expect=2).stderr


def test_what_the_arms_do_not_differ_in_is_one_line(toy, tmp_path):
    toy.finish(tmp_path, "months: 6\nreplicates: 5\nwalk.luck: 0.43\narms: { a: {}, b: {} }\n", "--quiet")
    every = asked(toy, "compare", tmp_path / "out")["effects"]
    (line,) = [line for line in toy("compare", tmp_path / "out").stdout.splitlines() if "not shown, because they differ in no pair" in line]
    assert line.strip() == f"{len(every)} not shown, because they differ in no pair: {'; '.join(row['outcome'] for row in every)}"


def test_arms_that_are_always_equal_may_both_be_the_best(toy, tmp_path):
    toy.finish(tmp_path, "months: 6\nreplicates: 5\nwalk.luck: 0.43\narms: { a: {}, b: {}, c: { walk.way: down } }\n", "--quiet")
    best = asked(toy, "compare", tmp_path / "out", "--outcome", "height")["best"]
    told = {row["arm"]: row["may_be_best"] for row in best if row["best"] == "highest"}
    assert told["a"] == told["b"] and "yes" in told.values()


def test_attribute_answers_from_runs_that_are_there(told, tmp_path):
    (tmp_path / "study.yaml").write_text("months: 6\nreplicates: 4\nhistories: none\n")
    words = ["attribute", tmp_path / "study.yaml", "-o", tmp_path / "out", "--of", "rain,leak"]
    first = asked(told, *words)
    again = asked(told, "attribute", tmp_path / "out")
    assert again == first == asked(told, "attribute", tmp_path / "out" / "results.h5")
    sums, interplay, whole = (row["mean"] for row in first["together"])
    assert sums == pytest.approx(sum(row["alone"] for row in first["shares"][:-1]))
    assert interplay == pytest.approx(whole - sums) and whole == first["shares"][-1]["share"]
    assert "holds runs already" in told("attribute", tmp_path / "out", "--arm", "x", expect=2).stderr
    mailed = shutil.copy(tmp_path / "out" / "results.h5", tmp_path / "mail (1)")  # whatever its name
    assert asked(told, "attribute", mailed) == first
    with open(mailed, "r+b") as file:
        file.seek(3000)
        file.write(b"\x55\xaa")
    assert f"{mailed}: is damaged" in told("attribute", mailed, expect=65).stderr


def test_attribute_over_drawn_worlds_counts_worlds_as_compare_does(told, tmp_path):
    (tmp_path / "study.yaml").write_text("months: 6\nreplicates: 4\nhistories: none\n"
                                         "design: { random: { points: 7, factors: { rain: { from: 0, to: 3 } } } }\n")
    words = ["attribute", tmp_path / "study.yaml", "-o", tmp_path / "out", "--of", "rain,leak", "--outcome", "water"]
    whole = asked(told, *words)["shares"][-1]
    against = ["compare", tmp_path / "out", "--outcome", "water", "--against", "without rain, leak"]
    (effect,) = [row for row in asked(told, *against)["effects"] if row["arm"] == "all"]
    assert whole["n"] == 7  # and not 4 replicates, nor 28 runs
    assert [whole[key] for key in ("share", "low", "high")] == pytest.approx([effect[key] for key in ("mean", "low", "high")])
    assert "95 % intervals are over worlds and luck" in told(*words).stdout.splitlines()


def test_attribute_does_not_take_arms_of_another_kind(toy, computed):
    assert "are not all combinations of parts" in toy("attribute", computed(""), expect=2).stderr


WORLDS = "design: { latin_hypercube: { points: 60, factors: { walk.gain: plausible, walk.luck: plausible } } }\n"


def test_groups_are_asked_of_a_sample_of_worlds_by_name_or_as_ones_own(toy, tmp_path):
    toy.finish(tmp_path, "months: 6\nreplicates: 2\n" + WORLDS, "--quiet")
    rows = asked(toy, "sensitivity", tmp_path / "out", "--outcome", "height", "--groups", "walk,mine=walk.luck")["groups"]
    assert [(row["group"], row["parameters"]) for row in rows] == [("walk", 2), ("mine", 1)]
    assert all((row["S1"] > row["S1_line"]) == (row["significant"] == "yes") for row in rows)
    said = toy("sensitivity", tmp_path / "out", "--groups", "wlk,mine=walk.lukc", expect=2).stderr
    assert "the design varies no parameter of this group" in said and "'walk.lukc' is no parameter that the design varies" in said


def test_words_are_ranked_together_with_a_line_of_their_own(cavi, tmp_path):
    design = "design: { latin_hypercube: { points: 40, factors: { context.demand: [0.2, 3], trust.start: plausible } } }\n"
    cavi.finish(tmp_path, "months: 24\nreplicates: 1\nhistories: none\n" + design, "--quiet")
    rows = asked(cavi, "sensitivity", tmp_path / "out", "--outcome", "regime")["words"]
    assert [row["parameter"] for row in rows] == ["context.demand", "trust.start"]
    assert len({row["delta_line"] for row in rows}) == 1
    assert all((row["delta"] is not None and row["delta"] > row["delta_line"]) == (row["significant"] == "yes") for row in rows)
    many = ["--outcome", "regime"] * 103  # of five words each
    assert cavi("sensitivity", tmp_path / "out", *many, "--outcome", "synergy", expect=2).stderr == (
        "error: 516 outcomes and words are asked for; the most is 512\n")
