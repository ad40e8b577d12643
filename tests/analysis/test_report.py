"""The report: what it says, that it stands alone, and how it opens in a browser."""

import re
import time
from html.parser import HTMLParser

import arms
import browser
import cavi_results as cavi
import figure_leadership
import pytest
import report
import tiny_study
from conftest import compute

STUDY = """title: "Cuts"
arms:
  "level":
    organisations:
      social_work: { staff: 150 }
      police: { sector: justice }
    forums:
      safeguarding_board: { seats: [social_work, police] }
  "real \\"deep\\" cuts":
    context.funding.council: { path: [[0, 1], [84, 0.51]] }
    organisations:
      social_work: { staff: 150 }
      police: { sector: justice }
    forums:
      safeguarding_board: { seats: [social_work, police] }
"""


class Outline(HTMLParser):
    """Headings, addresses, texts of images and cells of a page."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.addresses, self.images, self.tables, self.open_header = [], [], [], 0, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.addresses += [attributes[name] for name in ("src", "href", "srcset") if name in attributes]
        if tag == "img":
            self.images.append(attributes.get("alt", ""))
        if tag == "th":
            self.open_header.append(attributes.get("scope"))
        self.tables += tag == "table"


@pytest.fixture(scope="module")
def written(first_look, folder):
    """Text of the report of the computed study."""
    path = folder / "report.html"
    assert report.main([str(first_look), "-o", str(path)]) == 0
    return path


def test_the_world_is_told_from_the_study_file():
    assert arms.world(STUDY) == ["2 organisations: social work, police.", "1 forum: safeguarding board."]


def test_arms_are_told_by_what_they_change():
    cut = {"path": [["0", "1"], ["84", "0.51"]]}
    assert arms.differences(STUDY) == {'real "deep" cuts': {"context.funding.council": (cut, None)}}
    assert arms.value_in_words(cut, "2010-04") == "from 1 in April 2010 to 0.51 in April 2017"


def test_arms_are_compared_by_path_whatever_their_order_of_lines():
    text = STUDY.replace("safeguarding_board: { seats", "safeguarding_board: { meetings: 4, seats", 1)
    more = text + "      new_hub: { seats: [police] }\n"
    found = arms.differences(more)['real "deep" cuts']
    assert found["forums.safeguarding_board.meetings"] == (None, "4") and found["forums.new_hub"] == ("", None)
    assert not any(path.startswith("organisations") for path in found)


def test_what_an_arm_has_more_is_one_sentence(two_arms):
    text = """arms:
  level: { forums: { board: { meetings: 6 } }, seats: { board: { police: {} } } }
  cuts: { forums: { board: { meetings: 4 }, hub: { meetings: 6 } }, seats: { board: { police: {} }, hub: { police: {} } } }
"""
    assert arms.sentences(two_arms, text, "cuts") == [
        "Forums: board: meetings is 4, instead of 6.",
        "It has more forums: hub.",
        "It has more seats: hub.",
    ]


def test_names_with_dots_are_names(two_arms):
    text = """arms:
  level: { organisations: { "St. Mary's": {} }, seats: { board: { "St. Mary's": {} } } }
  cuts: { organisations: { "St. Mary's": { staff: 3 }, "St. John's": {} }, seats: { board: { "St. Mary's": {}, "St. John's": {} } } }
"""
    assert arms.sentences(two_arms, text, "cuts") == [
        "Organisations: St. Mary's: staff is 3.",
        "It has more organisations: St. John's.",
        "It has more seats: board–St. John's.",
    ]


def test_what_happens_in_all_arms_is_told_once(two_arms):
    text = """arms:
  level: { context.funding.council: { path: [[0, 1], [84, 0.7]] }, context.demand: { path: [[0, 1], [12, 2]] } }
  cuts: { context.funding.council: { path: [[0, 1], [84, 0.7]] } }
