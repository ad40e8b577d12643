"""A study in a folder grows: what is there is kept, what is missing is computed, and its runs are those of a study that was
computed in one go. Where it grew by repeats, its results say so."""

import re
import shutil
import signal
import time

import pytest

from programs import OF_ITS_GROWTH, held, results, same_but_for

# 64 runs are a block, so that blocks of the smaller and of the larger study begin at other runs.
STUDY = "months: 600\nseed: 4711\n"
SAMPLED = "walk.gain: { from: 0.1, to: 0.7 }, walk.luck: { from: 0.2, to: 0.8 }"


def design(kind, count, points):
    return f"{STUDY}replicates: 3\ndesign: {{ {kind}: {{ {count}: {points}, factors: {{ {SAMPLED} }} }} }}\n"


GROWTHS = {
    "replicates": (STUDY + "replicates: 70\n", STUDY + "replicates: 201\n",
                   r"grows by replicates 70 to 201; its 70 runs are kept, and 131 are added"),
    "arms": (STUDY + "replicates: 50\narms: { a: {}, b: { walk.gain: 0.3 } }\n",
             STUDY + "replicates: 50\narms: { c: { walk.loud: true }, bee: { walk.gain: 0.3 }, a: {}, d: { walk.steps: 5 } }\n",
             r'grows by arm "c", arm "d"; its 100 runs are kept, and 100 are added'),
    "random": (design("random", "points", 30), design("random", "points", 77),
               r"grows by points 30 to 77; its 90 runs are kept, and 141 are added"),
    "sobol": (design("sobol", "points", 32), design("sobol", "points", 64), r"points 32 to 64"),
    "saltelli": (design("saltelli", "points", 16), design("saltelli", "points", 32), r"points 64 to 128"),
    "morris": (design("morris", "trajectories", 10), design("morris", "trajectories", 25), r"points 30 to 75"),
    "list": (STUDY + "replicates: 30\ndesign: { list: { walk.gain: [0.1, 0.7], walk.walkers: [5, 2] } }\n",
             STUDY + "replicates: 30\ndesign: { list: { walk.gain: [0.1, 0.7, 0.2], walk.walkers: [5, 2, 13] } }\n",
             r"grows by points 2 to 3; its 60 runs"),
    "grid": (STUDY + "replicates: 30\ndesign: { grid: { walk.gain: [0.1, 0.7], walk.walkers: [5, 2] } }\n",
             STUDY + "replicates: 30\ndesign: { grid: { walk.gain: [0.1, 0.7, 0.2], walk.walkers: [5, 2] } }\n",
             r"grows by points 4 to 6; its 120 runs"),
    "one_at_a_time": (STUDY + "replicates: 30\ndesign: { one_at_a_time: { walk.gain: [0.1, 0.7], walk.walkers: [5, 2] } }\n",
                      STUDY + "replicates: 30\ndesign: { one_at_a_time: { walk.gain: [0.1, 0.7], walk.walkers: [5, 2, 9] } }\n",
                      r"grows by points 5 to 6; its 150 runs"),
    "histories": (STUDY + "replicates: 130\nhistories: [height]\n", STUDY + "replicates: 130\nhistories: all\n",
                  r"grows by history 'first_luck', history 'last_luck'; its 130 runs are computed again for "
                  r"the history and compared with what is kept, and 0 runs are added"),
    "at_most": (STUDY + "until: { outcome: height, half_width: 0.0001, at_most: 70 }\n",
                STUDY + "until: { outcome: height, half_width: 0.0001, at_most: 150 }\n",
                r"grows by replicates 70 to at most 150; its 70 runs"),
    "decided": (STUDY + "until: { outcome: height, half_width: 1000, at_most: 70 }\n", STUDY + "replicates: 90\n",
                r"grows by replicates 10 to 90; its 10 runs"),
    "everything": (design("random", "points", 30) + "arms: { b: { walk.steps: 4 } }\nhistories: none\n",
                   design("random", "points", 40).replace("replicates: 3", "replicates: 4")
                   + "arms: { a: {}, b: { walk.steps: 4 } }\nhistories: all\n",
                   r'replicates 3 to 4, points 30 to 40, arm "a", history'),
}


