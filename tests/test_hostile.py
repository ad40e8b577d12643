"""What is not a study is refused: every complaint at once, each with its place, and nothing is written.

hostile/NAME.yaml is read by `check` where it stands; NAME.expected holds what must be said, and the exit code. Files
called cavi_* are read by the theory, the others by the walkers of tests/sim/toy.c.
"""

import os
import pathlib
import re
import subprocess

import pytest
from programs import ROOT

HOSTILE = pathlib.Path(__file__).parent / "hostile"


@pytest.mark.parametrize("name", sorted(path.stem for path in HOSTILE.glob("*.yaml")))
def test_hostile_study_is_answered_in_these_words(name, toy, cavi, tmp_path):
    program = cavi if name.startswith("cavi_") else toy
    done = program("check", f"{name}.yaml", cwd=HOSTILE, expect=None)
    assert done.stderr + f"exit {done.returncode}\n" == (HOSTILE / f"{name}.expected").read_text()
    assert done.stdout == ""


@pytest.mark.parametrize("name", sorted(path.stem for path in HOSTILE.glob("*.yaml")))
def test_run_refuses_what_check_refuses_and_makes_no_folder(name, toy, cavi, tmp_path):
    program = cavi if name.startswith("cavi_") else toy
    assert program("run", f"{name}.yaml", "-o", tmp_path / "out", cwd=HOSTILE, expect=2).stderr != ""
    assert list(tmp_path.iterdir()) == []


def refused(program, folder, data):
    study = folder / "study.yaml"
    study.write_bytes(data)
    done = program("check", study, expect=2)
    return done.stderr.replace(f"{study}", "study.yaml")


def test_a_zero_byte_is_no_text(toy, tmp_path):
    assert refused(toy, tmp_path, b"title: a\0b\n") == "study.yaml: error: holds a zero byte: it is not a text\n"


@pytest.mark.parametrize("text, column", [(b'title: "a\\0b"\n', 8), (b'"title\\0b": a\n', 1), (b'arms: { "a\\0b": {} }\n', 9)])
def test_an_escaped_zero_byte_is_refused_where_it_stands(toy, tmp_path, text, column):
    assert refused(toy, tmp_path, text) == f"study.yaml:1:{column}: error: a text cannot contain a zero byte\n"


def test_one_byte_over_a_mebibyte_is_too_large(toy, tmp_path):
    study = b"walk.gain: 0.5\n# "
    study += b"x" * (2**20 - 1 - len(study)) + b"\n"
    (tmp_path / "largest.yaml").write_bytes(study)
    toy("check", tmp_path / "largest.yaml")
    assert refused(toy, tmp_path, study + b"\n") == f"error: study.yaml: has {2**20 + 1} bytes; the most is {2**20}\n"


def test_a_hundred_thousand_keys_are_refused_at_the_first_too_many(toy, tmp_path):
    keys = b"".join(b"k%d: 1\n" % i for i in range(90000))
    assert refused(toy, tmp_path, keys) == "study.yaml:4097:1: error: a map has more than 4096 keys\n"


def test_thousands_of_complaints_are_counted_and_not_all_written(toy, tmp_path):
    said = refused(toy, tmp_path, b"".join(b"k%d: 1\n" % i for i in range(4000)))
    assert said.count("\n") == 201 and said.endswith("\nerror: there are more than 200 errors; the others are not shown\n")


def test_nesting_a_million_levels_deep_ends_at_the_eleventh(toy, tmp_path):
    said = refused(toy, tmp_path, b"a: " + b"[" * 500000)
    assert said == "study.yaml:1:13: error: is nested more than 10 levels deep\n"


def test_a_table_file_of_a_million_rows_is_refused_by_its_count(toy, tmp_path):
    (tmp_path / "rows.csv").write_text("name\n" + "".join(f"p{i}\n" for i in range(10**6)))
    said = refused(toy, tmp_path, b"places: { file: rows.csv }\n")
    assert said == f"study.yaml:1:17: error: {tmp_path}/rows.csv has 1000000 rows; places takes at most 8\n"


