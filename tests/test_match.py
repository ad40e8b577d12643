"""`match` finds the same worlds on any threads, kernels and shards, across kills, growth and damage; a study runs over them."""

import csv
import os
import random
import time

import h5py
import numpy
import pytest

STUDY = """title: Walkers like real ones
months: 12
design:
  {kind}: {{ points: {points}, factors: {{ walk.gain: {{ from: 0, to: 1 }}, walk.luck: plausible, walk.loud: [false, true] }} }}
patterns:
  - {{ name: height, outcome: height, low: 3, high: 5, must: true, source: assumed }}
  - {{ name: growth, history: height, month: 12, since: 6, low: 1, high: 3 }}
matching: {{ {matching} }}
"""


def study(folder, name="study.yaml", kind="random", points=9000, matching="keep: 300, waves: 1"):
    (folder / name).write_text(STUDY.format(kind=kind, points=points, matching=matching))
    return folder / name


def found(folder):
    """Bytes of all that a matching has found."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name != "log"}


def chunks(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "worlds").iterdir())}


def rows(path):
    return list(csv.DictReader(path.open()))


@pytest.fixture
def whole(toy, tmp_path):
    toy("match", study(tmp_path), "-o", tmp_path / "whole")
    return tmp_path / "whole"


def test_threads_and_kernels_find_the_same_bytes(toy, tmp_path, whole):
    for kernel in toy.kernels():
        toy("match", tmp_path / "study.yaml", "-o", tmp_path / kernel, "--kernel", kernel, "--threads", 3)
        assert found(tmp_path / kernel) == found(whole) and chunks(tmp_path / kernel) == chunks(whole)


def test_shards_that_work_at_once_find_the_same_bytes(toy, tmp_path, whole):
    out = tmp_path / "out"
    started = [toy.start("match", tmp_path / "study.yaml", "-o", out, "--shard", f"{i}/3") for i in (1, 2, 3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    assert found(out) == found(whole) and chunks(out) == chunks(whole)


def test_a_killed_matching_goes_on_and_finds_the_same_bytes(toy, tmp_path):
    path = study(tmp_path, points=60000, matching="keep: 300, waves: 1")
    toy("match", path, "-o", tmp_path / "whole")
    out, kills, some = tmp_path / "out", 0, random.Random(3)
    for _ in range(6):
        process = toy.start("match", path, "-o", out, "--threads", 1)
        time.sleep(some.uniform(0.02, 0.3))
        kills += process.poll() is None
        process.kill()
        process.wait()
    assert kills > 0
    toy("match", path, "-o", out)
    assert found(out) == found(tmp_path / "whole") and chunks(out) == chunks(tmp_path / "whole")


def test_waves_are_the_same_bytes_over_shards_and_kills(toy, tmp_path):
    path = study(tmp_path, points=4000, matching="keep: 2000, waves: 3")
    path.write_text(path.read_text().replace("low: 3, high: 5", "low: 4, high: 4.3"))
    said = toy("match", path, "-o", tmp_path / "whole").stdout
    assert "in 3 waves; weighted, they are worth" in said
    parts = [float(row["part"]) for row in rows(tmp_path / "whole/worlds_waves.csv")]
    assert parts[0] == 1 > 0.7 > parts[1] > parts[2]
    some = random.Random(5)
    for _ in range(4):
        started = [toy.start("match", path, "-o", tmp_path / "out", "--shard", f"{i}/2") for i in (1, 2)]
        time.sleep(some.uniform(0.05, 0.4))
        for process in started:
            process.kill()
            process.wait()
    started = [toy.start("match", path, "-o", tmp_path / "out", "--shard", f"{i}/2") for i in (1, 2)]
    assert [process.wait(60) for process in started] == [0, 0]
    assert found(tmp_path / "out") == found(tmp_path / "whole") and chunks(tmp_path / "out") == chunks(tmp_path / "whole")


def test_a_matching_that_is_asked_to_stop_says_so_and_goes_on(toy, tmp_path):
    path = study(tmp_path, points=400000)
    process = toy.start("match", path, "-o", tmp_path / "out", "--threads", 1)
    while not list((tmp_path / "out").glob("worlds/0*")):
        time.sleep(0.01)
    process.terminate()
    assert process.wait(60) == 75
    assert process.stderr.read() == "stopped on request; repeat the command to go on\n"
    assert not (tmp_path / "out/worlds.csv").exists()


@pytest.mark.parametrize("kind", ["random", "sobol"])
def test_more_worlds_keep_those_that_are_there(toy, tmp_path, kind):
    toy("match", study(tmp_path, kind=kind), "-o", tmp_path / "out")
    before = chunks(tmp_path / "out")
    first = (tmp_path / "out/worlds/0000000000.worlds").stat().st_ino
    more = study(tmp_path, "more.yaml", kind=kind, points=21000)
    toy("match", more, "-o", tmp_path / "out")
    toy("match", more, "-o", tmp_path / "fresh")
    assert found(tmp_path / "out") == found(tmp_path / "fresh") and chunks(tmp_path / "out") == chunks(tmp_path / "fresh")
    assert (tmp_path / "out/worlds/0000000000.worlds").stat().st_ino == first and len(before) > 2


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [flip, lambda path: os.truncate(path, 1 << 40)], ids=["flipped", "far too long"])
def test_a_damaged_chunk_is_set_aside_and_computed_again(toy, tmp_path, whole, harm):
    was = found(whole), chunks(whole)
    for name in ("0000000000.worlds", "pilot.worlds"):
        harm(whole / "worlds" / name)
    (whole / "plan/match.txt").write_text("format: 1\n")
    toy("match", tmp_path / "study.yaml", "-o", whole)
    for aside in whole.glob("worlds/*.bad"):
        aside.unlink()
    assert (found(whole), chunks(whole)) == was


def test_a_chunk_that_is_a_link_to_nothing_is_named(toy, tmp_path, whole):
    path = whole / "worlds" / "0000000000.worlds"
    path.unlink()
    path.symlink_to("nowhere")
    assert f"{path}: cannot rename a temporary file to it: File exists" in toy("match", tmp_path / "study.yaml", "-o", whole, expect=74).stderr


def test_a_folder_of_another_matching_is_refused_and_stays_as_it_is(toy, tmp_path, whole):
    was = found(whole), chunks(whole)
    other = tmp_path / "other.yaml"
    other.write_text((tmp_path / "study.yaml").read_text().replace("high: 5", "high: 6"))
    assert "matched to other patterns" in toy("match", other, "-o", whole, expect=2).stderr
    assert "another seed" in toy("match", tmp_path / "study.yaml", "--seed", 8, "-o", whole, expect=2).stderr
    (whole / "plan/match.txt").unlink()
    assert "matched to other patterns" in toy("match", other, "-o", whole, expect=2).stderr
    assert (found(whole), chunks(whole)) == was


def test_a_folder_with_something_else_is_refused(toy, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter.txt").write_text("Dear")
    assert "holds something else" in toy("match", study(tmp_path), "-o", tmp_path / "out", expect=2).stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_a_folder_of_a_matching_is_told_from_results_and_its_study_goes_on_with_it(toy, tmp_path, whole):
    was = found(whole), chunks(whole)
    for words in (["status", whole], ["compare", whole], ["export", whole, "--to", "csv", "-o", "-"]):
        assert "holds matched worlds and no results" in toy(*words, expect=65).stderr
    assert "holds something else" in toy("run", tmp_path / "study.yaml", "-o", whole, expect=2).stderr
    toy("match", whole / "plan/study.yaml", "-o", whole)
    assert (found(whole), chunks(whole)) == was
    toy("run", tmp_path / "study.yaml", "--replicates", 1, "-o", tmp_path / "results")
    assert "holds something else" in toy("match", tmp_path / "study.yaml", "-o", tmp_path / "results", expect=2).stderr


def test_a_trial_forecasts_time_and_yield_and_writes_nothing(toy, tmp_path, whole):
    said = toy("match", tmp_path / "study.yaml", "--dry-run").stdout
    low, high = (int(word) for word in said.split("runs), and ")[1].split(" would be kept")[0].split(" to "))
    kept = int(toy("match", tmp_path / "study.yaml", "-o", whole).stdout.split(" of 9000 worlds are kept")[0].split("\n")[-1])
    assert low * 0.9 < kept < high * 1.1
    assert {path.name for path in tmp_path.iterdir()} == {"study.yaml", "whole"}


def test_tables_in_csv_and_hdf5_hold_the_same_numbers(whole):
    worlds, values = rows(whole / "worlds.csv"), rows(whole / "worlds_values.csv")
    assert len(worlds) == len(values) == 300 and [row["world"] for row in worlds] == [row["world"] for row in values]
    assert all(3 <= float(row["height"]) <= 5 for row in values)
    with h5py.File(whole / "worlds.h5") as file:
        assert set(file) == {"worlds", "values", "patterns", "pairs", "factors", "waves"}
        assert numpy.array_equal(file["values"]["height"][()], [float(row["height"]) for row in values])
        assert numpy.array_equal(file["worlds"]["walk.gain"][()], [float(row["walk.gain"]) for row in worlds])


def test_fewer_than_wanted_says_how_many_more_worlds_would_do(toy, tmp_path):
    said = toy("match", study(tmp_path, points=600, matching="keep: 500, waves: 1"), "-o", tmp_path / "out").stdout
    kept = int(said.split(" of 600 worlds")[0].split("\n")[-1])
    assert f"about {-(-500 * 600 // kept) - 600} worlds more would do" in said
    assert len(rows(tmp_path / "out/worlds.csv")) == kept < 500


def test_patterns_that_no_world_meets_end_with_the_nearest_misses_in_words(toy, tmp_path):
    path = study(tmp_path, points=600)
    path.write_text(path.read_text().replace("low: 3, high: 5", "low: 500, high: 600"))
    said = toy("match", path, "-o", tmp_path / "out").stdout
    assert "0 of 600 worlds are kept" in said
    assert "no world meets height (500..600); the nearest, world " in said
    assert said.count("near: world ") == said.count(" (1 replicate) misses height with") == 5, "all fell at once"
    assert said.endswith("no world is written\n") and not (tmp_path / "out/worlds.csv").exists()


# --- a study over matched worlds ---

USE = """title: Over matched worlds
months: 24
replicates: 3
histories: none
worlds: {worlds}
arms: {{ as it is: {{}}, low: {{ walk.ceiling: 900 }}, down: {{ walk.way: down }} }}
"""


def over(program, folder, worlds, *words):
    (folder / "use.yaml").write_text(USE.format(worlds=worlds))
    program("run", folder / "use.yaml", "-o", folder / "use", *words)
    program("export", folder / "use", "--to", "csv", "-o", folder / "use.csv")
    return rows(folder / "use.csv")


def test_a_study_runs_every_arm_in_each_world_with_the_luck_of_that_world(toy, tmp_path, whole):
    runs = over(toy, tmp_path, "whole/worlds.csv")
    assert len(runs) == 300 * 3 * 3
    worlds = rows(whole / "worlds.csv")
    for run in runs[:2700:37]:
        world = worlds[int(run["point"])]
        assert [float(run[name]) for name in ("walk.gain", "walk.luck")] == [float(world[name]) for name in ("walk.gain", "walk.luck")]
    heights = {(run["scenario"], run["point"], run["replicate"]): run["height"] for run in runs}
    assert all(heights["as it is", point, replicate] == height for (arm, point, replicate), height in heights.items() if arm == "low")
    assert len({heights["as it is", "0", str(replicate)] for replicate in range(3)}) == 3


def test_luck_is_that_of_the_world_and_not_of_its_row(toy, tmp_path, whole):
    def by_world(name, runs):
        numbers = [row["world"] for row in rows(tmp_path / name)]
        return {(numbers[int(run["point"])], run["scenario"], run["replicate"]): run["height"] for run in runs}

    lines = (whole / "worlds.csv").read_text().splitlines()
    (tmp_path / "all.csv").write_text("\n".join(lines) + "\n")
    first = by_world("all.csv", over(toy, tmp_path, "all.csv"))
    (tmp_path / "some.csv").write_text("\n".join([lines[0], *lines[:100:-1]]) + "\n")
    (tmp_path / "use").rename(tmp_path / "was")
    second = by_world("some.csv", over(toy, tmp_path, "some.csv"))
    assert len(second) == 200 * 9 and all(first[key] == height for key, height in second.items())


def test_worlds_have_other_luck_than_that_which_they_were_kept_for(toy, tmp_path, whole):
    """The mean over the very replicates by which a world was judged would tell the luck of being kept as an effect."""
    (tmp_path / "same.yaml").write_text("title: The same months\nmonths: 12\nreplicates: 32\nhistories: none\nworlds: whole/worlds.csv\n")
    toy("run", tmp_path / "same.yaml", "-o", tmp_path / "same.h5")
    with h5py.File(tmp_path / "same.h5") as file:
        again = file["height"][()].reshape(32, -1).mean(axis=0)
    judged = numpy.array([float(row["height"]) for row in rows(whole / "worlds_values.csv")])
    assert not numpy.any(again == judged) and numpy.abs(again - judged).max() < 1.5


def test_the_resolved_study_is_the_same_study(toy, tmp_path, whole):
    over(toy, tmp_path, "whole/worlds.csv")
    toy("run", tmp_path / "use/plan/study.yaml", "-o", tmp_path / "again")
    assert (tmp_path / "again/results.h5").read_bytes() == (tmp_path / "use/results.h5").read_bytes()
    toy("collect", tmp_path / "use", "--only")
    assert "share_above" in toy("compare", tmp_path / "use").stdout


def test_compare_says_in_what_share_of_the_worlds_a_sign_holds(toy, tmp_path):
    """Ten worlds climb and thirty fall; luck is too small to turn any of them."""
    lines = [f"{i},{0.5 if i < 10 else -0.5},0.1" for i in range(40)]
    (tmp_path / "made.csv").write_text("world,walk.gain,walk.luck\n" + "\n".join(lines) + "\n")
    (tmp_path / "use.yaml").write_text("months: 12\nreplicates: 3\nworlds: made.csv\narms: { with: {}, without: { walk.way: down } }\n")
    toy("run", tmp_path / "use.yaml", "-o", tmp_path / "use")
    toy("compare", tmp_path / "use", "--against", "without", "--csv", tmp_path / "c.csv")
    row = next(row for row in rows(tmp_path / "c_signs.csv") if row["outcome"] == "height")
    assert abs(float(row["share_above"]) - 0.25) < 1e-6 and float(row["worlds"]) == 40
    assert 0.08 < float(row["above_low"]) < 0.25 < float(row["above_high"]) < 0.45


@pytest.mark.parametrize("of, than, verdict", [("as it is", "down", "reproduced"), ("down", "as it is", "opposite")])
def test_a_claim_over_the_worlds_of_a_file_is_reproduced_if_true_and_opposite_if_false(toy, tmp_path, whole, of, than, verdict):
    (tmp_path / "claim.yaml").write_text(USE.format(worlds="whole/worlds.csv") + f"""claim:
  id: T1
  says: Walkers of the one kind end above those of the other.
  expected: The mean of the one is above that of the other.
  tests: [{{ greater: {{ outcome: height, of: {of}, than: {than} }} }}]
  ablation: {{ walk.way: up }}
