"""The figure of boxes, on tables whose numbers are chosen by hand."""

import figure_discover
import pytest

BOXES = (
    "box,significant,coverage,density,mass,worlds,met,left,limits,parting,line,p,shuffles,coverage_new,density_new,when\n"
    "1,yes,0.61,0.83,0.2,40,33,200,2,70,4,0.0167,59,0.5,0.7,height > 1\n"
    "2,yes,0.02,0.31,0.05,10,3,160,1,9,4,0.0167,59,0.01,0.2,height > 1\n"
    "3,no,0.3,0.1,0.75,150,18,150,0,0,,1,3,,,height > 1\n"
)
LIMITS = (
    "box,parameter,limit,at,low,high,kept,quasi_p,lowest,highest,unit,words\n"
    "1,walk.gain,>=,2.5,2.25,3,1,0.001,2,4,metres,\n1,walk.way,is,,,,1,0.01,,,choice,up\n"
    "2,walk.gain,<=,2.5,2,3,1,0.001,2,4,metres,\n"
)
TRAJECTORY = (
    "box,step,coverage,density,mass,restricted,chosen,parameter,peeled,at\n"
    "1,0,1,0.27,1,0,,,,\n1,1,0.9,0.5,0.5,1,,walk.way,down,\n1,2,0.6,0.8,0.2,2,yes,walk.gain,below,2.5\n"
    "2,0,0.39,0.13,0.8,0,yes,,,\n3,0,0.3,0.1,0.75,0,yes,,,\n"
)


@pytest.fixture
def folder(tmp_path):
    for name, text in (("discover", BOXES), ("discover_limits", LIMITS), ("discover_trajectory", TRAJECTORY)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


@pytest.mark.parametrize("width", [85, 170])
def test_a_bar_is_what_the_box_keeps_of_the_range(folder, width):
    figure = figure_discover.draw(figure_discover.read(folder), width)
    limits, costs = figure.axes[:2]
    kept = limits.patches[1]  # over the whole range, which is drawn first
    assert (kept.get_x(), kept.get_width()) == (0.25, 0.75)  # 2.5 of 2 .. 4
    assert list(limits.lines[0].get_xdata()) == [0.125, 0.5]
    assert [text.get_text() for text in limits.texts] == ["2.5", "up"]
    assert [label.get_text() for label in limits.get_yticklabels()] == ["Walk: gain\n(metres)", "Walk: way"]
    assert limits.get_title(loc="left") == "Box 1: coverage 61%, density 83%"
    assert costs.collections[0].get_offsets().tolist() == [[1, 0.27], [0.9, 0.5], [0.6, 0.8]]
    figure.canvas.draw()
    drawn, (right, top) = figure.get_tightbbox(), figure.get_size_inches()
    assert drawn.x0 > -0.01 and drawn.y0 > -0.01 and drawn.x1 < right + 0.01 and drawn.y1 < top + 0.01


def test_a_further_box_that_covers_next_to_nothing_is_not_drawn_but_counted(folder):
    figure = figure_discover.draw(figure_discover.read(folder))
    assert len(figure.axes) == 2 and "1 of 2 boxes." in " ".join(figure.caption.get_text().split())


def test_where_nothing_is_told_the_figure_says_so(folder):
    (folder / "discover.csv").write_text(BOXES.replace("yes", "no"))
    (folder / "discover_limits.csv").unlink()
    boxes = figure_discover.read(folder)
    assert figure_discover.draw(boxes, 85).axes[0].get_title(loc="left") == "No box is significant"
    assert "no box is significant" in figure_discover.alt(boxes)


def test_the_boxes_are_told_in_words(folder):
    said = figure_discover.alt(figure_discover.read(folder))
    assert "box 1: walk.gain >= 2.5 and walk.way is up, coverage 61%, density 83%, mass 20%" in said
