"""What the figures draw: plotted numbers, labels and captions, on files whose numbers are chosen by hand."""

import functools
import importlib
import subprocess

import answers
import cavi_results as cavi
import h5py
import numpy as np
import pytest
import single_runs
import style
import tiny_study
from conftest import compute
from pytest import approx

ON_STUDIES = ["advantage", "inertia", "leadership", "frontier", "regimes", "sequence"]
ON_SWEEPS = [*ON_STUDIES, "best_mix", "sweep", "effects", "conditions"]

SOBOL = (
    "outcome,parameter,S1,S1_conf,ST,ST_conf\n"
    "synergy,a.low,0.02,0.01,0.07,0.02\nsynergy,b.high,0.31,0.05,0.43,0.06\n"
    "delay,a.low,0.5,0.1,0.6,0.1\n"
)
MORRIS = (
    "outcome,parameter,mu,mu_star,mu_star_conf,sigma\n"
    "synergy,a.low,-0.02,0.03,0.01,0.07\nsynergy,b.high,0.3,0.31,0.05,0.43\n"
)
CLAIMS = (
    "id,claim,expected,found,low,high,share_of_worlds,verdict\nS1,An interior share is"
    " best,interior,0.002,-0.001,0.004,0.31,not shown\nS18,Turnover harms,lower,-0.013,-0.02,-0.006,0.91,reproduced\n"
)


def module(name):
    return importlib.import_module(f"figure_{name}")


@functools.lru_cache
def opened(folder):
    """A study that no test changes, opened once: it has hundreds of variables."""
    return cavi.open(folder)


def means(axes):
    return [line.get_ydata() for line in axes.lines if line.get_label() == "mean"]


def assert_all_within(figure):
    """Nothing is drawn beyond the sheet."""
    figure.canvas.draw()
    drawn, (right, top) = figure.get_tightbbox(), figure.get_size_inches()
    assert drawn.x0 > -0.01 and drawn.y0 > -0.01 and drawn.x1 < right + 0.01 and drawn.y1 < top + 0.01


def words(figure):
    return " ".join(" ".join(text.get_text().split()) for text in figure.texts)


def test_advantage_draws_mean_synergy_by_arm_and_the_paired_difference(two_arms):
    figure = module("advantage").draw(two_arms)
    level, cuts = means(figure.axes[0])
    assert level == approx([0.015, 0.075, 0.14]) and cuts == approx([0.015, 0.0475, 0.08])
    assert means(figure.axes[1])[0] == approx([0, -0.0275, -0.06])
    assert figure.axes[0].get_ylabel() == "Synergy (share of arisen need)"
    assert figure.axes[1].get_ylabel() == "Difference (share of arisen need)"
    assert [text.get_text() for text in figure.legends[0].texts] == ["level", "cuts"]
    assert (
        "n = 4 runs an arm." in words(figure)
        and "95 % interval" in words(figure)
        and "Study: A tiny study." in words(figure)
    )


def test_inertia_draws_slowness_and_pain_apart(two_arms):
    figure = module("inertia").draw(two_arms)
    assert [axes.get_ylabel() for axes in figure.axes] == [
        "Age in hand (months)",
        "Standing still (share of issues)",
        "Conflict (share)",
    ]
    assert [means(axes)[1][-1] for axes in figure.axes] == approx([5, 0.425, 0.40], rel=1e-5)


def year(path):
    """One arm, two runs, thirteen months: 1.5 facilitative and 0.5 directive acts a month."""
    month = np.arange(1, 14)
    shares = {"moved_by_structure": [0.2, 0.24], "moved_by_process": [0.3, 0.3], "moved_by_participant": [0.5, 0.46]}
    return cavi.open(
        tiny_study.write(
            path,
            ["one"],
            2,
            outcomes=shares,
            months=13,
            histories={"acts_facilitative": [1.5 * month] * 2, "acts_directive": [0.5 * month] * 2},
        )
    )


def test_leadership_draws_acts_of_both_modes_and_movement_by_medium(tmp_path):
    figure = module("leadership").draw(year(tmp_path / "results.h5"))
    assert [means(axes)[0][-1] for axes in figure.axes[:2]] == approx([18, 6])
    assert [bar.get_width() for bar in figure.axes[2].patches] == approx([0.22, 0.3, 0.48])
    assert [label.get_text() for label in figure.axes[2].get_yticklabels()] == ["structure", "process", "participants"]


