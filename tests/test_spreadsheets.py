"""Spreadsheets as people leave them: each oddity is read rightly and said, or refused with its place. None is taken in wrongly without a word."""

import pytest
import yaml
from programs import text_of

SHORT = "months: 96\nstart: 2010-04\nreplicates: 1\nhistories: none\n"
FUNDING = "context.funding.council"
DEMAND = "context.demand"


@pytest.fixture
def area(cavi, tmp_path):
    """A folder: `said` gives what check says of a study beside files, `read` its first arm as it was understood."""

    class Area:
        def write(self, text, files):
            for name, data in files.items():
                (tmp_path / f"{name}.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
            (tmp_path / "study.yaml").write_text(f"{SHORT}{text}\n")

        def said(self, text, expect=0, **files):
            self.write(text, files)
            done = cavi("check", "study.yaml", cwd=tmp_path, expect=expect)
            return done.stderr if expect else done.stdout

        def refused(self, text, **files):
            return self.said(text, expect=2, **files)

        def read(self, text, **files):
            self.write(text, files)
            out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
            cavi("run", "study.yaml", "-o", out, "--quiet", cwd=tmp_path)
            return next(iter(yaml.load(text_of(out / "plan/study.yaml"), yaml.BaseLoader)["arms"].values()))

    return Area()


NODES = "organisations: { file: nodes.csv }"
LINKS = f"{NODES}\nties: {{ file: links.csv }}"


def staff(arm):
    return {name: row.get("staff", "50") for name, row in arm["organisations"].items()}


def ties(arm):
    return {name: sorted(to) for name, to in arm["ties"].items()}


# --- dates ---


@pytest.mark.parametrize("date", ["2011-04", "2011-4", "2011-04-30", "2011/04/30", "2011.04.30", "30/04/2011", "30.04.2011", "30-04-2011", "04/30/2011", "04/04/2011",
                                  "1.04.2011", "04/2011", "04-2011", "Apr 2011", "april 2011", "Apr. 2011", "Apr-2011", "Apr/2011", "2011 Apr", "2011-Apr", "30 April 2011",
                                  "30. April 2011", "30-Apr-2011", '"April 30, 2011"', "2011-04-30 00:00:00", "2011-04-30T12:30:00Z", "12"])
def test_a_month_is_the_same_however_people_write_it(date, area):
    arm = area.read(f"{FUNDING}: {{ path: [[2010-04, 1], [{date}, 0.5]] }}")
    assert arm[FUNDING]["path"] == [["0", "1"], ["12", "0.5"]]
    header = "month" if date == "12" else "date"
    arm = area.read(f"{FUNDING}: {{ path: path.csv }}", path=f"{header},council\n{0 if date == '12' else '2010-04'},1\n{date},0.5\n")
    assert arm[FUNDING]["path"] == [["0", "1"], ["12", "0.5"]]


DOUBTS = {
    "a day or a month": ("03/04/2011", "'03/04/2011' may be 3 April or 4 March: write 2011-04 or 2011-03"),
    "the same with strokes": ("03-04-2011", "'03-04-2011' may be 3 April or 4 March: write 2011-04 or 2011-03"),
    "a financial year": ("2010/11", "'2010/11' may be a financial year or a month: write the month, as 2010-04"),
    "one that is no month": ("2012-13", "'2012-13' is a financial year: write the month in which it begins, as 2010-04"),
    "one in full": ("2010-2011", "'2010-2011' is a financial year"),
    "a month or a number": ("12.2011", "'12.2011' may be a month of a year or a number of months: write it as 2010-04"),
    "a short year": ("Apr-11", "'Apr-11' wants a year of four digits, as in Apr 2010 or 2010-04"),
    "another": ("30/04/11", "'30/04/11' wants a year of four digits"),
    "no day": ("31.02.2011", "'31.02.2011' is no month"),
    "no month": ("00/05/2011", "'00/05/2011' is no month"),
    "another language": ("März 2011", "'März 2011' is no month"),
    "a quarter": ("2011 Q1", "'2011 Q1' is no month: a number from 0, or a date such as 2017-04"),
}


@pytest.mark.parametrize("date,answer", DOUBTS.values(), ids=DOUBTS)
def test_a_date_that_may_be_two_months_is_refused_with_what_to_write(date, answer, area):
    assert f"study.yaml:5:50: error: {answer}" in area.refused(f"{FUNDING}: {{ path: [[2010-04, 1], [{date}, 0.5]] }}")
    assert f"path.csv:3:1: error: {answer}" in area.refused(f"{FUNDING}: {{ path: path.csv }}", path=f"date,council\n2010-04,1\n{date},0.5\n")


def test_a_column_of_doubtful_dates_is_one_complaint_with_its_first_rows(area):
    both = f"{FUNDING}: {{ path: path.csv }}\ncontext.funding.health: {{ path: path.csv, column: council }}"
    said = area.refused(both, path="date,council\n" + "".join(f"01/{month:02d}/2011,0.9\n" for month in range(2, 13)))
    assert [line.split(": ")[0] for line in said.splitlines()] == ["path.csv:2:1", "path.csv:3:1", "path.csv:4:1", "path.csv"]
    assert said.endswith("path.csv: error: 11 rows have no date that is sure\n")


def test_years_and_the_days_of_a_workbook_are_no_months(area):
    for number in ("2011", "40269"):
        assert f"path.csv:3:1: error: '{number}' is no date such as 2017-04; numbers of months stand below `month`" in area.refused(
            f"{FUNDING}: {{ path: path.csv }}", path=f"Date,council\n2010-04,1\n{number},0.5\n")


def test_a_column_of_financial_years_is_no_column_of_months(area):
    both = f"{FUNDING}: {{ path: path.csv }}\ncontext.funding.health: {{ path: path.csv, column: council }}"
    said = area.refused(both, path="date,council\n2010-11,1\n2011-12,0.5\n")
    assert said.count("\n") == 1
    assert said.startswith("path.csv:2:1: error: all dates of this path may be financial years: write the month in which each begins, as 2010-04")
    assert "study.yaml:5:34: error: all dates of this path may be financial years" in area.refused(f"{FUNDING}: {{ path: [[2010-11, 1], [2011-12, 0.5]] }}")
    assert area.read(f"{FUNDING}: {{ path: [[2010-11, 1], [2011-11, 0.5]] }}")[FUNDING]["path"] == [["7", "1"], ["19", "0.5"]]


@pytest.mark.parametrize("start", ["Apr 2009", "01.04.2009", "2009-04-30"])
def test_a_study_may_begin_in_any_way_a_date_is_written(start, cavi, tmp_path):
    (tmp_path / "study.yaml").write_text(f"start: {start}\nmonths: 3\n")
    assert "3 months from 2009-04;" in cavi("check", "study.yaml", cwd=tmp_path).stdout
    (tmp_path / "study.yaml").write_text("start: 03/04/2009\n")
    assert "study.yaml:1:8: error: '03/04/2009' may be 3 April or 4 March" in cavi("check", "study.yaml", cwd=tmp_path, expect=2).stderr


# --- headers ---


def test_gephis_nodes_and_edges_are_read_as_they_are_exported_and_told(area):
    files = {"nodes": "Id,Label,timeset,staff\n3,Police,,10\n1,Council,,20\n2,Charity,,5\n",
             "links": "Source,Target,Type,Id,Label,timeset,Weight\n1,3,Undirected,0,,,1.0\n2,1,Directed,1,,,0.5\n"}
    assert ties(area.read(LINKS, **files)) == {"Council": ["Police"], "Police": ["Council"], "Charity": ["Council"]}
    said = area.said(LINKS, **files)
    for told in ("nodes.csv: column 'Label' is read as 'name'", "nodes.csv: nothing reads 'timeset'", "links.csv: column 'Source' is read as 'from'",
                 "links.csv: column 'Target' is read as 'to'", "links.csv: column 'Type' is read as 'directed'", "links.csv: nothing reads 'Id', 'Label', 'timeset'",
                 "ties: 2 of 3 go both ways, 1 one way"):
        assert f"{told}\n" in said or f"{told}," in said, told


@pytest.mark.parametrize("header", ["ego,alter", "Node1,Node2", "node 1,node_2", "Sender,Receiver", "Organisation 1,Organisation 2", "org1,org2", "Organization_1,Organization_2", "Tail,Head", "V1,V2"])
def test_usual_headers_of_both_ends_are_read_and_told(header, area):
    files = {"nodes": "name\na\nb\n", "links": f"{header}\na,b\n"}
    assert ties(area.read(LINKS, **files)) == {"a": ["b"]}
    assert f"links.csv: column '{header.split(',')[0]}' is read as 'from'\n" in area.said(LINKS, **files)


@pytest.mark.parametrize("header", ["Label", "Title", "Organisation", "organisations", "Organization", "Org", "Organisation name", "vertex.names", "Actor", "id"])
def test_usual_headers_of_a_name_are_read_and_told(header, area):
    files = {"nodes": f"{header},staff\na,3\nb,4\n"}
    assert staff(area.read(NODES, **files)) == {"a": "3", "b": "4"}
    assert f"nodes.csv: column '{header}' is read as 'name'\n" in area.said(NODES, **files)


def test_an_own_header_and_what_the_study_says_come_before_usual_ones(area):
    said = area.said(LINKS, nodes="Label,name\nx,a\ny,b\n", links="from,to,source,target\na,b,x,y\n")
    assert "is read as" not in said and "nothing reads 'source', 'target'" in said
    said = area.said(NODES.replace(" }", ", columns: { name: Actor } }"), nodes="Label,Actor\nx,a\ny,b\n")
    assert "is read as" not in said and "nothing reads 'Label'" in said
    assert "no column of the file gives 'to'" in area.refused(LINKS, nodes="name\na\nb\n", links="from,target\na,b\n")  # one end of each kind is no pair
    assert "column 'Id' is read as 'name'" in area.said(NODES, nodes="Id,Label\na,\nb,\n")  # labels that nobody gave are none


def test_a_type_that_is_about_something_else_is_no_direction(area):
    said = area.said(LINKS, nodes="name\na\nb\n", links="from,to,type\na,b,contract\n")
    assert "nothing reads 'type'" in said and "is read as" not in said
    said = area.refused(LINKS, nodes="name\na\nb\n", links="from,to,Type\na,b,Mutual\nb,a,contract\n")
    assert "links.csv:3:3: error: ties: 'contract' says neither directed nor undirected, true nor false" in said


def test_a_matrix_may_say_what_its_rows_are(area):
    seats = "forums: { f: {}, g: {} }\nseats: { file: seats.csv }"
    arm = area.read(f"{NODES}\n{seats}", nodes="name\na\nb\nc\n", seats="Organisation,f,g\na,1,1\nb,1,1\nc,,1\n")
    assert {forum: sorted(who) for forum, who in arm["seats"].items()} == {"f": ["a", "b"], "g": ["a", "b", "c"]}


# --- what stands twice ---


def test_points_that_stand_twice_are_told_with_both_lines(area):
    said = area.said("design: { list: { file: points.csv } }", points=f"{DEMAND},trust.gain\n1,0.1\n1.2,0.1\n1,0.2\n1.2,0.1\n1.20,0.1\n")
    assert "look: points.csv:5: the same point as in line 3\nlook: points.csv:6: the same point as in line 3\n" in said and said.count("the same point") == 2
    said = area.said(f"design: {{ list: {{ {DEMAND}: [1, 1.2, 1], trust.gain: [0.1, 0.1, 0.1] }} }}")
    assert "look: study.yaml: points 0 and 2 of the list are the same\n" in said
    numbered = f"world,{DEMAND}\n3,1\n4,1\n3,1\n"  # two worlds may be alike and have luck of their own
    assert area.said("worlds: points.csv", points=numbered).count("the same point") == 1
    assert "the same point" not in area.said("design: { list: { file: points.csv } }", points=f"{DEMAND}\n1\n1.2\n")


def test_many_points_that_stand_twice_are_counted(area):
    said = area.said("design: { list: { file: points.csv } }", points=f"{DEMAND}\n" + "1\n" * 20)
    assert said.count("the same point as in line 2\n") == 8 and "look: points.csv: 19 points stand there more than once\n" in said


def test_a_row_that_a_list_of_links_names_twice_is_told_with_both_lines(area):
    said = area.said("organisations: { a: {}, b: {}, c: {} }\nforums: { f: {} }\nseats:\n  f:\n    - a\n    - b\n    - a\n")
    assert "look: study.yaml:11: seats: 'a' stands in the list of 'f' twice, first in line 9\n" in said


# --- numbers ---

NUMBERS = {
    "blanks between thousands": ("name;staff\na;1 200\n", "organisations.staff = 1 200 is not a number in 0..1000000 (full-time equivalents); a number has a point before its fraction, and no mark between thousands"),
    "the same, unbroken": ("name;staff\na;1\u00a0200\n", "organisations.staff = 1 200 is not a number"),
    "narrow ones": ("name;staff\na;1\u202f200\n", "organisations.staff = 1 200 is not a number"),
    "apostrophes between thousands": ("name;staff\na;1'200\n", "no mark between thousands"),
    "commas between thousands": ('name,staff\na,"1,200"\n', "no mark between thousands"),
    "points and a decimal comma": ("name;staff\na;1.200,5\n", "no mark between thousands"),
    "points between thousands, or a fraction": ("name;staff\na;1.200\nb;35\n", "organisations.staff = 1.200 (1200 or 1.2000?) is not a number in 0..1000000 (full-time equivalents); write the one that is meant"),
    "commas between thousands, or a fraction": ("name\tstaff\na\t1,200\nb\t35\n", "organisations.staff = 1,200 (1200 or 1,2000?) is not a number"),
    "points beside decimal commas": ("name;staff\na;1.200\nb;0,5\n", "organisations.staff = 1.200 (1200 or 1,2000?) is not a number"),
    "per cent": ("name,staff\na,50 %\n", "; write 0.5"),
    "a text": ("name,staff\na,'12\n", "organisations.staff = '12 is not a number in 0..1000000 (full-time equivalents); write 12, without the apostrophe"),
}


@pytest.mark.parametrize("nodes,answer", NUMBERS.values(), ids=NUMBERS)
def test_a_number_that_is_written_otherwise_is_refused_with_how_it_is_written(nodes, answer, area):
    said = area.refused(NODES, nodes=nodes)
    assert "nodes.csv:2:2: error: " in said and answer in said and said.count("error:") == 1


def test_the_same_is_refused_in_points_arms_and_paths(area):
    assert "points.csv:2:1: error: " in area.refused("design: { list: { file: points.csv } }", points=f"{DEMAND};trust.gain\n1.200;0\n")
    assert "arms.csv:2:2: error: " in area.refused("arms: { file: arms.csv }", arms=f"arm;{DEMAND}\na;1.200\n")
    assert "path.csv:3:2: error: " in area.refused(f"{FUNDING}: {{ path: path.csv }}", path="date;council\n2010-04;1\n2011-04;1.200\n")


def test_three_digits_behind_a_mark_are_a_fraction_where_another_cell_shows_it(area):
    assert staff(area.read(NODES, nodes="name;staff\na;1,250\nb;0,5\n")) == {"a": "1.25", "b": "0.5"}
    assert staff(area.read(NODES, nodes="name;staff\na;1.250\nb;2.5\n")) == {"a": "1.25", "b": "2.5"}
    assert staff(area.read(NODES, nodes="name,staff\na,1.250\nb,3\n")) == {"a": "1.25", "b": "3"}


def test_arms_points_and_paths_take_semicolons_and_decimal_commas_and_say_so(area):
    arm = area.read(f"arms: {{ file: arms.csv }}\n{FUNDING}: {{ path: path.csv }}", arms=f"arm;{DEMAND};trust.gain\nfirst;1,25;0,1\n", path="date;council\n30.04.2010;1\n30.04.2011;0,875\n")
    assert arm[DEMAND] == "1.25" and arm[FUNDING]["path"] == [["0", "1"], ["12", "0.875"]]
    said = area.said(f"arms: {{ file: arms.csv }}\n{FUNDING}: {{ path: path.csv }}")
    for name in ("arms", "path"):
        assert f"{name}.csv: cells are separated by semicolons, and numbers are written with a decimal comma\n" in said


# --- cells, rows and what stands around a table ---


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#BEZUG!", "Err:502"])
@pytest.mark.parametrize("row", ["{},12", "b,{}"])
def test_an_error_of_the_spreadsheet_is_no_name_and_no_value(cell, row, area):
    said = area.refused(NODES, nodes=f"name,staff\na,1\n{row.format(cell)}\n")
    assert said == f"nodes.csv:3:{1 + row.index('{') // 2}: error: '{cell}' is an error of the spreadsheet: mend its formula, or leave the cell empty\n"


def test_cells_that_say_nothing_take_the_default_and_are_told_and_are_no_names(area):
    files = {"nodes": "name,staff,sector,colour\na,#N/A,NA,NA\nb,7,,NA\n"}
    assert staff(area.read(NODES, **files)) == {"a": "50", "b": "7"}
    assert "nodes.csv: 2 cells such as NA or #N/A are read as empty\n" in area.said(NODES, **files)
    assert "nodes.csv:3:1: error: organisations: 'NA' says that there is no value, and a row wants a name" in area.refused(NODES, nodes="name,staff\na,1\nNA,3\n")


def test_blanks_that_do_not_break_a_line_are_blanks_and_told(area):
    files = {"nodes": "\ufeffname\u00a0,staff\nCity\u00a0council,3\n\u202fPolice\u200b,4\n", "links": "from,to\nCity council,Police\n"}
    assert ties(area.read(LINKS, **files)) == {"City council": ["Police"]}
    assert "nodes.csv: blanks that do not break a line are read as blanks (4)\n" in area.said(LINKS, **files)


AROUND = {
    "a row of sums": ("name,staff\na,1\nb,2\nTotal,3\n", "nodes.csv:4:1: error: organisations: 'Total' seems to be sums, and no row of the table: delete the line"),
    "a row of sums, otherwise": ("name,staff\na,1\nb,2\n,\nGRAND TOTAL:,3\n", "nodes.csv:5:1: error: organisations: 'GRAND TOTAL:' seems to be sums"),
    "a note below": ("name,staff\na,1\nb,2\n,\nSource: our own count,\n", "nodes.csv:5:1: error: organisations: 'Source: our own count' stands alone below an empty line"),
    "a note without cells": ("name,staff\na,1\n\nSource: our own count\n", "nodes.csv:4:1: error: has 1 cells; the header has 2"),
    "a title above": ("Our organisations,\nname,staff\na,1\n", "no column of the file gives 'name'; say which with columns: { name: ... }; it has Our organisations, ; the header must be its first line, and nothing above it"),
    "a title without cells above": ("Our organisations\nname,staff,sector\na,1,health\nb,2,health\n", "nodes.csv:2:1: error: has 3 cells; the header has 1: the first line must be the header\n"),
    "a header in two lines with names": ("Organisation,,Staff,\nName,Sector,2018,2019\na,health,1,2\n", "nodes.csv:2:1: error: organisations: 'Name' seems to begin a second header: a table has one, its first line\n"),
    "a header in two lines": (",FTE,\nname,staff,sector\na,1,health\n", "the header must be its first line, and nothing above it"),
}


@pytest.mark.parametrize("nodes,answer", AROUND.values(), ids=AROUND)
def test_what_stands_around_a_table_is_no_row_of_it(nodes, answer, area):
    said = area.refused(NODES, nodes=nodes)
    assert answer in said and said.count("error:") == 1


def test_empty_rows_and_columns_around_a_table_are_nothing_and_a_last_row_without_cells_is_asked_about(area):
    assert staff(area.read(NODES, nodes=",,\nname,staff,\na,1,\n\nb,2,\n,,\n,,\n\n")) == {"a": "1", "b": "2"}
    said = area.said(NODES, nodes="name,staff\na,1\nb,2\n* full-time equivalents,\n")
    assert "look: nodes.csv:4: '* full-time equivalents' has nothing but its name: is it a row, or a note below the table?\n" in said
    assert "has nothing but its name" not in area.said(NODES, nodes="name,staff\na,1\nb,\nc,2\nd,\n")
    assert "nodes.csv: column 3 has no header and is passed over\n" in area.said(NODES, nodes="name,staff,\na,1,see below\n")


def test_sums_beside_and_below_a_matrix_are_nobody(area):
    seats = "forums: { f: {}, g: {} }\nseats: { file: seats.csv }"
    nodes = "name\na\nb\n"
    assert area.refused(f"{NODES}\n{seats}", nodes=nodes, seats=",f,g,Total\na,1,1,2\nb,1,1,2\n") == "seats.csv:2:2: error: seats: 'Total' is none of the forums\n"
    assert area.refused(f"{NODES}\n{seats}", nodes=nodes, seats=",f,g\na,1,1\nb,1,1\nTotal,2,2\n") == "seats.csv:4:1: error: seats: 'Total' is none of the organisations\n"
