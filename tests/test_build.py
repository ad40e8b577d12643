"""What the build says where something is missing, and which lengths of files and functions it holds."""

import os
import re
import subprocess
import sys

import pytest

from programs import ROOT


def libraries(*words, **environment):
    return subprocess.run([ROOT / ".ci/libraries", *words], capture_output=True, text=True, env={**os.environ, **environment}, timeout=60)


def form(*files):
    return subprocess.run([ROOT / ".ci/form", *files], capture_output=True, text=True, timeout=60)


def test_every_missing_library_is_named_once_as_others_call_it(tmp_path):
    knows_none = tmp_path / "pkg-config"
    knows_none.write_text("#!/bin/sh\nexit 1\n")
    knows_none.chmod(0o755)
    hides_h5cc = f"{tmp_path}:/usr/bin:/bin"
    (tmp_path / "h5cc").symlink_to("/bin/false")
    said = libraries(PKG_CONFIG=str(knows_none), PATH=hides_h5cc)
    assert said.returncode == 1
    lines = said.stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["gsl", "yaml-0.1", "libxxhash", "expat", "hdf5"]
    assert all(name in lines[0] for name in ("libgsl-dev (Debian", "gsl-devel (Fedora, Rocky", "(Arch)", "(conda-forge)", "(Spack)"))
    assert "libhdf5-dev" in lines[4] and "hdf5-devel" in lines[4]


@pytest.mark.parametrize("what, environment", [("compiler", {"CC": "no-such-compiler"}), ("pkg-config", {"PKG_CONFIG": "no-such-tool"})])
def test_a_missing_tool_is_named(what, environment):
    said = libraries(**environment)
    assert said.returncode == 1 and f"{what} is missing: install" in said.stderr


def test_hdf5_is_found_by_its_own_compiler_where_pkg_config_does_not_know_it(tmp_path):
    forgets_hdf5 = tmp_path / "pkg-config"
    forgets_hdf5.write_text('#!/bin/sh\ncase "$*" in *hdf5*) exit 1 ;; esac\nexec pkg-config "$@"\n')
    forgets_hdf5.chmod(0o755)
    said = libraries(PKG_CONFIG=str(forgets_hdf5))
    assert said.returncode == 0, said.stderr
    assert {"HDF5_CFLAGS", "HDF5_LIBS", "HDF5_SHARED", "PKG_CFLAGS", "PKG_LIBS"} == {line.split(" := ")[0] for line in said.stdout.splitlines()}
    assert "-lhdf5_hl -lhdf5" in said.stdout


def test_a_shared_hdf5_will_do_where_there_is_no_archive(tmp_path):
    here = subprocess.run(["pkg-config", "--libs-only-L", "hdf5-serial"], capture_output=True, text=True, check=True).stdout.strip()[2:]
    for name in ("libhdf5.so", "libhdf5_hl.so"):
        (tmp_path / name).symlink_to(f"{here}/{name}")
    only_shared = tmp_path / "pkg-config"
    only_shared.write_text(f'#!/bin/sh\ncase "$*" in *hdf5*) pkg-config "$@" | sed "s|{here}|{tmp_path}|g" ;; *) exec pkg-config "$@" ;; esac\n')
    only_shared.chmod(0o755)
    said = libraries(PKG_CONFIG=str(only_shared))
    assert said.returncode == 0, said.stderr
    assert f"HDF5_LIBS := -L{tmp_path} -lhdf5_hl -lhdf5\n" in said.stdout
    said = libraries(PKG_CONFIG=str(only_shared), STATIC="-static")
    assert said.returncode == 1 and "hdf5 is missing" in said.stderr


def test_a_missing_python_module_is_named_by_its_package():
    said = libraries("python", "/usr/bin/python3", "numpy", "no_such_module")
    assert said.returncode == 1
    assert said.stderr.startswith("no_such_module is missing: install python3-no_such_module (Debian") and said.stderr.count("\n") == 1


def body(lines):
    return "int f(void)\n{\n" + "    return 0;\n" * lines + "}\n"


@pytest.mark.parametrize("text, good", [(body(60) + body(1) * 13, False), (body(60) + body(1) * 14, True), (body(61) + body(1) * 14, False)])
def test_one_function_in_fourteen_may_be_long_but_none_beyond_sixty_lines(text, good, tmp_path):
    (tmp_path / "a.c").write_text(text)
    said = form(tmp_path / "a.c")
    assert (said.returncode == 0) == good, said.stdout
    assert ("f has 61 lines" in said.stdout) == ("return 0;\n" * 61 in text.replace("    ", ""))


def test_a_file_of_401_lines_is_named(tmp_path):
    for lines in (400, 401):
        (tmp_path / f"{lines}.c").write_text(body(1) + "/* */\n" * (lines - 4))
    said = form(tmp_path / "400.c", tmp_path / "401.c")
    assert said.returncode == 1 and "401.c: 401 lines" in said.stdout and "400.c:" not in said.stdout


def test_the_broken_rules_of_the_long_tests_are_still_lines_of_the_model():
    named = re.search(r"^MUTANTS \?= (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split(",")
    asked = f"import sys; sys.path.insert(0, '{ROOT}/tests/slow'); import mutate; print(*(name for some in mutate.mutants(mutate.ROOT).values() for name in some))"
    there = subprocess.run([sys.executable, "-B", "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in named if name not in there] == [], "choose others in their place: tests/slow/mutate.py --count 12"
