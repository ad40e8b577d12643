"""The placebo of claims, worlds of a file for all claims, and what a table will cost."""

import csv

import h5py
import numpy
import pytest
from programs import SINGING

CLAIM = SINGING + """title: Walkers
claim:
  id: {id}
  says: What walkers do
  expected: so
  placebo: {sides}
  tests: [ {test} ]
  ablation: {ablation}
"""
SONG = "greater: { outcome: height, of: loud, than: quiet }"  # half a metre in four months, whatever anybody gains
GAIN = "between: { outcome: height, of: quiet, low: 1.75 }"  # a gain over 0.4375, the middle of its plausible range


def write(folder, name, test=SONG, sides="[gain, luck]", ablation="[loudness]"):
    path = folder / f"{name}.yaml"
    path.write_text(CLAIM.format(id=name, test=test, sides=sides, ablation=ablation))
    return path


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_claim_that_hangs_on_the_labelling_is_called_so_and_one_that_does_not_is_not(toy, tmp_path):
    toy("claims", write(tmp_path, "W1"), write(tmp_path, "W2", GAIN), "--worlds", 0, "--placebo", 40, "-o", tmp_path / "out")
    song, gain = rows(tmp_path / "out/claims_placebo.csv")
    assert (song["same"], song["holds"], song["opposite"], song["reading"]) == ("40", "40", "0", "whatever the labelling")
    assert (song["labellings"], song["pairs"], song["worlds"]) == ("40", "1", "1")
    assert 10 <= int(gain["same"]) <= 30 and gain["reading"] == "hangs on the labelling"
    text = (tmp_path / "out/CLAIMS.md").read_text()
    assert "whatever the labelling (40 of 40 labellings)" in text
    assert f"hangs on the labelling ({gain['same']} of 40 labellings)" in text


def test_numbers_of_a_labelling_come_from_the_plausible_ranges_and_more_labellings_keep_the_first(toy, tmp_path):
    path = write(tmp_path, "W1")
    dealt = []
    for count in (5, 9):
        toy("claims", path, "--worlds", 0, "--placebo", count, "-o", tmp_path / str(count))
        with h5py.File(tmp_path / f"{count}/W1/placebo/results.h5") as file:
            design = file["design"] if "design" in file else file
            dealt.append(str(sorted(design)))
            gain = numpy.unique(file["walk.gain"][()]) if "walk.gain" in file else None
        if gain is not None:
            assert len(gain) == count and gain.min() >= 0.125 and gain.max() <= 0.75
    assert dealt[0] == dealt[1]


def test_threads_change_nothing(toy, tmp_path):
    path = write(tmp_path, "W2", GAIN)
    for threads in (1, 3):
        toy("claims", path, "--worlds", 0, "--placebo", 12, "--threads", threads, "-o", tmp_path / str(threads))
    assert (tmp_path / "1/claims_placebo.csv").read_bytes() == (tmp_path / "3/claims_placebo.csv").read_bytes()
    assert (tmp_path / "1/claims.csv").read_bytes() == (tmp_path / "3/claims.csv").read_bytes()


def test_without_the_option_no_placebo_is_tried(toy, tmp_path):
    toy("claims", write(tmp_path, "W1"), "--quick", "-o", tmp_path / "out")
    assert not (tmp_path / "out/claims_placebo.csv").exists() and not (tmp_path / "out/W1/placebo").exists()


@pytest.mark.parametrize("sides, said", [
    ("[gain]", "placebo wants two words, such as [left, right], by which names of parameters differ"),
    ("[gain, gain]", "placebo wants two words that differ, not 'gain' twice"),
    ("[gain, nobody]", "placebo: [gain, nobody]: no two parameters with a plausible range, which no arm sets, have names that differ in these words alone"),
])
def test_sides_that_nothing_has_are_refused_before_anything_is_computed(toy, tmp_path, sides, said):
    path = write(tmp_path, "W1", sides=sides)
    errors = toy("claims", path, "--placebo", 3, "-o", tmp_path / "out", expect=2).stderr
    assert said in errors and errors.startswith(str(path)) and not (tmp_path / "out").exists()