REFUSED = {
    "seed": ("seed: 4711", "seed: 5", ["seed is 4711 there and 5 here"]),
    "months": ("months: 24", "months: 36", ["months is 24 there and 36 here"]),
    "replicates": ("replicates: 4", "replicates: 3", ["holds 4 replicates, and only 3 are asked for"]),
    "history": ("histories: [height]", "histories: [first_luck]", ["keeps history 'height', which the study does not"]),
    "arm": ("b: { walk.loud: true }", "c: { walk.loud: true, walk.steps: 3 }", ['has an arm "b", which the study lacks']),
    "parameter": ("b: { walk.loud: true }", "b: { walk.way: down }",
                  ["'walk.way' of arm \"b\" is up there and down here", "'walk.loud' of arm \"b\" is true there and false here"]),
    "path": ("a: {}", "a: { walk.ceiling: { path: [[0, 5], [3, 1000]] } }", ["'walk.ceiling' of arm \"a\" follows another path"]),
    "without": ("a: {}", "a: { without: [climb] }", ["'without' of arm \"a\" differs"]),
    "table": ("a: {}", "a: { places: { hill: { weight: 3 } } }", ["table 'places' of arm \"a\" differs"]),
    "kind": ("random: { points: 5,", "sobol: { points: 8,", ["design is random there and sobol here"]),
    "points": ("random: { points: 5,", "random: { points: 4,", ["design has 5 points there and only 4 here"]),
    "range": ("{ from: 0.1, to: 0.7 }", "{ from: 0.1, to: 0.8 }", ["design has other values of 'walk.gain'"]),
    "factor": ("walk.gain: {", "walk.luck: {", ["design varies 'walk.gain' there and not here",
                                                 "design varies 'walk.luck' here and not there"]),
}
BASE = """months: 24
seed: 4711
replicates: 4
histories: [height]
arms: { a: {}, b: { walk.loud: true } }
design: { random: { points: 5, factors: { walk.gain: { from: 0.1, to: 0.7 } } } }
"""
FIXED_DESIGNS = {
    "latin_hypercube": ("{ points: 5, factors: { walk.gain: { from: 0.1, to: 0.7 } } }",
                        "{ points: 6, factors: { walk.gain: { from: 0.1, to: 0.7 } } }",
                        "design: all points of a latin_hypercube change with their number (5 there, 6 here)"),
    "grid": ("{ walk.gain: [0, 1], walk.luck: [0, 1] }", "{ walk.gain: [0, 1], walk.luck: [0, 1, 0.5] }",
             "design has more levels of 'walk.luck', so that its points have other numbers; in a grid the first factor can "
             "have more, in one_at_a_time the last"),
    "list": ("{ walk.gain: [0, 1] }", "{ walk.gain: [1, 0, 1] }", "design has other values of 'walk.gain'"),
    "sobol": ("{ points: 16, randomisations: 4, factors: { walk.gain: plausible } }",
              "{ points: 16, randomisations: 8, factors: { walk.gain: plausible } }", "design has 4 randomisations there and 8 here"),
}


@pytest.fixture(scope="module")
def finished(toy, tmp_path_factory):
    """Of each growth: the smaller study computed, and the larger one computed in one go."""
    made = {}

    def make(name):
        if name not in made:
            folder = made[name] = tmp_path_factory.mktemp(name)
            for part, text in zip(("small", "large"), GROWTHS[name]):
                (folder / part).write_text(text)
                toy("run", folder / part, "-o", folder / f"{part}.out", expect=65 if "2, 13]" in text else 0)
        return made[name]
    return make


def same(out, other):
    """Are they the same bytes, but that results of a study that grew by repeats say so?"""
    grew = OF_ITS_GROWTH & held(out).keys()
    return same_but_for(OF_ITS_GROWTH if grew else {}, out, other) and (grew or results(out) == results(other))


@pytest.mark.parametrize("name,left", [(name, "whole") for name in sorted(GROWTHS)] + [
    (name, left) for name in ("replicates", "arms", "histories", "everything") for left in ("results alone", "a block damaged")])
