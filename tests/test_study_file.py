"""docs/study_file.md is what the program prints from the table by which it reads, and each of its examples is a study."""

import re

import pytest
from programs import ROOT

BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.M | re.S)
SECTION = re.compile(r"^## (.*?)\n(.*?)(?=^## |\Z)", re.M | re.S)


def printed(program):
    return program("describe", "--study-file").stdout


def test_the_page_is_what_the_program_prints(cavi):
    assert (ROOT / "docs/study_file.md").read_text() == printed(cavi), "stale: run `make documents`"


@pytest.mark.parametrize("name", ["cavi", "toy"])
def test_every_example_is_a_study_of_either_model(name, request, tmp_path):
    program = request.getfixturevalue(name)
    page = printed(program)
    parameter = re.search(r"^([a-z_.]+): \{ path", page, re.M)[1]
    (tmp_path / "scenario.yaml").write_text("title: What is extended\n")
    (tmp_path / "points.csv").write_text(f"{parameter}\n0.5\n")
    (tmp_path / "worlds.csv").write_text(f"world,{parameter}\n7,0.5\n")
    (tmp_path / "rows.csv").write_text("label\nfirst\nsecond\n")
    (tmp_path / "series.csv").write_text("date,level\n2010-04,0.5\n2010-05-31,0.6\n")
    (tmp_path / "arms.csv").write_text(f"arm,{parameter}\none,\ntwo,0.6\n")
    (tmp_path / "links.csv").write_text("from,to\nfirst,second\n")
    for text in BLOCK.findall(page):
        (tmp_path / "example.yaml").write_text(text)
        assert program("check", "example.yaml", cwd=tmp_path, expect=None).stderr == "", text


def test_every_key_stands_in_an_example_of_its_section(cavi):
    sections = SECTION.findall(printed(cavi))
    assert len(sections) > 10
    # Not every model has entities with outcomes, among which a test could look.
    elsewhere = {"A study": {"question", "until", "design", "snapshots", "events", "claim", "worlds", "patterns", "matching"}, "A claim": {"descriptive"},
                 "A test": {"among"}}
    for title, body in sections:
        keys = set(re.findall(r"^\| `(\w+)` \|", body, re.M)) - elsewhere.get(title, set())
        examples = "".join(BLOCK.findall(body))
        if title != "A design":  # its kinds stand in the sections behind it
            kinds = set(re.findall(r"^\| `(\w+)` \| [^|]* \|$", body, re.M))
            assert not {key for key in keys - kinds if not re.search(rf"\b{key}:", examples)}, title
