"""Kernel and oracle (tests/models/oracle.h) agree to the bit in many more worlds than every test run has time for."""

import os
import subprocess

from programs import BUILD, ROOT


def test_kernel_and_oracle_agree_in_thousands_of_worlds():
    done = subprocess.run([BUILD / "test_models", "--filter", "oracle/*", "--color=never"], capture_output=True, text=True, cwd=ROOT,
                          env={**os.environ, "ORACLE_FIRST": "1000", "ORACLE_WORLDS": "1200"}, timeout=1800)
    assert done.returncode == 0, done.stderr[:4000]
    assert "Tested: 3 | Passing: 3" in done.stderr
