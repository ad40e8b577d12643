"""The table of claims, as it is made and kept; and the claims of the theory as files."""

import csv

import h5py
import numpy
import pytest
from programs import ROOT, SINGING

CLAIM = SINGING + """title: Singers
claim:
  id: {id}
  says: Singers | climb higher
  expected: higher
  tests: [ greater: {{ outcome: height, of: {of}, than: {than} }} ]
  ablation: [loudness]
  discussion: Song gives strength.
"""
FILES = sorted((ROOT / "configs/claims").glob("*.yaml"))


@pytest.fixture
def claims(tmp_path):
    """A folder of three claims on the walkers: one holds, one is the other way round, one is not run."""
    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / "W10.yaml").write_text(CLAIM.format(id="W10", of="quiet", than="loud"))
    (folder / "W2.yaml").write_text(CLAIM.format(id="W2", of="loud", than="quiet"))
    (folder / "W3.yaml").write_text("title: t\nclaim: { id: W3, says: s, expected: e, not_run: Nobody knows. }\n")
    return folder


def test_a_table_has_a_row_for_each_claim_in_the_order_of_their_numbers(toy, claims, tmp_path):
    toy("claims", claims, "--quick", "-o", tmp_path / "out")
    with open(tmp_path / "out/claims.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "claim", "expected", "found", "low", "high", "share_of_worlds", "verdict",
                       "share_low", "share_high", "answer", "ablation"]
    assert [(row[0], row[6], row[7]) for row in rows[1:]] == [("W2", "1", "reproduced"), ("W3", "", "not run"), ("W10", "0", "opposite")]
    assert float(rows[1][3]) == pytest.approx(0.5, abs=1e-6)  # an eighth of a metre in each of four months
    assert float(rows[3][3]) == pytest.approx(-0.5, abs=1e-6)


def test_the_new_table_replaces_the_old_one_and_the_text_before_it_stays(toy, claims, tmp_path):
    table = tmp_path / "CLAIMS.md"
    table.write_text("# What walkers do\n\nSaid by hand.\n\n## 1999-12-31, commit old\n\n| W2 | kept as it was |\n")
    toy("claims", claims, "--quick", "-o", tmp_path / "out", "--table", table)
    text = table.read_text()
    assert text.startswith("# What walkers do\n\nSaid by hand.\n\n## 20")
    assert "1999" not in text and "as it was" not in text
    assert "(quick: too few runs to rely on)" in text
    assert "| W2 | Singers \\| climb higher | higher | 0.5 (in every run) metres | 100 % (79 to 100) | reproduced |" in text  # of 16 worlds
    assert "- **W3, not run.** Nobody knows." in text
    assert "- **W10, opposite.** Song gives strength." in text
    assert "| W10 | greater: height | opposite | -0.5 (in every run) |" in text


@pytest.mark.parametrize("before, begins", [(None, "# Claims\n\n## 20"), ("# By hand\n", "# By hand\n\n## 20"), ("## 1999\n\nx\n", "## 20")])
def test_a_table_finds_its_place_in_a_new_file_one_without_tables_and_one_without_a_head(toy, claims, tmp_path, before, begins):
    if before is not None:
        (tmp_path / "T.md").write_text(before)
    toy("claims", claims / "W3.yaml", "--quick", "-o", tmp_path / "out", "--table", tmp_path / "T.md")
    text = (tmp_path / "T.md").read_text()
    assert text.startswith(begins)
    assert text.count("\n## ") + text.startswith("## ") == 1


def test_the_same_command_again_goes_through_what_is_there(toy, claims, tmp_path):
    first = toy("claims", claims, "--quick", "-o", tmp_path / "out").stdout
    written = [*(tmp_path / "out").rglob("*.h5"), *(tmp_path / "out").rglob("*.block")]
    times = [path.stat().st_mtime_ns for path in written]
    assert {"results.h5", "000000.block"} == {path.name for path in written}
    assert toy("claims", claims, "--quick", "-o", tmp_path / "out").stdout == first
    assert times == [path.stat().st_mtime_ns for path in written]


