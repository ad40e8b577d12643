"""What somebody asks in a study is read as it is meant, or refused with its place: nothing is passed over without a word."""

import pytest
from programs import ROOT, text_of

TOWN = f"extends: {ROOT}/configs/scenarios/small_town.yaml\nmonths: 84\nstart: 2010-04\nreplicates: 2\nhistories: none\n"
FUNDING = "context.funding.council"


@pytest.fixture
def check(area):
    return lambda text, *options, expect=2: area.check(text, *options, expect=expect)


@pytest.fixture
def resolved(area):
    return lambda text: text_of(area.run(text) / "plan/study.yaml")


def test_dates_are_months_of_the_study(resolved):
    text = resolved(f"{TOWN}{FUNDING}: {{ path: [[2010-04, 1], [2011-01, 0.9], [2017-03-31, 0.7]] }}\n")
    assert f"{FUNDING}: {{ path: [[0, 1], [9, 0.9], [83, 0.7]] }}" in text


def test_years_for_months_are_refused_and_a_date_before_the_start_too(check):
    said = check(f"{TOWN}arms: {{ a: {{}}, b: {{ {FUNDING}: {{ path: [[2010, 1], [2017, 0.7]] }} }} }}\n")
    assert said == (f"study.yaml:6:54: error: '{FUNDING}' follows a path from month 2010 (2177-10) on, and the run ends with month 83 (2017-03); "
                    "months count from 0, and a date is written as 2017-04\n")
    assert "2010-03 lies before the study's first month, 2010-04" in check(f"{TOWN}{FUNDING}: {{ path: [[2010-03, 1]] }}\n")
    assert "'2010-13' is no month" in check(f"{TOWN}{FUNDING}: {{ path: [[2010-13, 1]] }}\n")


def test_a_series_comes_from_a_column_of_a_file_and_empty_cells_are_no_points(resolved, check, tmp_path):
    (tmp_path / "f.csv").write_text("date;council;health\n2010-04-30;1;1\n2011-04;0,9;\n2012-04;0,8;0,95\n")
    text = resolved(f"{TOWN}{FUNDING}: {{ path: f.csv }}\ncontext.funding.schools: {{ path: f.csv, column: health, steps: true }}\n")
    assert f"{FUNDING}: {{ path: [[0, 1], [12, 0.9], [24, 0.8]] }}" in text
    assert "context.funding.schools: { path: [[0, 1], [24, 0.95]], steps: true }" in text
    assert "'helth' is no column of the file; did you mean 'health'?" in check(f"{TOWN}{FUNDING}: {{ path: f.csv, column: helth }}\n")
    assert "no column of the file is called 'context.demand'" in check(f"{TOWN}context.demand: {{ path: f.csv }}\n")
    (tmp_path / "f.csv").write_text("date,council\n2011-04,1\n2010-04,0.9\n2012-04,9\n")
    assert check(f"{TOWN}{FUNDING}: {{ path: f.csv }}\n") == ("f.csv:3:2: error: 2010-04 does not come after the row before it\n"
                                                            f"f.csv:4:2: error: '{FUNDING}' = 9 is outside 0..2 (share of month 0)\n")


def test_a_table_of_runs_has_the_first_and_the_last_value_of_a_path(cavi, area):
    out = area.run(f"{TOWN}arms: {{ a: {{}}, b: {{ {FUNDING}: {{ path: [[0, 1], [80, 0.75]] }} }} }}\n")
    rows = [line.split(",")[:6] for line in cavi("export", out, "--to", "csv", "-o", "-").stdout.splitlines()]
    assert rows == [["run", "scenario", "point", "replicate", FUNDING, f"{FUNDING}.end"], ["0", "a", "0", "0", "1", "1"], ["1", "b", "0", "0", "1", "0.75"],
                    ["2", "a", "0", "1", "1", "1"], ["3", "b", "0", "1", "1", "0.75"]]


def test_arms_may_stand_in_a_table(resolved, check, tmp_path):
    (tmp_path / "arms.csv").write_text('arm,agenda.ladder,context.demand\nas it is,,\n"small, first",1,NA\nhard,0,1.5\n')
    text = resolved(f"{TOWN}arms: {{ file: arms.csv }}\n")
    arms = [line.strip() for line in text[text.index("arms:\n"):].splitlines() if line.startswith(('  "', "    agenda.l", "    context.demand"))]
    assert arms == ['"as it is":', '"small, first":', "agenda.ladder: 1", '"hard":', "context.demand: 1.5", "agenda.ladder: 0"]
    (tmp_path / "arms.csv").write_text("arm,agenda.ladder,contxt.demand\na,7,\na,,1\n")
    assert check(f"{TOWN}arms: {{ file: arms.csv }}\n") == ("arms.csv:1:3: error: 'contxt.demand' is not a parameter; did you mean 'context.demand'?\n"
                                                         "arms.csv:2:2: error: 'agenda.ladder' = 7 is outside 0..1 (share)\n"
                                                         "arms.csv:3:1: error: there is an arm 'a' already\n")


def test_what_nothing_reads_is_refused_where_it_is_set(check):
    assert check(TOWN + "arms: { a: {}, b: { world.seats: 4 } }\n") == ("study.yaml:6:21: error: nothing reads 'world.seats' in arm 'b', "
                                                                       "because its tables list the entities\n")
    said = "nothing reads 'world.forums', because the tables of the study list the entities"
    assert said in check(TOWN + "design: { grid: { world.forums: [1, 2] } }\n")
    assert said in check(TOWN, "--set", "world.forums=2")
    check("months: 3\nworld.organisations: 9\narms: { a: {}, b: { world.seats: 4 } }\n", expect=0)


