"""Memory that runs out ends in a clear answer, and no study, however hostile, takes all there is."""

import resource
import subprocess

import pytest

from programs import BUILD, Program, results
from shims import each_starved, watched

STUDY = """
title: Everything that is read
question: Which words?
extends: parent.yaml
months: 7
replicates: 3
histories: [height, last_luck]
walk.luck: { path: [[0, 0.1], [5, 0.7]] }
without: [loudness]
arms:
  a: {}
  b: { extends: other.yaml, walk.way: down, roads: { low: [top] } }
design: { list: { file: points.csv } }
"""


@pytest.fixture(scope="module")
def study(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "study.yaml").write_text(STUDY)
    (folder / "parent.yaml").write_text("places: { file: places.csv }\nroads: { top: { low: { length: 3 } } }\n")
    (folder / "other.yaml").write_text("walk.loud: true\n")
    (folder / "places.csv").write_text("name,weight\ntop,2.5\nlow,0.5\n")
    (folder / "points.csv").write_text("walk.gain,walk.walkers\n0.1,3\n0.2,5\n")
    toy("run", folder / "study.yaml", "-o", folder / "whole")
    return folder / "study.yaml"


def test_every_allocation_that_fails_is_told_and_nothing_wrong_is_published(toy, study, tmp_path):
    shared = Program(BUILD / "toy_shared")  # the shim takes what stands in the program itself for its own

    def run(at, **hunger):
        return shared("run", study, "-o", tmp_path / f"{at}", "--threads", 1, expect=None, **hunger)

    for at, done, case in each_starved(run, tmp_path / "count"):
        if done.returncode == 0:  # a nearest name, or a line of the log
            assert results(tmp_path / f"{at}") == results(study.parent / "whole"), case
        elif (tmp_path / f"{at}" / "plan" / "plan.txt").exists():
            toy("run", study, "-o", tmp_path / f"{at}")
            assert results(tmp_path / f"{at}") == results(study.parent / "whole"), case


HOSTILE = {
    "a path of ten thousand points in every arm": "walk.gain: { path: [" + ", ".join(f"[{i}, 0.1]" for i in range(9999)) + "] }\n"
    + "arms: {" + ", ".join(f"a{i}: {{}}" for i in range(256)) + "}\nreplicates: 1\nmonths: 2\n",
    "a grid of a billion points": "design: { grid: { walk.gain: { from: 0, to: 1, count: 32000 }, walk.luck: { from: 0, to: 1, count: 32000 } } }\n"
    "replicates: 1\n",
    "two billion replicates": "replicates: 1000000000\narms: { a: {}, b: {} }\nmonths: 12000\n",
    "a list of a hundred thousand levels": "design: { grid: { walk.gain: [" + ", ".join(["0.5"] * 100000) + "] } }\nreplicates: 1\n",
    "flow lists without end": "arms: " + "{a: " * 7 + "[" + "1, " * 300000 + "\n",
    "a title of a mebibyte": "title: " + "x" * 1000000 + "\nreplicates: 1\nmonths: 1\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_study_takes_more_than_a_gigabyte_and_a_half_to_be_checked(toy, tmp_path, name):
    study = tmp_path / "study.yaml"
    study.write_text(HOSTILE[name])
    done = subprocess.run([toy.path, "check", study], capture_output=True, text=True, timeout=120,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3 << 29, 3 << 29)))
    assert done.returncode in (0, 2), (done.returncode, done.stderr[:300])


@pytest.mark.parametrize("words", [["check", "STUDY"], ["run", "STUDY", "-o", "OUT", "--threads", "2"], ["status", "WHOLE"],
                                   ["collect", "WHOLE"], ["params"], ["describe"], ["check", "BAD"]])
def test_valgrind_finds_nothing(toy, study, tmp_path, words):
    (tmp_path / "bad.yaml").write_text("walk.gian: 3\narms: { a: { walk.gain: 9, without: [x] } }\nplaces: { a: { home: b } }\n")
    places = {"STUDY": study, "OUT": tmp_path / "out", "WHOLE": study.parent / "whole", "BAD": tmp_path / "bad.yaml"}
    done = watched(toy, *(str(places.get(word, word)) for word in words))
    assert done.returncode != 99, done.stderr
    assert "==" not in done.stderr, done.stderr