def test_what_another_build_found_is_not_mixed_in(toy, claims, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/build").write_text("0123456789abcdef")
    said = toy("claims", claims, "--quick", "-o", tmp_path / "out", expect=2).stderr
    assert said == f"error: {tmp_path}/out: holds what another build of this program found; remove it, or choose another output\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["build"]


def test_all_that_is_wrong_with_any_claim_is_said_before_anything_is_computed(toy, claims, tmp_path):
    (claims / "W2.yaml").write_text(CLAIM.format(id="W2", of="lout", than="quiet"))
    (claims / "W4.yaml").write_text("title: t\narms: { a: {}, b: {} }\n")
    (claims / "W11.yaml").write_text(CLAIM.format(id="W10", of="loud", than="quiet"))
    said = toy("claims", claims, "-o", tmp_path / "out", expect=2).stderr
    assert said.splitlines() == [
        f"{claims}/W2.yaml:10:44: error: 'lout' is no arm of the study; did you mean 'loud'?",
        f"{claims}/W4.yaml: error: makes no claim (it has no block 'claim')",
        f"{claims}/W11.yaml: error: has the same id as {claims}/W10.yaml: W10",
    ]
    assert not (tmp_path / "out").exists()


def test_claims_of_a_folder_may_extend_a_base_that_is_no_claim_of_its_own(toy, tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/base.yaml").write_text("months: 4\nreplicates: 12\nhistories: none\narms: { quiet: {}, loud: { walk.loud: true } }\n")
    (tmp_path / "claims/W1.yaml").write_text("title: t\nextends: base.yaml\n" + CLAIM[CLAIM.index("claim:"):].format(id="W1", of="loud", than="quiet"))
    assert "1 reproduced" in toy("claims", tmp_path / "claims", "--quick", "-o", tmp_path / "out").stdout
    assert "makes no claim" in toy("claims", tmp_path / "claims/base.yaml", "-o", tmp_path / "out", expect=2).stderr


@pytest.mark.parametrize("name", ["build", "claims.csv", "claims_tests.csv", "CLAIMS.md"])
def test_an_id_that_is_the_name_of_a_file_of_the_table_is_refused(toy, tmp_path, name):
    (tmp_path / "W.yaml").write_text(CLAIM.format(id=name, of="loud", than="quiet"))
    said = toy("claims", tmp_path / "W.yaml", "-o", tmp_path / "out", expect=2).stderr
    assert said == f"{tmp_path}/W.yaml: error: has the id {name}, which is the name of a file in the output folder\n"


def test_a_folder_without_claims_is_refused(toy, tmp_path):
    assert toy("claims", tmp_path, expect=2, cwd=tmp_path).stderr == f"error: {tmp_path}: holds no claims (.yaml files)\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_claims_of_the_theory_can_be_read_and_are_named_as_their_files(cavi, path):
    cavi("check", path)
    assert f"\n  id: {path.stem}\n" in path.read_text()


FORUMS = f"""extends: {ROOT}/configs/scenarios/childrens_services.yaml
months: 36
replicates: 6
arms: {{ a: {{}} }}
claim:
  id: F1
  says: Forums that agree more deliver more.
  expected: A correlation over 0.1.
  descriptive: true
  tests: [{{ correlates: {{ among: forum, outcome: agreements, beside: deliveries, of: a, low: 0.1 }} }}]
"""


def test_a_correlation_among_forums_is_the_mean_of_that_of_each_run(cavi, tmp_path):
    path = tmp_path / "forums.yaml"
    path.write_text(FORUMS)
    cavi("claims", path, "-o", tmp_path / "out", "--worlds", 4, "--world-replicates", 2)
    found = [row for row in csv.DictReader(open(tmp_path / "out" / "claims.csv")) if row["id"] == "F1"][0]
    with h5py.File(next((tmp_path / "out").rglob("own/results.h5"))) as file:
        pairs = zip(file["forum_agreements"][()], file["forum_deliveries"][()])
        each = [numpy.corrcoef(one, other)[0, 1] for one, other in pairs]
    assert len(each) == 6 and float(found["found"]) == pytest.approx(numpy.mean(each) - 0.1, rel=1e-5)
    assert float(found["high"]) - float(found["found"]) == pytest.approx(2.570582 * numpy.std(each, ddof=1) / 6**0.5, rel=1e-4)


@pytest.mark.parametrize("right, wrong, said", [
    ("among: forum", "among: forums", "'forums' is not a kind of entity that has outcomes"),
    ("outcome: agreements", "outcome: agreement", "'agreement' is no outcome of these entities; did you mean 'agreements'?"),
    ("beside: deliveries", "beside: fate", "'fate' is one of advantage hard_won_advantage slow_inertia painful_inertia dead merged, and no number"),
])
def test_what_is_wrong_with_a_correlation_among_forums_is_said(cavi, tmp_path, right, wrong, said):
    (tmp_path / "forums.yaml").write_text(FORUMS.replace(right, wrong))
    assert said in cavi("check", tmp_path / "forums.yaml", expect=2).stderr
