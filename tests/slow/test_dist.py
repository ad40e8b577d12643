"""What `make dist` packs is built where git does not know it, and tells its commit all the same; the package keeps Debian's rules."""

import os
import shutil
import subprocess

import pytest

from programs import BUILD, ROOT, Program

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="packed from what git keeps")


def make(word):
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(["make", f"B={BUILD.relative_to(ROOT)}", word], cwd=ROOT, env=clean, capture_output=True, text=True, check=True).stdout


def test_the_packed_sources_are_built_without_git_and_know_their_commit(tmp_path):
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    subprocess.run(["tar", "-xzf", ROOT / make("dist").strip(), "-C", tmp_path, "--strip-components=1"], check=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "bin/git").chmod(0o755)
    done = subprocess.run(["make", "KERNELS=v3_1 v2_16", "build/cavi"], cwd=tmp_path, env={**clean, "PATH": f"{tmp_path}/bin:{clean['PATH']}"},
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert Program(tmp_path / "build/cavi")("version").stdout.startswith(f"cavi commit {commit[:12]},")


@pytest.mark.skipif(not shutil.which("lintian"), reason="package lintian is needed")
def test_lintian_finds_nothing_in_the_package():
    make("deb")
    said = subprocess.run(["lintian", "--allow-root", BUILD / "cavi.deb"], capture_output=True, text=True)
    assert said.returncode == 0 and said.stdout == ""
