"""What `make dist` packs is built where git does not know it, and tells its commit all the same."""

import os
import subprocess

import pytest

from programs import BUILD, ROOT, Program

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="packed from what git keeps")


def test_the_packed_sources_are_built_without_git_and_know_their_commit(tmp_path):
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    packed = subprocess.run(["make", f"B={BUILD.relative_to(ROOT)}", "dist"], cwd=ROOT, env=clean, capture_output=True, text=True, check=True).stdout
    subprocess.run(["tar", "-xzf", ROOT / packed.strip(), "-C", tmp_path, "--strip-components=1"], check=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "bin/git").chmod(0o755)
    done = subprocess.run(["make", "KERNELS=v3_1 v2_16", "build/cavi"], cwd=tmp_path, env={**clean, "PATH": f"{tmp_path}/bin:{clean['PATH']}"},
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert Program(tmp_path / "build/cavi")("version").stdout.startswith(f"cavi commit {commit[:12]},")