def test_a_placebo_of_no_labellings_is_refused(toy, tmp_path):
    assert "--placebo" in toy("claims", write(tmp_path, "W1"), "--placebo", 0, "-o", tmp_path / "out", expect=2).stderr


# --- worlds of a file


@pytest.fixture
def worlds(tmp_path):
    path = tmp_path / "worlds.csv"
    path.write_text("world,walk.gain,walk.luck\n7,0.2,0.1\n3,0.3,0.2\n11,0.4,0.3\n5,0.6,0.4\n")
    return path


def test_all_claims_run_over_the_worlds_of_one_file(toy, tmp_path, worlds):
    path = write(tmp_path, "W1", ablation="{ walk.gain: 0 }")
    toy("claims", path, "--worlds", worlds, "--world-replicates", 3, "-o", tmp_path / "out")
    with h5py.File(tmp_path / "out/W1/own/results.h5") as file:
        assert len(file["height"]) == 4 * 3 * 2
    with h5py.File(tmp_path / "out/W1/ablated/results.h5") as file:  # what the ablation sets is no world's any more
        assert file["height"][()].max() < 0.5 + 4 * 0.4
    assert "Worlds: 4 of " in (tmp_path / "out/CLAIMS.md").read_text()
    assert not (tmp_path / "out/W1/worlds").exists()


def test_a_file_of_worlds_may_have_any_name(toy, tmp_path, worlds):
    odd = worlds.rename(tmp_path / 'my "odd" \\ worlds.csv')
    toy("claims", write(tmp_path, "W1"), "--worlds", odd, "-o", tmp_path / "out")
    assert "Worlds: 4 of " in (tmp_path / "out/CLAIMS.md").read_text()


def test_what_a_claim_sets_itself_no_world_sets(toy, tmp_path, worlds):
    path = tmp_path / "W3.yaml"
    path.write_text(CLAIM.format(id="W3", test="between: { outcome: height, of: quiet, low: 3.9, high: 4.1 }", sides="[gain, luck]", ablation="[loudness]")
                    .replace("quiet: {}", "quiet: { walk.gain: 1, walk.luck: 0 }"))
    toy("claims", path, "--worlds", worlds, "-o", tmp_path / "out")
    assert float(rows(tmp_path / "out/claims.csv")[0]["found"]) == pytest.approx(0.1, abs=1e-6)  # four metres in every world


def test_a_labelling_is_tried_in_the_first_worlds_of_the_file(toy, tmp_path, worlds):
    toy("claims", write(tmp_path, "W1"), "--worlds", worlds, "--placebo", 6, "-o", tmp_path / "out")
    (found,) = rows(tmp_path / "out/claims_placebo.csv")
    assert (found["worlds"], found["labellings"], found["same"]) == ("4", "6", "6")
    with h5py.File(tmp_path / "out/W1/placebo/results.h5") as file:
        assert len(file["height"]) == 6 * 4 * 2


def test_a_file_of_worlds_that_is_not_there_or_names_nothing_known_is_refused(toy, tmp_path):
    path = write(tmp_path, "W1")
    assert "none.csv" in toy("claims", path, "--worlds", tmp_path / "none.csv", "-o", tmp_path / "out", expect=2).stderr
    (tmp_path / "bad.csv").write_text("world,walk.gian\n1,0.2\n")
    assert "did you mean 'walk.gain'" in toy("claims", path, "--worlds", tmp_path / "bad.csv", "-o", tmp_path / "out", expect=2).stderr
    assert not (tmp_path / "out").exists()


# --- what it costs


def test_a_dry_run_counts_the_runs_that_are_then_made_and_writes_nothing(toy, tmp_path, worlds):
    path = write(tmp_path, "W1")
    options = ["--worlds", worlds, "--world-replicates", 3, "--placebo", 6, "-o", tmp_path / "out"]
    said = toy("claims", path, "--dry-run", *options).stdout.splitlines()
    assert said[1].split()[:5] == ["W1", "24", "24", "0", "48"]
    assert said[2].split()[:5] == ["all", "24", "24", "0", "48"] and said[3].startswith("96 runs, about ")
    assert not (tmp_path / "out").exists()
    toy("claims", path, *options)
    assert "; 1 claims, 96 runs" in (tmp_path / "out/CLAIMS.md").read_text()