def test_the_command_line_does_not_set_what_arms_differ_in(check):
    text = TOWN + "arms: { a: {}, b: { agenda.ladder: 1 } }\n"
    assert check(text, "--set", "agenda.ladder=0.5") == "error: --set: arms differ in 'agenda.ladder'; take it out of the arms to set it in all of them\n"
    check(text, "--set", "agenda.size=3", expect=0)


def test_a_level_stands_once_and_whole_numbers_are_all_taken(check):
    assert "'agenda.ladder' has the level 0.2 twice" in check(TOWN + "design: { grid: { agenda.ladder: [0.2, 0.6, 0.2] } }\n")
    assert "2 replicates x 12 points" in check("months: 3\nreplicates: 2\nworld.organisations: 9\ndesign: { grid: { world.forums: { from: 1, to: 12 } } }\n", expect=0)


def test_a_dotted_row_is_told_how_rows_are_written(check):
    assert check(TOWN + "organisations.new: { staff: 3 }\n") == ("study.yaml:6:1: error: 'organisations.new': a row of a table is written "
                                                               "organisations: { new: { column: value } }\n")


# --- what check says, and what finds a word ---


def test_check_says_who_is_there_who_never_meets_and_which_ties_go_both_ways(check):
    said = check("months: 3\norganisations: { a: {}, b: {}, c: {}, d: {}, lonely one: {} }\nforums: { f: {}, g: {} }\n"
                 "seats: { f: [a, b], g: [c, d] }\nties: { a: [b, c], b: [a] }\n", expect=0)
    assert "organisations 5, forums 2, seats 4, ties 3\n" in said
    assert "ties: 2 of 3 go both ways, 1 one way, from the first to the second\n" in said
    assert "look: 1 of 3 ties join rows that no other link brings together\n" in said
    assert "look: there are 2 parts that never meet:\n  a, b, f\n  c, d, g\n" in said
    assert "look: linked to nobody: lonely one\n" in said


def test_check_says_what_differs_between_arms_with_dates_and_which_are_equal(check):
    said = check(TOWN + "agenda.ladder: 0.3\narms:\n  a: {}\n  b: { agenda.ladder: { path: [[0, 0.3], [2012-04, 1]], steps: true } }\n"
                 "  c: { agenda.ladder: 0.3, organisations: { new one: {} } }\n  d: { agenda.ladder: { path: [[0, 0.3], [200, 0.3]] }, without: [small_wins] }\n"
                 "  e: { agenda.ladder: { path: [[10, 0.3], [80, 0.3]] } }\n", expect=0)
    assert "arm 'a', with which the others are compared:\n  agenda.ladder: 0.3\n" in said
    assert "arm 'b':\n  agenda.ladder: 0.3 in 2010-04, then 1 in 2012-04\n" in said
    assert "arm 'c':\n  organisations more: new one\n" in said
    assert "arm 'd':\n  without small_wins\n" in said
    assert said.count("look: arms") == 1 and "look: arms 'a' and 'e' are the same" in said


def test_check_counts_a_made_area_and_names_a_setting_that_tables_make_idle(check):
    assert "organisations 9 (made), forums 1 (made), seats 9 (made)\n" in check("months: 3\nworld.organisations: 9\nworld.forums: 1\n", expect=0)
    assert "look: nothing reads 'world.seats', because the tables list the entities\n" in check(TOWN + "world.seats: 3\n", expect=0)


def test_any_word_finds_what_has_it_as_a_name_or_in_its_meaning(cavi):
    assert cavi("help", "until").stdout.startswith("key of a study `until`: ")
    assert cavi("help", "grid").stdout == "design `grid`: Every combination of the levels of all factors\n"
    assert cavi("help", "check").stdout == cavi("check", "--help").stdout
    assert cavi("help", "staff").stdout.startswith("column of organisations `staff`: ")
    assert "parameter `people.turnover`" in cavi("params", "turnover").stdout
    assert "table `forums`" in cavi("params", "board").stdout
    assert cavi("help", "xyzzy", expect=2).stderr == "error: nothing is called 'xyzzy', and no meaning holds the word\n"


# --- a folder to begin with ---


def test_new_writes_a_folder_that_checks_and_runs_and_writes_over_nothing(cavi, tmp_path):
    said = cavi("new", "mine", cwd=tmp_path).stdout
    assert "next: check mine/study.yaml" in said
    files = {path.name for path in (tmp_path / "mine").iterdir()}
    tables = {name for name in files if name.endswith(".csv")}
    assert files == tables | {"columns.md", "study.yaml"} and {"organisations.csv", "forums.csv", "seats.csv", "ties.csv"} <= tables
    told = cavi("check", "mine/study.yaml", cwd=tmp_path)
    assert told.stderr == "" and told.stdout.count("look: ") == 0
    cavi("run", "mine/study.yaml", "-o", "out", "--replicates", 2, "--quiet", cwd=tmp_path)
    (tmp_path / "mine/study.yaml").write_text("mine")
    said = cavi("new", "mine", cwd=tmp_path, expect=2).stderr
    assert "mine/study.yaml: error: exists already; nothing was written\n" in said
    assert (tmp_path / "mine/study.yaml").read_text() == "mine"


def test_new_has_every_column_of_every_table_and_says_what_it_means(cavi, toy, tmp_path):
    for program in (cavi, toy):
        folder = tmp_path / program.path.name
        program("new", folder)
        meanings = (folder / "columns.md").read_text()
        for path in folder.glob("*.csv"):
            section = meanings[meanings.index(f"## {path.name}\n"):].split("\n## ")[0]
            assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == path.read_text().splitlines()[0].split(",")
