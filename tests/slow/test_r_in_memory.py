"""R computes in memory: the vignette runs, and its numbers are those of the program."""

import csv
import json
import os
import re
import shutil
import subprocess

import pytest

from programs import BUILD, ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", "library(reticulate)"], capture_output=True).returncode != 0,
    reason="r-base-core and r-cran-reticulate are needed")
ENVIRONMENT = {**os.environ, "CAVI_BUILD": str(BUILD)}
STUDY = """title: two
months: 24
arms: { as it is: {}, cut: { context.funding.council: 0.7 } }
replicates: 20
"""
ASK = """
source("analysis/cavi.R")
runs <- run("{study}")
effects <- compare(runs, outcome = "synergy")
stopifnot(nrow(runs$runs) == 40, nrow(runs$histories) == 40 * 24, is.character(runs$runs$regime))
claim <- list(id = "R1", says = "s", expected = "e", ablation = list(context.funding.council = 1), tests = list(list(greater = list(outcome = "synergy", of = "a", than = "b"))))
arms <- list(a = list(), b = list(context.funding.council = 0.7))
stopifnot(claims(list(months = 3L, replicates = 2L, arms = arms, claim = claim), worlds = 0L)$id == "R1")
cat(sprintf("%.17g\\n", c(effects$difference, effects$low, mean(runs$runs$synergy[runs$runs$arm == "cut"]))))
"""


def test_the_vignette_runs_and_draws(tmp_path):
    done = subprocess.run(["Rscript", "docs/examples/vignette.R", tmp_path / "a.png"], capture_output=True, text=True, cwd=ROOT, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.png").stat().st_size > 5000
    assert re.search(r"synergy .* -0\.0\d+", done.stdout) and "did you mean 'months'?" in done.stdout and "\n--replicates 0 is not" in done.stdout


MATCH = """
source("analysis/cavi.R")
found <- match_worlds("{study}")
runs <- run("{study}", replicates = 2L)
stopifnot(names(found) == c("worlds", "values", "patterns", "pairs", "factors", "waves"), is.data.frame(discover(runs, "synergy > 0")),
          "given_data" %in% names(sensitivity(runs, outcome = "synergy")))
write.csv(format(found$patterns, digits = 12), stdout())
cat(conditionMessage(tryCatch(match_worlds(list(months = 3L)), error = identity)))
"""


def test_worlds_are_matched_and_asked_from_r(cavi, tmp_path):
    from test_python import MATCHED
    (tmp_path / "m.yaml").write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in MATCHED.items()))
    cavi("match", tmp_path / "m.yaml", "-o", tmp_path / "out", "--quiet")
    done = subprocess.run(["Rscript", "-e", MATCH.replace("{study}", str(tmp_path / "m.yaml"))], capture_output=True, text=True, cwd=ROOT, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((tmp_path / "out/worlds_patterns.csv").open()))
    told = list(csv.DictReader(done.stdout.splitlines()[:4]))
    assert [[one[key].strip() for key in ("pattern", "alone", "met")] for one in told] == [[row[key] for key in ("pattern", "alone", "met")] for row in rows]
    assert done.stdout.splitlines()[4] == "the study has no patterns to match its worlds to"


def test_numbers_of_r_are_those_of_the_program(cavi, tmp_path):
    (tmp_path / "two.yaml").write_text(STUDY)
    cavi("run", tmp_path / "two.yaml", "-o", tmp_path / "out", "--quiet")
    row, = json.loads(cavi("compare", tmp_path / "out", "--outcome", "synergy", "--json").stdout)["effects"]
    done = subprocess.run(["Rscript", "-e", ASK.replace("{study}", str(tmp_path / "two.yaml"))], capture_output=True, text=True, cwd=ROOT, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    difference, low, mean = map(float, done.stdout.split())
    assert (difference, low) == (row["difference"], row["low"]) and mean == pytest.approx(row["mean"], rel=1e-12)