def test_a_table_file_of_a_million_columns_is_refused(toy, tmp_path):
    (tmp_path / "wide.csv").write_text("," * 10**6 + "\n")
    said = refused(toy, tmp_path, b"places: { file: wide.csv }\n")
    assert said == f"{tmp_path}/wide.csv:1:1: error: has 1000001 columns; the most is 4096\n"


def test_more_dimensions_than_a_sequence_has_are_refused_where_the_design_stands(cavi, tmp_path):
    named = re.findall(r"^\| `([^`]+)` .*\| (?:lever|uncertainty) \|", cavi("params", "--markdown").stdout, re.M)
    study = "design:\n  saltelli:\n    factors:\n" + "".join(f"      {name}: plausible\n" for name in named[:129])
    assert refused(cavi, tmp_path, study.encode()) == (
        "study.yaml:2:3: error: 129 factors need 258 dimensions, and Sobol's sequence has 256 here; "
        "take fewer factors, or latin_hypercube or morris\n")
    said = refused(cavi, tmp_path, b"design: { saltelli: { factors: { uncertainties: plausible } } }\n")
    assert re.fullmatch(r"study.yaml:1:11: error: \d+ factors need \d+ dimensions, .*\n", said)


def test_a_study_that_is_no_file_is_named(toy, tmp_path):
    assert toy("check", tmp_path, expect=2).stderr == f"error: {tmp_path}: is not a file\n"
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert toy("check", fifo, expect=2).stderr == f"error: {fifo}: is not a file\n"
    assert toy("check", "/nobody.yaml", expect=2).stderr == "error: /nobody.yaml: cannot open: No such file or directory\n"


def peak(program, path):
    """Largest memory of `check` in MiB."""
    measured = subprocess.run(["/usr/bin/python3", "-c", "import resource, subprocess, sys\n"
                               "subprocess.run(sys.argv[1:], capture_output=True)\n"
                               "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10)", program.path, "check", path],
                              capture_output=True, text=True, check=True)
    return int(measured.stdout)


def test_paths_that_many_arms_share_are_counted_while_they_are_read(cavi, tmp_path):
    """16 kB that would ask for 300 paths of 900 points in each of 256 arms, over a gigabyte."""
    groups = sorted({line.split(".")[0] for line in cavi("params").stdout.splitlines() if line[:1].islower() and "." in line})
    points = ", ".join(f"[{month},0.4]" for month in range(1000))
    arms = "".join(f" a{i}: {{}}\n" for i in range(256))
    for group in groups:
        study = tmp_path / f"{group}.yaml"
        study.write_text(f"{group}: {{ path: [{points}] }}\narms:\n{arms}")
        assert study.stat().st_size < 1 << 14 and peak(cavi, study) < 256


def test_levels_are_counted_while_they_are_read(cavi, tmp_path):
    names = re.findall(r"^(\w+\.\w+) = 0\.\d+ +\(0\.\.1,", cavi("params").stdout, flags=re.M)
    for kind in ("grid", "one_at_a_time", "list"):
        study = tmp_path / f"{kind}.yaml"
        study.write_text(f"design:\n {kind}:\n" + "".join(f"  {name}: {{ from: 0, to: 1, count: 1000000 }}\n" for name in names[:90]))
        assert peak(cavi, study) < 256


def test_no_name_that_is_gone_is_there_and_what_took_its_place_is(cavi):
    """Rows of models/gone.def: what took the place of a name is another name, or `nothing` with the reason."""
    rows = re.findall(r'^GONE\((\w+), "([^"]+)", "([^"]+)"\)', (ROOT / "models/gone.def").read_text(), re.M)
    there = set(re.findall(r"[a-z_.]*[a-z_]", cavi("params").stdout + cavi("describe").stdout))
    groups = {name[: -len(last) - 1] for name in there for last in [name.rpartition(".")[2]] if name != last}
    assert len(rows) > 10
    assert [name for what, name, _ in rows if what == "parameter" and name in there | groups] == []
    assert [now for _, _, now in rows if not now.startswith("nothing: ") and re.match(r"[a-z_.]*[a-z_]", now)[0] not in there] == []
