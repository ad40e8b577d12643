"""What pictures and pages showed wrongly, each by its smallest case."""

import json

import cavi_results as cavi
import figure_advantage
import figure_attribution
import figure_conditions
import figure_effects
import figure_frontier
import figure_inertia
import figure_leadership
import figure_network
import figure_sensitivity
import figure_sequence
import lettering
import numpy as np
import pytest
import report
import style
import tiny_study
import xarray as xr
from conftest import compute
from pytest import approx

LONG = [f"Council money falls over seven years and meetings are cut by {part} %" for part in (10, 20, 40)]


def words(figure):
    return " ".join(" ".join(text.get_text().split()) for text in figure.texts)


def months(path, count, arms=("a", "b"), replicates=2, **more):
    """A study of so many months with all that the figures over time read."""
    runs = len(arms) * replicates
    ramp = np.linspace(0, 1, count)
    histories = {name: [ramp * (0.1 + 0.01 * run) for run in range(runs)] for name in ("synergy", "energy")}
    histories |= {name: [np.arange(count) + run for run in range(runs)] for name in ("acts_facilitative", "acts_directive")}
    return cavi.open(tiny_study.write(path, list(arms), replicates, histories=histories, months=count, **more))


@pytest.mark.parametrize("points", [5, 12])
def test_each_mark_of_an_effect_stands_in_the_row_of_its_arm(tmp_path, points):
    settings = {"context__demand": list(np.linspace(0.5, 1.5, points))}
    rng = np.random.default_rng(3)
    results = cavi.open(tiny_study.write(tmp_path / "results.h5", ["a", "b", "c"], 3, points, settings, {"synergy": rng.normal(size=9 * points)}))
    axes = figure_effects.draw(results, outcomes=["synergy"]).axes[0]
    rows = [line.get_ydata() for line in axes.lines if line.get_marker() not in ("None", "|", "")]
    assert len(rows) == (points if points <= figure_effects.MOST_KINDS else 1)
    assert all(abs(places - [0, 1]).max() < 0.5 for places in rows)
    for i, arm in enumerate(("b", "c")):
        middle = np.mean([line.get_xdata()[i] for line in axes.lines if line.get_marker() not in ("None", "|", "")])
        assert middle == approx(cavi.paired(results, "synergy", arm).mean())


def test_names_that_differ_at_their_end_stay_different_where_they_are_cut():
    for letters in (16, 22, 34, 50):
        short = lettering.shortened(LONG, letters)
        assert len(set(short)) == 3 and max(map(len, short)) <= letters
        assert all(part in name for part, name in zip(("10", "20", "40"), short))
    for width in style.WIDTHS:
        assert len(set(style.rows_of(LONG, width))) == 3


@pytest.mark.parametrize("count", [2, 12, 36, 120, 600])
def test_the_axis_of_time_says_its_years(tmp_path, count):
    axes = figure_advantage.draw(months(tmp_path / "results.h5", count), 85).axes[0]
    said = [label.get_text() for label in axes.get_xticklabels()]
    assert 1 <= len(said) <= 6 and any(part.isdigit() and 2010 <= int(part) <= 2060 for label in said for part in label.split("\n"))


def test_captions_say_nothing_of_what_is_not_there(tmp_path):
    alone = figure_sequence.draw(months(tmp_path / "results.h5", 24, replicates=1), 85)
    assert "nan" not in words(alone) and "interval" not in words(alone) and "the one run" in words(alone)
    assert "Above" in words(alone) and "Left" not in words(alone)
    (tmp_path / "alone").mkdir()  # no results lie beside the table
    (tmp_path / "alone/sensitivity.csv").write_text("outcome,parameter,S1,S1_conf,ST,ST_conf\nsynergy,a,0.3,0.05,0.4,0.06\n")
    assert "Study:" not in words(figure_sensitivity.draw(figure_sensitivity.read(tmp_path / "alone")))


@pytest.mark.parametrize("module", [figure_advantage, figure_effects, figure_frontier, figure_inertia, figure_leadership])
def test_one_run_of_an_arm_has_no_interval_in_words_or_pictures(module, tmp_path):
    names = ("age_in_hand", "standing_still", "conflict", "trust", "synergy", "acts_facilitative", "acts_directive")
    outcomes = {name: [0.2, 0.3] for name in ("synergy", "conflict", "delay", "moved_by_structure", "moved_by_process", "moved_by_participant")}
    histories = {name: [np.linspace(0, 1 + run, 24) for run in range(2)] for name in names}
    one = cavi.open(tiny_study.write(tmp_path / "results.h5", ["a", "b"], 1, outcomes=outcomes, histories=histories, months=24))
    for said in (words(module.draw(one)), module.alt(one)):
        assert "interval" not in said and "whiskers" not in said and "nan" not in said, said


