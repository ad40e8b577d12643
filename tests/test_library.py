"""The shared library: its names, its header, what `make install` gives a program in C, and the example of the documents."""

import json
import re
import subprocess

import pytest

from programs import BUILD, ROOT
from test_install import make

LIBRARY = BUILD / "libcavi.so.1"
HEADER = (ROOT / "sim/api/cavi.h").read_text()


def test_the_library_shows_the_names_of_its_header_and_no_others():
    listed = subprocess.run(["nm", "-D", "--defined-only", LIBRARY], capture_output=True, text=True, check=True).stdout
    assert {line.split()[2] for line in listed.splitlines()} == set(re.findall(r"^CAVI_PUBLIC [^;(]*?(cavi_\w+)\(", HEADER, re.M))


def test_the_library_has_its_version_in_its_name():
    told = subprocess.run(["objdump", "-p", LIBRARY], capture_output=True, text=True, check=True).stdout
    assert re.search(r"SONAME\s+libcavi\.so\.1\n", told)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    make("install", f"PREFIX={folder}")
    return folder


@pytest.mark.parametrize("compiler, language", [("gcc", "c"), ("gcc", "c++"), ("clang", "c")])
def test_the_example_is_compiled_with_what_is_installed_and_runs(installed, tmp_path, cavi, compiler, language):
    source = (ROOT / "docs/examples/funding.c").read_text()
    assert len(source.splitlines()) <= 40
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "cavi"], capture_output=True, text=True, check=True,
                           env={"PKG_CONFIG_PATH": str(installed / "lib/pkgconfig"), "PATH": "/usr/bin:/bin"}).stdout.split()
    example = ROOT / "docs/examples/funding.c"
    words = ["-Wextra", example] if language == "c" else ["-x", language, example, "-x", "none"]  # of C++ -Wextra minds { 0 }
    subprocess.run([compiler, "-Wall", "-Werror", *words, *flags, "-o", tmp_path / "funding"], check=True)
    done = subprocess.run([tmp_path / "funding"], capture_output=True, text=True, env={"LD_LIBRARY_PATH": str(installed / "lib")})
    assert done.returncode == 0 and done.stderr == ""
    told = dict(re.findall(r"^(.+): (\S+) share of arisen need$", done.stdout, re.M))
    cavi.finish(tmp_path, "title: same\nmonths: 60\nreplicates: 64\n"
                          "arms: { as it is: {}, cut: { context.funding.council: 0.7 } }\n", "--quiet")
    row, = json.loads(cavi("compare", tmp_path / "out", "--outcome", "synergy", "--json").stdout)["effects"]
    assert told == {"as it is": f"{row['mean_against']:.6g}", "cut": f"{row['mean']:.6g}"}
