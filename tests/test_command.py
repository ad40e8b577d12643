"""The command line: what it answers, and what it refuses before anything is computed."""

import json
import os
import re

import h5py
import pytest

from programs import blocks, results, seal, text_of

STUDY = """
title: Two ways
months: 24
replicates: 5
seed: 4711
arms:
  up: {}
  down: { walk.way: down }
"""


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "two ways.yaml"  # a space in the path must not matter
    path.write_text(STUDY)
    return path


REFUSED = [
    (["rum"], "error: 'rum' is not a command; did you mean 'run'?"),
    (["fly"], "error: 'fly' is not a command (see --help)"),
    (["run", "STUDY"], "error: run needs -o; usage: run STUDY -o OUT"),
    (["run", "-o", "OUT"], "error: run needs STUDY; usage: run STUDY -o OUT [options]"),
    (["run", "STUDY", "-o"], "error: -o wants a value"),
    (["run", "STUDY", "-o", "OUT", "--thread", "2"], "error: '--thread' is not an option; did you mean '--threads'?"),
    (["run", "STUDY", "more", "-o", "OUT"], "error: 'more' is one word too many"),
    (["run", "STUDY", "-o", "OUT", "-o", "OTHER"], "error: -o is given twice: OUT and OTHER"),
    (["run", "STUDY", "-o", "OUT", "--quiet=yes"], "error: --quiet takes no value"),
    (["run", "STUDY", "-o", "OUT", "--threads", "0"], "error: --threads 0 is not a whole number from 1 to 1024"),
    (["run", "STUDY", "-o", "OUT", "--threads", "1e300"], "error: --threads 1e300 is not a whole number from 1 to 1024"),
    (["run", "STUDY", "-o", "OUT", "--replicates", "2.5"],
     "error: --replicates 2.5 is not a whole number from 1 to 1000000000"),
    (["run", "STUDY", "-o", "OUT", "--seed", "-1"], "error: --seed -1 is not a whole number from 0 to 2^53 - 1"),
    (["run", "STUDY", "-o", "OUT", "--shard", "3/2"], "error: --shard 3/2 is not I/N with I from 1 to N, such as 2/5"),
    (["run", "STUDY", "-o", "OUT", "--shard", "0/2"], "error: --shard 0/2 is not I/N with I from 1 to N, such as 2/5"),
    (["run", "STUDY", "-o", "OUT", "--progress", "bar"], "error: --progress bar is none of: auto json none"),
    (["run", "STUDY", "-o", "OUT", "--on-error", "cry"], "error: --on-error cry is none of: stop finish"),
    (["run", "STUDY", "-o", "OUT", "--kernel", "v9_64"],
     "error: --kernel v9_64: this machine has no such kernel; `version` lists them"),
    (["run", "STUDY", "-o", "OUT", "--set", "walk.gian=1"],
     "error: --set: 'walk.gian' is not a parameter; did you mean 'walk.gain'?"),
    (["run", "STUDY", "-o", "OUT", "--set", "months=12"],
     "error: --set: 'months' is a key of the study and no parameter; change it in the file"),
    (["run", "STUDY", "-o", "OUT", "--set", "seed=12"],
     "error: --set: 'seed' is a key of the study and no parameter; there is --seed"),
    (["run", "STUDY", "-o", "OUT", "--set", "walk.gain"], "error: --set walk.gain: wants name=value"),
    (["run", "STUDY", "-o", "OUT", "--set", "walk.gain=9"],
     "error: --set: 'walk.gain' = 9 is outside -2..2 (metres a month)"),
    (["run", "STUDY", "-o", "OUT", "--set", "walk.gain="], "error: --set: 'walk.gain' has no value"),
    (["check"], "error: check needs STUDY; usage: check STUDY [--set NAME=VALUE]... [--names]"),
    (["status"], "error: status needs OUT; usage: status OUT [--verify] [--json]"),
    (["collect"], "error: collect needs OUT; usage: collect OUT [--partial] [--compress N] [--only]"),
    (["params", "walk.gian"], "error: 'walk.gian' is neither a parameter nor a group; did you mean 'walk.gain'?"),
    (["version", "now"], "error: 'now' is one word too many"),
]


