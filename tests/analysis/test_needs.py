"""A Python that lacks packages is told so in a sentence, by every program of analysis/ and before any traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
PROGRAMS = sorted(path.name for path in ANALYSIS.glob("*.py") if "__main__" in path.read_text())


@pytest.mark.parametrize("name", ["report.py", "figure_sweep.py", "sheets.py"])
def test_a_python_without_packages_is_told_in_one_sentence(name):
    done = subprocess.run([sys.executable, "-S", "-E", str(ANALYSIS / name), "out"], capture_output=True, text=True)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"{name}: {sys.executable} lacks numpy, h5py, ") and "/usr/bin/python3" in done.stderr


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_asks_first(name):
    imports = [line for line in (ANALYSIS / name).read_text().splitlines() if line.startswith(("import ", "from "))]
    assert imports[0].startswith("import needs")
