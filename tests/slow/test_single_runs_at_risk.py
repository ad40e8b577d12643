"""Snapshots and events meet a failing disk, an empty memory and a suspicious checker as the rest of the results do."""

import errno
import os
import shutil

import pytest

from programs import BUILD, Program, results
from shims import each_starved, faulty, watched

STUDY = """
months: 9
replicates: 70
luck: 0.7
arms: { dry: {}, leaky: { leak: 0.3 }, two: { buckets: 2 } }
snapshots: { months: [0, 8], replicates: [0, 69] }
events: { replicates: [1, 69] }
"""


@pytest.fixture(scope="module")
def whole(told, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    told.finish(folder, STUDY, "--threads", 1)
    return folder


def collected(whole, tmp_path, at):
    """A finished study in a folder of its own, of which only the results file is wanted."""
    out = tmp_path / f"{at}" / "out"
    shutil.copytree(whole / "out", out, ignore=shutil.ignore_patterns("results.h5"))
    return out


@pytest.mark.parametrize("error, stays", [(errno.ENOSPC, True), (errno.EIO, False)], ids=["full disk", "error once"])
def test_every_failing_call_while_collecting_is_told_and_collecting_goes_on(told, whole, tmp_path, error, stays):
    def collect(at):
        out = collected(whole, tmp_path, at)
        return out, *faulty(told, "collect", out, under=out, at=at, error=error, stays=stays)

    out, done, total = collect(0)
    assert done.returncode == 0 and results(out) == results(whole / "out")
    assert total > 10
    for at in range(1, total + 1):
        out, done, _ = collect(at)
        case = f"call {at} of {total}: status {done.returncode}, {done.stderr!r}"
        assert done.returncode in (0, 74) or "/plan/" in done.stderr, case
        if done.returncode != 0:
            assert str(out) in done.stderr and os.strerror(error) in done.stderr, case
            assert not (out / "results.h5").exists() or results(out) == results(whole / "out"), case
        told("collect", out)
        assert results(out) == results(whole / "out"), case


def test_every_allocation_that_fails_while_collecting_is_told_and_nothing_wrong_is_published(whole, tmp_path):
    out = collected(whole, tmp_path, "starved")
    shared = Program(BUILD / "told_shared")  # the shim takes what stands in the program itself for its own

    def collect(_, **hunger):
        (out / "results.h5").unlink(missing_ok=True)
        return shared("collect", out, expect=None, **hunger)

    for _, _, case in each_starved(collect, tmp_path / "count"):
        assert not (out / "results.h5").exists() or results(out) == results(whole / "out"), case


def test_valgrind_finds_nothing_while_collecting(told, whole, tmp_path):
    out = collected(whole, tmp_path, "watched")
    done = watched(told, "collect", out)
    assert done.returncode == 0, done.stderr
    assert results(out) == results(whole / "out")
