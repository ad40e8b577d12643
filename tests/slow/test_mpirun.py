"""Processes that Open MPI's mpirun starts share the work: they read their rank from the environment, and link no MPI."""

import os
import shutil
import subprocess

import pytest

from programs import BUILD, results

STUDY = "months: 120\nreplicates: 400\narms: { a: {}, b: { world.forums: 2 } }\n"


@pytest.mark.skipif(not shutil.which("mpirun"), reason="package openmpi-bin is needed")
@pytest.mark.parametrize("program", ["cavi", "cavi-static"])
def test_four_ranks_give_the_same_bytes_as_one_process(cavi, program, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text(STUDY)
    cavi("run", study, "-o", tmp_path / "whole")
    launcher = ["mpirun", "--oversubscribe", *(["--allow-run-as-root"] if os.geteuid() == 0 else []), "-n", "4"]
    done = subprocess.run([*launcher, BUILD / program, "run", study, "-o", tmp_path / "out", "--threads", "1", "--progress", "none"],
                          capture_output=True, text=True, env=cavi.environment, timeout=300)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    told = (tmp_path / "out" / "log").read_text()
    assert all(f"shard {i} of 4" in told for i in range(1, 5)), told