def test_regimes_draw_the_share_of_runs_in_each(two_arms):
    figure = module("regimes").draw(two_arms)
    assert [bar.get_width() for bar in figure.axes[0].patches] == approx(
        [0.75, 0, 0.25, 0, 0] + [0.25, 0, 0.25, 0.25, 0.25]
    )
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()][1:3] == [
        "hard won advantage",
        "slow inertia",
    ]
    assert "whiskers: 95 % interval" in words(figure)


@pytest.fixture(scope="module")
def worlds(folder):
    """Sixty drawn worlds of five years, in which the need settles much and the other parameter nothing."""
    design = "design: { latin_hypercube: { points: 60, factors: { context.need: [0.1, 3.0], leaders.away_months: plausible } } }\n"
    return cavi.open(compute(folder, "worlds", f"title: Worlds\nmonths: 60\nreplicates: 1\nhistories: none\n{design}"))


def test_conditions_of_drawn_worlds_are_ranked_as_cavi_ranks_them_and_what_is_under_the_line_is_not_told(worlds):
    found = module("conditions").data(worlds)
    table = answers.ask(worlds.encoding["source"], "sensitivity", "--outcome", "regime")["words"]
    deltas = dict(zip(table["parameter"], table["delta"]))
    assert [one.tells for one in found["conditions"]] == sorted((one.tells for one in found["conditions"]), reverse=True)
    assert all(one.tells == approx(deltas[one.name.replace("__", ".")]) for one in found["conditions"])
    assert found["line"] == approx(table["delta_line"].iloc[0]) and found["significant"] == sum(table["significant"] == "yes")
    assert "Of parameters without meaning the best would tell" in words(module("conditions").draw(worlds))


def conditions(path):
    """Eight points that share luck: need settles between advantage and collapse, pace nothing."""
    settings = {"context__need": [0.6, 0.8] * 4, "structure__pace": [0.1, 0.1, 0.3, 0.3] * 2}
    return cavi.open(tiny_study.write(path, ["one"], 1, 8, settings, {"regime": [0, 4, 0, 4, 1, 4, 0, 4]}))


def test_conditions_of_a_grid_are_shares_of_regimes_without_a_rank(tmp_path):
    found = module("conditions").data(conditions(tmp_path / "results.h5"))
    need, pace = found["conditions"]
    assert (need.name, pace.name, found["line"], found["significant"]) == ("context__need", "structure__pace", None, 0)
    assert need.shares.T == approx(np.array([[0.75, 0.25, 0, 0, 0], [0, 0, 0, 0, 1]]))
    assert found["ends"]["hard won advantage"] == 0.125


def test_conditions_say_the_share_with_advantage_at_both_ends(tmp_path):
    said = module("conditions").alt(conditions(tmp_path / "results.h5"))
    assert "context: need 100 % at 0.6 to 0 % at 0.8" in said


@pytest.mark.parametrize("name", ["sweep", "best_mix"])
def test_levels_of_drawn_worlds_are_refused_with_a_reason(folder, name):
    design = "design: { latin_hypercube: { points: 30, factors: { leaders.directive_share: [0, 1], context.demand: [0.5, 2] } } }\n"
    out = folder / f"scattered_{name}"
    results = cavi.open(compute(folder, out.name, f"title: Scattered\nmonths: 6\nreplicates: 2\nhistories: none\n{design}"))
    with pytest.raises(cavi.Unusable, match="every point is another world"):
        module(name).draw(results)
    assert module("frontier").data(results)["only"]["way"] is None  # dots and means, but no way through worlds


def test_conditions_may_be_only_those_that_somebody_can_choose(mixes):
    found = {only: module("conditions").data(cavi.open(mixes), only=only) for only in ("levers", "uncertainties")}
    assert [one.name for one in found["levers"]["conditions"]] == ["leaders__directive_share"]
    assert [one.name for one in found["uncertainties"]["conditions"]] == ["context__demand"]


def test_a_run_is_slow_after_two_years_without_delivery_and_painful_after_a_year_over_the_line(tmp_path):
    """Delivered: one in month 5 and one in month 40; month 29 is the first with nothing for 24 months. Conflict .2 until
    month 19, then .43: the mean of 12 months passes .30 with the sixth month of it, month 25.
    """
    total = np.zeros(60)
    total[5:] += 1
    total[40:] += 1
    histories = {"delivered": [total] * 2, "conflict": [np.where(np.arange(60) < 20, 0.2, 0.43)] * 2}
    path = tiny_study.write(
        tmp_path / "results.h5", ["one"], 2, outcomes={"regime": [0, 0], "delivered": [2, 2], "conflict": [0.4, 0.4]},
        histories=histories, months=60,
    )
    found = module("regimes").data(cavi.open(path))
    assert {kind: half["one"] for kind, half in found["half"].items()} == {"slow": 29, "painful": 25}
    slow = found["not_yet"]["slow"]["one"].set_index("month")["share"]
    assert slow[28] == 1 and slow[29] == 0 and slow[59] == 0


