"""What opening a study gives, by value on a tiny file and by name on one that cavi wrote."""

import ast
import pathlib
import shutil
import subprocess
import sys

import answers
import cavi_results as cavi
import h5py
import numpy as np
import pytest
import tiny_study
from pytest import approx
from scipy import stats


def test_the_examples_of_the_documentation_run_on_a_study_of_cavi(examples):
    lines, given = examples(cavi.__doc__)
    promised = [one for one in given if one[2][:1] in "['"]
    for code, found, comment in promised:
        assert found == ast.literal_eval(comment), code
    assert lines > 10 and len(promised) == 3


def test_every_script_needs_no_module_but_those_beside_it_and_installed_ones():
    folder = pathlib.Path(cavi.__file__).parent
    names = sorted(path.stem for path in folder.glob("*.py"))
    done = subprocess.run([sys.executable, "-c", f"import {', '.join(names)}"], cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
    assert len(names) > 20 and done.returncode == 0, done.stderr


def test_every_name_that_cavi_writes_is_found_by_its_role(first_look):
    with h5py.File(first_look / "results.h5") as file:
        roles = {
            name: variable.attrs.get("role") for name, variable in file.items() if isinstance(variable, h5py.Dataset)
        }
    results = cavi.open(first_look)
    assert set(cavi.outcomes(results)) == {name for name, role in roles.items() if role == "outcome"}
    assert set(cavi.histories(results)) == {name for name, role in roles.items() if role == "history"}
    assert cavi.history_name(results, "synergy") == "synergy_by_month"
    assert cavi.history_name(results, "funding") == "funding"


def test_runs_months_and_arms_are_those_of_the_study(first_look, mixes):
    results, sweep = cavi.open(first_look), cavi.open(mixes)
    assert dict(results.sizes) == {"run": 16, "month": 36, "forum": 1, "organisation": 12, "sector": 8}
    assert cavi.arms(results) == ["level funding", "real austerity"]
    assert cavi.factors(results) == []
    assert cavi.factors(sweep) == ["context__demand", "leaders__directive_share"]
    assert sweep.sizes["run"] == 2 * 6 * 4
    assert str(results["date"].values[13])[:7] == "2011-05"


def test_nothing_is_loaded_before_it_is_asked_for(first_look):
    results = cavi.open(first_look)
    arm = cavi.runs(results, "real austerity")
    assert not results["trust_by_month"]._in_memory and not arm["trust_by_month"]._in_memory
    assert arm["scenario"].values.tolist() == ["real austerity"] * 8


def test_named_states_keep_the_words_of_the_file(first_look):
    results = cavi.open(first_look)
    assert cavi.words(results, "regime")[0] == "advantage"
    assert sum(share.middle for share in cavi.shares(results, "regime", "real austerity").values()) == approx(1)


def test_provenance_tells_study_seed_and_model(first_look):
    found = cavi.provenance(cavi.open(first_look))
    assert found["program"] == "cavi" and found["model_version"]
    assert "A first look" in found["study"]
    assert found["seed"].isdigit()


def test_labels_carry_name_and_unit(two_arms):
    assert cavi.label(two_arms, "delay") == "Delay (months)"
    assert cavi.label(two_arms, "conflict_by_month") == "Conflict (share)"
    assert cavi.meaning(two_arms, "conflict") == "Mean conflict of members"


def test_a_difference_is_paired_by_replicate(two_arms):
    """cuts minus level: .09-.13, .06-.17, .12-.11, .05-.15."""
    assert cavi.paired(two_arms, "synergy", "cuts").tolist() == approx([-0.04, -0.11, 0.01, -0.10])
    assert cavi.difference(two_arms, "synergy", "cuts")[:4] == approx((-0.06, -0.149071, 0.029071, 4), abs=1e-6)


def test_a_pair_of_which_one_run_has_no_number_is_left_out(two_arms):
    """Delay of cuts in replicate 1 is none: 2.5, 2.5 and 3.0 remain."""
    assert cavi.paired(two_arms, "delay", "cuts").tolist() == approx([2.5, 2.5, 3.0])


def test_runs_that_failed_or_are_absent_are_left_out(tmp_path):
    path = tiny_study.two_arms(tmp_path / "results.h5", status=[1, 1, 2, 1, 1, 1, 1, 0])
    results = cavi.open(path)
    assert cavi.runs(results, "level")["synergy"].values == approx([0.13, 0.11, 0.15])
    assert cavi.paired(results, "synergy", "cuts").tolist() == approx([-0.04, 0.01])


def test_means_of_an_unfinished_study_are_those_of_its_whole_replicates(tmp_path):
    results = cavi.open(tiny_study.two_arms(tmp_path / "results.h5", status=[1, 1, 1, 1, 1, 1, 1, 0]))
    assert cavi.mean(results, "synergy", "level")[::3] == (approx((0.13 + 0.17 + 0.11) / 3), 3)


def test_points_of_a_replicate_are_one_unit_because_they_share_their_luck(tmp_path):
    """Replicates 0 and 1 with points .1 .3 and .5 .9: units .2 and .7, so mean .45 and half-width 12.706 x
    .353553 / sqrt 2.
    """
    path = tiny_study.write(
        tmp_path / "results.h5",
        ["one"],
        2,
        points=2,
        settings={"context__demand": [0.9, 1.5]},
        outcomes={"synergy": [0.1, 0.3, 0.5, 0.9]},
        histories={"trust": [[0.1], [0.3], [0.5], [0.9]]},
        months=1,
    )
    found = cavi.mean(cavi.open(path), "synergy", "one")
    assert found[:4] == approx((0.45, 0.45 - 3.17655, 0.45 + 3.17655, 2), abs=1e-4)
    month = cavi.monthly(cavi.open(path), "trust", "one")
    assert (month.mean[0], month.high[0]) == approx((0.45, 0.45 + 3.17655), abs=1e-4) and len(month.runs) == 4


def student(values):
    """Mean of each column, ends of its t interval, and how many numbers it rests on; NaN is left out."""
    values = np.asarray(values, float)
    n, middle = (~np.isnan(values)).sum(axis=0), np.nanmean(values, axis=0)
    half = stats.t.ppf(0.975, n - 1) * np.nanstd(values, axis=0, ddof=1) / np.sqrt(n)
    return middle, middle - half, middle + half, n


def test_an_interval_excludes_zero_only_if_it_lies_on_one_side():
    assert answers.Interval(0.3, 0.1, 0.5, 4, "t").excludes_zero() and not answers.Interval(0.3, -0.1, 0.7, 4, "t").excludes_zero()


def test_the_program_and_an_independent_formula_say_the_same_of_every_outcome_month_and_difference(first_look):
    results = cavi.open(first_look)
    for name in ("delay", "conflict", "synergy"):
        for arm in cavi.arms(results):
            mine, told = student(cavi.table(results, [name]).loc[arm][name]), cavi.mean(results, name, arm)
            assert told.middle == approx(mine[0]) and told.n == mine[3]
            assert told.kind != "t" or told[1:3] == approx(mine[1:3])
        mine, told = student(cavi.paired(results, name, "real austerity")), cavi.difference(results, name, "real austerity")
        assert told.middle == approx(mine[0]) and (told.kind != "t" or told[1:3] == approx(mine[1:3]))
    months = cavi.compared(results, "--history", "conflict")["levels"]
    trust = cavi.monthly(results, "conflict", "real austerity")
    middle, low, high, _ = student(trust.runs)
    assert trust.mean == approx(middle, rel=1e-5)
    plain = cavi.told(months, arm="real austerity", method="t")["month"]
    assert len(plain) > 5 and trust.low[plain] == approx(np.maximum(low, 0)[plain], rel=1e-4) and trust.high[plain] == approx(high[plain], rel=1e-4)


def test_shares_of_a_sweep_count_replicates_as_one_each(tmp_path):
    """Two replicates of two points: state 0 in 1/2 and 2/2, so mean .75, half-width 12.7062 x .353553 / sqrt 2 =
    3.18, cut to 0..1. State 3 never: at most 1 - .025^(1/2) of replicates can have another share, of up to 1.
    """
    path = tiny_study.write(tmp_path / "results.h5", ["one"], 2, 2, {"context__demand": [0.9, 1.5]}, {"regime": [0, 2, 0, 0]})
    found = cavi.shares(cavi.open(path), "regime", "one")
    assert found["advantage"][:4] == approx((0.75, 0, 1, 4))
    assert found["painful_inertia"][:3] == approx((0, 0, 1 - 0.025**0.5), abs=1e-6)


def test_a_long_study_is_read_by_whole_replicates(tmp_path):
    results = cavi.open(tiny_study.two_arms(tmp_path / "results.h5"))
    assert cavi.prefix(results, limit=5).sizes["run"] == 4


REFUSED = {
    "is missing": (None, "does not exist"),
    "is text": ("title: x\n", "damaged or not an HDF5 file"),
    "is unfinished": ("folder", "unfinished (1 blocks of runs are there)"),
    "is another folder": ("empty", "neither results.h5 nor plan/"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_opened_is_refused_in_one_sentence(tmp_path, what):
    kind, says = REFUSED[what]
    path = tmp_path / "out"
    if kind in ("folder", "empty"):
        path.mkdir()
    if kind == "folder":
        (path / "plan").mkdir()
        (path / "blocks").mkdir()
        (path / "blocks/000000.block").touch()
    if kind == "title: x\n":
        path.write_text(kind)
    with pytest.raises(cavi.Unusable) as refused:
        cavi.open(path)
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_of_another_program_is_refused_with_what_it_lacks(tmp_path):
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["x"] = np.arange(3)
    with pytest.raises(cavi.Unusable, match="was not written by cavi: it has no run and no scenario"):
        cavi.open(tmp_path / "other.h5")


def test_a_newer_layout_is_refused_with_both_numbers(tmp_path):
    path = tiny_study.two_arms(tmp_path / "results.h5", schema="cavi results 7")
    with pytest.raises(cavi.Unusable, match="layout 7, newer than the layout 1"):
        cavi.open(path)


def test_a_study_without_a_completed_run_is_refused(tmp_path):
    with pytest.raises(cavi.Unusable, match="no completed run"):
        cavi.open(tiny_study.two_arms(tmp_path / "results.h5", status=[0] * 8))


def test_an_unknown_arm_outcome_or_history_is_named_with_those_there(two_arms):
    with pytest.raises(cavi.Unusable, match="no arm 'none' \\(there: 'level', 'cuts'\\)"):
        cavi.runs(two_arms, "none")
    with pytest.raises(cavi.Unusable, match="no outcome 'joy' \\(there: synergy, delay"):
        cavi.table(two_arms, ["joy"])
    with pytest.raises(cavi.Unusable, match="no history 'trust' \\(there: synergy, age_in_hand, conflict"):
        cavi.monthly(two_arms, "trust", "level")


def test_a_partly_collected_study_of_cavi_opens_with_its_absent_runs_marked(first_look, tmp_path):
    shutil.copy(first_look / "results.h5", tmp_path)
    with h5py.File(tmp_path / "results.h5", "r+") as file:
        file["status"][10:] = 0
    results = cavi.open(tmp_path)
    assert len(cavi.table(results, ["synergy"])) == 10
    assert len(cavi.paired(results, "synergy", "real austerity")) == 5


# --- outcomes of entities ---


def test_a_forum_of_each_completed_run_is_a_row_and_has_what_the_file_says(forums):
    results = cavi.open(forums)
    assert cavi.entity_kinds(results) == ["sector", "organisation", "forum"]
    table = cavi.entities(results, "forum")
    assert set(table.columns) == {name for name in results.data_vars if name.startswith("forum_")}
    assert len(table) == 4 * (1 + 3)
    with h5py.File(forums / "results.h5") as file:
        names, lives = list(file["forum"].asstr()[...]), file["forum_life"][...]
    for run, (arm, replicate) in enumerate((arm, replicate) for replicate in range(4) for arm in ("one", "three")):
        there = {"one": 1, "three": 3}[arm]
        assert list(table.loc[arm, 0, replicate].index) == names[:there]
        assert list(table.loc[arm, 0, replicate]["forum_life"]) == list(lives[run, :there])


def test_shares_of_forums_add_up_to_one_and_are_counted_over_those_that_are_there(forums):
    results = cavi.open(forums)
    shares = cavi.entity_shares(results, "forum_fate")
    assert list(shares.columns) == ["advantage", "hard_won_advantage", "slow_inertia", "painful_inertia", "dead", "merged"] and len(shares) == 4 * 2
    assert shares.sum(axis=1).values == approx(1)
    ends = results["forum_fate"].values
    assert shares.loc["three", 0, 2]["slow_inertia"] == approx((ends[5] == 2).sum() / 3)
    assert shares.loc["one", 0, 2]["slow_inertia"] == (ends[4, 0] == 2)


def test_kinds_without_outcomes_and_outcomes_without_states_are_refused_in_words(first_look):
    results = cavi.open(first_look)
    with pytest.raises(cavi.Unusable, match="no outcomes of a seat .there: sector, organisation, forum."):
        cavi.entities(results, "seat")
    for name in ("forum_life", "regime", "nothing"):
        with pytest.raises(cavi.Unusable, match="is no outcome of entities that names states"):
            cavi.entity_shares(results, name)
