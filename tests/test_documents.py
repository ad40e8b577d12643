"""The documents say what is there: tables, names, links and commands."""

import os
import pathlib
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tempfile
import traceback

import pytest
from programs import BUILD, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("configs/*/*.md")])
PAGES = [page for page in PAGES if not set(page.relative_to(ROOT).parts) & {"build", "out"}]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
COMPUTES = ("build/cavi run ", "build/cavi attribute ")
NAMED = re.compile(r"# (\S+\.yaml)\n")  # first line of a study that a page shows


def name_of(page):
    return str(page.relative_to(ROOT))


def commands_of(page):
    """Lines of a page's `sh` blocks that call the program or an analysis script; a trailing backslash joins lines."""
    blocks = [body.replace("\\\n", " ") for language, body in FENCE.findall(page.read_text()) if language == "sh"]
    return [line for body in blocks for line in body.splitlines() if re.match(r"build/cavi |python3 analysis/", line)]


each_page = pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in PAGES])


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="cavi_documents_") as name:
        yield pathlib.Path(name)


@pytest.fixture(scope="module")
def parameters(cavi):
    return set(re.findall(r"^\| `([^`]+)`", cavi("params", "--markdown").stdout, re.M))


def test_no_two_documented_studies_share_a_file_name_or_an_output_folder():
    studies = [NAMED.match(body)[1] for page in PAGES for language, body in FENCE.findall(page.read_text()) if language == "yaml" and NAMED.match(body)]
    assert sorted(set(studies)) == sorted(studies)
    held = {}  # output folder: the study in it, with what changes it
    for line in (line for page in PAGES for line in commands_of(page) if line.startswith(COMPUTES)):
        study = re.match(r"build/cavi (\w+ \S+)", line)[1]
        changes = re.findall(r"--(?:set|seed|replicates|of|arm)[ =]\S+", line)
        for out in re.findall(r" -o (\S+)", line):
            assert held.setdefault(out, (study, changes)) == (study, changes), out


@each_page
def test_links_lead_somewhere(page):
    def anchors(target):
        headings = re.findall(r"^#+ (.*)$", target.read_text(), re.M)
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

    for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page.read_text())):
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@each_page
def test_parameters_that_are_named_exist(page, parameters):
    """What changed may also name what is gone."""
    groups = {name.split(".")[0] for name in parameters}
    named = re.findall(r"(?<![\w./-])([a-z]+(?:\.[a-z_]+)+)(?![\w./(:-])", page.read_text())
    known = parameters | {name.rsplit(".", 1)[0] for name in parameters}
    if page.name == "CHANGELOG.md":
        known |= set(re.findall(r'^GONE\(parameter, "([^"]+)"', (ROOT / "models/gone.def").read_text(), re.M))
    files = ("c", "h", "def", "md", "py", "yaml", "tsv", "csv", "h5", "sh", "txt", "html", "png", "cff")
    columns = re.findall(r"^[A-Z]+\((\w+), [A-Z]+\(", (ROOT / "models/tables.def").read_text(), re.M)
    cells = {name for name in named if name.count(".") >= 2 and name.split(".")[-1] in columns}
    unknown = {name for name in named if name.split(".")[0] in groups and name not in known | cells and name.split(".")[-1] not in files}
    assert not unknown


scripts_run = {"analysis/report.py"}  # half a minute of drawing, which tests/analysis/test_report.py does too


def is_needed(line):
    """Reading takes longer than computing: one run of each analysis script, on the first page that shows it, is enough."""
    script = re.match(r"python3 (analysis/\w+\.py)", line)
    if script is None:
        return True
    seen = script[1] in scripts_run
    scripts_run.add(script[1])
    return not seen


def script(folder, words):
    """What `python3 WORDS` says in `folder`, and its status: done in a fork of this process, which has imported what analysis/ needs."""
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                sys.stdout = sys.stderr = said
                os.chdir(folder)
                sys.argv = words
                sys.path.insert(0, os.path.dirname(words[0]))
                runpy.run_path(words[0], run_name="__main__")
                status = 0
            except SystemExit as end:
                status = int(bool(end.code))
            except BaseException:
                traceback.print_exc()
            said.flush()
            os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return said.read(), status


