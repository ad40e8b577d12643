"""What newcomers asked, each by its smallest case: what is read, what is answered, and in which words."""

import csv
import io
import re

import h5py
import numpy as np
import pytest
import yaml
from programs import Area


@pytest.fixture
def slope(toy, tmp_path):
    return Area(toy, tmp_path)


SHORT = "months: 3\nreplicates: 1\nhistories: none\n"


# --- wrong without a word ---


def test_names_that_differ_in_one_umlaut_are_two(area):
    area.write(n_csv="name,staff\nMüller,10\nMöller,20\nCouncil,30\n", e_csv="from,to\nCouncil,Möller\n")
    arm = area.read(f"{SHORT}organisations: {{ file: n.csv }}\nties: {{ file: e.csv }}\n")
    assert {name: row["staff"] for name, row in arm["organisations"].items()} == {"Müller": "10", "Möller": "20", "Council": "30"}
    assert {name: list(to) for name, to in arm["ties"].items()} == {"Council": ["Möller"]}


def test_an_id_is_what_the_column_of_ids_says_whatever_the_order_of_rows(area):
    area.write(n_csv="Id,Label,staff\n3,Police,10\n1,Council,20\n2,Charity,5\n", e_csv="Source,Target\n1,3\n")
    arm = area.read(f"{SHORT}organisations: {{ file: n.csv, columns: {{ name: Label }} }}\nties: {{ file: e.csv, columns: {{ from: Source, to: Target }} }}\n")
    assert {name: list(to) for name, to in arm["ties"].items()} == {"Council": ["Police"]}
    assert arm["organisations"]["Council"]["staff"] == "20"


def test_points_in_which_another_parameter_moved_are_in_no_mean_of_a_level(slope):
    """Height is 12 times the gain, and 1.5 more where they sing: the mean of all points at the gain of .25 would be 3.75."""
    out = slope.run("months: 12\nreplicates: 1\nwalk.luck: 0\ndesign: { one_at_a_time: { walk.gain: [0.2, 0.6], walk.loud: [true] } }\n")
    told = slope.program("compare", out, "--over", "walk.gain", "--outcome", "height", "--json")
    tables = yaml.safe_load(told.stdout)
    level = {row["point"]: row["mean"] for row in tables["levels"]}
    assert {row["walk.gain"]: level[row["point"]] for row in tables["points"]} == pytest.approx({0.2: 2.4, 0.25: 3.0, 0.6: 7.2}, rel=1e-6)


PAIRS = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]


def test_ties_without_direction_are_those_that_stand_both_ways(area):
    once = "from,to\n" + "".join(f"{a},{b}\n" for a, b in PAIRS)
    area.write(once_csv=once, twice_csv=once + "".join(f"{b},{a}\n" for a, b in PAIRS))
    world = "months: 12\nreplicates: 2\nhistories: [trust]\norganisations: { a: {}, b: {}, c: {}, d: {} }\nforums: { f: {} }\nseats: { f: [a, b, c, d] }\n"

    def trust(ties):
        with h5py.File(area.run(f"{world}ties: {{ file: {ties} }}\n") / "results.h5") as file:
            return file["trust"][()]

    both, listed, one_way = trust("once.csv, directed: false"), trust("twice.csv"), trust("once.csv")
    assert (both == listed).all() and (both > one_way).all()
    assert "ties: 12 of 12 go both ways" in area.check(f"{world}ties: {{ file: once.csv, directed: false }}\n")
    assert "ties: 0 of 6 go both ways, 6 one way" in area.check(f"{world}ties: {{ file: once.csv }}\n")


# --- what could not be asked: one area of two forums, and in each arm one thing else ---

