"""Whatever call on the output fails, in whatever way: a clear answer, nothing wrong, and the same command goes on."""

import errno
import os
import re

import pytest

from programs import BUILD, blocks, results

STUDY = "months: 600\nreplicates: 100\nhistories: [height]\narms: { a: {}, b: { walk.way: down } }\n"  # four blocks
SHIM = BUILD / "faults.so"


@pytest.fixture(scope="module")
def whole(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    (folder / "study.yaml").write_text(STUDY)
    toy("run", folder / "study.yaml", "-o", folder / "out", "--threads", 1)
    return folder


def faulty(toy, study, out, at, error, stays=False):
    count = out.parent / "count"
    done = toy("run", study, "-o", out, "--threads", 1, expect=None, LD_PRELOAD=str(SHIM), CAVI_FAULT_UNDER=str(out),
               CAVI_FAULT_AT=str(at), CAVI_FAULT_ERROR=str(error), CAVI_FAULT_COUNT=str(count),
               **({"CAVI_FAULT_STAYS": "1"} if stays else {}))
    return done, int(count.read_text()) if count.exists() else 0


# A read-only descriptor of the shim: what a write may meet (0 is a short write).
ERRORS = {"short": 0, "ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EDQUOT": errno.EDQUOT, "EINTR": errno.EINTR}


# A call that is always interrupted never ends.
CASES = [(name, stays) for name in ERRORS for stays in (False, True) if not (stays and name == "EINTR")]


@pytest.mark.parametrize("name, stays", CASES, ids=[f"{name} {'from then on' if stays else 'once'}" for name, stays in CASES])
def test_every_failing_call_is_told_and_the_same_command_goes_on(toy, whole, tmp_path, name, stays):
    study, expected = whole / "study.yaml", results(whole / "out")
    done, total = faulty(toy, study, tmp_path / "none" / "out", 0, ERRORS[name])
    assert done.returncode == 0 and total > 10
    for at in range(1, total + 1):
        out = tmp_path / f"{at}" / "out"
        out.parent.mkdir()
        done, _ = faulty(toy, study, out, at, ERRORS[name], stays)
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