def test_a_grown_study_is_the_same_bytes_as_one_computed_in_one_go(toy, finished, tmp_path, name, left):
    folder, out = finished(name), tmp_path / "out"
    shutil.copytree(folder / "small.out", out)
    if left == "results alone":
        toy("collect", out, "--only")
    elif left == "a block damaged":
        block = out / "blocks" / "000000.block"
        block.write_bytes(block.read_bytes()[:-1])
        (out / "results.h5").unlink()
    foretold = toy("run", folder / "large", "-o", out, "--dry-run").stdout
    said = toy("run", folder / "large", "-o", out, expect=None).stderr
    assert re.search(GROWTHS[name][2], said), said
    assert said.splitlines()[0] == foretold.splitlines()[-1]
    assert same(out, folder / "large.out")
    assert sorted(path.name for path in out.iterdir()) == ["blocks", "log", "plan", "results.h5"]


@pytest.mark.parametrize("file", ["study.yaml", "until.txt"])
def test_a_folder_whose_plan_is_damaged_grows_once_its_own_study_has_mended_it(toy, finished, tmp_path, file):
    folder, out = finished("at_most"), tmp_path / "out"
    shutil.copytree(folder / "small.out", out)
    (out / "results.h5").unlink()
    with (out / "plan" / file).open("a") as plan:
        plan.write("more")
    assert toy("run", folder / "large", "-o", out, expect=2).stderr == (
        f"error: {out}: holds another study, and its plan/{file} is damaged or cannot be read, so that it cannot grow; run the study that the "
        "folder was made with, which mends it, or choose another output\n")
    toy("run", folder / "small", "-o", out)
    toy("run", folder / "large", "-o", out)
    assert same(out, folder / "large.out")


def test_a_folder_whose_growth_was_killed_before_anything_moved_grows_also_without_its_note(toy, finished, tmp_path):
    folder, out = finished("replicates"), tmp_path / "out"
    shutil.copytree(folder / "small.out", out)
    (out / "earlier/1").mkdir(parents=True)
    (out / "plan/plan.txt").unlink()
    toy("run", folder / "large", "-o", out)
    assert same(out, folder / "large.out")
    assert not (out / "earlier").exists()


def refused(toy, out, folder, text):
    """Lines of the refusal, without the folder's name before each."""
    (folder / "study.yaml").write_text(text)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    told = [toy("run", folder / "study.yaml", "-o", out, *dry, expect=2).stderr for dry in ((), ("--dry-run",))]
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    lines = told[0].splitlines()
    assert told[0] == told[1] and all(line.startswith(f"error: {out}: ") for line in lines)
    assert lines[-1].endswith("holds results of another study, which cannot grow into this one; nothing in it was changed; "
                              "choose another output")
    return [line[len(f"error: {out}: "):] for line in lines[:-1]]


@pytest.fixture(scope="module")
def small(toy, tmp_path_factory):
    return toy.finish(tmp_path_factory.mktemp("refused"), BASE)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_grow_is_named_and_the_folder_stays_as_it_was(toy, small, tmp_path, name):
    there, here, lines = REFUSED[name]
    assert there in BASE
    assert refused(toy, small, tmp_path, BASE.replace(there, here)) == lines


def test_all_that_differs_is_said_at_once(toy, small, tmp_path):
    text = BASE.replace("seed: 4711", "seed: 5").replace("months: 24", "months: 36").replace("points: 5", "points: 4")
    assert len(refused(toy, small, tmp_path, text)) == 3


@pytest.mark.parametrize("kind", sorted(FIXED_DESIGNS))
def test_a_design_whose_points_would_be_others_does_not_grow(toy, tmp_path, kind):
    small, large, line = FIXED_DESIGNS[kind]
    toy.finish(tmp_path, f"months: 3\ndesign: {{ {kind}: {small} }}\n")
    assert refused(toy, tmp_path / "out", tmp_path, f"months: 3\ndesign: {{ {kind}: {large} }}\n") == [line]


