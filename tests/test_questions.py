"""The commands that answer questions, as a user meets them: what they print, what they refuse, how they end."""
import json

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from programs import BUILD, Program

STUDY = """title: Buckets
months: 4
replicates: 3
rain: 2
arms: { dry: {}, "leaky, old": { leak: { path: [[0, 0], [2, 0.5]], steps: true } } }
"""


def told(*words):
    done = Program(BUILD / "told")(*words, expect=None)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def finished(tmp_path):
    """A finished study of the buckets."""
    (tmp_path / "study.yaml").write_text(STUDY)
    status, _, said = told("run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet")
    assert status == 0, said
    return tmp_path / "out"


def test_story_tells_the_months_asked_for_with_their_dates(finished):
    # Run 3 is replicate 1 of the leaky arm. Green takes 4 a month: 12 by month 2, of which a half leaks.
    assert told("story", finished, "--run", 3, "--from", 1, "--to", 2) == (
        0,
        "Buckets\nrun 3: arm 'leaky, old', point 0, replicate 1\n"
        "2010-05 (month 1): the yard holds 24\n"
        "2010-06 (month 2): green fell from 8 to 6\n"
        "2010-06 (month 2): the yard holds 30\n",
        "",
    )


def test_story_about_one_of_many_leaves_the_others_out_and_makes_each_month_a_paragraph(finished):
    assert told("story", finished, "--run", 3, "--to", 2, "--about", "green") == (
        0,
        "Buckets\nrun 3: arm 'leaky, old', point 0, replicate 1\n\n2010-06: Green fell from 8 to 6.\n\n",
        "",
    )
    status, said, complaint = told("story", finished, "--run", 3, "--about", "gren")
    assert (status, said) == (2, "")
    assert complaint == "error: --about: there is no 'gren' in this run\n"


def test_diff_says_where_two_runs_part_and_what_follows(finished):
    status, said, _ = told("diff", finished, "--replicate", 2)
    lines = said.splitlines()
    assert status == 0
    assert lines[1:4] == [
        "replicate 2, point 0: 'dry' and 'leaky, old'",
        "leak differs from month 2: 0 and 0.5",
        "they first differ in month 2 (2010-06) after 'leak': level of green is 12 and 6",
    ]
    assert [line.split()[:5] for line in lines[7:9]] == [
        ["level", "2", "2010-06", "leak", "green"],
        ["sum", "2", "2010-06", "sum", "the"],
    ]


def test_diff_takes_arms_whose_names_hold_commas(finished):
    status, said, _ = told("diff", finished, "--replicate", 0, "--arms", "leaky, old,dry", "--json")
    assert status == 0
    first = json.loads(said)["partings"][0]
    assert (first["first_arm"], first["second_arm"], first["entity"]) == (6, 12, "green")


def test_compare_gives_the_same_numbers_as_text_csv_and_json(finished, tmp_path):
    # Water: 6 buckets' parts x 2 x 4 months = 48. Green holds 12 / 2 = 6, then (6 + 4) / 2 = 5, of 16: 11 less.
    status, said, _ = told("compare", finished, "--csv", tmp_path / "c.csv")
    assert status == 0 and "  water    leaky, old            48    37         -11" in said
    row = pd.read_csv(tmp_path / "c.csv").iloc[0]
    assert list(row[["arm", "mean_against", "mean", "difference", "positive_share", "n", "missing"]]) == ["leaky, old", 48, 37, -11, 0, 3, 0]
    # Three pairs that agree tell nothing of those that might not.
    assert row["method"] == "all equal" and row[["low", "high", "low_all", "high_all", "p_holm", "resolvable"]].isna().all()
    effect = json.loads(told("compare", finished, "--json")[1])["effects"][0]
    assert (effect["mean"], effect["difference"], effect["positive_share"], effect["n"]) == (37, -11, 0, 3)


