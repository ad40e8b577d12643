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


@pytest.fixture(scope="module")
def packages():
    make("deb")
    return sorted((BUILD / "deb").glob("*.deb"))


@pytest.mark.skipif(not shutil.which("lintian"), reason="package lintian is needed")
def test_lintian_finds_nothing_in_the_packages(packages):
    assert [path.stem for path in packages] == ["cavi", "libcavi-dev", "libcavi1", "python3-cavi"]
    said = subprocess.run(["lintian", "--allow-root", *packages], capture_output=True, text=True)
    assert said.returncode == 0 and said.stdout == ""


def test_the_packages_hold_what_a_program_in_c_and_python_need(packages, tmp_path):
    for path in packages:
        subprocess.run(["dpkg-deb", "-x", path, tmp_path], check=True)
    library, = tmp_path.glob("usr/lib/*/libcavi.so.1")
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "cavi"], capture_output=True, text=True, check=True,
                           env={"PKG_CONFIG_PATH": str(library.parent / "pkgconfig"), "PKG_CONFIG_SYSROOT_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}).stdout
    search = [f"-I{tmp_path}/usr/include", f"-L{library.parent}"]  # pkg-config leaves out what the system looks at anyway
    subprocess.run(["gcc", ROOT / "docs/examples/funding.c", *search, *flags.split(), "-o", tmp_path / "funding"], check=True)
    bare = {"LD_LIBRARY_PATH": str(library.parent), "PYTHONPATH": str(tmp_path / "usr/lib/python3/dist-packages"), "PATH": "/usr/bin:/bin"}
    assert "cut: " in subprocess.run([tmp_path / "funding"], capture_output=True, text=True, check=True, env=bare).stdout
    program = "import cavi; print(cavi.__file__, cavi.run(months=2, replicates=1).sizes['month'], str('{0}' in open('/proc/self/maps').read()))"
    told = subprocess.run(["/usr/bin/python3", "-c", program.format(library)], capture_output=True, text=True, check=True, env=bare, cwd="/").stdout.split()
    assert told == [str(tmp_path / "usr/lib/python3/dist-packages/cavi/__init__.py"), "2", "True"]
