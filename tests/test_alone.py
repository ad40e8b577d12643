"""results.h5 alone: its seal, every question answered from it, and what happens when it is damaged."""

import json
import os
import pathlib
import shutil
import struct

import h5py
import pytest
import xarray
from programs import UNTIL, results, seal_results

SEAL = 96  # bytes

# Three blocks of 64 runs; runs fail, an arm follows a path, points differ, and a history is kept.
WALK = """title: Alone
months: 600
seed: 20477
replicates: 12
histories: [height]
walk.ceiling: 12
walk.luck: 0.61
arms:
  still: {}
  song: { walk.loud: true, walk.way: down }
  path: { walk.luck: { path: [[0, 0.1], [20, 0.9]] } }
design: { grid: { walk.gain: [0.011, 0.037], walk.walkers: [2, 5] } }
"""
SOBOL = """title: Which counts
months: 12
histories: none
design: { saltelli: { points: 32, second_order: true, factors: { walk.gain: plausible, walk.luck: plausible } } }
"""
BUCKETS = """title: Buckets
months: 4
replicates: 3
rain: 2
luck: 0.31
arms: { dry: {}, leaky: { leak: { path: [[0, 0], [2, 0.5]], steps: true } } }
"""
CLAIM = """title: Singers
months: 4
replicates: 12
histories: none
arms: { quiet: {}, loud: { walk.loud: true } }
claim:
  id: W1
  says: Singers climb higher
  expected: higher
  tests: [ greater: { outcome: height, of: loud, than: quiet } ]
  ablation: [loudness]
  discussion: Song gives strength.
"""


def three_ways(out):
    """The folder, the folder without its blocks, and the results file by itself."""
    bare, one = out.parent / "bare", out.parent / "one.h5"
    shutil.copytree(out, bare, ignore=shutil.ignore_patterns("blocks"), copy_function=shutil.copy2)
    shutil.copy2(out / "results.h5", one)
    return out, bare, one


def answer(program, out, words, tables):
    """What is said, and every table that is written."""
    for table in tables.iterdir():
        table.unlink()
    said = program(words[0], out, *[str(word).replace("TABLE", f"{tables}/t") for word in words[1:]]).stdout
    return said, {table.name: table.read_bytes() for table in tables.iterdir()}


@pytest.mark.parametrize(
    "name, text, questions",
    [
        ("toy", WALK, [
            ["compare", "--csv", "TABLE.csv"], ["compare", "--json", "--by-point", "--hdf5", "TABLE.h5"],
            ["compare", "--survival", "height>2", "--csv", "TABLE.csv"], ["status", "--json"],
            ["export", "--to", "csv", "-o", "-"], ["export", "--to", "histories", "-o", "-"],
            ["export", "--to", "salib", "--arm", "path", "-o", "TABLE.json"]]),
        ("toy", SOBOL, [["sensitivity", "--json", "--csv", "TABLE.csv"], ["export", "--to", "salib", "-o", "TABLE.json"]]),
        ("toy", UNTIL, [["compare", "--json"], ["status", "--json"], ["export", "--to", "csv", "-o", "-"]]),
        ("told", BUCKETS, [
            ["compare", "--json"], ["story", "--run", 3], ["diff", "--replicate", 2, "--json", "--csv", "TABLE.csv"],
            ["compare", "--of", "bucket", "--json", "--csv", "TABLE.csv"], ["export", "--to", "entities", "--of", "gap", "-o", "-"],
            ["export", "--to", "histories", "-o", "-"], ["status"]]),
    ],
    ids=["walk", "sobol", "until", "buckets"],
)
def test_every_question_has_the_same_answer_to_the_letter_from_blocks_and_from_results(
        request, tmp_path, name, text, questions):
    program, tables = request.getfixturevalue(name), tmp_path / "tables"
    tables.mkdir()
    blocks, bare, one = three_ways(program.finish(tmp_path / "a", text, expect=65 if text is WALK else 0))
    for words in questions:
        wanted = answer(program, blocks, words, tables)
        assert wanted[0] or wanted[1]
        assert answer(program, bare, words, tables) == wanted, words
        assert answer(program, one, words, tables) == wanted, words


