"""Whatever call on the output fails, in whatever way: a clear answer, nothing wrong, and the same command goes on."""

import errno
import os
import re

import pytest

from programs import blocks, results
from shims import faulty

STUDY = "months: 600\nreplicates: 100\nhistories: [height]\narms: { a: {}, b: { walk.way: down } }\n"  # four blocks


@pytest.fixture(scope="module")
def whole(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    toy.finish(folder, STUDY, "--threads", 1)
    return folder


# A read-only descriptor of the shim: what a write may meet (0 is a short write).
ERRORS = {"short": 0, "ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EDQUOT": errno.EDQUOT, "EINTR": errno.EINTR}


# A call that is always interrupted never ends.
CASES = [(name, stays) for name in ERRORS for stays in (False, True) if not (stays and name == "EINTR")]


@pytest.mark.parametrize("name, stays", CASES, ids=[f"{name} {'from then on' if stays else 'once'}" for name, stays in CASES])
def test_every_failing_call_is_told_and_the_same_command_goes_on(toy, whole, tmp_path, name, stays):
    study, expected = whole / "study.yaml", results(whole / "out")

    def run(out, at, stays=False):
        return faulty(toy, "run", study, "-o", out, "--threads", 1, under=out, at=at, error=ERRORS[name], stays=stays)

    done, total = run(tmp_path / "none" / "out", 0)
    assert done.returncode == 0 and total > 10
    for at in range(1, total + 1):
        out = tmp_path / f"{at}" / "out"
        out.parent.mkdir()
        done, _ = run(out, at, stays)
        case = f"call {at} of {total}: status {done.returncode}, {done.stderr!r}"
        if done.returncode == 0:  # a note in the log, or a call that was tried again
            assert results(out) == expected, case
        else:
            assert done.returncode == 74, case
            assert str(out) in done.stderr, case
            assert name == "short" or os.strerror(ERRORS[name]) in done.stderr or "results" in done.stderr, case
            assert not (out / "results.h5").exists() or results(out) == expected, case
        toy("run", study, "-o", out)
        assert results(out) == expected, case
        assert blocks(out) == blocks(whole / "out"), case
        left = [path for path in out.rglob("*") if re.search(r"\.tmp$", path.name)]
        assert left == [], case