def test_a_study_over_worlds_of_a_file_does_not_grow_by_worlds(toy, tmp_path):
    for name, worlds in (("few", "3,0.1\n5,0.2\n"), ("more", "3,0.1\n5,0.2\n9,0.3\n")):
        (tmp_path / f"{name}.csv").write_text("world,walk.luck\n" + worlds)
    toy.finish(tmp_path, "months: 3\nworlds: few.csv\n")
    assert refused(toy, tmp_path / "out", tmp_path, "months: 3\nworlds: more.csv\n") == [
        "worlds are others there: a study over worlds of a file grows by replicates, not by worlds"]


def test_a_growth_for_which_the_disk_has_no_room_changes_nothing(toy, small, tmp_path):
    (tmp_path / "huge.yaml").write_text(BASE.replace("replicates: 4", "replicates: 100000000"))
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    said = toy("run", tmp_path / "huge.yaml", "-o", small, expect=74).stderr
    assert said.startswith(f"error: {small}: 1000000000 runs need about ") and "GB are free there" in said
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_a_study_grows_again_and_again(toy, finished, tmp_path):
    out = tmp_path / "out"
    for replicates in (3, 70, 71, 140, 201):
        toy("run", finished("replicates") / "large", "-o", out, "--replicates", replicates)
    assert same(out, finished("replicates") / "large.out")


def test_several_processes_grow_a_folder_together(toy, finished, tmp_path):
    folder, out = finished("everything"), tmp_path / "out"
    for trial in range(3):
        shutil.copytree(folder / "small.out", out)
        runs = [toy.start("run", folder / "large", "-o", out, "--shard", f"{i}/3") for i in (1, 2, 3)]
        said = [run.communicate()[1] for run in runs]
        assert [run.returncode for run in runs] == [0, 0, 0], said
        assert same(out, folder / "large.out")
        assert sorted(path.name for path in out.iterdir()) == ["blocks", "log", "plan", "results.h5"]
        shutil.rmtree(out)


def test_a_growth_that_was_stopped_goes_on_wherever_it_was_stopped(toy, finished, tmp_path):
    """Each folder is as a kill leaves it between two steps."""
    folder, out = finished("replicates"), tmp_path / "out"
    for moved in (["plan"], ["plan", "blocks"], ["plan", "blocks", "results.h5"]):
        for study in ("small", "large"):
            shutil.copytree(folder / "small.out", out)
            (out / "earlier" / "1").mkdir(parents=True)
            for name in moved:
                (out / name).rename(out / "earlier" / "1" / name)
            toy("run", folder / study, "-o", out)
            assert same(out, folder / f"{study}.out")
            assert not (out / "earlier").exists()
            shutil.rmtree(out)


def test_who_still_computes_the_smaller_study_stops_and_harms_nothing(toy, finished, tmp_path):
    folder, out = finished("replicates"), tmp_path / "out"
    (tmp_path / "slow").write_text("months: 12000\nseed: 4711\nreplicates: 100000\n")
    (tmp_path / "slower").write_text("months: 12000\nseed: 4711\nreplicates: 100001\n")
    first = toy.start("run", tmp_path / "slow", "-o", out, "--threads", 1)
    while not list(out.glob("blocks/*.block")):
        time.sleep(0.01)
    second = toy.start("run", tmp_path / "slower", "-o", out, "--threads", 1)
    assert "another process has meanwhile made the study in it larger" in first.communicate(timeout=60)[1]
    assert first.returncode == 2
    second.send_signal(signal.SIGTERM)
    second.communicate()
    assert second.returncode == 75 and list(out.glob("blocks/*.bad")) == []


def test_a_smaller_title_is_no_growth_and_close_ups_come_with_it(told, tmp_path):
    study, out, fresh = tmp_path / "study.yaml", tmp_path / "out", tmp_path / "fresh"
    study.write_text("months: 5\nreplicates: 3\n")
    told("run", study, "-o", out)
    study.write_text("title: More\nmonths: 5\nreplicates: 4\nsnapshots: { months: [2], replicates: [0, 3] }\nevents: {}\n")
    for place in (out, fresh):
        told("run", study, "-o", place)
    assert same(out, fresh)


