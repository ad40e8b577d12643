"""Studies to read: tiny files whose numbers are chosen by hand, and small ones that build/cavi computes."""

import re
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("analysis", "tests/analysis", "tests")]

import browser  # noqa: E402
import cavi_results as cavi  # noqa: E402
import tiny_study  # noqa: E402
from programs import BUILD, Program  # noqa: E402

AUSTERITY = """arms:
  level funding: {}
  real austerity: { context.funding.council: { path: [[0, 1.0], [24, 0.51]] } }
"""


@pytest.fixture(scope="session")
def folder():
    """A folder for the whole session that is removed at its end."""
    with tempfile.TemporaryDirectory(prefix="cavi_analysis_") as name:
        yield Path(name)


@pytest.fixture
def tmp_path():
    """A folder for one test that is removed after it."""
    with tempfile.TemporaryDirectory(prefix="cavi_analysis_") as name:
        yield Path(name)


def compute(folder, name, study):
    """Let build/cavi compute a study; its output folder."""
    return Program(BUILD / "cavi").finish(folder / name, study, "--quiet")


@pytest.fixture(scope="session")
def forums(folder):
    """One forum in the first arm, three in the second."""
    return compute(
        folder,
        "forums",
        "title: Forums\nmonths: 24\nreplicates: 4\nhistories: none\narms: { one: {}, three: { world.forums: 3 } }\n",
    )


@pytest.fixture(scope="session")
def first_look(folder):
    """Folder of a study of two arms and eight replicates over 36 months, computed by cavi."""
    return compute(
        folder,
        "first_look",
        "title: A first look\nquestion: What do cuts change?\nmonths: 36\nreplicates: 8\n"
        "snapshots: { months: [0, 35], replicates: [0, 3] }\nevents: { replicates: [0, 1, 2, 3] }\n" + AUSTERITY,
    )


@pytest.fixture(scope="session")
def mixes(folder):
    """Folder of a sweep over the share of directive acts and the demand, two arms, four replicates, computed by
    cavi.
    """
    design = (
        "design:\n  grid:\n    leaders.directive_share: { from: 0, to: 1, count: 3 }\n    context.demand: { from: 0.9,"
        " to: 1.5, count: 2 }\n"
    )
    return compute(folder, "mixes", "title: Mixes\nmonths: 36\nreplicates: 4\n" + AUSTERITY + design)


@pytest.fixture(autouse=True)
def no_figure_stays():
    yield
    plt.close("all")


@pytest.fixture
def examples(first_look, tmp_path, monkeypatch):
    """Runs the examples of a documentation, which speaks of out/first_look: how many lines they are, and of each that
    gives something the code, what it gives, and the comment behind it.
    """
    (tmp_path / "out").mkdir()
    (tmp_path / "out/first_look").symlink_to(first_look)
    monkeypatch.chdir(tmp_path)

    def run(text):
        lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
        names, given = {}, []
        for line in lines:
            code, _, comment = line.partition("  #")
            if re.match(r"\w+ = |import ", code):
                exec(code, names)
            else:
                given.append((code, eval(code, names), comment.strip()))
        return len(lines), given

    return run


@pytest.fixture(scope="session")
def driver():
    """A headless Chromium for the whole session."""
    with browser.chromium() as driven:
        yield driven


@pytest.fixture
def two_arms(tmp_path):
    """The tiny study of two arms, opened."""
    return cavi.open(tiny_study.two_arms(tmp_path / "results.h5"))