""")
    said = toy("claims", tmp_path / "claim.yaml", "-o", tmp_path / "claims").stdout
    assert verdict in said and ("100%" in said) == (verdict == "reproduced")
    assert not (tmp_path / "claims/T1/worlds").exists()


def test_a_file_of_worlds_is_checked_against_the_model(toy, tmp_path):
    (tmp_path / "w.csv").write_text("world,walk.gian,walk.luck,walk.loud\n-1,0.5,7,true\n2.5,0.5,0.2,maybe\n")
    (tmp_path / "use.yaml").write_text("worlds: w.csv\ndesign: { random: { factors: { walk.gain: plausible } } }\n")
    said = toy("check", tmp_path / "use.yaml", expect=2).stderr.replace(f"{tmp_path}/", "")
    assert said == """use.yaml:1:1: error: worlds and design: beside worlds the points of a grid, list or one_at_a_time become arms
w.csv:2:1: error: world = -1 is not a whole number from 0 to 2147483647
w.csv:3:1: error: world = 2.5 is not a whole number from 0 to 2147483647
w.csv:1:2: error: 'walk.gian' is not a parameter; did you mean 'walk.gain'?
w.csv:2:3: error: 'walk.luck' = 7 is outside 0..1 (metres)
w.csv:3:4: error: 'walk.loud' = maybe is neither true nor false
"""


def test_worlds_leave_to_the_study_the_columns_that_it_excepts(toy, tmp_path, whole):
    """Without them the runs are those over a file that has no such column, to the bit."""
    names = (whole / "worlds.csv").read_text().splitlines()[0].split(",")
    table = rows(whole / "worlds.csv")
    kept = [name for name in names if name != "walk.gain"]
    (tmp_path / "cut.csv").write_text("\n".join([",".join(kept), *(",".join(row[name] for name in kept) for row in table)]) + "\n")
    arms = "arms: { low: { walk.gain: 0.3 }, high: { walk.gain: 0.7 } }\n"
    for name, worlds in (("cut", "cut.csv"), ("except", "{ file: whole/worlds.csv, except: [walk.gain] }")):
        (tmp_path / f"{name}.yaml").write_text(f"title: t\nmonths: 12\nreplicates: 2\nhistories: none\nworlds: {worlds}\n{arms}")
        toy("run", tmp_path / f"{name}.yaml", "-o", tmp_path / name)
    assert (tmp_path / "except/results.h5").read_bytes() == (tmp_path / "cut/results.h5").read_bytes()


def test_what_is_wrong_with_excepted_columns_is_said_with_its_place(toy, tmp_path):
    (tmp_path / "w.csv").write_text("world,walk.luck\n4,0.5\n")
    for worlds, complaint in (("{ file: w.csv, except: [walk.gain] }", "1:33: error: the worlds have no column 'walk.gain'"),
                              ("{ file: w.csv, except: walk.luck }", "1:32: error: except wants a list of columns"),
                              ("{ except: [walk.luck] }", "worlds wants the path of a file, { file: worlds.csv, except: [column, ...] }, or { list: { parameter: [value, ...], ... } }"),
                              ("{ file: w.csv, excpt: [] }", "did you mean 'except'?")):
        (tmp_path / "use.yaml").write_text(f"worlds: {worlds}\n")
        assert complaint in toy("check", tmp_path / "use.yaml", expect=2).stderr


def test_a_column_of_the_worlds_that_an_arm_sets_is_said_where_the_study_names_the_file(toy, tmp_path):
    (tmp_path / "w.csv").write_text("world,walk.luck,walk.gain\n4,0.5,0.5\n")
    (tmp_path / "use.yaml").write_text("months: 3\narms: { a: { walk.gain: 0.3 } }\nworlds: w.csv\n")
    said = toy("check", tmp_path / "use.yaml", expect=2).stderr
    assert said.endswith("use.yaml:3:9: error: 'walk.gain' is a column of the worlds and set by arm 'a';"
                         " `except: [walk.gain]` beside their `file:` leaves the column out\n") and said.count("\n") == 1


def test_a_design_that_replaces_the_worlds_of_the_file_that_it_extends_is_told(toy, tmp_path):
    (tmp_path / "w.csv").write_text("world,walk.luck\n4,0.5\n7,0.6\n")
    (tmp_path / "parent.yaml").write_text("months: 3\nworlds: w.csv\n")
    (tmp_path / "child.yaml").write_text("extends: parent.yaml\ndesign: { grid: { walk.gain: [0.3, 0.4] } }\n")
    assert (f"{tmp_path}/child.yaml: its design replaces the worlds of {tmp_path}/parent.yaml; give `worlds:` beside it to keep them"
            in toy("check", tmp_path / "child.yaml").stdout)
    (tmp_path / "child.yaml").write_text("extends: parent.yaml\ndesign: { grid: { walk.gain: [0.3, 0.4] } }\nworlds: w.csv\n")
    assert "its design replaces" not in toy("check", tmp_path / "child.yaml").stdout


def test_points_of_a_sweep_beside_worlds_become_arms_that_are_paired_within_each_world(toy, tmp_path, whole):
    """Steps are no factor of the worlds. With an arm for each level written out the runs are the same to the bit."""
    sweep = USE.replace("down: {{ walk.way: down }} }}", "}}\ndesign: {{ grid: {{ walk.steps: [1, 3] }} }}")
    (tmp_path / "sweep.yaml").write_text(sweep.format(worlds="whole/worlds.csv"))
    (tmp_path / "arms.yaml").write_text(USE.replace("arms: {{", 'arms: {{ "as it is, walk.steps 1": {{ walk.steps: 1 }}, "as it is, walk.steps 3": {{ walk.steps: 3 }}, '
                                                    '"low, walk.steps 1": {{ walk.ceiling: 900, walk.steps: 1 }}, "low, walk.steps 3": {{ walk.ceiling: 900, walk.steps: 3 }} }}\n#')
                                        .format(worlds="whole/worlds.csv"))
    for name in ("sweep", "arms"):
        toy("run", tmp_path / f"{name}.yaml", "-o", tmp_path / name)
    assert (tmp_path / "sweep/results.h5").read_bytes() == (tmp_path / "arms/results.h5").read_bytes()
    said = toy("compare", tmp_path / "sweep", "--outcome", "height").stdout
    assert "against 'as it is, walk.steps 1', paired by replicate and world" in said and "low, walk.steps 3" in said


def test_a_sweep_beside_worlds_is_refused_where_an_arm_sets_what_it_varies_or_there_are_too_many(toy, tmp_path):
    (tmp_path / "w.csv").write_text("world,walk.luck\n4,0.5\n")
    for design, complaint in (("{ grid: { walk.gain: [0, 1] } }", "'walk.gain' is varied by the design and set by arm 'a'"),
                              ("{ grid: { walk.steps: { from: 0, to: 8, count: 9 }, walk.ceiling: { count: 100 } } }", "900 points of 1 arms are more than 256 arms"),
                              ("{ grid: { walk.luck: [0.25, 0.75] } }", "'walk.luck' is a column of the worlds and set by arm 'a, walk.luck 0.25'")):
        (tmp_path / "use.yaml").write_text(f"worlds: w.csv\narms: {{ a: {{ walk.gain: 0.3 }} }}\ndesign: {design}\n")
        assert complaint in toy("check", tmp_path / "use.yaml", expect=2).stderr
