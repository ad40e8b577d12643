"""R reads the same file: the numbers that it finds are those that h5py finds, and its figure is drawn."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import h5py
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
WITH_PROGRAM = {**os.environ, "CAVI": str(ROOT / os.environ.get("CAVI_BUILD", "build") / "cavi")}
STUDY = """title: Read by R
months: 24
replicates: 6
arms:
  level funding: {}
  real austerity: { context.funding.council: { path: [[0, 1.0], [24, 0.51]] } }
"""
ASK = """
source("{root}/analysis/read_results.R")
study <- read_study("{out}", histories = c("trust", "synergy"))
months <- answers(study, "--history", "synergy")$levels
last <- months[months$arm == "real austerity" & months$month == 23, ]
stopifnot(last$method == "t", nrow(answers(study)$regimes) == 10)
long <- tidy_histories(study, "trust")
stopifnot(nrow(long) == 12 * 24, long$value[2 * 24 + 7] == study$histories$trust[3, 7], long$date[24] == as.Date("2012-03-01"))
runs <- tidy_runs(study)
stopifnot(levels(runs$arm) == c("level funding", "real austerity"), is.factor(runs$regime), "context.funding.council" %in% names(runs))
stopifnot(is.factor(tidy_entities(study, "forum")$fate))
cat(sprintf("%.9g\\n", c(nrow(study$runs), dim(study$histories$trust), mean(study$runs$delay, na.rm = TRUE),
                        study$histories$trust[3, 7],
                        last$mean, last$low, last$high,
                        study$entities$forum_agreements[3, 1])))
cat(study$units["delay"], study$runs$scenario[2], study$title, sep = "\\n")
"""


@pytest.fixture(scope="module")
def out():
    """Folder of a small study that cavi computes."""
    if (
        shutil.which("Rscript") is None
        or subprocess.run(["Rscript", "-e", "library(rhdf5)"], capture_output=True).returncode != 0
    ):
        pytest.skip("r-base-core and r-bioc-rhdf5 are not installed")
    with tempfile.TemporaryDirectory(prefix="cavi_r_") as folder:
        study = Path(folder) / "study.yaml"
        study.write_text(STUDY)
        subprocess.run(
            [
                ROOT / os.environ.get("CAVI_BUILD", "build") / "cavi",
                "run",
                study,
                "-o",
                Path(folder) / "out",
                "--quiet",
            ],
            check=True,
        )
        yield Path(folder) / "out"


def test_r_reads_the_numbers_labels_and_units_that_h5py_reads(out):
    answer = subprocess.run(["Rscript", "-e", ASK.format(root=ROOT, out=out)], capture_output=True, text=True, env=WITH_PROGRAM)
    assert answer.returncode == 0, answer.stderr
    *numbers, unit, scenario, title = answer.stdout.split("\n")[:-1]
    with h5py.File(out / "results.h5") as file:
        synergy = file["synergy_by_month"][1::2, 23].astype(float)
        half = 2.570582 * synergy.std(ddof=1) / 6**0.5  # Student's t with five degrees of freedom
        expected = [
            12,
            12,
            24,
            np.nanmean(file["delay"][()]),
            file["trust_by_month"][2, 6],
            synergy.mean(),
            synergy.mean() - half,
            synergy.mean() + half,
            file["forum_agreements"][2, 0],
        ]
    assert [float(number) for number in numbers] == pytest.approx(expected, rel=1e-6)
    assert (unit, scenario, title) == ("months", "real austerity", "Read by R")


def test_the_figure_is_drawn(out):
    answer = subprocess.run(
        ["Rscript", ROOT / "analysis/read_results.R", out, out / "r.png"], capture_output=True, text=True, env=WITH_PROGRAM
    )
    assert answer.returncode == 0, answer.stderr
    assert (out / "r.png").read_bytes()[:4] == b"\x89PNG" and "arning" not in answer.stderr


@pytest.mark.parametrize("what, says", [("nothing", "does not exist"), ("plan/study.yaml", "not an HDF5 file")])
def test_what_is_no_study_is_refused_in_one_sentence(out, what, says):
    answer = subprocess.run(["Rscript", ROOT / "analysis/read_results.R", out / what], capture_output=True, text=True)
    assert answer.returncode == 2 and says in answer.stderr and answer.stderr.count("\n") == 1
