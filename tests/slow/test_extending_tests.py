"""The tests that tests/test_extending.py adds to a copy of the sources compile there, against the changed model."""

import subprocess

import pytest
from test_extending import CHANGES, changed  # noqa: F401


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_change_adds_to_the_tests_compiles(changed, name):  # noqa: F811
    sources, touched = changed
    flags = subprocess.run(["pkg-config", "--cflags", "hdf5-serial"], check=True, capture_output=True, text=True).stdout.split()
    for file in sorted(one for one in touched[name] if one.startswith("tests/models/") or one.endswith(".c") and "NAME" not in one):
        done = subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-Wno-unused", "-DCHAPTER_ALONE", "-fopenmp-simd", "-I.", *flags,
                               "-fsyntax-only", file], cwd=sources.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