@pytest.fixture(scope="module")
def imported():
    """What the scripts of analysis/ import, here already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "analysis")
        patch.setenv("MPLBACKEND", "Agg")
        import style  # noqa: F401
        yield


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in PAGES if commands_of(page)])
def test_commands_run_as_printed(page, folder, imported):
    """In the order of the page, in a folder of their own; studies with few replicates and few worlds."""
    shutil.copytree(ROOT / "configs", folder / "configs")
    (folder / "analysis").symlink_to(ROOT / "analysis")
    (folder / "build").symlink_to(BUILD)
    for language, body in FENCE.findall(page.read_text()):
        if language == "yaml" and NAMED.match(body):
            (folder / NAMED.match(body)[1]).write_text(body)
    for study in folder.rglob("*.yaml"):
        study.write_text(re.sub(r"points: \d{3,}", "points: 40", study.read_text()))
    for worlds in folder.glob("configs/worlds/*.csv"):
        worlds.write_text("".join(worlds.read_text().splitlines(keepends=True)[:7]))
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("SLURM_", "OMPI_", "PMI_"))}
    for line in filter(is_needed, commands_of(page)):
        few = " --replicates 4" if line.startswith(COMPUTES) and "--replicates" not in line else ""
        if line.startswith("python3"):
            said, status = script(folder, shlex.split(line)[1:])
        else:
            done = subprocess.run(line + few, shell=True, cwd=folder, env=quiet, capture_output=True, text=True, timeout=300)
            said, status = done.stdout + done.stderr, done.returncode
        assert status == 0, f"{line}\n{said}"
    for body in (body for language, body in FENCE.findall(page.read_text()) if language == "python"):
        done = subprocess.run([sys.executable, "-c", body], cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{body}\n{done.stderr}"


def test_the_tour_of_the_engine_includes_every_header_and_compiles():
    tour = (ROOT / "sim/sim.h").read_text()
    headers = {str(path.relative_to(ROOT / "sim")) for path in (ROOT / "sim").rglob("*.h")} - {"sim.h"}
    assert set(re.findall(r'^#include "(.*)" +/\* .+ \*/$', tour, re.M)) == headers, "each header once, with its line"
    flags = subprocess.run(["pkg-config", "--cflags", "hdf5-serial"], check=True, capture_output=True, text=True).stdout.split()
    done = subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-fopenmp-simd", *flags, "-fsyntax-only", "-x", "c", "-"],
                          input='#include "sim/sim.h"\nint main(void) { return SIM_OK; }\n', cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# --- the trace of concepts to code ---

TRACE = ROOT / "models/TRACE.md"
COUNTS = {"A": 27, "B": 9, "C": 15, "D": 10, "E": 8, "F": 11, "G": 21, "H": 18, "I": 20, "J": 7}
CODES = [*(f"1{c}" for c in "abcde"), *(f"2{c}" for c in "abcdefghijk"), *(f"3a.{i}" for i in (1, 2, 3, 4)), "3b.1", "3b.2", "3c.1", "3c.2",
         "3d", "3e", "4a", "4b", "4c", "4d", "1L", "1M", "1N"]


def traced():
    """Rows of the trace: id, concept, where, how far, test."""
    rows = re.findall(r"^\| (.*) \|$", TRACE.read_text(), re.M)
    return [row for row in (line.split(" | ") for line in rows) if row[0] != "id" and not row[0].startswith("-")]


def test_every_concept_is_traced_once_in_its_order():
    assert [row[0] for row in traced()] == [f"{letter}{i + 1}" for letter, count in COUNTS.items() for i in range(count)] + CODES


def test_at_most_one_concept_in_ten_is_left_out_and_the_page_counts_them_right():
    states = [row[3].split(":")[0] for row in traced()]
    count = {state: states.count(state) for state in set(states)}
    assert set(count) == {"held", "in part", "a question", "left out"}
    assert 10 * count["left out"] <= len(states)
    assert (f"{count['held']} concepts are held, {count['in part']} in part, {count['a question']} are questions, "
            f"{count['left out']} of {len(states)} are left out.") in TRACE.read_text()
    assert all(":" in row[3] for row in traced() if row[3].startswith(("in part", "left out"))), "a reason is missing"


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0]) for row in traced()])
def test_what_the_trace_names_is_in_the_code(row, parameters):
    where = row[2]
    sources = {path.name: path.read_text() for path in (ROOT / "models").iterdir() if path.suffix in (".c", ".h", ".def")}
    words = {word for text in sources.values() for word in re.findall(r"\w+", text)}
    for path in (ROOT / "configs/scenarios").glob("*.yaml"):
        words |= set(re.findall(r"\w+", path.read_text()))
    for file in re.findall(r"(?<![\w/`])(\w+\.(?:c|h|def))\b", where):
        assert file in sources
    for file, function in re.findall(r"(\w+\.[ch]) `(\w+)\(\)`", where):
        assert re.search(rf"\b{function}\(", sources[file]), f"{function}() is not in {file}"
    for name in re.findall(r"`([^`]+)`", where):
        if name.endswith(".py"):
            assert (ROOT / "analysis" / name).exists(), name
        elif "." in name:
            assert name in parameters or any(other.startswith(name + ".") for other in parameters), name
        else:
            assert set(re.findall(r"\w+", name)) <= words | {"without"}, name


def concepts_of(claim):
    """Concepts that a claim's file names, ranges spelt out; 3a stands for 3a.1 and so on."""
    names = re.search(r"^  concepts: (.*)$", (ROOT / f"configs/claims/{claim}.yaml").read_text(), re.M)[1].split(", ")
    for first, last in (name.split(" .. ") for name in names if " .. " in name):
        names += [f"{first[0]}{i}" for i in range(int(first[1:]), int(last[1:]) + 1)]
    return names


def test_a_concept_that_a_function_carries_has_a_test_that_would_notice_its_loss():
    for concept, _, where, state, last in traced():
        carried = state.startswith(("held", "in part")) and re.search(r"\w\.[ch] `\w+\(\)`|^act ", where)
        assert not carried or "::" in last or "`test_" in last or concept == "J3", concept  # J3 is told, not computed


def test_the_tests_and_claims_that_the_trace_names_are_there():
    texts = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*") if path.suffix in (".c", ".py"))
    for concept, *_, last in traced():
        for name in re.findall(r"`([^`]+)`", last):
            suite, _, sentence = name.partition("::")
            assert f"Test({suite}, {sentence})" in texts if sentence else f"def {name}(" in texts, name
        for claim in re.findall(r"claim (\w+)", last):
            assert any(concept == name or concept.startswith(name + ".") for name in concepts_of(claim)), (concept, claim)