"""
    assert arms.always(two_arms, text) == ["Context: funding: council goes from 1 in April 2010 to 0.7 in April 2017, in all arms."]
    assert arms.always(two_arms, "arms: { one: {} }") == []


def test_the_report_has_every_part_in_order(written):
    parts = re.findall(r"<h2[^>]*>(.*?)</h2>", written.read_text())
    assert parts == [
        "In short",
        "Which boards did well, and which stood still",
        "Figures",
        "What it hangs on",
        "What this study cannot tell",
        "Who takes part, and what was compared",
        "How to repeat it",
        "All tables",
    ]


def test_the_report_needs_nothing_but_itself(written):
    assert {address[:5] for address in Outline(written.read_text()).addresses} <= {"data:", "#cont"}
    assert "<script" not in written.read_text()


def test_the_report_can_be_read_without_seeing(written):
    outline = Outline(written.read_text())
    assert outline.headings[0] == 1 and outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:]))
    assert len(outline.images) == 9 and all(re.search(r"\d", alt) for alt in outline.images)
    assert outline.tables > 4 and set(outline.open_header) == {"col", "row"}


def test_the_report_says_effects_doubts_and_how_to_repeat_it(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "ON_RESULTS", (figure_leadership,))
    results = cavi.open(tiny_study.two_arms(tmp_path / "results.h5"))
    text = report.report(results, tmp_path)
    assert "Delay rises from 7.7 months to 10.3, 35&nbsp;% more (95&nbsp;% interval of the difference +1.95 to +3.38 months)" in text
    assert "4 replicates are few" in text and "cavi run study.yaml -o out" in text
    assert "Not drawn: this figure counts acts over 12 months; the study has only 3." in text


def test_texts_of_the_study_cannot_become_tags(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "ON_RESULTS", ())
    path = tiny_study.two_arms(
        tmp_path / "results.h5", arms=["<script>alert(1)</script>", "a & b"], title="<b>bold</b>"
    )
    text = report.report(cavi.open(path), tmp_path)
    assert "<script>" not in text and "<b>" not in text and "a &amp; b" in text


def test_tables_beside_the_results_are_drawn_too(first_look, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "ON_RESULTS", ())
    (tmp_path / "sensitivity.csv").write_text(
        "outcome,parameter,S1,S1_conf,ST,ST_conf\nsynergy,b.high,0.31,0.05,0.43,0.06\n"
    )
    drawn, _ = report.pictures(cavi.open(first_look), tmp_path)
    assert "Bars of Sobol indices of synergy. Largest: b.high 0.43." in drawn[-1]


def test_a_study_that_is_none_is_refused(tmp_path, capsys):
    assert report.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_report_opens_in_a_browser_on_a_telephone_and_on_a_desk(driver, written):
    for width in (360, 1280):
        browser.show(driver, written, width)
        time.sleep(0.2)
        assert driver.execute_script("return document.documentElement.scrollWidth") <= width
        widths = driver.execute_script(
            "return [...document.images].map(i => [i.complete, i.naturalWidth, i.getBoundingClientRect().width])"
        )
        assert len(widths) == 9 and all(
            complete and natural > 0 and shown > 0.6 * min(width, 992) for complete, natural, shown in widths
        )
        assert browser.complaints(driver) == []
    driver.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert 'title: "A first look"' in driver.find_element("css selector", "details pre").text


def test_a_report_without_names_names_nobody(folder):
    study = "title: Two\nmonths: 24\nreplicates: 3\narms: { a: {}, b: { processes.meetings: 0.5 } }\norganisations: { mr_brown_ltd: { staff: 20 }, council: { staff: 40 } }\nforums: { jones_board: { resource: care } }\nseats: { jones_board: { mr_brown_ltd: {}, council: {} } }\nsnapshots: { months: [0, 23] }\n"
    out = compute(folder, "named", study)
    assert report.main([str(out), "--without-names"]) == 0
    text = (out / "report.html").read_text().lower()
    assert "forum 1" in text and not any(name in text for name in ("brown", "jones"))


def test_a_report_of_many_arms_tells_one_outcome_in_order(folder, monkeypatch):
    monkeypatch.setattr(report, "ON_RESULTS", ())
    arms = "".join(f"  m{i}: {{ processes.meetings: {1 - 0.1 * i:.1f} }}\n" for i in range(7))
    results = cavi.open(compute(folder, "many", f"title: Many\nmonths: 24\nreplicates: 4\narms:\n{arms}"))
    text = report.report(results, folder)
    assert text.count("<li>“m") == 6 and "6 arms against “m0” in one outcome, the highest first" in text