def test_regimes_take_the_line_of_pain_from_the_file(first_look, two_arms):
    assert module("regimes").painful_above(two_arms) == 0.30
    assert 0 < module("regimes").painful_above(opened(first_look)) < 1


def test_frontier_marks_the_mean_of_each_arm(two_arms):
    found = module("frontier").data(two_arms)
    conflict, synergy = found["level"]["mean"]
    assert (conflict.middle, synergy.middle) == approx((0.23, 0.14))
    figure = module("frontier").draw(two_arms)
    assert (figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()) == (
        "Conflict (share)",
        "Synergy (share of arisen need)",
    )


def sweep(path, **changes):
    """Two arms, two replicates, three mixes; the best mix is .5 in arm level and .8 in arm cuts."""
    synergy = [[0.11, 0.07], [0.31, 0.11], [0.17, 0.19]], [[0.13, 0.05], [0.25, 0.09], [0.19, 0.21]]
    contents = {
        "points": 3,
        "settings": {"leaders__directive_share": [0.2, 0.5, 0.8]},
        "outcomes": {"synergy": np.ravel(synergy)},
    }
    return cavi.open(tiny_study.write(path, ["level", "cuts"], 2, **{**contents, **changes}))


def test_best_mix_finds_the_top_of_each_arm(tmp_path):
    results = sweep(tmp_path / "results.h5")
    found = module("best_mix").data(results)
    assert [one.middle for _, (one,) in found["best"].values()] == [0.5, 0.8]
    figure = module("best_mix").draw(results)
    assert figure.axes[0].lines[0].get_ydata() == approx([0.12, 0.28, 0.18])
    assert figure.axes[1].get_ylabel() == "Leaders: directive share\n(share of acts)"


def test_best_mix_stands_over_the_money_lost_where_the_file_tells(tmp_path):
    funding = [[1.0, 1.0], [0.9, 0.74]] * 6
    results = sweep(tmp_path / "results.h5", histories={"funding": funding}, months=2)
    assert [places[0] for places, _ in module("best_mix").data(results)["best"].values()] == approx([0, 0.26])


def test_best_mix_may_be_where_least_is(tmp_path):
    """Mean delay over the mixes .2, .5, .8: 8.5, 3.5, 6.5 in arm level and 5, 6.5, 8.5 in arm cuts."""
    delay = [[9, 5], [3, 7], [6, 8]], [[8, 5], [4, 6], [7, 9]]
    results = sweep(tmp_path / "results.h5", outcomes={"delay": np.ravel(delay)})
    found = module("best_mix").data(results, "delay", lowest=True)
    assert [one.middle for _, (one,) in found["best"].values()] == [0.5, 0.2]
    figure = module("best_mix").draw(results, outcome="delay", lowest=True)
    assert [list(line.get_xydata()[0]) for line in figure.axes[0].lines if line.get_marker() == "D"] == [[0.5, 3.5], [0.2, 5]]
    assert figure.axes[0].get_title(loc="left") == "Delay over the mix" and "lowest mean" in words(figure)


def test_effects_are_differences_of_pairs_at_each_level_of_the_design(tmp_path):
    """At mix .2 the pairs differ by -.04 and -.08: mean -.06; half of the t interval 12.706 * .02828 / sqrt(2)."""
    results = sweep(tmp_path / "results.h5")
    found = module("effects").data(results, ["synergy"])["synergy"]
    assert [row[0].middle for row in found.values()] == approx([-0.06, -0.18, 0.02])
    assert found["0.2"][0].low == approx(-0.314124, abs=1e-6)
    figure = module("effects").draw(results, outcomes=["synergy"])
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["cuts"]
    assert "n = 2 replicates an arm and kind." in words(figure)


