"""The same study gives the same bytes, however it is computed."""

import os
import signal
import time

import pytest

from programs import OF_THE_BUILD, blocks, held, results

# Shapes are mixed in each pack's neighbourhood, some runs follow paths, one arm leaves something out. Single runs are
# looked at when results are collected: they are in the bytes too.
STUDIES = {
    "cavi": """
title: Same bits
months: 521
seed: 20477
replicates: 17
arms:
  level: {}
  cuts: { context.funding.council: { path: [[0, 1.0], [84, 0.51]] } }
  no_trust: { without: [trust] }
snapshots: { months: [0, 60], replicates: [0, 16] }
events: { replicates: [7] }
design:
  list: { world.organisations: [5, 12, 9], world.seats: [3, 12, 7], world.forums: [2, 1, 3],
          people.commitment: [0.31, 0.57, 0.83] }
""",
    "toy": """
title: Same bits
months: 521
seed: 20477
replicates: 37
arms:
  even: {}
  steep: { walk.gain: { path: [[0, 0.1], [17, 0.9], [300, -0.3]] } }
  silent: { walk.loud: true, without: [loudness] }
design:
  grid: { walk.walkers: [2, 5, 17, 40], walk.luck: [0.13, 0.77] }
""",
}
MODELS = sorted(STUDIES)


@pytest.fixture(scope="module", params=MODELS)
def whole(request, programs, tmp_path_factory):
    """The study computed without any interruption, on one thread, with the best kernel."""
    folder = tmp_path_factory.mktemp(request.param)
    study = folder / "study.yaml"
    study.write_text(STUDIES[request.param])
    program, other = programs[request.param]
    program("run", study, "-o", folder / "whole", "--threads", 1)
    return program, other, study, folder / "whole"


def again(program, study, folder, *options):
    program("run", study, "-o", folder, *options)
    return folder


def test_there_is_more_than_one_block_and_runs_differ(whole):
    found = blocks(whole[3])
    assert len(found) > 1
    assert len(set(found.values())) == len(found)


def test_every_kernel_gives_the_same_results(whole, tmp_path):
    program, _, study, expected = whole
    kernels = program.kernels()
    assert len(kernels) > 1
    for kernel in kernels:
        assert results(again(program, study, tmp_path / kernel, "--kernel", kernel)) == results(expected), kernel


def test_the_other_compiler_gives_the_same_blocks(whole, tmp_path):
    _, other, study, expected = whole
    for kernel in other.kernels():
        assert blocks(again(other, study, tmp_path / kernel, "--kernel", kernel)) == blocks(expected), kernel


def test_results_of_the_other_compiler_differ_in_what_provenance_says_of_it_alone(whole, tmp_path):
    _, other, study, expected = whole
    ours, theirs = held(expected), held(again(other, study, tmp_path / "other"))
    assert ours.keys() == theirs.keys()
    differ = {name for name in ours if ours[name] != theirs[name]}
    assert {"provenance@compiler"} <= differ <= OF_THE_BUILD


def test_any_number_of_threads_gives_the_same_results(whole, tmp_path):
    program, _, study, expected = whole
    for threads in (2, 4):
        assert results(again(program, study, tmp_path / str(threads), "--threads", threads)) == results(expected)


@pytest.mark.parametrize("shards", [3, 7])
def test_shards_in_any_order_give_the_same_results(whole, tmp_path, shards):
    program, _, study, expected = whole
    running = [program.start("run", study, "-o", tmp_path / "out", "--shard", f"{i}/{shards}") for i in range(shards, 0, -1)]
    for process in running:
        _, complaints = process.communicate(timeout=300)
        assert process.returncode == 0, complaints
    assert results(tmp_path / "out") == results(expected)


def test_going_on_after_a_kill_gives_the_same_results(whole, tmp_path):
    program, _, study, expected = whole
    for i in range(3):
        process = program.start("run", study, "-o", tmp_path / "out", "--threads", 1)
        time.sleep(0.02 + 0.03 * i)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    again(program, study, tmp_path / "out")
    assert results(tmp_path / "out") == results(expected)


def test_stopping_on_request_says_75_and_goes_on_to_the_same_results(whole, tmp_path):
    program, _, study, expected = whole
    process = program.start("run", study, "-o", tmp_path / "out", "--threads", 1)
    while not (tmp_path / "out" / "log").exists():
        time.sleep(0.001)
    time.sleep(0.005)
    process.terminate()
    _, complaints = process.communicate()
    assert process.returncode in (0, 75)
    assert process.returncode == 0 or "repeat the command to go on" in complaints
    again(program, study, tmp_path / "out")
    assert results(tmp_path / "out") == results(expected)


def test_two_writers_on_one_folder_both_succeed(whole, tmp_path):
    program, _, study, expected = whole
    for trial in range(3):
        out = tmp_path / f"{trial}"
        pair = [program.start("run", study, "-o", out) for _ in range(2)]
        for process in pair:
            _, complaints = process.communicate(timeout=300)
            assert process.returncode == 0, complaints
        assert results(out) == results(expected)
        left = {name for name in os.listdir(out / "blocks") if not name.endswith(".block")}
        assert left == set()
