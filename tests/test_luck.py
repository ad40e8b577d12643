"""Whose luck an entity has: its place among the entities of all arms, so that who is absent in one arm changes nobody else's."""

import csv
import io

import h5py
import pytest

from programs import blocks

HEAD = "title: Luck\nmonths: 30\nseed: 4711\nhistories: all\nworld.issues: 3\n"
LIBRARY = "  library: { sector: council, staff: 1e-300, resource: learning }\n"
AREA = """organisations:
  council: {{ sector: council, staff: 80, resource: care, second: health }}
{library}  trust: {{ sector: health, staff: 70, resource: health }}
  police: {{ sector: justice, staff: 60, resource: safety }}
  school: {{ sector: schools, staff: 50, resource: learning }}
  charity: {{ sector: voluntary, staff: 12, resource: home, commissioner: council }}
forums:
  board: {{ resource: care, working_group: true, shared_assessment: true }}
  panel: {{ resource: safety, origin: imposed, governance: lead_organisation, lead: police }}
seats:
  board: {{ council: {{ influence: 2 }}, trust: {{}}, {member}police: {{}}, charity: {{}} }}
  panel: {{ police: {{}}, school: {{}}, council: {{}} }}
"""


def area(library="", member=""):
    return AREA.format(library=library, member=member)


@pytest.fixture
def computed(cavi, tmp_path):
    """Values of each arm by name, [replicate] and [replicate][month], of a study whose arms extend these scenarios."""
    def compute(replicates, **scenarios):
        for arm, text in scenarios.items():
            (tmp_path / f"{arm}.yaml").write_text(text)
        arms = "".join(f"  {arm}: {{ extends: {arm}.yaml }}\n" for arm in scenarios)
        (tmp_path / "study.yaml").write_text(f"{HEAD}replicates: {replicates}\narms:\n{arms}")
        done = cavi("run", tmp_path / "study.yaml", "-o", tmp_path / "out")
        with h5py.File(tmp_path / "out/results.h5") as file:
            values = {name: file[name][...] for name in file if name not in ("scenario", "run", "replicate")
                      and not name.startswith("organisation_")  # has a column for the organisations of all arms
                      and isinstance(file[name], h5py.Dataset) and len(file[name]) == replicates * len(scenarios)}
        return {arm: {name: all_[n::len(scenarios)] for name, all_ in values.items()} for n, arm in enumerate(scenarios)}, done.stderr
    return compute


def alike(a, b):
    """In how many replicates are all values of two arms the same to the bit, but for who they are?"""
    return sum(all(a[name][n:n + 1].tobytes() == b[name][n:n + 1].tobytes() for name in a) for n in range(len(a["trust"])))


@pytest.mark.parametrize("order", (("there", "absent"), ("absent", "there")))
def test_who_meets_nobody_can_be_absent_without_a_change_for_anybody_else(computed, order):
    scenarios = {"there": area(LIBRARY), "absent": area()}
    values, _ = computed(32, **{arm: scenarios[arm] for arm in order})
    assert alike(values["there"], values["absent"]) == 32


def test_a_member_that_is_absent_changes_what_others_do_but_its_own_arm_keeps_its_luck_when_arms_are_added(computed):
    scenarios = {"first": area(), "with_member": area(LIBRARY, "library: { influence: 0.1 }, ")}
    before, _ = computed(8, **scenarios)
    assert alike(before["first"], before["with_member"]) == 0
    scenarios["late"] = area(LIBRARY.replace("library", "museum"), "museum: {}, ")
    after, said = computed(8, **scenarios)
    assert 'grows by arm "late"; its 16 runs are kept, and 8 are added' in said
    for arm in before:
        assert alike(before[arm], after[arm]) == 8


def test_a_new_arm_whose_rows_would_move_those_of_others_is_refused_in_words(cavi, computed, tmp_path):
    computed(2, first=area(), second=area(LIBRARY))
    text = (tmp_path / "study.yaml").read_text().replace("arms:\n", "arms:\n  new: { extends: second.yaml, leaders.acts: 1 }\n")
    (tmp_path / "study.yaml").write_text(text)
    refused = cavi("run", tmp_path / "study.yaml", "-o", tmp_path / "out", expect=2)
    assert "put new arms behind those that are there" in refused.stderr


# The second arm has a seat and a tie more, of rows that have some already; only the third has the forum z.
ADDED = """months: 3
replicates: 2
histories: none
organisations: { a: {}, b: {}, c: {} }
forums: { x: {}, y: {} }
seats: { x: [a, b], y: [a, c] }
ties: { a: [b], b: [c] }
arms:
  as it is: {}
  added: { seats: { x: [c] }, ties: { a: [c] } }
  more: { forums: { z: {} }, seats: { z: [b, c] }, forums.z.meetings: 3, forums.z.hub: true }
"""


def test_a_study_whose_arms_add_links_to_rows_that_have_some_is_read_again(cavi, tmp_path):
    cavi.finish(tmp_path, ADDED)
    cavi("compare", tmp_path / "out", "--outcome", "synergy")
    cavi("run", tmp_path / "out" / "plan" / "study.yaml", "-o", tmp_path / "again")
    assert blocks(tmp_path / "again") == blocks(tmp_path / "out")


def test_a_cell_of_a_row_that_an_arm_does_not_have_is_none(cavi, tmp_path):
    cavi.finish(tmp_path, ADDED)
    assert "forums.z" not in cavi("diff", tmp_path / "out", "--replicate", 0, "--arms", "as it is,added").stdout
    said = cavi("diff", tmp_path / "out", "--replicate", 0, "--arms", "as it is,more").stdout
    assert "forums.z.meetings differs from month 0: none and 3\n" in said
    assert "forums.z.hub differs from month 0: none and true\n" in said
    rows = list(csv.DictReader(io.StringIO(cavi("export", tmp_path / "out", "--to", "csv", "-o", "-").stdout)))
    assert [(row["forums.z.meetings"], row["forums.z.hub"]) for row in rows[:3]] == [("", ""), ("", ""), ("3", "true")]