def test_effects_leave_out_the_arms_that_they_are_told_to(tmp_path):
    path = tiny_study.write(tmp_path / "results.h5", ["now", "more", "all"], 2, outcomes={"synergy": [1, 3, 50, 2, 5, 60]})
    (row,) = module("effects").data(cavi.open(path), ["synergy"], ["all"])["synergy"].values()
    assert [one.middle for one in row] == [2.5]
    with pytest.raises(cavi.Unusable, match="no arm 'every' is compared with 'now' \\(there: more, all\\)"):
        module("effects").data(cavi.open(path), ["synergy"], ["every"])


@pytest.fixture(scope="module")
def attributed(folder):
    """The runs of `cavi attribute` of two parts."""
    study = folder / "attributed.yaml"
    study.write_text("title: Two parts\nmonths: 24\nreplicates: 3\nhistories: none\n")
    words = ["attribute", study, "-o", folder / "attributed", "--of", "structure_leads,participants_lead", "--quiet"]
    subprocess.run([answers.program(), *words], check=True, capture_output=True)
    return cavi.open(folder / "attributed")


def test_attribution_counts_each_part_alone_on_the_whole_and_last(attributed):
    """Worked out anew from the runs: the arms are all, without the first, without the second, without both."""
    found = module("attribution").data(attributed, "delivered")
    runs = cavi.table(attributed, ["delivered"])["delivered"].groupby(level="arm").mean()
    every, first, second, none = (runs[arm] for arm in cavi.arms(attributed))
    alone, share, last = ([one.middle for one in row] for row in found["parts"].values())
    assert found["names"] == ["structure_leads", "participants_lead"]
    assert alone == approx([second - none, first - none]) and last == approx([every - first, every - second])
    assert share == approx([(one + other) / 2 for one, other in zip(alone, last)])
    sums, interplay, whole = (one.middle for one in found["together"])
    assert (sums, whole) == approx((sum(alone), every - none)) and interplay == approx(whole - sums)
    for width in style.WIDTHS:
        assert_all_within(module("attribution").draw(attributed, width, "delivered"))


def four_points(folder, share, demand, synergy):
    """Results of one arm: two replicates of four points of two parameters, replicate after replicate."""
    settings = {"leaders__directive_share": share, "context__demand": demand}
    return tiny_study.write(folder / "results.h5", ["one"], 2, points=4, settings=settings, outcomes={"synergy": synergy})


def test_sweep_draws_a_heat_map_of_two_parameters(tmp_path):
    path = four_points(tmp_path, [0.2, 0.2, 0.8, 0.8], [0.9, 1.5, 0.9, 1.5], [0.10, 0.20, 0.30, 0.40, 0.12, 0.24, 0.36, 0.48])
    figure = module("sweep").draw(cavi.open(path))
    assert np.asarray(figure.axes[0].images[0].get_array()) == approx(np.array([[0.11, 0.33], [0.22, 0.44]]))
    assert [text.get_text() for text in figure.axes[0].texts] == [".11", ".33", ".22", ".44"]
    assert figure.axes[0].get_xlabel().startswith("Leaders: directive share")
    assert figure.axes[1].get_ylabel() == "Synergy (share of arisen need)"


def test_sweep_compares_levels_of_one_parameter_with_the_base_and_no_other_parameters_points(tmp_path):
    """Row 0 is the base, .2 .5 .8 of the share; the last point changes the demand at the base."""
    path = four_points(tmp_path, [0.5, 0.2, 0.8, 0.5], [0.9, 0.9, 0.9, 1.5], [0.29, 0.19, 0.38, 0.81, 0.31, 0.17, 0.42, 0.93])
    results, held = cavi.open(path), module("sweep")
    share = held.data(results, over=["leaders.directive_share"])
    assert list(share["levels"]["mean"]) == approx([0.18, 0.30, 0.40])
    assert list(held.data(results, over=["context.demand"])["levels"]["mean"]) == approx([0.30, 0.87])
    assert not share["averaged"] and share["left_out"] == 1


def test_three_dozen_arms_look_different():
    looks = [style.look(i) for i in range(36)]
    assert len({(look["color"], look["linestyle"]) for look in looks}) == 36
    assert len({(style.fill(i)["facecolor"], style.fill(i)["hatch"]) for i in range(36)}) == 36


def test_cells_are_written_briefly():
    cell = module("sweep").cell
    assert [cell(value, 2) for value in (-0.034, 0.001, 12.3, np.nan)] == ["−.03", "0", "12.30", ""]


def test_sequence_tells_no_act_one_kind_and_both():
    soft, hard = np.array([[0.0, 1, 1, 2]]), np.array([[0.0, 0, 1, 2]])
    assert module("sequence").states(soft, hard).tolist() == [[0, 1, 2, 3]]