@pytest.mark.parametrize("words,answer", REFUSED, ids=[" ".join(words) for words, _ in REFUSED])
def test_what_is_refused_is_said_and_nothing_is_written(words, answer, toy, study, tmp_path):
    before = sorted(os.listdir(tmp_path))
    words = [str(study) if word == "STUDY" else word for word in words]
    done = toy(*words, expect=2, cwd=tmp_path)
    assert done.stderr.replace(str(study), "STUDY") == answer + "\n"
    assert sorted(os.listdir(tmp_path)) == before


def test_every_complaint_of_a_command_line_comes_at_once(toy, study):
    done = toy("run", study, "--thread", "2", "--progres", "none", "again", expect=2)
    assert done.stderr.count("error:") == 3


def test_no_word_shows_the_words_on_stderr_and_help_on_stdout(toy):
    bare, asked = toy(expect=2), toy("--help")
    assert bare.stdout == "" and asked.stderr == ""
    assert bare.stderr == asked.stdout
    assert "Each command takes --help; `help WORD` finds whatever has a name." in asked.stdout


def test_every_word_explains_itself(toy):
    words = [line.split()[0] for line in toy("--help").stdout.splitlines() if line.startswith("  ")]
    assert {"run", "check", "status", "collect", "params", "describe", "version"} <= set(words)
    for word in words:
        assert toy(word, "--help").stdout.startswith(word)


def test_check_counts_the_runs(toy, study):
    assert toy("check", study).stdout == (
        "Two ways\n24 months from 2001-02; 2 arms: up, down\n5 replicates x 1 point x 2 arms = 10 runs in 1 block\n"
        "arm 'up', with which the others are compared:\n  walk.way: up\narm 'down':\n  walk.way: down\n"
        f"next: run '{study}' -o OUT --dry-run says how long it takes; without --dry-run it is computed\n")


def test_a_run_leaves_plan_blocks_log_and_results(toy, study, tmp_path):
    done = toy("run", study, "-o", tmp_path / "out")
    assert done.stdout == "" and done.stderr == f"10 runs in {tmp_path}/out\n"
    assert sorted(os.listdir(tmp_path / "out")) == ["blocks", "log", "plan", "results.h5"]
    assert sorted(os.listdir(tmp_path / "out" / "plan")) == ["plan.txt", "study.yaml"]


def test_a_name_that_ends_in_h5_gives_that_file_alone(toy, study, tmp_path):
    toy("run", study, "-o", tmp_path / "out")
    toy("run", study, "-o", tmp_path / "one.h5")
    assert (tmp_path / "one.h5").read_bytes() == results(tmp_path / "out")
    assert sorted(os.listdir(tmp_path)) == ["one.h5", "out", "two ways.yaml"]


def test_a_results_file_that_is_there_is_not_replaced(toy, study, tmp_path):
    (tmp_path / "one.h5").write_text("mine")
    said = toy("run", study, "-o", tmp_path / "one.h5", expect=2).stderr
    assert said.splitlines() == [
        f"error: {tmp_path}/one.h5: has no seal at its end: it was not written by this program, or it is damaged",
        f"error: {tmp_path}/one.h5: exists already; choose another output"]
    assert (tmp_path / "one.h5").read_text() == "mine"


def test_the_plan_is_itself_a_study_that_gives_the_same_results(toy, study, tmp_path):
    toy("run", study, "-o", tmp_path / "out", "--set", "walk.luck=0.37", "--seed", "99")
    toy("run", tmp_path / "out" / "plan" / "study.yaml", "-o", tmp_path / "again")
    assert results(tmp_path / "again") == results(tmp_path / "out")