def test_behaviorspace_differs_in_no_more_than_the_time_of_a_file_by_itself(toy, tmp_path):
    blocks, bare, one = three_ways(toy.finish(tmp_path / "a", WALK, expect=65))
    told = [toy("export", out, "--to", "behaviorspace", "-o", "-").stdout.split("\n") for out in (blocks, bare, one)]
    assert told[0] == told[1]
    assert [place for place, (a, b) in enumerate(zip(*told[1:])) if a != b] in ([], [3])  # the fourth line


def test_a_study_that_is_run_into_one_file_answers_from_it(toy, tmp_path):
    (tmp_path / "study.yaml").write_text(UNTIL)
    toy("run", tmp_path / "study.yaml", "-o", tmp_path / "one.h5")
    assert sorted(os.listdir(tmp_path)) == ["one.h5", "study.yaml"]
    effects = json.loads(toy("compare", tmp_path / "one.h5", "--json").stdout)["effects"]
    with h5py.File(tmp_path / "one.h5") as file:
        height = file["height"][...]
    assert effects[0]["mean"] == pytest.approx(height[1::2].mean(), rel=1e-12) and effects[0]["n"] == len(height) // 2


def test_a_folder_that_lost_its_plan_answers_from_its_results(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    wanted = told("compare", out).stdout
    shutil.rmtree(out / "plan")
    assert told("compare", out).stdout == wanted


# --- the seal ---


def test_the_seal_stands_behind_what_hdf5_reads_and_says_how_long_that_is_and_how_runs_went(toy, tmp_path):
    out = toy.finish(tmp_path / "a", WALK, expect=65)
    whole = results(out)
    magic, size, *numbers = struct.unpack("<16sQ4Q3Q16x", whole[-SEAL:])
    with h5py.File(out / "results.h5") as file:
        status, plan = list(file["status"][...]), file["provenance"].attrs["plan_hash"]
        (out / "inner.h5").write_bytes(whole[:size])
    assert (magic, size) == (b"cavi results 1\n\0", len(whole) - SEAL)
    assert f"{numbers[1]:016x}{numbers[0]:016x}" == plan
    assert numbers[4:] == [144, 0, status.count(2)] and 0 < status.count(2) < 100
    xarray.testing.assert_identical(xarray.load_dataset(out / "inner.h5"), xarray.load_dataset(out / "results.h5"))


def test_a_flipped_bit_anywhere_is_refused_in_a_sentence(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    whole, one = results(out), tmp_path / "one.h5"
    size = len(whole) - SEAL
    for place in [0, 8, 47, *range(100, size, size // 23), size - 1, size, size + 17, size + 30, size + 50, len(whole) - 1]:
        one.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        said = told("compare", one, expect=65)
        assert said.stdout == "" and said.stderr.count("\n") == 1 and f"{one}: " in said.stderr, place
        assert "damaged" in said.stderr or "has no seal" in said.stderr, place


def test_a_file_that_is_cut_short_or_longer_is_refused_in_a_sentence(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    whole, one = results(out), tmp_path / "one.h5"
    for bytes_ in (b"", whole[:50], whole[:-1], whole[:-SEAL], whole[: len(whole) // 2], whole + b"x"):
        one.write_bytes(bytes_)
        assert "has no seal" in told("compare", one, expect=65).stderr


@pytest.mark.parametrize("words", [["compare"], ["status"], ["story", "--run", "0"], ["export", "--to", "csv", "-o", "-"]])
def test_what_is_no_results_file_of_this_program_is_refused(told, tmp_path, words):
    foreign, text, pipe = tmp_path / "foreign.h5", tmp_path / "text.h5", tmp_path / "pipe.h5"
    with h5py.File(foreign, "w") as file:
        file["water"] = [1.0, 2.0]
    text.write_text("title: no results\n")
    os.mkfifo(pipe)
    for path in (foreign, text):
        assert f"error: {path}: has no seal at its end" in told(words[0], path, *words[1:], expect=65).stderr
    assert told(words[0], pipe, *words[1:], expect=74).stderr.startswith(f"error: {pipe}: cannot be read")


def test_a_study_that_was_put_in_the_place_of_the_files_own_is_refused(told, tmp_path):
    """Even one that computes the same runs, and with a right checksum behind it."""
    out, one = told.finish(tmp_path / "a", BUCKETS), tmp_path / "one.h5"
    shutil.copy(out / "results.h5", one)
    with h5py.File(one, "r+") as file:
        text = file["provenance/study"].asstr()[()]
        file["provenance/study"][()] = text.replace("Buckets", "Baskets")
    seal_results(one, out / "results.h5")
    for words in (["compare"], ["status"], ["export", "--to", "csv", "-o", "-"]):
        said = told(words[0], one, *words[1:], expect=65)
        assert said.stderr == f"error: {one}: its seal is right, but it does not hold the study\n" and said.stdout == ""


def test_results_of_another_model_are_refused_by_name(toy, told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    said = toy("compare", out / "results.h5", expect=2).stderr
    assert said == f"error: {out}/results.h5: holds results of another model (told, not toy)\n"


def test_results_that_another_program_reads_are_read(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    wanted = told("compare", out).stdout
    with h5py.File(out / "results.h5", "r"):
        assert told("compare", out / "results.h5").stdout == wanted


def test_results_that_another_program_has_open_for_writing_are_not_called_damaged(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    with h5py.File(out / "results.h5", "r+"):
        said = told("compare", out / "results.h5", expect=65).stderr
    assert "another program has it open for writing" in said and "damaged" not in said
    # closing it, the program cuts off what stands behind the end of HDF5
    assert told("compare", out / "results.h5", expect=65).stderr == (
        f"error: {out}/results.h5: has no seal at its end: another program opened it for writing, which cuts the seal off, and may "
        "have changed it; `run` of its study makes it again, or `collect` if its blocks exist; open results for reading only\n")
    told("collect", out)
    told("compare", out / "results.h5")


def test_a_file_that_is_cut_short_or_longer_is_called_that(told, tmp_path):
    out, one = told.finish(tmp_path / "a", BUCKETS), tmp_path / "one.h5"
    whole = results(out)
    for data, sentence in ((whole[:-200], "the file is cut short"), (whole + b"x", "another program added bytes at its end"),
                           (b"x" + whole, "it was not written by this program, or it is damaged")):
        one.write_bytes(data)
        assert f"{one}: has no seal at its end: {sentence}" in told("compare", one, expect=65).stderr


def test_a_file_that_was_collected_in_part_answers_no_question_by_itself(toy, tmp_path):
    study = "months: 600\nreplicates: 50\nhistories: [height]\narms: { up: {}, down: { walk.way: down } }\n"  # blocks of 64
    toy.finish(tmp_path, study, "--no-collect")
    (tmp_path / "out" / "blocks" / "000000.block").unlink()
    toy("collect", tmp_path / "out", "--partial")
    one = shutil.copy(tmp_path / "out" / "results.h5", tmp_path / "one.h5")
    assert "lacks some runs of the study" in toy("compare", one, expect=65).stderr
    assert "1 of 2 blocks are missing" in toy("compare", tmp_path / "out", expect=65).stderr
    told = [toy("compare", place, "--partial", "--json").stdout for place in (one, tmp_path / "out")]
    assert told[0] == told[1] and json.loads(told[0])["effects"][0]["n"] == 18  # runs 64 .. 99 are there
    assert "64 of 100 runs are missing" in toy("compare", one, "--partial").stdout


# --- blocks that are let go ---


def test_collect_only_removes_the_blocks_and_nothing_is_computed_afterwards(toy, tmp_path):
    out = toy.finish(tmp_path / "a", UNTIL)
    wanted, whole, status = toy("compare", out).stdout, results(out), toy("status", out, "--json").stdout
    toy("collect", out, "--only")
    assert sorted(os.listdir(out)) == ["log", "plan", "results.h5"] and results(out) == whole
    log = (out / "log").read_text()
    toy("run", tmp_path / "a" / "study.yaml", "-o", out)
    assert (out / "log").read_text() == log and results(out) == whole
    assert toy("compare", out).stdout == wanted and toy("status", out, "--json").stdout == status
    toy("collect", out, "--only")
    assert results(out) == whole


def test_collect_only_collects_first_what_is_not_collected(toy, tmp_path):
    toy.finish(tmp_path, WALK, "--no-collect", expect=65)
    toy("collect", tmp_path / "out", "--only", "--compress", "4")
    assert not (tmp_path / "out" / "blocks").exists()
    other = toy.finish(tmp_path / "a", WALK, expect=65)
    xarray.testing.assert_identical(xarray.load_dataset(tmp_path / "out" / "results.h5"), xarray.load_dataset(other / "results.h5"))
    assert toy("export", tmp_path / "out", "--to", "histories", "-o", "-").stdout == toy(
        "export", other, "--to", "histories", "-o", "-").stdout


def test_collect_only_keeps_the_blocks_of_damaged_results(toy, tmp_path):
    out = toy.finish(tmp_path / "a", UNTIL)
    whole = results(out)
    (out / "results.h5").write_bytes(whole[:2000] + b"\x55\xaa" + whole[2002:])
    assert "damaged" in toy("collect", out, "--only", expect=65).stderr
    assert list((out / "blocks").iterdir()) != []
    assert toy("collect", out, "--only", "--partial", expect=2).stderr == (
        "error: --only removes the blocks, so it cannot go with --partial\n")


def test_failed_runs_are_still_told_when_the_results_stand_alone(toy, tmp_path):
    out = toy.finish(tmp_path / "a", WALK, expect=65)
    first, status = toy("run", tmp_path / "a" / "study.yaml", "-o", out, expect=65).stderr, toy("status", out).stdout
    toy("collect", out, "--only")
    assert toy("run", tmp_path / "a" / "study.yaml", "-o", out, expect=65).stderr == first
    assert toy("status", out).stdout == status and "failed for: under_ceiling" in status


def test_damaged_results_without_blocks_are_computed_anew_and_run_says_so(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    whole = results(out)
    told("collect", out, "--only")
    (out / "results.h5").write_bytes(whole[:3000] + b"\x55\xaa" + whole[3002:])
    said = told("run", tmp_path / "a" / "study.yaml", "-o", out).stderr.splitlines()
    assert said[0].startswith(f"{out}/results.h5: is damaged")
    assert said[1:] == [f"{out}: runs without a block file are computed again", f"6 runs in {out}"]
    assert results(out) == whole


def test_damaged_results_beside_their_blocks_are_found_by_status_and_collected_anew_by_run(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    whole = results(out)
    for damaged in (b"", whole[:-1], whole + b"x", whole[:3000] + b"\x55\xaa" + whole[3002:], whole[:-90] + bytes(90)):
        (out / "results.h5").write_bytes(damaged)
        assert json.loads(told("status", out, "--verify", "--json", expect=65).stdout)["collected"] is False
        told("run", tmp_path / "a" / "study.yaml", "-o", out)
        assert results(out) == whole and (out / "log").read_text().count("1 blocks computed") == 1


def test_a_title_and_close_ups_asked_for_later_come_from_results_that_stand_alone(told, tmp_path):
    out = told.finish(tmp_path / "a", BUCKETS)
    told("collect", out, "--only")
    more = BUCKETS.replace("Buckets", "Pails") + "events: { replicates: [1] }\n"
    (tmp_path / "a" / "study.yaml").write_text(more)
    told("run", tmp_path / "a" / "study.yaml", "-o", out)
    assert (out / "log").read_text().count("1 blocks computed") == 1
    assert results(out) == results(told.finish(tmp_path / "b", more))


def test_claims_are_tried_again_on_results_that_stand_alone(toy, tmp_path):
    claims, out = tmp_path / "claims", tmp_path / "out"
    claims.mkdir()
    (claims / "up.yaml").write_text(CLAIM)
    words = ["claims", claims, "-o", out, "--quick"]
    first = toy(*words, expect=None)
    verdicts = (out / "claims.csv").read_text()
    folders = [path.parent for path in out.rglob("results.h5")]
    assert folders
    for folder in folders:
        toy("collect", folder, "--only")
    again = toy(*words, expect=first.returncode)
    assert (out / "claims.csv").read_text() == verdicts and again.stdout == first.stdout
    assert [path for path in pathlib.Path(out).rglob("blocks/*")] == []