# --- who looked before ---

SAMPLE = "design: { random: { points: %d, factors: { walk.luck: { from: 0.2, to: 0.8 } } } }\n"
LUCK, TWO = "months: 6\nhistories: none\n", "arms: { a: {}, b: { walk.gain: 0.3 } }\n"
CAUTION = "the study grew from {}: if it grew because of their results, intervals are too narrow"


def ran(toy, folder, out, *texts):
    for number, text in enumerate(texts):
        (folder / f"{number}.yaml").write_text(LUCK + text + (TWO if "arms" not in text else ""))
        toy("run", folder / f"{number}.yaml", "-o", out)
    return out


@pytest.mark.parametrize("texts, grew", [
    (["replicates: 20\n", "replicates: 31\n"], "20 replicates"),
    (["replicates: 3\n", "replicates: 20\n", "replicates: 31\n"], "20 replicates"),
    (["replicates: 2\n" + SAMPLE % 13, "replicates: 2\n" + SAMPLE % 17], "13 points"),
    (["replicates: 2\n" + SAMPLE % 13, "replicates: 3\n" + SAMPLE % 17], "2 replicates and 13 points"),
    (["replicates: 9\n", "replicates: 9\narms: { a: {}, b: { walk.gain: 0.3 }, c: { walk.gain: 0.4 } }\n"], None),
    (["replicates: 9\ndesign: { grid: { walk.luck: [0.1] } }\n", "replicates: 9\ndesign: { grid: { walk.luck: [0.1, 0.2] } }\n"], None),
])
def test_results_say_wherever_they_are_from_how_many_repeats_their_study_grew(toy, tmp_path, texts, grew):
    out = ran(toy, tmp_path, tmp_path / "out", *texts)
    said = toy("compare", out).stdout
    assert (CAUTION.format(grew) in said) if grew else ("grew" not in said)
    mailed = shutil.copy(out / "results.h5", tmp_path / "mail (1).bin")
    assert toy("compare", mailed).stdout == said
    (out / "log").unlink()
    assert toy("compare", out).stdout == said
    toy("collect", out, "--only")
    assert toy("compare", out).stdout == said
    toy("collect", out, "-o", tmp_path / "merged")
    toy("collect", mailed, "-o", tmp_path / "merged.h5")
    assert toy("compare", tmp_path / "merged").stdout == toy("compare", tmp_path / "merged.h5").stdout == said
    ran(toy, tmp_path, tmp_path / "one.h5", *texts)
    assert toy("compare", tmp_path / "one.h5").stdout == said


def test_a_study_of_which_until_wants_no_more_has_not_grown(toy, tmp_path):
    enough = "title: Enough\nuntil: { outcome: height, half_width: 1000, at_most: %d }\n"
    grown, fresh = ran(toy, tmp_path, tmp_path / "out", enough % 70, enough % 90), ran(toy, tmp_path, tmp_path / "fresh", enough % 90)
    assert results(grown) == results(fresh) and "grew from" not in toy("compare", grown).stdout


def test_a_new_title_does_not_make_a_study_forget_that_it_grew(toy, tmp_path):
    for out in (tmp_path / "out", tmp_path / "one.h5"):
        ran(toy, tmp_path, out, "replicates: 20\n", "replicates: 31\n", "replicates: 31\ntitle: Another\n")
        said = toy("compare", out).stdout
        assert said.startswith("Another\n") and CAUTION.format("20 replicates") in said


def test_a_damaged_note_of_growth_is_called_damage_and_made_again(toy, tmp_path):
    out = ran(toy, tmp_path, tmp_path / "out", "replicates: 20\n", "replicates: 31\n")
    note, said = out / "plan" / "grown.txt", toy("compare", out).stdout
    good = note.read_bytes()
    for damaged in (b"", good[:-1], good.replace(b"20", b"30"), good + b"x"):
        note.write_bytes(damaged)
        assert f"{note}: is damaged" in toy("status", out, "--verify", expect=65).stderr
        assert toy("compare", out).stdout == said  # the log tells it
        assert f"{note}: was damaged, and has been written again" in toy("run", tmp_path / "1.yaml", "-o", out).stderr
        assert note.read_bytes() == good