def test_compare_gives_hdf5_the_numbers_and_words_of_its_csv(finished, tmp_path):
    words = ["--survival", "water>20", "--csv", tmp_path / "c.csv", "--hdf5", tmp_path / "c.h5"]
    assert told("compare", finished, *words)[0] == 0
    for group, file in (("effects", "c.csv"), ("regimes", "c_regimes.csv"), ("survival", "c_survival.csv"), ("curves", "c_curves.csv")):
        if not (tmp_path / file).exists():
            continue
        flat = pd.read_csv(tmp_path / file, keep_default_na=False, na_values=[""])
        for engine in ("h5netcdf", "netcdf4"):
            deep = xr.load_dataset(tmp_path / "c.h5", group=group, engine=engine).to_dataframe().reset_index(drop=True)
            pd.testing.assert_frame_equal(deep.replace("", np.nan), flat, check_dtype=False, check_exact=True)


def test_attribute_writes_its_shares_as_hdf5(tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY)
    assert told("attribute", tmp_path / "study.yaml", "--of", "rain,leak", "--hdf5", tmp_path / "a.h5")[0] == 0
    shares = xr.load_dataset(tmp_path / "a.h5", group="shares")
    assert list(shares["part"].values) == ["rain", "leak", "whole"] and list(shares["share"].values) == [48, 0, 48]


@pytest.mark.parametrize(
    "words, complaint",
    [
        (["compare", "OUT", "--against", "dri"], "error: 'dri' is no arm of this study; did you mean 'dry'?\n"),
        (["compare", "OUT", "--outcome", "wather"], "error: 'wather' is no outcome; did you mean 'water'?\n"),
        (["compare", "OUT", "--survival", "water"], "error: --survival water is not HISTORY>VALUE or HISTORY<VALUE\n"),
        (["sensitivity", "OUT"],
         "error: OUT: sensitivity wants a study with `design: { saltelli: ... }`, `{ morris: ... }` or drawn worlds "
         "(`latin_hypercube`, `sobol`, `random`)\n"),
        (["story", "OUT", "--run", "6"], "error: --run 6 is not a whole number from 0 to 5\n"),
        (["diff", "OUT", "--replicate", "0", "--arms", "dry"], "error: --arms dry: wants two arms, A,B\n"),
        (["export", "OUT", "--to", "cvs", "-o", "x"],
         "error: --to cvs is none of: csv histories entities behaviorspace salib sequences\n"),
        (["export", "OUT", "--to", "salib", "-o", "x"],
         "error: OUT: the study has no design, so there is nothing for SALib to read\n"),
        (["export", "OUT", "--to", "sequences", "--of", ",".join(["water"] * 17), "-o", "x"],
         "error: --of names more than 16 histories\n"),
    ],
)
def test_what_cannot_be_served_is_refused_in_a_sentence(finished, words, complaint):
    place = str(finished)
    status, said, told_of = told(*[place if word == "OUT" else word for word in words])
    assert (status, said, told_of) == (2, "", complaint.replace("OUT", place))


def test_a_file_that_cannot_be_written_is_named_with_the_cause(finished):
    assert told("export", finished, "--to", "csv", "-o", "/nobody/x.csv") == (
        74, "", "error: /nobody/x.csv: cannot be written: No such file or directory\n")


@pytest.mark.parametrize("words", [["compare"], ["export", "--to", "csv", "-o", "-"]])
def test_an_unfinished_study_has_no_answers_yet(finished, words):
    (finished / "blocks" / "000000.block").unlink()
    (finished / "results.h5").unlink()
    status, said, told_of = told(words[0], finished, *words[1:])
    assert (status, said) == (65, "")
    assert told_of == f"error: {finished}: 1 of 1 blocks are missing; `run` computes them\n"


def test_attribute_keeps_its_runs_and_its_shares_add_up(tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY)
    words = ["attribute", tmp_path / "study.yaml", "-o", tmp_path / "out", "--of", "rain,leak", "--json"]
    status, said, _ = told(*words)
    rows = json.loads(said)["shares"]
    assert status == 0 and [row["part"] for row in rows] == ["rain", "leak", "whole"]
    assert [row["share"] for row in rows] == [48, 0, 48]
    assert told(*words)[1] == said
    assert (tmp_path / "out" / "log").read_text().count("0 blocks computed") == 1