def test_a_network_is_of_two_months_and_says_how_many_arms_it_leaves_out(tmp_path):
    study = "months: 3\nreplicates: 1\nhistories: none\nsnapshots: { months: [0, 2] }\narms: { " + ", ".join(f"a{i}: {{ agenda.ladder: 0.{i} }}" for i in range(5)) + " }\n"
    assert "The first 3 of 5 arms." in words(figure_network.draw(cavi.open(compute(tmp_path, "five", study))))
    one = compute(tmp_path, "one", study.replace("[0, 2]", "[1]"))
    with pytest.raises(cavi.Unusable, match=r"sets two months beside each other, and the snapshots hold one, month 1"):
        figure_network.draw(cavi.open(one))


def test_a_long_parameter_is_headed_by_its_last_two_words():
    names = ["answers__effect__no_authority__directive", "answers__effect__no_means__directive", "trust__loss"]
    assert [figure_conditions._heading(name, 27) for name in names] == ["No authority: directive", "No means: directive", "Trust: loss"]


def test_a_picture_without_anything_to_draw_is_a_sentence(tmp_path):
    with pytest.raises(cavi.Unusable, match="needs two months at least; the study has one"):
        figure_advantage.draw(months(tmp_path / "one.h5", 1))
    empty = cavi.open(tiny_study.write(tmp_path / "none.h5", ["a", "b"], 2, outcomes={"synergy": [np.nan] * 4}))
    with pytest.raises(cavi.Unusable, match="nothing to draw: no pair of runs has a value of synergy in both arms"):
        figure_effects.draw(empty, outcomes=["synergy"])


def test_arms_that_begin_with_an_underline_stand_in_the_legend(tmp_path):
    figure = figure_advantage.draw(months(tmp_path / "results.h5", 24, arms=("_a", "_b", "<!-- <script>")))
    assert [text.get_text().strip("\u200a") for text in figure.legends[0].texts] == ["_a", "_b", "<!-- <script>"]


def test_letters_without_a_font_are_named_once(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(lettering, "_font_with", lambda letter: None)
    lettering._warn.cache_clear()
    results = months(tmp_path / "results.h5", 24, arms=("児童", "委員会"))
    for kind in ("png", "svg"):
        figure_advantage.draw(results).savefig(tmp_path / f"x.{kind}")
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "no installed font has the letters" in said and "児" in said and "委" in said


def test_the_report_draws_effects_attribution_sequence_and_network_where_they_are_there(first_look):
    assert {figure_effects, figure_attribution, figure_sequence, figure_network} <= set(report.ON_RESULTS)
    drawn, lacking = report.pictures(cavi.open(first_look), first_look)
    for module in (figure_effects, figure_sequence, figure_network):
        assert any(module.QUESTION in one for one in drawn), module.QUESTION
    assert any(one.startswith(figure_attribution.QUESTION) for one in lacking)


def test_what_a_run_is_of_is_a_coordinate_and_plain_xarray_has_dates(first_look):
    assert {"scenario", "point", "replicate"} <= set(cavi.open(first_look).coords)
    with xr.open_dataset(first_look / "results.h5", engine="h5netcdf") as plain:
        assert plain["date"].dtype.kind == "M"


# --- results that were collected in part ---


def test_figures_of_an_unfinished_study_draw_its_whole_replicates_and_count_what_is_missing(tmp_path):
    """The last of four replicates lacks one of its two runs: three pairs are left, -.04, -.11 and -.01."""
    results = cavi.whole(cavi.open(tiny_study.two_arms(tmp_path / "results.h5", status=[1, 1, 1, 1, 1, 1, 1, 0])))
    found = cavi.difference(results, "synergy", "cuts")
    assert found.middle == approx(np.mean([-0.04, -0.11, 0.01])) and found.n == 3
    assert cavi.mean(results, "synergy", "level").middle == approx(np.mean([0.13, 0.17, 0.11]))
    assert cavi.absent(results) == 2 and len(cavi.table(results, ["synergy"])) == 6
    assert "n = 3 replicates an arm. " in words(figure_effects.draw(results, outcomes=["synergy"])).replace("\N{NO-BREAK SPACE}", " ")
    assert "2 of 8 runs are missing: only whole replicates are drawn." in words(figure_effects.draw(results, outcomes=["synergy"]))
    assert json.dumps(style.missing(cavi.open(tiny_study.two_arms(tmp_path / "all.h5")))) == '""'


def test_of_points_that_share_luck_a_replicate_counts_with_all_its_points(tmp_path):
    """Replicate 0 has .1 and .3; replicate 1 lacks its second point, which alone would make its mean .5 and not .7."""
    path = tiny_study.write(tmp_path / "results.h5", ["one"], 3, points=2, settings={"context__demand": [0.9, 1.5]},
                            outcomes={"synergy": [0.1, 0.3, 0.5, 0.9, 0.2, 0.6]}, status=[1, 1, 1, 0, 1, 1])
    results = cavi.whole(cavi.open(path))
    assert cavi.mean(results, "synergy", "one").middle == approx(np.mean([0.2, 0.4]))


def test_where_no_replicate_is_whole_the_way_on_is_named(tmp_path):
    with pytest.raises(cavi.Unusable, match="no replicate is whole yet: go on with `cavi run`"):
        cavi.whole(cavi.open(tiny_study.two_arms(tmp_path / "results.h5", status=[1, 0] * 4)))