ASKED = """months: 24
replicates: 2
histories: [funding]
snapshots: { months: [0, 11, 12, 23] }
organisations: { council: { staff: 40 }, police: {}, health: {}, charity: {}, school: {} }
forums: { board: { meetings: 12 }, hub: { meetings: 12, joins: board } }
seats: { board: [council, police, health], hub: [council, charity, school] }
people.turnover: 0
structure.exit: 0
arms:
  as it is: {}
  the police leave: { organisations.police.present: { path: [[0, true], [12, false]], steps: true } }
  the charity comes: { organisations.charity.present: { path: [[0, false], [12, true]], steps: true } }
  an empty seat: { seats.board.health.present: false }
  somebody else: { seats.board.council.person: { path: [[0, 1], [12, 2]], steps: true } }
  no school: { organisations.school.present: false }
  the board stops meeting: { forums.board.meetings: { path: [[0, 12], [12, 0]], steps: true } }
  the hub is founded: { forums.hub.present: { path: [[0, false], [12, true]], steps: true } }
  the hub closes: { forums.hub.present: { path: [[0, true], [12, false]], steps: true } }
  the hub merges: { forums.hub.merged: { path: [[0, false], [12, true]], steps: true } }
  half the council: { organisations.council.staff: { path: [[0, 40], [12, 20]], steps: true } }
  a difficult person: { seats.board.police.openness: 0, seats.board.police.commitment: 0.05 }
"""


