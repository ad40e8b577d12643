"""The what-if page: the numbers it carries, and what its sliders show in a browser."""

import browser
import cavi_results as cavi
import explore
import numpy as np
import summary
import tiny_study
from pytest import approx


def grid(path, **changes):
    """Two arms, two replicates, demand .9 1.5 by share .2 .8; mean synergy of arm level is .11 .22 .33 .44, of
    arm cuts .03 less.
    """
    level = np.array([[0.10, 0.20, 0.30, 0.40], [0.12, 0.24, 0.36, 0.48]])
    settings = {"context__demand": [0.9, 0.9, 1.5, 1.5], "leaders__directive_share": [0.2, 0.8, 0.2, 0.8]}
    synergy = np.stack([level, level - 0.03], axis=2).ravel()
    contents = {"points": 4, "settings": settings, "outcomes": {"synergy": synergy, "regime": [0, 2] * 8}}
    return cavi.open(tiny_study.write(path, ["level", "cuts"], 2, **{**contents, **changes}))


def test_points_are_a_grid_only_if_every_cell_is_filled_once():
    levels, order = explore.grid_of([np.array([1.5, 0.9, 1.5, 0.9]), np.array([0.2, 0.2, 0.8, 0.8])])
    assert [level.tolist() for level in levels] == [[0.9, 1.5], [0.2, 0.8]] and order.tolist() == [1, 3, 0, 2]
    assert explore.grid_of([np.array([1.5, 0.9, 1.5]), np.array([0.2, 0.2, 0.8])]) is None


def test_the_page_carries_means_and_intervals_of_the_design_points(tmp_path):
    """Point 0: .10 and .12, mean .11, half-width 12.7062 x .0141421 / sqrt 2 = .127062."""
    found, left = explore.content(grid(tmp_path / "results.h5"))
    synergy = found["outcomes"][0]
    assert synergy["arms"][0][0] == approx([0.11, 0.22, 0.33, 0.44])
    assert (synergy["arms"][0][1][0], synergy["arms"][0][2][0]) == approx((-0.01706, 0.2371), abs=1e-4)
    assert synergy["differences"][0][0] == approx([-0.03] * 4)
    assert [lever["levels"] for lever in found["levers"]] == [[0.9, 1.5], [0.2, 0.8]] and found["grid"] and left == []


def test_regimes_are_shares_of_runs(tmp_path):
    found, _ = explore.content(grid(tmp_path / "results.h5"))
    shares = {one["name"]: one["arms"] for one in found["outcomes"]}
    assert shares["regime_advantage"][0][0] == [1, 1, 1, 1] and shares["regime_slow_inertia"][1][0] == [1, 1, 1, 1]


def test_outcomes_that_do_not_fit_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(explore, "MOST_BYTES", 400)
    found, left = explore.content(grid(tmp_path / "results.h5"))
    assert len(left) == 6 - len(found["outcomes"]) > 0
    assert f"Left out to keep the page small: {left[0]}" in explore.explore(grid(tmp_path / "again.h5"))


def test_a_study_without_a_design_is_refused(first_look, capsys):
    assert explore.main([str(first_look)]) == 2
    assert "needs a design over at least one parameter; this study varies none" in capsys.readouterr().err


def test_points_of_forty_factors_are_no_grid_and_no_trouble():
    columns = [np.arange(3.0) + i for i in range(40)]
    assert explore.grid_of(columns) is None


def test_an_arm_named_like_a_comment_leaves_the_page_alive(driver, tmp_path):
    page = tmp_path / "explore.html"
    results = cavi.open(tiny_study.write(tmp_path / "results.h5", ["<!-- <script>", "_b"], 2, points=2, settings={"context__demand": [0.9, 1.5]}, outcomes={"synergy": [0.14571, 0.2, 0.14572, 0.3, 0.14573, 0.2, 0.14575, 0.3]}))
    page.write_text(explore.explore(results))
    browser.show(driver, page, 360)
    # means .14572 and .145735; of two repeats the half-width is 12.7 x .00001
    assert cell(driver, "synergy", 0) == "0.14572" and browser.complaints(driver) == []
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 360


def test_curves_run_along_one_lever_with_paired_differences_beside_them(driver, tmp_path):
    page = tmp_path / "explore.html"
    page.write_text(explore.explore(grid(tmp_path / "results.h5")))
    browser.show(driver, page, 1280)
    assert driver.execute_script("return [...document.querySelectorAll('#curves svg')].map(s => s.querySelectorAll('polyline').length)") == [2, 1]
    # demand .9 and 1.5 at the share .2, where the lever stands first: means .11 and .33
    assert [one[0] for one in driver.execute_script("return curve(study.outcomes[0].arms[0], 0)")] == approx([0.11, 0.33])
    assert [one[0] for one in driver.execute_script("return curve(study.outcomes[0].differences[0], 1)")] == approx([-0.03, -0.03])


