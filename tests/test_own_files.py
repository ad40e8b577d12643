"""Tables and networks as people bring them: what spreadsheets, R, Gephi, Pajek and UCINET write is read as it is meant."""

import re
import resource

import pytest
from programs import Area, text_of

NODES = "Id;Name;Staff\r\n3;Müller;1,5\r\n1;Möller;20\r\n2;Children's Services;30\r\n"
STUDY = "title: Own files\nmonths: 3\nreplicates: 1\nhistories: none\n"


@pytest.fixture
def folder(cavi, tmp_path):
    return Area(cavi, tmp_path)


@pytest.fixture
def area(folder, tmp_path):
    """Read a study of organisations and ties from files; returns { from: { to: settings } } and what check said."""

    def read(nodes=NODES, links="from,to\n", ties="", expect=0):
        (tmp_path / "nodes.csv").write_text(nodes)
        (tmp_path / "links.txt").write_text(links)
        study = STUDY + f"organisations: {{ file: nodes.csv }}\nties: {{ file: links.txt{ties} }}\n"
        said = folder.check(study, expect=expect)
        if expect:
            return said
        text = text_of(folder.run(study) / "plan/study.yaml")
        rows = re.findall(r'^      (?:"([^"]*)"|([^ "]+)):(.*)$', text[text.index("organisations:\n"):], re.M)
        text_ties = text[text.index("    ties:"):] if "    ties:" in text else ""
        found, at = {}, None
        for line in text_ties.splitlines()[1:]:
            key = re.match(r' +(?:"([^"]*)"|([^ "]+)):', line)
            if line.startswith("        "):
                found[at][key[1] or key[2]] = line[key.end():].strip()
            else:
                at = key[1] or key[2]
                found[at] = {}
        return [a or b for a, b, rest in rows if rest], found, said

    return read


def test_names_stay_as_they_are_and_ties_find_them_by_name_or_by_id(area):
    names, ties, _ = area(links="Source,Target\n3,2\nMöller,Müller\n", ties=", columns: { from: Source, to: Target }")
    assert names == ["Müller", "Möller", "Children's Services"]
    assert ties == {"Müller": {"Children's Services": "{ }"}, "Möller": {"Müller": "{ }"}}


def test_the_number_of_a_row_is_nobodys_name(area):
    said = area(nodes="name\na\nb\n", links="from,to\n1,2\n1,b\n", expect=2)
    assert said == ("links.txt:2:1: error: ties: '1' is none of the organisations\n"
                    "links.txt:2:2: error: ties: '2' is none of the organisations\n")


def test_a_word_that_is_the_name_of_one_and_the_id_of_another_is_refused(area):
    said = area(nodes="id,name\n7,8\n8,9\n", links="from,to\n8,7\n", expect=2)
    assert "ties: '8' is the name of one of the organisations and the id of another" in said


def test_rows_that_stand_twice_are_named_with_both_lines(area):
    said = area(nodes="name,id\na,1\nb,2\na,3\nc,2\n", expect=2)
    assert "nodes.csv:4:1: error: organisations: 'a' stands in line 2 already\n" in said
    assert "nodes.csv:5:2: error: organisations: '2' is the id of 'b' already\n" in said
    said = area(nodes="name\na\nb\n", links="from,to\na,b\nb,a\na,b\n", expect=2)
    assert said == "links.txt:4:1: error: ties: the link from 'a' to 'b' stands in line 2 already\n"


def test_ties_go_one_way_unless_the_study_or_the_file_says_otherwise(area):
    nodes, links = "name\na\nb\nc\n", "from,to,weight\na,b,0.3\nb,c,1\n"
    one, both = {"a": {"b": "{ weight: 0.3 }"}, "b": {"c": "{ }"}}, {"a": {"b": "{ weight: 0.3 }"},
                                                                   "b": {"a": "{ weight: 0.3 }", "c": "{ }"}, "c": {"b": "{ }"}}
    assert area(nodes, links)[1] == one
    assert area(nodes, links, ", directed: false")[1] == both
    typed = "from,to,weight,Type\na,b,0.3,Undirected\nb,c,1,Directed\n"
    assert area(nodes, typed, ", columns: { directed: Type }")[1] == {name: ties for name, ties in both.items() if name != "c"}
    twice = "from,to,weight\na,b,0.3\nb,a,0.3\nb,c,1\n"
    assert area(nodes, twice, ", directed: false")[1] == both
    said = area(nodes, twice.replace("b,a,0.3", "b,a,0.4"), ", directed: false", expect=2)
    assert said == "links.txt:3:3: error: ties: this link goes both ways, but line 2 gives it other values\n"


