"""What `cavi` computed of a study: the tables of its commands as pandas frames. No interval is computed in Python.

    import answers

    tables = answers.ask("out/first_look", "compare", "--outcome", "synergy")
    tables["effects"][["arm", "difference", "low", "high"]]
    answers.interval(tables["levels"].iloc[0], "mean").text()     # '0.0132 (0.0121 to 0.0143)'

The program is the one that CAVI names, else the one built beside this folder, else the one on the PATH. What it cannot
answer raises Unusable with the program's own sentence.
"""

import functools
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd


class Unusable(Exception):
    """This file or folder cannot answer; the text says why and what helps."""


class Interval(NamedTuple):
    """A number with the interval it lies in (NaN where there is none), how many repeats it rests on and how the interval
    was made: as the tables of `cavi` say it.
    """

    middle: float
    low: float
    high: float
    n: int
    kind: str

    def excludes_zero(self):
        """True if the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0

    def text(self, digits=".3g"):
        """'0.013 (0.006 to 0.02)', each number in the format `digits`; '0.013' alone where there is no interval."""
        reach = "" if np.isnan(self.low) else f" ({self.low:{digits}} to {self.high:{digits}})"
        return f"{self.middle:{digits}}{reach}"


NOTHING = Interval(np.nan, np.nan, np.nan, 0, "")


def program():
    """Path of the program `cavi`."""
    beside = Path(__file__).resolve().parents[1] / os.environ.get("CAVI_BUILD", "build") / "cavi"
    found = os.environ.get("CAVI") or (str(beside) if beside.is_file() else shutil.which("cavi"))
    if not found:
        raise Unusable("the program cavi, which computes intervals, is not found: build it, put it on the PATH, or name it in CAVI")
    return found


def ask(path, *words):
    """The tables of `cavi WORD PATH [OPTIONS]`: name -> DataFrame, without rows where there is nothing to tell. Numbers
    that are none are NaN. The answer to a question is kept while the file stays as it is.
    """
    about = os.stat(path)
    return _asked(program(), str(path), (about.st_mtime_ns, about.st_size), *map(str, words))


@functools.lru_cache(maxsize=128)
def _asked(cavi, path, _, word, *options):
    try:
        done = subprocess.run([cavi, word, path, *options, "--json"], capture_output=True, text=True)
    except OSError as error:
        raise Unusable(f"{cavi} cannot be run: {error.strerror}") from None
    if done.returncode != 0:
        said = [line.removeprefix("error: ") for line in done.stderr.splitlines() if line.startswith("error: ")]
        raise Unusable("; ".join(said) or f"cavi {word} ended with {done.returncode}")
    return {name: _frame(rows) for name, rows in json.loads(done.stdout).items()}


def _frame(rows):
    """A table; columns without any number are NaN and no objects."""
    table = pd.DataFrame(rows)
    return table.apply(lambda column: column.astype(float) if column.isna().all() else column)


def interval(row, middle, low="low", high="high"):
    """An Interval from the columns of a row."""
    return Interval(*(float(row[name]) for name in (middle, low, high)), int(row.get("n", 0)), str(row.get("method", "")))