def test_what_is_set_on_the_command_line_is_no_factor_of_all_uncertainties(toy, study, tmp_path):
    study.write_text("design: { random: { points: 3, factors: { uncertainties: plausible } } }\n")
    toy("run", study, "-o", tmp_path / "out", "--set", "walk.luck=0.37")
    with h5py.File(tmp_path / "out" / "results.h5") as file:
        assert "walk__luck" not in file and len(set(file["walk__ceiling"][:])) == 3


def test_results_of_another_version_or_model_are_refused(toy, cavi, study, tmp_path):
    out = tmp_path / "out"
    toy("run", study, "-o", out)
    note = out / "plan" / "plan.txt"
    seal(note, text_of(note).replace("version: 3", "version: 2"))
    assert toy("run", study, "-o", out, expect=2).stderr == (
        f"error: {out}: holds results of another version of the model (2, not 3); choose another output\n")
    said = toy("compare", out, expect=2).stderr
    assert said.startswith(f"error: {out}: was computed by another version of this program, and this one cannot read its blocks;")
    plain = tmp_path / "plain.yaml"
    plain.write_text("seed: 4711\nmonths: 24\n")
    assert "holds results of another model (toy, not collaboration)" in cavi("run", plain, "-o", out, expect=2).stderr


def test_a_folder_with_other_things_in_it_is_left_alone(toy, study, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("...")
    said = toy("run", study, "-o", tmp_path / "mine", expect=2).stderr
    assert said == f"error: {tmp_path}/mine: exists already and holds something else; choose another output\n"
    assert os.listdir(tmp_path / "mine") == ["thesis.tex"]
    said = toy("run", study, "-o", study, expect=74).stderr
    assert said == f"error: {study}: exists already and is not a folder\n"


def test_an_empty_folder_and_folders_that_are_missing_will_do(toy, study, tmp_path):
    (tmp_path / "empty").mkdir()
    toy("run", study, "-o", tmp_path / "empty")
    toy("run", study, "-o", tmp_path / "a" / "b" / "c")
    assert results(tmp_path / "empty") == results(tmp_path / "a" / "b" / "c")


def test_where_nothing_can_be_written_the_cause_is_named(toy, study):
    said = toy("run", study, "-o", "/proc/cavi", expect=74).stderr
    assert said == "error: /proc/cavi: cannot make the folder: No such file or directory\n"


def test_status_and_collect_want_an_output(toy, tmp_path):
    for word in ("status", "collect"):
        assert toy(word, tmp_path, expect=65).stderr == (
            f"error: {tmp_path}: is not an output of this program (it has no plan/study.yaml)\n")
        assert toy(word, tmp_path / "outt", expect=65).stderr == f"error: {tmp_path}/outt: there is no such file or folder\n"


def test_status_tells_what_is_there(toy, study, tmp_path):
    toy("run", study, "-o", tmp_path / "out", "--no-collect")
    told = json.loads(toy("status", tmp_path / "out", "--json").stdout)
    assert told == {"runs": 10, "done": 10, "failed": 0, "blocks": 1, "blocks_done": 1, "blocks_damaged": 0,
                    "until_replicates": 0, "collected": False}
    toy("collect", tmp_path / "out")
    assert "10 of 10 runs done (1 of 1 blocks); results collected" in toy("status", tmp_path / "out").stdout


def test_an_unfinished_study_is_collected_only_when_asked_for(toy, study, tmp_path):
    out = tmp_path / "out"
    toy("run", study, "-o", out)
    (out / "results.h5").unlink()
    (out / "blocks" / "000000.block").unlink()
    assert "1 of 1 blocks are missing" in toy("collect", out, expect=65).stderr
    assert not (out / "results.h5").exists()
    toy("collect", out, "--partial")
    assert (out / "results.h5").exists()


def test_results_collected_in_part_are_made_whole_by_the_run_that_finds_nothing_left_to_compute(toy, study, tmp_path):
    out, whole = tmp_path / "out", tmp_path / "whole"
    words = ["run", study, "--replicates", "1500", "--set", "walk.luck=0.4"]
    toy(*words, "-o", whole)
    toy(*words, "-o", out, "--no-collect")
    late = blocks(out)["000001.block"]
    (out / "blocks" / "000001.block").unlink()
    toy("collect", out, "--partial")
    assert "results collected in part" in toy("status", out).stdout
    assert json.loads(toy("status", out, "--json").stdout)["collected"] is False
    (out / "blocks" / "000001.block").write_bytes(late)  # by another task
    toy(*words, "-o", out)
    assert results(out) == results(whole)
    assert "results collected\n" in toy("status", out).stdout


def test_a_damaged_block_is_set_aside_and_computed_anew(toy, study, tmp_path):
    out = tmp_path / "out"
    toy("run", study, "-o", out)
    whole, block = results(out), out / "blocks" / "000000.block"
    good = block.read_bytes()
    block.write_bytes(good[:700] + bytes([good[700] ^ 1]) + good[701:])
    (out / "results.h5").unlink()
    assert json.loads(toy("status", out, "--verify", "--json", expect=65).stdout)["blocks_damaged"] == 1
    toy("run", study, "-o", out)
    assert results(out) == whole and blocks(out)["000000.block"] == good
    assert (out / "blocks" / "000000.block.bad").exists()


def test_failed_runs_are_told_with_their_reason_and_their_neighbours_are_done(toy, study, tmp_path):
    # with luck 0 and gain 0.25 the height is 6 after 24 months up, -6 down: a ceiling of 5.9 fails the arm up alone
    out = tmp_path / "out"
    said = toy("run", study, "-o", out, "--set", "walk.luck=0", "--set", "walk.ceiling=5.9", expect=65).stderr
    assert "5 runs failed" in said
    assert "5 failed for: under_ceiling" in toy("status", out).stdout
    # whoever comes later, and computes nothing, is told as well
    again = toy("run", study, "-o", out, "--set", "walk.luck=0", "--set", "walk.ceiling=5.9", expect=65).stderr
    assert again == said


def test_attribute_answers_from_the_replicates_of_which_no_run_failed(toy, tmp_path):
    # 6 metres and a little luck after 24 months: about half of those who climb pass the ceiling
    study, out = tmp_path / "study.yaml", tmp_path / "out"
    study.write_text("months: 24\nreplicates: 40\nwalk.ceiling: 6\nhistories: none\n")
    told = json.loads(toy("attribute", study, "--of", "climb", "-o", out, "--json", expect=65).stdout)
    failed = json.loads(toy("status", out, "--json").stdout)["failed"]
    assert 0 < failed < 40 and [row["n"] for row in told["shares"]] == [40 - failed] * 2


def test_the_sensitivity_of_an_outcome_in_words_is_told_word_by_word(toy, tmp_path):
    toy.finish(tmp_path, "months: 1\nreplicates: 1\ndesign: { morris: { trajectories: 2, factors: { walk.gain: plausible } } }\n")
    said = json.loads(toy("sensitivity", tmp_path / "out", "--outcome", "side", "--json").stdout)["effects"]
    assert [row["outcome"] for row in said] == ["side=below", "side=above"]


def test_compare_by_point_says_what_each_point_is(toy, tmp_path):
    toy.finish(tmp_path, "months: 4\nreplicates: 2\nwalk.luck: 0\narms: { quiet: {}, loud: { walk.loud: true } }\n"
                         "design: { grid: { walk.gain: [0.25, 1.5], walk.way: [up, down] } }\n")
    words = ["compare", tmp_path / "out", "--by-point", "--outcome", "height"]
    told = json.loads(toy(*words, "--json", "--csv", tmp_path / "c.csv").stdout)
    assert told["points"] == [{"point": i, "walk.gain": gain, "walk.way": way}
                              for i, (gain, way) in enumerate([(0.25, "up"), (0.25, "down"), (1.5, "up"), (1.5, "down")])]
    assert [row["mean_against"] for row in told["effects"]] == [1, -1, 6, -6]
    assert (tmp_path / "c_points.csv").read_text() == "point,walk.gain,walk.way\n0,0.25,up\n1,0.25,down\n2,1.5,up\n3,1.5,down\n"
    assert "points\n  point  walk.gain  walk.way\n      0       0.25  up\n" in toy(*words).stdout
    assert json.loads(toy(*words[:2], "--json").stdout)["points"] == []


def test_sensitivity_writes_its_tables_as_hdf5(toy, tmp_path):
    toy.finish(tmp_path, "months: 1\nreplicates: 2\nwalk.luck: 0\n"
                         "design: { morris: { trajectories: 2, factors: { walk.gain: plausible, walk.way: [up, down] } } }\n")
    toy("sensitivity", tmp_path / "out", "--outcome", "height", "--hdf5", tmp_path / "s.h5")
    with h5py.File(tmp_path / "s.h5") as file:
        assert set(file) == {"effects", "luck"}
        assert list(file["effects/parameter"].asstr()) == ["walk.gain", "walk.way"] and list(file["luck/luck_share"]) == [0]


def test_dry_run_writes_nothing_and_says_what_it_would_cost(toy, study, tmp_path):
    before = sorted(os.listdir(tmp_path))
    told = toy("run", study, "--dry-run", cwd=tmp_path).stdout
    assert "5 replicates x 1 point x 2 arms = 10 runs in 1 block" in told
    assert "height" in told
    assert sorted(os.listdir(tmp_path)) == before


def foretold(toy, study, outcome="height"):
    """Half width that a dry run promises."""
    said = toy("run", study, "--dry-run").stdout
    return float(re.search(rf"^  {outcome} +\+-(\S+) ", said, re.M)[1])


def test_a_dry_run_tells_the_luck_of_one_point_and_not_how_points_differ(toy, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("months: 1\nreplicates: 2\nwalk.walkers: 1\nwalk.luck: 0.37\n"
                     "design: { grid: { walk.gain: { from: -2, to: 2, count: 3000 } } }\n")
    # the spread of 0.37 (u - 1/2) is 0.37 / sqrt(12); t(1) = 12.7062
    assert foretold(toy, study) == pytest.approx(12.7062 * 0.37 / 12**0.5 / 2**0.5, rel=0.2)


def test_a_dry_run_tells_of_the_arm_whose_difference_is_least_known(toy, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("months: 1\nreplicates: 400\nwalk.walkers: 1\nwalk.luck: 0.5\n"
                     "arms: { base: {}, farther: { walk.gain: 0.1 }, luckier: { walk.luck: 1 } }\n")
    # one arm differs by a constant, the other by 0.5 (u - 1/2); t(399) = 1.9659
    assert foretold(toy, study) == pytest.approx(1.9659 * 0.5 / 12**0.5 / 20, rel=0.1)


def test_a_dry_run_of_worlds_that_are_run_once_each_tells_what_their_number_can(toy, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("months: 1\nreplicates: 1\nwalk.walkers: 1\nwalk.luck: 0\n"
                     "design: { random: { points: 400, factors: { walk.gain: { from: -2, to: 2 } } } }\n")
    # a spread of 4 / sqrt(12) over the worlds; t(399) = 1.9659
    assert foretold(toy, study) == pytest.approx(1.9659 * 4 / 12**0.5 / 20, rel=0.1)
    assert "What 400 worlds can resolve, from" in toy("run", study, "--dry-run").stdout


def test_a_dry_run_of_one_replicate_says_that_nothing_tells_luck_apart(toy, study):
    said = toy("run", study, "--replicates", "1", "--dry-run").stdout
    assert said.endswith("One replicate gives no interval: two or more are needed to see luck\n")


def test_progress_as_json_ends_with_everything_done(toy, study, tmp_path):
    done = toy("run", study, "-o", tmp_path / "out", "--progress", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert lines[-1]["done"] == lines[-1]["total"] == 10 and lines[-1]["failed"] == 0


def test_quiet_says_nothing(toy, study, tmp_path):
    done = toy("run", study, "-o", tmp_path / "out", "--quiet")
    assert done.stdout == done.stderr == ""


def test_replicates_and_until_have_their_way_over_what_a_study_extends(toy, tmp_path):
    parent, study = tmp_path / "parent.yaml", tmp_path / "study.yaml"
    until = "until: { outcome: height, half_width: 0.01, at_most: 70 }\n"
    for inherited, own, runs in ((until, "replicates: 7\n", "7 replicates"), ("replicates: 7\n", until, "at most 70 replicates"),
                                 (until, "", "at most 70 replicates")):
        parent.write_text(inherited)
        study.write_text("title: t\nextends: parent.yaml\n" + own)
        assert toy("check", study).stdout.splitlines()[2].startswith(runs + " x 1 point ")


def test_a_factor_cannot_be_set_from_the_command_line(toy, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("design: { grid: { walk.gain: [0.1, 0.2] } }\n")
    assert toy("check", study, "--set", "walk.gain=0.3", expect=2).stderr == (
        "error: --set: 'walk.gain' is varied by the design; take it out of the design to set it\n")


def test_setting_a_parameter_that_follows_a_path_in_an_arm_ends_the_path(toy, tmp_path):
    toy.finish(tmp_path, "months: 24\nreplicates: 2\nwalk.gain: { path: [[0, 0.1], [12, 0.2]] }\n", "--set", "walk.gain=0.25")
    assert "walk.gain: 0.25\n" in (tmp_path / "out" / "plan" / "study.yaml").read_text()


def test_the_shard_comes_from_the_scheduler(toy, study, tmp_path):
    toy("run", study, "-o", tmp_path / "out", SLURM_ARRAY_TASK_ID="7", SLURM_ARRAY_TASK_COUNT="3", SLURM_ARRAY_TASK_MIN="3",
        SLURM_ARRAY_TASK_STEP="2", SLURM_PROCID="1", SLURM_NTASKS="4")
    # task (7 - 3) / 2 = 2 of 3, process 1 of 4 in it: 2 * 4 + 1 = 9, counted from 0, of 12
    assert "shard 10 of 12" in (tmp_path / "out" / "log").read_text()


def test_check_says_how_many_parameters_a_design_varies(toy, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("title: Many\ndesign: { random: { points: 7, factors: { levers: plausible, walk.luck: plausible } } }\n")
    # gain, steps, way and loud are the levers that shape no world
    assert "\n5 parameters vary over the points of the design\n" in toy("check", study).stdout


@pytest.mark.parametrize("rank, size", [("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE"),
                                        ("SLURM_PROCID", "SLURM_NTASKS")])
def test_the_shard_comes_from_the_launcher(toy, study, tmp_path, rank, size):
    toy("run", study, "-o", tmp_path / "out", **{rank: "2", size: "5"})
    assert "shard 3 of 5" in (tmp_path / "out" / "log").read_text()


def test_a_design_larger_than_a_study_file_may_be_is_collected_all_the_same(toy, tmp_path):
    rows = 60000
    (tmp_path / "rows.csv").write_text("walk.gain,walk.luck\n" + "".join(f"{i / rows:.9f},0.123456789\n" for i in range(rows)))
    toy.finish(tmp_path, "months: 2\nreplicates: 1\nhistories: none\ndesign: { list: { file: rows.csv } }\n")
    assert (tmp_path / "out" / "plan" / "study.yaml").stat().st_size > 2**20
    assert json.loads(toy("status", tmp_path / "out", "--json").stdout)["done"] == rows


def test_a_study_that_the_disk_cannot_hold_is_refused_before_it_is_computed(toy, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("months: 12000\nreplicates: 100000000\n")
    said = toy("run", study, "-o", tmp_path / "out", expect=74).stderr
    # 2 + 4 outcomes x 8 + 3 histories x 12000 months x 4 bytes a run, for the blocks and again for the collected file
    assert f"100000000 runs need about {(2 + 32 + 144000) * 2 / 10:.3g} GB" in said
    assert list((tmp_path / "out" / "blocks").iterdir()) == []