def test_a_weight_is_no_rank_and_a_rank_no_weight(area):
    nodes = "name\na\nb\n"
    assert area(nodes, "from,to,weight\na,b,0.25\n")[1] == {"a": {"b": "{ weight: 0.25 }"}}
    assert "ties.contact = 0.25 is not a whole number in 0..4 (rank)" in area(nodes, "from,to,contact\na,b,0.25\n", expect=2)
    assert "ties.weight = 3 is not a number in 0..1 (share): What the contact counts for, as a share of one of its rank\n" in area(nodes, "from,to,weight\na,b,3\n", expect=2)
    assert area(nodes, "from,to,strength\na,b,3\n", ", columns: { contact: strength }")[1] == {"a": {"b": "{ contact: 3 }"}}


GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><!-- by hand -->
  <key id="d0" for="node" attr.name="label"/><key id="d2" for="edge" attr.name="weight"><default>0.5</default></key>
  <graph edgedefault="undirected">
    <edge source="n0" target="n1"/>
    <node id="n0"><data key="d0">A &amp; B &#x2013; North</data></node><node id="n1"><data key="d0">c d</data></node><node id="e"/>
    <edge source="e" target="n1" directed="true"><data key="d2">1</data></edge>
  </graph>
</graphml>"""
NET = '*Vertices 3\n1 "A & B – North" 0.1 0.2\n2 "c d" % no\n3 "e"\n*Edges\n1 2 0.5\n*Arcs\n3 2\n'
DL = 'dl n=3 format=fullmatrix\nlabels: "A & B – North", "c d",e\ndata:\n0 0.5 0\n0.5 0 0\n0 1 0\n'
LISTED = 'DL N = 3\nformat = edgelist1\nlabels embedded\ndata:\n"A & B – North" "c d" 0.5\n"c d" "A & B – North" 0.5\ne "c d"\n'
MATRIX = ',A & B – North,c d,e\nA & B – North,0,0.5,\nc d,0.5,0,NA\ne,0,1,0\n'


@pytest.mark.parametrize("text", [GRAPHML, NET, DL, LISTED, MATRIX], ids=["graphml", "pajek", "dl", "dl_list", "matrix"])
def test_a_network_is_the_same_whatever_program_wrote_it(text, area):
    _, ties, _ = area("name\nA & B – North\nc d\ne\n", text)
    assert ties == {"A & B – North": {"c d": "{ weight: 0.5 }"}, "c d": {"A & B – North": "{ weight: 0.5 }"}, "e": {"c d": "{ }"}}


@pytest.mark.parametrize("text", [GRAPHML, NET, DL], ids=["graphml", "pajek", "dl"])
def test_a_network_gives_its_nodes_too(text, area):
    assert area(text, text)[0] == ["A & B – North", "c d", "e"]
    assert "nodes.csv" in area(text, text)[2]


def test_nothing_of_a_network_is_passed_over_that_stands_where_it_seldom_does(area):
    """A link on the line of the word data; a key of nodes and edges alike; a text with a comment in it."""
    assert area("name\na\nb\n", "dl n=2 format=edgelist1 labels: a b data: 1 2 0.5\n2 1\n")[1] == {"a": {"b": "{ weight: 0.5 }"}, "b": {"a": "{ }"}}
    graph = ('<graphml><key id="v" attr.name="label" for="node"/><key id="w" attr.name="weight"/><graph>'
             '<node id="1"><data key="v">a<!-- b -->b</data></node><node id="2"><data key="v"><![CDATA[c&]]>d</data></node>'
             '<edge source="1" target="2"><data key="w">0.5</data></edge></graph></graphml>')
    assert area(graph, graph)[:2] == (["ab", "c&d"], {"ab": {"c&d": "{ weight: 0.5 }"}})


def test_names_of_nodes_may_stand_on_lines_of_their_own(area):
    graph = ('<graphml xmlns:y="u"><key id="w" for="edge" attr.name="weight"><default>\n 0.5\n</default></key><graph>'
             '<node id="1"><y:NodeLabel>\n  Town &amp; county \n<y:Model/> no name </y:NodeLabel></node><node id="2"><y:NodeLabel> \n</y:NodeLabel></node>'
             '<edge source="1" target="2"/></graph></graphml>')
    assert area(graph, graph)[:2] == (["Town & county", "2"], {"Town & county": {"2": "{ weight: 0.5 }"}})


def test_links_of_one_relation_of_pajeks_may_stand_in_two_parts_whatever_it_is_called(area):
    named = '*Vertices 2\n1 "a"\n2 "b"\n*Arcs :1234567890123456 "trusts"\n1 2\n*Edges :1234567890123456 "trusts"\n2 1\n'
    assert area("name\na\nb\n", named) == area("name\na\nb\n", named.replace(':1234567890123456 "trusts"', ""))


TWO = "organisations: { a: {}, b c: {}, d: {} }\nforums: { f: {}, g h: {} }\nseats: { file: seats.txt }\n"
SEATS = [",a,b c,d\nf,1,0,1\ng h,1,1,0\n", ",f,g h\na,1,1\nb c,0,1\nd,1,\n",
         '*Vertices 5 2\n1 "f"\n2 "g h"\n3 "a"\n4 "b c"\n5 "d"\n*Edges\n1 3\n1 5\n2 3\n2 4\n',
         '*Vertices 5 3\n1 "a"\n2 "b c"\n3 "d"\n4 "f"\n5 "g h"\n*Matrix\n1 1\n0 1\n1 0\n',
         'dl nr=2 nc=3\nrow labels: f, "g h"\ncolumn labels: a, "b c", d\ndata:\n1 0 1\n1 1 0\n']


@pytest.mark.parametrize("text", SEATS, ids=["matrix", "turned", "pajek", "pajek_matrix", "dl"])
def test_who_sits_where_may_be_a_two_mode_network_either_way_round(text, folder, tmp_path):
    (tmp_path / "seats.txt").write_text(text)
    assert '    seats:\n      f:\n        a: { }\n        d: { }\n      "g h":\n        a: { }\n        "b c": { }\n' in text_of(folder.run(STUDY + TWO) / "plan/study.yaml")


HOSTILE = [
    ("a;b\n1;2\n", "no column of the file gives 'from'; say which with columns: { from: ... }; it has a, b"),
    ("0,1\n1,0\n", "no column of the file gives 'from'"),
    (",e,x,y\ne,0,1,0\n", "no column of the file gives 'from'"),
    ("<svg/>", "is XML of another kind (<svg>): GraphML is read, and no other"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><graphml/>", "document types that declare something are not read here"),
    ("<graphml><graph><node id='a'></graph></graphml>", "links.txt:1:32: error: is not XML: mismatched tag"),
    ("<graphml><graph><node id='a'/><edge source='a' target='b'/></graph></graphml>", "'b' is the id of no node"),
    ("<graphml><graph><node id='&lol;'/></graph></graphml>", "is not XML: undefined entity"),
    ("<graphml>" + "<a>" * 100000, "is nested more than 32 levels deep"),
    ("<graphml><graph>", "is not XML: no element found"),
    ("<graphml><graph><node id='a", "is not XML: unclosed token"),
    ("*Vertices 1000000000\n", "a network has 1 to 100000 nodes"),
    ("*Vertices 2\n1 a\n*Arcs\n1 3\n", "'3' is no node: a number from 1 to 2 is wanted"),
    ("*Vertices 2\n*Matrix\n1 0\n1\n", "the matrix ends before its last cell"),
    ("*Vertices 2\n*Arcs\n1 2 x\n", "'x' is no weight of a link: a number is wanted"),
    ("dl n=2\nlabels: a,b\ndata:\n0 1 0\n", "the matrix ends before its last cell"),
    ("dl\n", "ends before its data"),
    ("dl n=2 format=rainbow\ndata:\n", "format 'rainbow' is none of: fullmatrix edgelist1 edgelist2 nodelist1 nodelist2"),
    ("*Vertices 2\n1 e\n2 f\n*Arcs :1 \"likes\"\n1 2\n*Arcs :2 \"dislikes\"\n2 1\n", "a second relation begins here (:2): one is read from a file"),
    ("dl n=2 diagonal=absent\ndata:\n1\n1\n", "a matrix without its diagonal is not read here: write it with diagonal=present"),
    ("e,f\n0,1\n1,0\n", "is a matrix without the names of its rows: they stand in its first column, which has no header"),
    ("dl n=1 format=edgelist1 labels embedded data:\na b\n", "'b': there are more labels than nodes"),
    ("", "is empty; it needs a header"),
]


@pytest.mark.parametrize("text,answer", HOSTILE, ids=[str(i) for i in range(len(HOSTILE))])
def test_what_is_no_network_is_answered_with_its_place(text, answer, area):
    said = area("name\ne\nf\n", text, expect=2)
    assert answer in said and said.count("\n") <= 4, said


def test_files_of_other_kinds_are_named_and_not_read(folder, tmp_path):
    for data, answer in ((b"\xff\xfen\0a\0", "it is UTF-16"), (b"PK\3\4\0\0", "it is a workbook"), (b"M\xfcller", "is not UTF-8 from here on")):
        (tmp_path / "nodes.csv").write_bytes(data)
        assert answer in folder.check(STUDY + "organisations: { file: nodes.csv }\n", expect=2)


def test_one_cause_has_one_complaint(folder, tmp_path):
    (tmp_path / "nodes.csv").write_text("nane\n" + "".join(f"a{i}\n" for i in range(36)))
    said = folder.check("organisations: { file: nodes.csv }\nforums: { f: {} }\nseats: { f: [a1, a2, a3] }\n"
                        "ties: { a1: [a2], a3: [a4] }\norganisations.a1.staff: 3\n", expect=2)
    assert said == "study.yaml:1:16: error: organisations: no column of the file gives 'name'; say which with columns: { name: ... }; it has nane\n"


def test_the_largest_area_is_read_and_checked_within_a_second(cavi, tmp_path):
    """256 organisations, 64 forums with 20 seats each, 65,280 ties."""
    (tmp_path / "nodes.csv").write_text("name,staff\n" + "".join(f"Organisation {i},{i + 1}\n" for i in range(256)))
    (tmp_path / "seats.csv").write_text("forum,organisation\n" + "".join(f"Board {f},Organisation {(7 * f + 11 * i) % 256}\n" for f in range(64) for i in range(20)))
    (tmp_path / "ties.csv").write_text("from,to\n" + "".join(f"Organisation {i},Organisation {j}\n" for i in range(256) for j in range(256) if i != j))
    (tmp_path / "study.yaml").write_text("organisations: { file: nodes.csv }\nforums:\n" + "".join(f"  Board {f}: {{}}\n" for f in range(64)) +
                                         "seats: { file: seats.csv }\nties: { file: ties.csv }\n")
    begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    cavi("check", "study.yaml", cwd=tmp_path)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun < 1


WRONG_WITHOUT_A_WORD = {
    "a header that stands twice": ("name,staff,staff\na,1,2\n", "nodes.csv:1:3: error: the header 'staff' stands twice"),
    "no row at all": ("name,staff\n", "nodes.csv has no row below its header"),
    "a share in per cent": ("name,staff\na,50%\n", "organisations.staff = 50% is not a number in 0..1000000 (full-time equivalents); write 0.5"),
    "a number with its unit": ("name,staff\na,12 FTE\n", "; a number stands here without its unit"),
    "a mark between thousands": ('name,staff\na,"1,200"\n', "; a number has a point before its fraction, and no mark between thousands"),
    "JSON": ('{"nodes": []}', "nodes.csv:1:1: error: is JSON, which is not read here: save it as CSV or GraphML"),
    "a name of 65 letters": (f"name\n{'ä' * 65}\n", "it is too long (any text of at most 64 characters and 128 bytes, without slashes)"),
}


@pytest.mark.parametrize("nodes,answer", WRONG_WITHOUT_A_WORD.values(), ids=WRONG_WITHOUT_A_WORD)
def test_a_table_that_would_be_understood_wrongly_is_refused(nodes, answer, area):
    assert answer in area(nodes, expect=2)


def test_a_network_of_another_kind_is_no_network_without_ties(area):
    nodes = "name\nPolice\nCouncil\n"
    assert "links.txt:1:1: error: is XML of another kind (<gexf>)" in area(nodes, "<gexf><graph/></gexf>", expect=2)
    assert "no column of the file gives 'from'" in area(nodes, "Police,Council\nCouncil,Police\n", expect=2)  # links without a header are no matrix
    assert "'yes' says neither directed nor undirected, true nor false" in area(nodes, "from,to,directed\nPolice,Council,yes\n", expect=2)


def test_check_says_what_nothing_reads_and_which_names_look_alike(area):
    names, _, said = area("name,colour,sectors\nPolice,red,justice\npolice ,red,council\n".replace("police ", '"police"'), "from,to\nPolice,Police\n")
    assert names == ["Police", "police"]
    assert "nodes.csv: nothing reads 'colour', 'sectors'; did you mean 'sector'?\n" in said
    assert "look: organisations: 'Police' and 'police' are two rows, and differ in capitals or blanks alone\n" in said
    assert "look: 1 of 1 ties join a row with itself\n" in said


def test_names_have_64_letters_of_any_script_and_arms_a_hundred(cavi, folder):
    """64 letters of Cyrillic are 128 bytes; a hundred of Chinese are 300."""
    name, arm = "я" * 64, "委" * 100
    out = folder.run(STUDY + f"organisations: {{ {name}: {{}}, б: {{}} }}\nforums: {{ f: {{}} }}\nseats: {{ f: [{name}, б] }}\n"
                     f"snapshots: {{ months: [0] }}\narms: {{ {arm}: {{}}, b: {{ seats.f.{name}.influence: 0.5 }} }}\n")
    assert arm in cavi("compare", out).stdout
    rows = cavi("export", out, "--to", "csv", "-o", "-").stdout.splitlines()
    assert rows[0].split(",")[4] == f"seats.f.{name}.influence" and [row.split(",")[4] for row in rows[1:]] == ["1", "0.5"]
    assert "an arm has a name of 1 to 100 characters" in folder.check(STUDY + f"arms: {{ {arm}委: {{}}, b: {{}} }}\n", expect=2)


def test_links_that_are_written_otherwise_are_told_how(folder):
    def said(seats):
        return folder.check(STUDY + f"organisations: {{ a: {{}}, b: {{}} }}\nforums: {{ f: {{}} }}\nseats: {seats}\n", expect=2)

    for rows in ("{ forum: f, organisation: a }", "{ s1: { forum: f, organisation: a }, s2: { forum: f, organisation: b } }"):
        assert "seats: links stand here by their names alone: { forum: [organisation, ...] }" in said(rows) and said(rows).count("\n") == 1
    assert "seats is a table of links: { forum: [organisation, ...], ... }, or { file: table.csv }" in said("[{ forum: f, organisation: a }]")
    assert "seats: 'a' is one of the organisations and stands where a forum should: { forum: [organisation, ...] }" in said("{ a: [f] }")


def test_check_tells_what_differs_between_arms_in_rows_of_tables(folder):
    said = folder.check(STUDY + "organisations: { a: {}, b: {}, c: {} }\nforums: { f: { meetings: 4 } }\nseats: { f: [a, b] }\n"
                        "arms: { as it is: {}, other: { organisations: { d: {}, a: { staff: 7, sector: health } }, forums: { f: { meetings: 12 } },"
                        " seats: { f: { c: {}, a: { present: false } } } } }\n")
    assert said[said.index("arm 'other':\n") :].splitlines()[1:7] == [
        "  organisations more: d", "  organisations.a.sector: health, not council", "  organisations.a.staff: 7, not 50",
        "  forums.f.meetings: 12, not 4", "  seats more: f.c", "  seats.f.a.present: false, not true"]


def test_seats_in_any_order_are_answered_for_where_an_arm_has_more_rows(cavi, tmp_path):
    """A matrix goes organisation by organisation, and what is written out forum by forum: both are one study."""
    (tmp_path / "seats.csv").write_text(",f,g\na,1,1\nb,1,1\nc,,1\n")
    (tmp_path / "study.yaml").write_text(STUDY + "organisations: { a: {}, b: {}, c: {} }\nforums: { f: {}, g: {} }\nseats: { file: seats.csv }\n"
                                         "arms: { as it is: {}, more: { organisations: { d: {} }, seats: { f: { d: {} } } } }\n")
    cavi("run", "study.yaml", "-o", "out", "--quiet", cwd=tmp_path)
    assert "against 'as it is'" in cavi("compare", "out", cwd=tmp_path).stdout
    cavi("run", "out/plan/study.yaml", "-o", "again", "--quiet", cwd=tmp_path)
    assert text_of(tmp_path / "out/plan/plan.txt") == text_of(tmp_path / "again/plan/plan.txt")