def test_sequence_draws_a_row_for_each_run(two_arms):
    figure = module("sequence").draw(two_arms, arm="cuts")
    assert figure.axes[0].collections[0].get_array().size == 4 * 3
    assert means(figure.axes[1])[0] == approx([0.8, 0.6, 0.4])
    assert "Arm: cuts." in words(figure)


@pytest.mark.parametrize("text, top, index", [(SOBOL, 0.43, "Sobol index"), (MORRIS, 0.31, "Morris index")])
def test_sensitivity_draws_the_most_influential_parameter_on_top(tmp_path, text, top, index):
    (tmp_path / "sensitivity.csv").write_text(text)
    figure = module("sensitivity").draw(module("sensitivity").read(tmp_path))
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["b.high", "a.low"]
    assert axes.patches[0].get_width() == approx(top) and axes.get_xlabel() == index


def test_sensitivity_refuses_a_table_without_indices(tmp_path):
    (tmp_path / "sensitivity.csv").write_text("outcome,parameter,S9\nsynergy,a,0.1\n")
    with pytest.raises(cavi.Unusable, match="neither Sobol's columns S1 and ST"):
        module("sensitivity").draw(module("sensitivity").read(tmp_path))


def test_claims_draw_effect_interval_share_and_verdict(tmp_path):
    (tmp_path / "claims.csv").write_text(CLAIMS)
    figure = module("claims").draw(module("claims").read(tmp_path))
    assert [bar.get_width() for bar in figure.axes[1].patches] == approx([0.31, 0.91])
    beside = [[label.get_text() for label in axes.get_yticklabels()] for axes in figure.axes]
    assert beside[0] == ["S1  An interior share is best", "S18  Turnover harms"]
    assert beside[2:] == [["0.002 (−0.001 to 0.004)", "−0.013 (−0.02 to −0.006)"], ["not shown", "reproduced"]]
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert marks[0].get_markerfacecolor() == "white" and marks[1].get_markerfacecolor() != "white"


@pytest.mark.parametrize("width", style.WIDTHS)
def test_forty_long_claims_fit(tmp_path, width):
    row = (
        'S{},"Pure facilitation fails by slowness, pure direction by conflict and by departures of'
        ' partners",two,{},{},{},0.4,ablation fails'
    )
    rows = [row.format(i, -0.0001 * i, -0.0003 * i, 0.0001 * i) for i in range(1, 40)] + [
        "S53,Untried,two,nan,nan,nan,nan,not run"
    ]
    (tmp_path / "claims.csv").write_text("\n".join([CLAIMS.split("\n")[0], *rows]))
    figure = module("claims").draw(module("claims").read(tmp_path), width)
    assert_all_within(figure)
    assert figure.axes[-1].get_yticklabels()[39].get_text() == "not run" and len(figure.axes[1].patches) == 40


def test_network_draws_who_trusts_whom_before_and_after(tmp_path):
    results = cavi.open(tiny_study.add_snapshots(tiny_study.two_arms(tmp_path / "results.h5")))
    forum, members, (before, after) = module("network").data(results)
    assert (forum, members, before.month, after.month) == ("board", ["school", "police"], 0, 2)
    assert before.trust == approx(np.array([[np.nan, 0.31], [0.43, np.nan]]), nan_ok=True)
    figure = module("network").draw(results)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Month 0", "Month 2"]
    assert [axes.texts[-1].get_text() for axes in figure.axes] == ["mean trust 0.37", "mean trust 0.76"]
    assert figure.axes[0].lines[0].get_linewidth() == approx(0.3 + 2.2 * 0.37**2)
    assert "Forum: board. Members: 1 school, 2 police. n = 2 and 2 members of one run." in words(figure)


def test_network_leaves_empty_seats_hollow_and_their_ties_out(tmp_path):
    path = tiny_study.add_snapshots(tiny_study.two_arms(tmp_path / "results.h5"))
    with h5py.File(path, "a") as file:
        file["snapshots/seat_filled"][4] = 0  # police at the end
    _, _, (before, after) = module("network").data(cavi.open(path))
    assert list(before.filled) == [True, True] and list(after.filled) == [True, False]
    assert before.mean == approx(0.37) and np.isnan(after.trust).all()
    figure = module("network").draw(cavi.open(path))
    assert [len(axes.lines) for axes in figure.axes] == [1, 0]
    assert [len(dots.get_offsets()) for dots in figure.axes[1].collections] == [1, 1]
    assert figure.axes[1].texts[-1].get_text() == "mean trust none" and "n = 2 and 1 members" in words(figure)