def test_names_of_a_study_cannot_break_the_page(tmp_path):
    path = tiny_study.write(
        tmp_path / "results.h5",
        ["</script><b>"],
        1,
        points=2,
        settings={"context__demand": [0.9, 1.5]},
        outcomes={"synergy": [0.1, 0.2]},
    )
    text = explore.explore(cavi.open(path))
    assert text.count("</script>") == 1 and "<b>" not in text.split("<script>")[0]


def cell(driver, outcome, column):
    return driver.find_element("css selector", f"td[data-outcome={outcome}][data-column='{column}'] b").text


def reach(driver, outcome, column):
    return driver.find_element("css selector", f"td[data-outcome={outcome}][data-column='{column}'] small").text


def move(driver, lever, value):
    driver.execute_script(
        "const i = document.getElementById(arguments[0]); i.value = arguments[1]; i.dispatchEvent(new Event('input'))",
        lever,
        value,
    )


def state(driver):
    return driver.find_element("id", "state").text


def test_sliders_show_stored_points_and_straight_lines_between_them(driver, tmp_path):
    page = tmp_path / "explore.html"
    page.write_text(explore.explore(grid(tmp_path / "results.h5")))
    browser.show(driver, page, 1280)
    assert cell(driver, "synergy", 0) == "0.11" and reach(driver, "synergy", 0) == "−0.02 to 0.24"
    assert state(driver) == "On a design point: the stored runs of 2 replicates in each arm."
    move(driver, "lever0", 1.5)
    assert (cell(driver, "synergy", 0), cell(driver, "synergy", 1), cell(driver, "synergy", 2)) == (
        "0.33",
        "0.30",
        "−0.03",
    )
    move(driver, "lever0", 1.05)
    move(driver, "lever1", 0.5)
    assert state(driver).startswith("Between design points: straight lines between 4 of them")
    # a quarter of the way in demand, half of the way in share: .75 x (.11 + .22) / 2 + .25 x (.33 + .44) / 2
    assert cell(driver, "synergy", 0) == "0.22"
    assert driver.execute_script("return along(study.outcomes[0].arms[0], neighbours(standing()))[0]") == approx(0.22)
    assert driver.find_element("css selector", "label[for=lever0]").text == "Context: demand 1.05"
    assert browser.complaints(driver) == []


def test_arrow_keys_go_from_one_design_point_to_the_next(driver, tmp_path):
    page = tmp_path / "explore.html"
    page.write_text(explore.explore(grid(tmp_path / "results.h5")))
    browser.show(driver, page, 360)
    driver.find_element("id", "lever1").send_keys("\ue014")  # arrow right
    assert cell(driver, "synergy", 0) == "0.22" and state(driver).startswith("On a design point")
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 360


def test_a_design_that_is_no_grid_shows_the_nearest_point_and_where_it_lies(driver, tmp_path):
    """Ten points on a line, synergy a tenth of demand: the nearest to demand 3.4 and purpose .68 is 3, with purpose .7."""
    demand = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    path = tiny_study.write(
        tmp_path / "results.h5",
        ["one"],
        1,
        points=10,
        outcomes={"synergy": np.array(demand) / 10},
        settings={"context__demand": demand, "users__purpose": [0.5, 0.7] * 5},
    )
    page = tmp_path / "explore.html"
    page.write_text(explore.explore(cavi.open(path)))
    browser.show(driver, page, 1280)
    move(driver, "lever1", 0.68)
    move(driver, "lever0", 3.4)
    assert driver.execute_script("return along(study.outcomes[0].arms[0], nearest(standing()))[0]") == approx(0.3)
    assert cell(driver, "synergy", 0) == "0.3" and reach(driver, "synergy", 0) == "no interval"
    assert state(driver) == (
        "The nearest design point, and nothing between points: Context: demand 3, Users: purpose 0.7.")


def test_a_sweep_of_cavi_becomes_a_page_with_the_means_of_its_points(mixes, tmp_path):
    assert explore.main([str(mixes), "-o", str(tmp_path / "explore.html")]) == 0
    assert (tmp_path / "explore.html").stat().st_size < 5_000_000
    results = cavi.open(mixes)
    found, _ = explore.content(results)
    assert {*summary.plain_outcomes(results), "regime_advantage"} <= {one["name"] for one in found["outcomes"]}
    chosen = (
        (results["scenario"].values == "real austerity")
        & (results["context__demand"].values == 1.5)
        & (results["leaders__directive_share"].values == 0.5)
    )
    conflict = next(one for one in found["outcomes"] if one["name"] == "conflict")["arms"][1][0]
    assert conflict[1 * 3 + 1] == approx(results["conflict"].values[chosen].mean(), rel=1e-3)