class Seen:
    """What the snapshots of the first replicate and the outcomes of entities say, by arm and name."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.arms = list(file["scenario"].asstr()[()])
            group = file["snapshots"]
            self.moments = {(self.arms[run], month): at for at, (run, month) in enumerate(zip(group["run"][()], group["month"][()]))}
            self.columns = {name: group[name][()] for name in group if group[name].attrs.get("role") != b"name"}
            self.names = {name[:-5]: list(group[name].asstr()[()]) for name in group if name.endswith("_name")}
            self.forums = list(file["forum"].asstr()[()])
            self.of_forums = {name: file[name][()] for name in ("forum_life", "forum_fate")}
            self.fates = file["forum_fate"].attrs["flag_meanings"].split()

    def state(self, arm, month, column, name):
        """A column such as seat_filled of the one that has this name in a month of an arm."""
        kind, at = column.split("_")[0], self.moments[arm, month]
        counts = self.columns[f"{kind}_count"]
        first = counts[:at].sum()
        return self.columns[column][first + self.names[kind][first : first + counts[at]].index(name)]

    def forum(self, arm, outcome, name):
        return self.of_forums[outcome][self.arms.index(arm), self.forums.index(name)]


@pytest.fixture(scope="module")
def asked(cavi, tmp_path_factory):
    return Seen(Area(cavi, tmp_path_factory.mktemp("asked")).run(ASKED) / "results.h5")


def months_of(asked, arm, column, name):
    return [float(asked.state(arm, month, column, name)) for month in (0, 11, 12, 23)]


@pytest.mark.parametrize("arm, seat, filled", [
    ("as it is", "police in board", [1, 1, 1, 1]),
    ("the police leave", "police in board", [1, 1, 0, 0]),
    ("the charity comes", "charity in hub", [0, 0, 1, 1]),
    ("an empty seat", "health in board", [0, 0, 0, 0]),
    ("no school", "school in hub", [0, 0, 0, 0]),
])
def test_a_seat_is_filled_in_the_months_in_which_who_sits_there_is_there(asked, arm, seat, filled):
    assert months_of(asked, arm, "seat_filled", seat) == filled


def test_somebody_else_sits_there_from_the_month_on_that_the_study_says(asked):
    """Tenure counts the months at whose end somebody sat there."""
    assert months_of(asked, "as it is", "seat_tenure", "council in board") == [1, 12, 13, 24]
    assert months_of(asked, "somebody else", "seat_tenure", "council in board")[1:] == [12, 0, 11]


def test_a_board_stops_meeting_in_the_month_that_the_study_says(asked):
    called = [asked.state("the board stops meeting", month, "seat_called_here", "council in board") for month in (11, 12, 23)]
    assert called[0] == asked.state("as it is", 11, "seat_called_here", "council in board") > 0
    assert called[2] - called[0] <= 1 < asked.state("as it is", 23, "seat_called_here", "council in board") - called[0]


@pytest.mark.parametrize("arm, alive, life, fate", [
    ("the hub is founded", [0, 0, 1, 1], 12, None),
    ("the hub closes", [1, 1, 0, 0], 12, "dead"),
    ("the hub merges", [1, 1, 0, 0], 12, "merged"),
])
def test_a_forum_is_founded_closes_and_merges_in_the_month_that_the_study_says(asked, arm, alive, life, fate):
    assert months_of(asked, arm, "forum_alive", "hub") == alive
    assert asked.forum(arm, "forum_life", "hub") == life
    assert fate is None or asked.fates[int(asked.forum(arm, "forum_fate", "hub"))] == fate
    assert months_of(asked, arm, "forum_alive", "board") == [1, 1, 1, 1]


def test_one_organisation_has_half_of_its_money_and_no_other(asked):
    was, now = (np.array([asked.state(arm, 12, "organisation_staff", name) for name in ("council", "police")]) for arm in ("as it is", "half the council"))
    assert now / was == pytest.approx([0.5, 1])
    assert asked.state("half the council", 11, "organisation_staff", "council") == asked.state("as it is", 11, "organisation_staff", "council")


def test_a_difficult_person_sits_in_the_chosen_seat_and_in_no_other(asked):
    arm = "a difficult person"
    assert [asked.state(arm, 0, "seat_closed", f"{one} in board") for one in ("police", "council", "health")] == [1, 0, 0]
    assert asked.state(arm, 0, "seat_commitment", "police in board") < 0.1 < asked.state("as it is", 0, "seat_commitment", "police in board")


def test_how_many_meetings_one_board_wants_is_a_sweep(area):
    out = area.run(ASKED.split("arms:")[0].replace("snapshots", "#") + "design: { grid: { forums.board.meetings: [3, 6, 12] } }\n")
    tables = yaml.safe_load(area.program("compare", out, "--over", "forums.board.meetings", "--outcome", "delivered", "--json").stdout)
    assert [row["forums.board.meetings"] for row in tables["points"]] == [3, 6, 12]
    of = yaml.safe_load(area.program("compare", out, "--of", "organisation", "--json").stdout)["levels"]
    assert {row["entity"] for row in of} == {"council", "police", "health", "charity", "school"}


# --- words ---


def test_an_outcome_and_a_history_of_one_name_and_unit_are_one_quantity(area):
    with h5py.File(area.run("months: 36\nreplicates: 3\n") / "results.h5") as file:
        for name in ("synergy", "delivered", "agreed"):
            assert file[name][()] == pytest.approx(file[f"{name}_by_month"][()][:, -1], rel=1e-5), name
        alike = [name[:-9] for name in file if name.endswith("_by_month") and name[:-9] in file]
        assert {"delay", "stall"}.isdisjoint(alike)


WORLD = "months: 3\norganisations: { council: {}, police: {} }\nforums: { board: {} }\nseats: { board: [council, police] }\n"
NEAR = {
    "a key of a study": ("Replicates: 3", "'Replicates' is no key here; did you mean 'replicates'?"),
    "a key by its beginning": ("reps: 3", "'reps' is no key here; did you mean 'replicates'?"),
    "a plural": ("history: none", "'history' is no key here; did you mean 'histories'?"),
    "a parameter in capitals": ("Trust.Gain: 0.1", "'Trust.Gain' is not a parameter; did you mean 'trust.gain'?"),
    "a parameter in capitals and misspelt": ("TRUST.GIAN: 0.1", "'TRUST.GIAN' is not a parameter; did you mean 'trust.gain'?"),
    "a parameter without its group": ("directive_share: 0.3", "did you mean 'leaders.directive_share'?"),
    "a group": ("Context.Fundings: 0.5", "did you mean 'context.funding'?"),
    "a member of a group": ("context.funding.Councils: 0.5", "did you mean 'context.funding.council'?"),
    "an organisation of a seat": ("seats: { board: [Council] }", "seats: 'Council' is none of the organisations; did you mean 'council'?"),
    "a forum of a seat": ("seats: { Boards: [council] }", "seats: 'Boards' is none of the forums; did you mean 'board'?"),
    "an organisation of a tie": ("ties: { Councils: [police] }", "ties: 'Councils' is none of the organisations; did you mean 'council'?"),
    "a row of a cell": ("organisations.Council.staff: 3", "did you mean 'organisations.council.staff'?"),
    "a seat of a cell": ("seats.Board.Police.present: false", "did you mean 'seats.board.police.present'?"),
    "a column of a cell": ("forums.board.Meeting: 3", "'Meeting' is no column of forums; did you mean 'meetings'?"),
    "a table of a cell": ("forum.board.meetings: 3", "did you mean 'forums.board.meetings'?"),
    "a column of a row": ("forums: { board: { Meetings: 3 } }", "'Meetings' is no column of forums; did you mean 'meetings'?"),
    "a word of a choice": ("organisations: { police: {}, council: { sector: Councils } }", "did you mean 'council'?"),
    "a history": ("histories: [Trusts]", "'Trusts' is no history; did you mean 'trust'?"),
    "an outcome": ("until: { outcome: Delays, half_width: 1 }", "'Delays' is no outcome; did you mean 'delay'?"),
    "a phase or mechanism": ("without: [Small-Wins]", "did you mean 'small_wins'?"),
    "a kind of design": ("design: { Grids: { trust.gain: [0.1, 0.2] } }", "did you mean 'grid'?"),
    "a factor": ("design: { grid: { Trust.Gain: [0.1, 0.2] } }", "did you mean 'trust.gain'?"),
    "a distribution": ("design: { random: { points: 3, factors: { trust.gain: { distribution: Triangular } } } }", "did you mean 'triangular'?"),
    "a part of a path": ("context.demand: { path: [[0, 1]], step: true }", "did you mean 'steps'?"),
    "a flag": ("forums.board.hub: True", "= True is neither true nor false; write true"),
    "a group of a design": ("design: { morris: { trajectories: 3, groups: [Trust], factors: { uncertainties: plausible } } }", "did you mean 'trust'?"),
    "the word plausible": ("design: { random: { points: 3, factors: { trust.gain: Plausible } } }", "did you mean 'plausible'?"),
    "the file of a table": ("organisations: { File: n.csv, council: {}, police: {} }", "organisations: a row is { column: value, ... }; did you mean 'file'?"),
    "a part of until": ("until: { Outcome: trust, half_width: 1 }", "'Outcome' is no part of until; did you mean 'outcome'?"),
    "a part of snapshots": ("snapshots: { month: [0] }", "did you mean 'months'?"),
}


@pytest.mark.parametrize("text, answer", NEAR.values(), ids=NEAR)
def test_the_nearest_name_is_named_wherever_a_name_is_wrong(area, text, answer):
    key = text.split(":")[0]
    world = "".join(line + "\n" for line in WORLD.splitlines() if not line.startswith(f"{key}:"))
    said = area.check(f"{world}{text}\n", expect=2)
    assert answer in said and said.count("error:") == 1, said


@pytest.mark.parametrize("words, answer", [
    (["compare", "OUT", "--outcome", "Synergies"], "did you mean 'synergy'?"),
    (["compare", "OUT", "--against", "As It Is"], "'As It Is' is no arm of this study; did you mean 'as it is'?"),
    (["compare", "OUT", "--histories", "trust"], "'--histories' is not an option; did you mean '--history'?"),
    (["compare", "OUT", "--history", "Trust"], "'Trust' is no history; did you mean 'trust'?"),
    (["compare", "OUT", "--over", "Trust.gain"], "'Trust.gain' is no parameter that the design varies; did you mean 'trust.gain'?"),
    (["compare", "OUT", "--Outcome", "synergy"], "'--Outcome' is not an option; did you mean '--outcome'?"),
    (["Compare", "OUT"], "did you mean 'compare'?"),
    (["compare", "OUT", "--of", "Forums"], "did you mean 'forum'?"),
    (["help", "Meetngs"], "did you mean 'meetings'?"),
    (["export", "OUT", "--to", "Histories", "-o", "-"], "did you mean 'histories'?"),
    (["params", "Trust.Gian"], "did you mean 'trust.gain'?"),
    (["story", "OUT", "--run", "0", "--about", "Councils"], "did you mean"),
])
def test_the_nearest_name_is_named_on_the_command_line_too(area, finished, words, answer):
    assert answer in area.program(*(finished if word == "OUT" else word for word in words), expect=None).stderr


@pytest.fixture(scope="module")
def finished(cavi, tmp_path_factory):
    return Area(cavi, tmp_path_factory.mktemp("finished")).run(
        WORLD + "replicates: 2\narms: { as it is: {}, other: { people.turnover: 0.1 } }\ndesign: { grid: { trust.gain: [0.1, 0.2] } }\n")


def test_a_column_of_a_file_has_its_nearest_name(area):
    area.write(n_csv="Name,Staf\na,3\nb,4\n")
    assert "n.csv: nothing reads 'Staf'; did you mean 'staff'?\n" in area.check(f"{SHORT}organisations: {{ file: n.csv }}\n")
    said = area.check(f"{SHORT}organisations: {{ file: n.csv, columns: {{ staff: Staff }} }}\n", expect=2)
    assert "'Staff' is no column of the file; did you mean 'Staf'?" in said


def test_a_group_takes_one_path_for_all_its_members(area):
    arm = area.read(f"{SHORT}start: 2010-04\ncontext.funding: {{ path: [[2010-04, 1], [2010-06, 0.5]] }}\n")
    paths = {name: value for name, value in arm.items() if name.startswith("context.funding.")}
    assert len(paths) >= 8 and all(value == {"path": [["0", "1"], ["2", "0.5"]]} for value in paths.values())


def test_a_title_with_a_colon_is_answered_with_how_it_is_written(area):
    said = area.check("title: First: a study\n", expect=2)
    assert 'a text with \': \' in it wants quotes, as in title: "One: two"' in said


def test_byte_order_marks_line_ends_of_windows_semicolons_and_decimal_commas_change_nothing(area):
    plain = f"{SHORT}organisations: {{ file: n.csv }}\n"
    area.write(n_csv="name,staff\na,1.5\nb c,20\n")
    before = area.read(plain)
    area.write(n_csv="\ufeffname;staff\r\na;1,5\r\n\"b c\";20\r\n")
    assert area.read("\ufeff" + plain.replace("\n", "\r\n")) == before
    assert "cells are separated by semicolons, and numbers are written with a decimal comma" in area.check(plain)


def test_no_answer_steers_a_terminal_or_a_spreadsheet(area):
    said = area.check(f'{SHORT}"\\e[31mred": 1\ntitle: "\\e]0;mine\\a"\n', expect=2)
    assert "\x1b" not in said and "red" in said
    out = area.run(f'{SHORT}organisations: {{ "=1+1": {{}}, "@a": {{}} }}\nforums: {{ "+b": {{}} }}\nseats: {{ "+b": ["=1+1", "@a"] }}\n')
    rows = list(csv.reader(io.StringIO(area.program("export", out, "--to", "entities", "--of", "forum", "-o", "-").stdout)))
    cells = [cell for row in rows for cell in row]
    assert "'+b" in cells and not any(re.match(r"[=@+]|-\D", cell) for cell in cells)
