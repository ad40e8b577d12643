"""Answers from a million runs, and many intervals at once, take seconds and little memory."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CAVI = ROOT / os.environ.get("CAVI_BUILD", "build") / "cavi"


def measured(*words):
    """Seconds of processor time and MiB at the peak of a command."""
    child = subprocess.Popen([CAVI, *map(str, words)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


@pytest.mark.parametrize("arms, replicates, seconds, mib", [(2, 500_000, 10, 200), (11, 200, 1, 200)])
def test_compare_answers_in_time_and_room(tmp_path, arms, replicates, seconds, mib):
    named = ", ".join(f"a{i}: {{ leaders.directive_share: {(i + 1) / (arms + 1):.3f} }}" for i in range(arms))
    (tmp_path / "study.yaml").write_text(f"months: 2\nreplicates: {replicates}\nhistories: none\narms: {{ {named} }}\n")
    subprocess.run([CAVI, "run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet"], check=True)
    spent, peak = measured("compare", tmp_path / "out", "--json")
    assert spent < seconds and peak < mib, f"{spent:.2f} s, {peak:.0f} MiB"