def test_attribute_takes_the_first_arm_or_another_and_says_which(tmp_path):
    # Rain brings 48 in all; the leak takes 11 of it in the second arm, and nothing in the first.
    (tmp_path / "study.yaml").write_text(STUDY)
    words = ["attribute", tmp_path / "study.yaml", "--of", "leak", "--outcome", "water"]
    for more, name, share in (([], "dry", 0), (["--arm", "leaky, old"], "leaky, old", -11)):
        status, said, _ = told(*words, *more)
        assert status == 0 and said.splitlines()[1].startswith(f"arm '{name}', 1 parts left out in 2 combinations")
        assert json.loads(told(*words, *more, "--json")[1])["shares"][0]["share"] == share
    assert told(*words, "--arm", "leaki") == (2, "", "error: 'leaki' is no arm of this study; there are dry, leaky, old\n")


def test_until_takes_no_agreement_for_certainty(tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY.replace("replicates: 3\n", "") + "until: { outcome: water, half_width: 0.5, at_most: 40 }\n")
    status, _, said = told("run", tmp_path / "study.yaml", "-o", tmp_path / "out")
    assert (status, said.splitlines()[1]) == (
        0, "until: 40 replicates; at point 0 all runs are equal, so there is no interval")


def test_until_ends_where_the_interval_is_narrow(tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY.replace("replicates: 3\nrain: 2", "luck: 0.1") + "until: { outcome: water, half_width: 0.5, at_most: 400 }\n")
    status, _, said = told("run", tmp_path / "study.yaml", "-o", tmp_path / "out")
    assert status == 0 and said.splitlines()[1].startswith("until: 10 replicates; the widest half width is 0.")
    assert json.loads(told("status", tmp_path / "out", "--json")[1])["runs"] == 20
    assert told("story", tmp_path / "out", "--run", 20) == (2, "", "error: --run 20 is not a whole number from 0 to 19\n")
    assert told("diff", tmp_path / "out", "--replicate", 10) == (2, "", "error: --replicate 10 is not a whole number from 0 to 9\n")


def test_status_counts_while_a_block_is_missing_and_sees_a_cut_one(tmp_path):
    # 12,000 months at 4 bytes are 48 kB a run, and 8 MiB a block hold 128 of them.
    (tmp_path / "study.yaml").write_text(STUDY.replace("months: 4\nreplicates: 3\nrain: 2", "months: 12000\nreplicates: 150\nrain: 0.003"))
    assert told("run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet", "--no-collect")[0] == 0
    (tmp_path / "out/blocks/000000.block").unlink()
    block = tmp_path / "out/blocks/000001.block"
    block.write_bytes(block.read_bytes()[:-5])
    about = json.loads(told("status", tmp_path / "out", "--json")[1])
    assert (about["runs"], about["done"], about["blocks"], about["blocks_done"], about["blocks_damaged"]) == (300, 44, 3, 1, 1)


@pytest.mark.parametrize("word", ["compare", "sensitivity", "attribute", "export", "diff", "story", "status"])
def test_every_question_explains_itself(word):
    status, said, _ = told(word, "--help")
    assert status == 0 and said.startswith(word + " ") and "  --" in said


@pytest.mark.parametrize("words", [["collect"], ["status"], ["compare"], ["export", "--to", "csv", "-o", "-"], ["story", "--run", "0"]])
def test_a_study_that_the_folder_cannot_give_back_is_a_failure_of_input_and_not_of_use(finished, words):
    study = finished / "plan" / "study.yaml"
    study.unlink()
    study.mkdir()  # what can be opened and not read
    status, said, told_of = told(words[0], finished, *words[1:])
    assert (status, said, told_of) == (74, "", f"error: {study}: is not a file\n")
