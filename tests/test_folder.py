"""The folder of a study: no file in it is believed unverified, and what is damaged or lost is made again."""

import os
import re
import resource
import shutil
import time

import h5py
import pytest

from programs import UNTIL, blocks, results, seal, text_of

PLAN = ["study.yaml", "plan.txt", "until.txt"]


@pytest.fixture
def done(toy, tmp_path):
    """A finished study with a decision of `until`."""
    return toy.finish(tmp_path, UNTIL)


def contents(out):
    """Bytes of everything that the study keeps."""
    plan = {name: (out / "plan" / name).read_bytes() for name in PLAN}
    return plan, blocks(out), results(out)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


@pytest.mark.parametrize("name", PLAN)
def test_a_flipped_bit_in_the_plan_is_called_damage_and_mended_by_run(toy, done, name):
    whole, path = contents(done), done / "plan" / name
    good = path.read_bytes()
    for at in [*range(0, len(good), max(1, len(good) // 12)), len(good) - 1]:
        path.write_bytes(flipped(good, at))
        assert f"{path}: is damaged" in toy("status", done, "--verify", expect=65).stderr
        said = toy("run", done.parent / "study.yaml", "-o", done).stderr
        assert said.startswith(f"{path}: was damaged, and has been written again\n")
        assert contents(done) == whole
    assert toy("status", done, "--verify").stderr == ""


@pytest.mark.parametrize("name", PLAN)
@pytest.mark.parametrize("kept", ["results.h5", "blocks"])
def test_a_damaged_plan_is_mended_from_results_or_from_blocks_alone(toy, done, name, kept):
    whole, path = contents(done), done / "plan" / name
    path.write_bytes(flipped(path.read_bytes(), 13))
    if kept == "blocks":
        (done / "results.h5").unlink()
    else:
        shutil.rmtree(done / "blocks")
    toy("run", done.parent / "study.yaml", "-o", done)
    assert (contents(done)[0], results(done)) == (whole[0], whole[2])


def test_another_number_of_replicates_written_into_the_decision_is_not_believed(toy, done):
    whole, path = contents(done), done / "plan" / "until.txt"
    path.write_text(path.read_text().replace("replicates: ", "replicates: 1"))
    (done / "results.h5").unlink()
    assert toy("compare", done, expect=65).stderr == f"error: {path}: is damaged; `run` of its study makes it again\n"
    toy("run", done.parent / "study.yaml", "-o", done)
    assert contents(done) == whole


def test_a_decision_names_its_study_and_the_outcome_that_it_watched(toy, done):
    whole, path = contents(done), done / "plan" / "until.txt"
    plan = re.search(r"^plan: (\w+)$", (done / "plan" / "plan.txt").read_text(), re.M).group(1)
    assert text_of(path).endswith(f"\noutcome: height\nplan: {plan}\n")
    seal(path, text_of(path).replace("outcome: height", "outcome: steps"))
    (done / "results.h5").unlink()
    assert toy("compare", done, expect=65).stderr == f"error: {path}: belongs to another study\n"
    toy("run", done.parent / "study.yaml", "-o", done)
    assert contents(done) == whole


def test_a_lost_decision_is_found_in_the_results(toy, done):
    whole = contents(done)
    told = toy("status", done).stdout
    (done / "plan" / "until.txt").unlink()
    assert toy("status", done).stdout == told and "`until` took" in told
    shutil.rmtree(done / "blocks")
    toy("run", done.parent / "study.yaml", "-o", done)
    assert contents(done)[0] == whole[0] and results(done) == whole[2]


def test_questions_are_answered_from_the_results_while_the_plan_is_damaged(toy, done):
    answer = toy("compare", done).stdout
    for name in PLAN:
        path = done / "plan" / name
        good = path.read_bytes()
        path.write_bytes(b"")
        assert toy("compare", done).stdout == answer
        path.write_bytes(good)


@pytest.mark.parametrize("how", [[], ["--partial"]])
def test_what_is_collected_before_until_has_decided_holds_the_decision_that_the_blocks_tell(toy, tmp_path, how):
    """All runs that it may take are there, so that nothing else tells the results from those of a finished study."""
    toy.finish(tmp_path, UNTIL.replace("0.9", "0.0001").replace("900", "20"))
    whole = contents(tmp_path / "out")
    (tmp_path / "out" / "plan" / "until.txt").unlink()
    (tmp_path / "out" / "results.h5").unlink()
    toy("collect", tmp_path / "out", *how)
    assert contents(tmp_path / "out") == whole


def test_a_damaged_note_in_the_folder_of_another_study_leaves_all_of_it_alone(toy, done, tmp_path):
    (done / "plan" / "plan.txt").write_text("nothing\n")
    (tmp_path / "other.yaml").write_text(UNTIL.replace("0.43", "0.41"))
    whole = contents(done)
    assert "'walk.luck' of arm \"up\" is 0.43 there and 0.41 here" in toy(
        "run", tmp_path / "other.yaml", "-o", done, expect=2).stderr  # the study tells
    assert contents(done) == whole
    (done / "results.h5").unlink()
    (done / "plan" / "study.yaml").write_text("nothing\n")
    said = toy("run", tmp_path / "other.yaml", "-o", done, expect=65).stderr
    assert said == (f"error: {done}/plan/plan.txt: is damaged, and no other file in the folder belongs to this study; "
                    "run the study that the folder was made with, or choose another output\n")
    assert blocks(done) == whole[1] and not (done / "results.h5").exists()


def test_a_folder_of_an_earlier_build_is_called_that_and_not_damaged(toy, done):
    note = done / "plan" / "plan.txt"
    note.write_text(text_of(note).replace("format: 3", "format: 2"))
    assert "was computed by another version of this program" in toy(
        "run", done.parent / "study.yaml", "-o", done, expect=2).stderr


def test_results_are_those_of_the_study_beside_them_whoever_collected_last(told, tmp_path):
    """A run that was passed by one of another title, at any moment, leaves that one's results alone."""
    texts = {name: f"title: {name}\nmonths: 60\nreplicates: 300\nsnapshots: {{ months: [{month}] }}\n"
             for name, month in (("a", 20), ("b", 40))}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    for lag in (0, 0.02, 0.05, 0.1, 0.2, 0.4):
        out = tmp_path / f"out{lag}"
        first = told.start("run", tmp_path / "a.yaml", "-o", out)
        time.sleep(lag)
        second = told.start("run", tmp_path / "b.yaml", "-o", out)
        ends = [(one.communicate()[1], one.returncode) for one in (first, second)]
        assert all(code in (0, 2) and (code == 0) == ("error" not in said) for said, code in ends), ends
        with h5py.File(out / "results.h5") as file:
            title = file["provenance/study"].asstr()[()].splitlines()[0]
        assert title == text_of(out / "plan" / "study.yaml").splitlines()[0]
        assert "results collected\n" in told("status", out).stdout


def test_results_of_another_study_than_the_folder_keeps_are_not_published(told, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"title: {name}\nmonths: 6\nreplicates: 2\n")
        told("run", tmp_path / f"{name}.yaml", "-o", tmp_path / name)
    shutil.copy2(tmp_path / "b" / "results.h5", tmp_path / "a" / "results.h5")
    assert "results not collected yet" in told("status", tmp_path / "a").stdout
    told("run", tmp_path / "a.yaml", "-o", tmp_path / "a")
    with h5py.File(tmp_path / "a" / "results.h5") as file:
        assert str(file.attrs["title"]) == "a"


def test_a_partial_collection_never_replaces_a_whole_one(toy, tmp_path):
    (tmp_path / "study.yaml").write_text("months: 24\nreplicates: 1500\narms: { up: {}, down: { walk.way: down } }\n")
    words, out = ["run", tmp_path / "study.yaml", "-o", tmp_path / "out"], tmp_path / "out"
    toy(*words)
    whole = results(out)
    (out / "blocks" / "000001.block").unlink()
    toy("collect", out, "--partial")
    assert results(out) == whole
    (out / "results.h5").write_bytes(flipped(whole, 5000))
    toy("collect", out, "--partial")
    assert "results collected in part" in toy("status", out).stdout
    toy(*words)
    assert results(out) == whole and sorted(os.listdir(out)) == ["blocks", "log", "plan", "results.h5"]


@pytest.fixture
def long(tmp_path):
    (tmp_path / "long.yaml").write_text("months: 24\nreplicates: 1500\narms: { up: {}, down: { walk.way: down } }\n")
    return tmp_path / "long.yaml"


def test_two_runs_into_one_file_at_once_both_end_well(toy, long, tmp_path):
    toy("run", long, "-o", tmp_path / "whole")
    for lag in (0, 0.05, 0.1, 0.2):
        one = tmp_path / f"one{lag}.h5"
        first = toy.start("run", long, "-o", one)
        time.sleep(lag)
        second = toy.start("run", long, "-o", one)
        ends = [(run.communicate()[1], run.returncode) for run in (first, second)]
        assert [code for _, code in ends] == [0, 0], ends
        assert one.read_bytes() == results(tmp_path / "whole") and not (tmp_path / f"{one.name}.parts").exists()


def test_a_run_into_one_file_that_is_there_already_finds_it_and_tidies_what_a_kill_left(toy, long, tmp_path):
    one, parts = tmp_path / "one.h5", tmp_path / "one.h5.parts"
    toy("run", long, "-o", parts)
    shutil.move(parts / "results.h5", one)
    (parts / "blocks" / "000001.block").unlink()
    whole = one.read_bytes()
    assert toy("run", long, "-o", one).stderr == f"3000 runs in {one}\n"
    assert one.read_bytes() == whole and not parts.exists()


def test_files_of_a_user_in_the_folder_beside_one_file_stay(toy, long, tmp_path):
    one, parts = tmp_path / "one.h5", tmp_path / "one.h5.parts"
    toy("run", long, "-o", one, "--no-collect")
    (parts / "mine").mkdir()
    for mine in ("notes.txt", "mine/log", "mine/000000.block", "blocks/picture.png"):
        (parts / mine).write_text("mine")
    toy("run", long, "-o", one)
    assert sorted(str(path.relative_to(parts)) for path in parts.rglob("*") if path.is_file()) == [
        "blocks/picture.png", "mine/000000.block", "mine/log", "notes.txt"]


def test_the_folder_of_another_study_beside_one_file_stays(toy, long, tmp_path):
    one, parts = tmp_path / "one.h5", tmp_path / "one.h5.parts"
    toy("run", long, "-o", one)
    toy("run", long, "-o", parts, "--seed", "7")
    before = blocks(parts)
    toy("run", long, "-o", one)
    assert blocks(parts) == before


# --- what is no file, and no folder of its own ---

KEPT = ["plan/study.yaml", "plan/plan.txt", "plan/until.txt", "plan/grown.txt", "blocks/000000.block", "results.h5", "log"]


@pytest.mark.parametrize("name", KEPT)
def test_a_pipe_in_the_place_of_a_file_holds_up_nobody(toy, done, name):
    (done / name).unlink(missing_ok=True)
    os.mkfifo(done / name)
    for words in (["status", done], ["status", done, "--verify"], ["compare", done], ["export", done, "--to", "csv", "-o", "-"],
                  ["collect", done], ["run", done.parent / "study.yaml", "-o", done]):
        started = toy.start(*words)
        try:
            said = started.communicate(timeout=30)[1]
        finally:
            started.kill()
        assert started.returncode in (0, 65, 74), said
        assert (started.returncode == 0 or "--verify" in words) or f"{done / name}: is not a file" in said, said


@pytest.mark.parametrize("size", [300 << 20, 1 << 40])
def test_a_block_far_longer_than_its_runs_is_damaged_and_not_read(toy, done, size):
    whole = contents(done)
    little = lambda: resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))  # noqa: E731
    (done / "results.h5").unlink()
    os.truncate(done / "blocks" / "000000.block", size)
    assert "000000.block: is damaged" in toy("compare", done, expect=65, before=little).stderr
    toy("run", done.parent / "study.yaml", "-o", done, "--threads", 1, before=little)
    assert (done / "blocks" / "000000.block.bad").stat().st_size == size and contents(done) == whole


@pytest.mark.parametrize("link, to", [("earlier/1", ".."), ("earlier/1", "../../mine"), ("earlier", "../mine")])
def test_what_a_link_among_earlier_outputs_leads_to_is_not_removed(toy, done, link, to):
    mine = done.parent / "mine"
    shutil.copytree(done, mine)
    shutil.copytree(done, mine / "1")
    whole, theirs = contents(done), contents(mine)
    (done / link).parent.mkdir(exist_ok=True)
    (done / link).symlink_to(to)
    (done / "blocks" / "000000.block").unlink()
    (done / "results.h5").unlink()
    toy("run", done.parent / "study.yaml", "-o", done)
    assert contents(done) == whole and contents(mine) == contents(mine / "1") == theirs


def test_a_note_of_another_study_is_believed_no_more_than_a_damaged_one(toy, done, tmp_path):
    wanted = toy("compare", done).stdout
    (tmp_path / "other.yaml").write_text(UNTIL + "seed: 5\n")
    toy("run", tmp_path / "other.yaml", "-o", tmp_path / "other")
    shutil.copy(tmp_path / "other" / "plan" / "plan.txt", done / "plan")
    assert toy("compare", done).stdout == wanted
    shutil.copy(tmp_path / "other" / "plan" / "study.yaml", done / "plan")
    said = toy("compare", done, expect=65).stderr
    assert said == f"error: {done}/plan/until.txt: is of another study\n" or "belongs to another study" in said
