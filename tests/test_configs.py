"""Every file of configs/ can be read and run: three months of each, with two replicates."""

import re

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


def test_each_part_of_the_model_can_be_left_out_without_a_failed_run(cavi, tmp_path):
    """People who hold several seats share their attention in `processes`: without it each seat keeps it whole."""
    described = re.search(r"^## Schedule.*?^## Mechanisms.*?(?=^## )", cavi("describe", "--markdown").stdout, re.M | re.S)[0]
    parts = re.findall(r"^\| `(\w+)` \|", described, re.M)
    assert {"processes", "small_wins"} <= set(parts)
    (tmp_path / "study.yaml").write_text(
        f"extends: {ROOT}/configs/scenarios/childrens_services.yaml\nmonths: 36\nreplicates: 2\nhistories: none\narms:\n"
        + "".join(f"  no {part}: {{ without: [{part}] }}\n" for part in parts))
    assert cavi("run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet").stderr == ""


def test_what_the_tables_of_a_study_make_idle_is_no_hindrance_to_its_questions(cavi, tmp_path):
    (tmp_path / "study.yaml").write_text(
        f"extends: {ROOT}/configs/scenarios/small_town.yaml\nmonths: 3\nreplicates: 2\nworld.organisations: 3\n")
    assert "look: nothing reads 'world.organisations'" in cavi("check", tmp_path / "study.yaml").stdout
    cavi("run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet")
    assert "2 of 2 runs done" in cavi("status", tmp_path / "out").stdout
    cavi("run", tmp_path / "out/plan/study.yaml", "-o", tmp_path / "again", "--quiet")
    assert results(tmp_path / "again") == results(tmp_path / "out")
