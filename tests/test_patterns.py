"""What worlds are matched to, held against what is then asked of them."""

import importlib.util

import pytest
import yaml
from programs import ROOT

FOLDER = ROOT / "configs/patterns"
STUDIES = sorted(FOLDER.glob("*.yaml"))
LOCKED = {  # outcomes of what is held out: mix and tactics, winning over, early help, networks, directors
    "directive_share", "moved_directive", "moved_facilitative", "thwarted", "own_ends", "realised", "dismissed", "participation",
    "converted", "slipped", "in_sight", "trust", "early_share", "influence_by_contact", "influence_by_staff", "lead_turnover",
    "forum_lead_changes", "acts_facilitative", "acts_directive", "horizon",
}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def shared():
    spec = importlib.util.spec_from_file_location("shared", FOLDER / "shared.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def varied_by_claims():
    """Parameters in which arms of some claim differ."""
    names = set()
    for path in (ROOT / "configs/claims").glob("S*.yaml"):
        for arm in read(path).get("arms", {}).values():
            names |= {key for key in arm if "." in key}
    return names


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_patterns_can_be_read(cavi, path):
    assert cavi("check", path).stderr == ""


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_no_pattern_names_a_difference_between_levels_of_what_a_claim_varies(path):
    study = read(path)
    assert "arms" not in study and set(study["design"]) == {"random"}
    factors = study["design"]["random"]["factors"]
    assert set(factors.values()) == {"plausible"} and "uncertainties" in factors
    assert not {name.partition(".")[0] for name in factors} & {"leaders", "context", "world", "answers"}
    moves = {key for key, value in study.items() if isinstance(value, dict) and "path" in value}
    assert moves == {"context.funding.funders"}  # of funders alone: P19
    assert not moves & varied_by_claims()
    changes = [one["name"] for one in study["patterns"] if "since" in one]
    assert changes == ["P19"]


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_nothing_that_is_held_out_is_matched(path):
    for one in read(path)["patterns"]:
        assert one.get("outcome", one.get("history")) not in LOCKED, one["name"]


def test_both_areas_are_matched_to_the_same_patterns():
    assert len(STUDIES) == 2 and read(STUDIES[0])["patterns"] == read(STUDIES[1])["patterns"]


def test_all_nineteen_patterns_are_there_and_those_that_must_hold_do():
    patterns = read(STUDIES[0])["patterns"]
    whole = [one["name"].split("_")[0] for one in patterns]
    assert list(dict.fromkeys(whole)) == [f"P{i}" for i in range(1, 20)]
    musts = {one["name"].split("_")[0] for one in patterns if one.get("must")}
    assert musts == {"P1", "P2", "P3", "P4", "P8", "P12", "P13"}


def test_the_table_of_shared_outcomes_is_as_the_files_are():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert text == shared().with_table(text)
    assert "| `attendance` | P4_person, P4_seat | S25 |" in text