def test_network_sets_the_end_of_each_arm_beside_their_common_start(first_look):
    results = opened(first_look)
    _, members, circles = module("network").data(results)
    assert [(circle.month, circle.title) for circle in circles] == [
        (0, ""),
        (35, "level funding"),
        (35, "real austerity"),
    ]
    trust = single_runs.entities(results, "tie", ["from", "to", "trust"]).loc[1, 35]
    pair = trust[(trust["from"] == 2) & (trust["to"] == 7)]["trust"].item()
    assert pair > 0 and circles[2].trust[2, 7] == approx(pair) and len(members) == 12
    assert "members of one run in each arm." in words(module("network").draw(results))
    assert [circle.month for circle in module("network").data(results, run=6)[2]] == [0, 35]


@pytest.mark.parametrize("width", style.WIDTHS)
def test_no_word_of_a_network_is_cut_off(first_look, width):
    assert_all_within(module("network").draw(opened(first_look), width))


def test_network_names_the_runs_and_forums_that_there_are(tmp_path):
    results = cavi.open(tiny_study.add_snapshots(tiny_study.two_arms(tmp_path / "results.h5")))
    with pytest.raises(cavi.Unusable, match="run 3 has no snapshots \\(runs that have: 1\\)"):
        module("network").draw(results, run=3)
    with pytest.raises(cavi.Unusable, match="no forum 'bord' \\(there: board, hub\\)"):
        module("network").draw(results, forum="bord")


def run(name, *arguments):
    return style.main(module(name), [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", ON_SWEEPS)
def test_every_figure_is_drawn_from_a_sweep_of_cavi_beside_its_results(mixes, tmp_path, name):
    assert run(name, mixes, "-o", tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"figure_{name}.{kind}" for kind in ("pdf", "png", "svg")
    ]


def test_a_picture_may_be_given_its_own_name(first_look, tmp_path):
    assert run("frontier", first_look / "results.h5", "-o", tmp_path / "new/costs.png") == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["costs.pdf", "costs.png", "costs.svg"]


@pytest.mark.parametrize("name", ON_STUDIES)
def test_figures_need_no_design(first_look, name):
    assert words(module(name).draw(opened(first_look))).endswith(
        "n = 8 runs an arm. Study: A first look." if name != "sequence" else "n = 8 runs. Study: A first look."
    )


@pytest.mark.parametrize("width", style.WIDTHS)
@pytest.mark.parametrize("name", ON_SWEEPS)
def test_no_word_of_a_figure_is_cut_off(mixes, name, width):
    figure = module(name).draw(opened(mixes), width)
    assert_all_within(figure)


@pytest.mark.parametrize("name", ON_SWEEPS)
def test_every_figure_says_itself_in_words_with_numbers(mixes, name):
    said = module(name).alt(opened(mixes))
    assert any(letter.isdigit() for letter in said) and "nan" not in said


def test_the_same_study_gives_the_same_bytes(first_look, tmp_path):
    for folder in ("a", "b"):
        assert run("advantage", first_look, "-o", tmp_path / folder) == 0
    for kind in ("png", "svg", "pdf"):
        assert (tmp_path / f"a/figure_advantage.{kind}").read_bytes() == (
            tmp_path / f"b/figure_advantage.{kind}"
        ).read_bytes()


LACKING = {
    "advantage": "no history 'synergy'",
    "inertia": "no history 'age_in_hand'",
    "leadership": "no outcome 'moved_by_structure'",
    "frontier": "no outcome 'conflict'",
    "regimes": "no outcome 'regime'",
    "conditions": "no outcome 'regime'",
    "sequence": "no history 'energy'",
    "network": "hold no snapshots: a study keeps them with `snapshots:",
    "best_mix": "needs a design over the share of directive acts",
    "sweep": "this study varies none",
    "effects": "there is none besides 'one'",
    "attribution": "holds results of another version of the model",
}


@pytest.mark.parametrize("name", LACKING)
def test_what_a_figure_lacks_is_said_in_one_sentence_with_exit_code_2(tmp_path, capsys, name):
    tiny_study.write(tmp_path / "results.h5", ["one"], 2, outcomes={"synergy": [0.1, 0.2]})
    assert run(name, tmp_path) == 2
    said = capsys.readouterr().err
    assert LACKING[name] in said and said.count("\n") == 1
    assert not list(tmp_path.glob("figure*"))
