"""Every file of configs/ can be read and run: three months of each, with two replicates."""

import pytest
from programs import ROOT, results

FILES = sorted(path for folder in ("scenarios", "studies", "claims", "district") for path in (ROOT / "configs" / folder).glob("*.yaml"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


def test_there_are_some_of_each_kind():
    assert {path.parent.name for path in FILES} == {"scenarios", "studies", "claims", "district"}


@each_file
def test_can_be_read_without_complaint(cavi, path):
    said = cavi("check", path)
    assert said.stderr == ""
    assert " months from " in said.stdout


@each_file
def test_runs_for_three_months_without_a_failed_run(cavi, path, tmp_path):
    """Months are the study's own, so that it is extended; what is measured or looked at later is no part of such a run."""
    study = tmp_path / "short.yaml"
    study.write_text(f"extends: {path}\nmonths: 3\nreplicates: 2\nsnapshots: none\nevents: none\n")
    said = cavi("run", study, "-o", tmp_path / "out", "--progress", "none", "--threads", 1)
    assert "failed" not in said.stdout + said.stderr
    assert len(results(tmp_path / "out")) > 1000