def test_one_file_grows_as_a_folder_does(toy, finished, tmp_path):
    folder, one = finished("everything"), tmp_path / "one.h5"
    toy("run", folder / "small", "-o", one)
    foretold = toy("run", folder / "large", "-o", one, "--dry-run").stdout.splitlines()[-1]
    said = toy("run", folder / "large", "-o", one).stderr.splitlines()
    assert said[0] == foretold and said[0].startswith(f"{one}: the study grows by replicates 3 to 4, points 30 to 40, arm")
    assert same_but_for(OF_ITS_GROWTH, one, folder / "large.out" / "results.h5") and not (tmp_path / "one.h5.parts").exists()
    before = one.read_bytes()
    assert "holds 4 replicates, and only 3 are asked for" in toy("run", folder / "small", "-o", one, expect=2).stderr
    assert one.read_bytes() == before


def test_a_damaged_file_of_the_same_study_is_made_again_and_any_other_file_stays(toy, finished, tmp_path):
    folder, one = finished("replicates"), tmp_path / "one.h5"
    toy("run", folder / "small", "-o", one)
    whole = one.read_bytes()
    one.write_bytes(whole[:3000] + b"\x55\xaa" + whole[3002:])
    toy("run", folder / "small", "-o", one)
    assert one.read_bytes() == whole
    one.write_bytes(b"mine")
    assert "exists already; choose another output" in toy("run", folder / "small", "-o", one, expect=2).stderr
    assert one.read_bytes() == b"mine"


def test_a_dry_run_foretells_the_time_of_what_is_missing_alone(toy, finished, tmp_path):
    folder, out = finished("replicates"), tmp_path / "out"
    shutil.copytree(folder / "small.out", out)
    for study, missing in (("large", 131), ("small", 0)):
        assert f" for the {missing} runs that are missing; " in toy("run", folder / study, "-o", out, "--dry-run").stdout
    assert "missing" not in toy("run", folder / "large", "--dry-run").stdout
    (out / "blocks" / "000000.block").unlink()
    (out / "results.h5").unlink()
    assert " for the 64 runs that are missing; " in toy("run", folder / "small", "-o", out, "--dry-run").stdout


def test_a_signal_is_answered_while_single_runs_are_looked_at(cavi, tmp_path):
    study = f"months: 1200\nreplicates: 64\nhistories: none\nevents: {{ replicates: {list(range(64))} }}\n"
    cavi.finish(tmp_path, study, "--no-collect")
    run = cavi.start("run", tmp_path / "study.yaml", "-o", tmp_path / "out")
    while not list((tmp_path / "out").glob("results.h5.*.tmp")):
        time.sleep(0.01)
    asked = time.monotonic()
    run.send_signal(signal.SIGTERM)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 75 and time.monotonic() - asked < 4, said  # a tenth of a second where nobody else works
    assert said == "stopped on request after 0 blocks; repeat the command to go on\n"
    assert list((tmp_path / "out").glob("*.tmp")) == [] and not (tmp_path / "out" / "results.h5").exists()


def test_a_signal_is_answered_between_two_months_however_long_the_block(cavi, tmp_path):
    """64 such runs would take more than half a minute of a core, so that a block is a pack of 16."""
    (tmp_path / "study.yaml").write_text("months: 12000\nreplicates: 128\nhistories: none\n"
                                         "world: { organisations: 64, forums: 32, seats: 60 }\n")
    assert "128 runs in 8 blocks" in cavi("check", tmp_path / "study.yaml").stdout
    run = cavi.start("run", tmp_path / "study.yaml", "-o", tmp_path / "out")
    while not (tmp_path / "out" / "log").exists():
        time.sleep(0.01)
    time.sleep(0.5)
    asked = time.monotonic()
    run.send_signal(signal.SIGTERM)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 75 and time.monotonic() - asked < 4  # 0.6 s where nobody else works
    assert said == ("stopped on request after 0 blocks, between two months; the unfinished block is computed again; "
                    "repeat the command to go on\n")
