"""Each way in which an answer could be wrong, by its smallest case, against formulas of this file alone.

The walkers are known by hand: height after n months is n times gain, and luck whose mean is 0. Nobody meets the ceiling."""

import itertools
import json
import re

import h5py
import numpy as np
import pytest
from scipy import stats

ARMS = "arms: { up: {}, other: { walk.walkers: 4 } }\n"
LEVELS = "{ from: 500, to: 990, count: 50 }"
DRAWN = {name: f"{name}: {{ points: 50, factors: {{ walk.ceiling: {{ from: 500, to: 990 }} }} }}"
         for name in ("random", "latin_hypercube", "sobol")}
FIXED = {"grid": f"grid: {{ walk.ceiling: {LEVELS} }}", "one_at_a_time": f"one_at_a_time: {{ walk.ceiling: {LEVELS} }}",
         "list": "list: { walk.ceiling: [500, 600, 700] }",
         "saltelli": "saltelli: { points: 8, factors: { walk.ceiling: { from: 500, to: 990 } } }",
         "morris": "morris: { trajectories: 8, factors: { walk.ceiling: { from: 500, to: 990 } } }"}


class Computed:
    """A finished study: what the program answers, and its numbers."""

    def __init__(self, program, out):
        self.program, self.out = program, out

    def __call__(self, word, *words):
        return json.loads(self.program(word, self.out, *words, "--json").stdout)

    def said(self, word, *words):
        return self.program(word, self.out, *words).stdout

    def values(self, name, arm):
        """Of an arm, [point, replicate] or [point, replicate, month]."""
        with h5py.File(self.out / "results.h5") as file:
            point, replicate = file["point"][()], file["replicate"][()]
            rows, numbers = file["scenario"].asstr()[()] == arm, file[name][()]
        found = np.full((point.max() + 1, replicate.max() + 1, *numbers.shape[1:]), np.nan)
        found[point[rows], replicate[rows]] = numbers[rows]
        return found


@pytest.fixture
def study(toy, tmp_path):
    def compute(text, *words, out="out"):
        (tmp_path / f"{out}.yaml").write_text(f"months: 12\nhistories: [height, first_luck]\n{text}")
        toy("run", tmp_path / f"{out}.yaml", "-o", tmp_path / out, "--quiet", *words)
        return Computed(toy, tmp_path / out)
    return compute


def student(x):
    """Mean and ends of Student's interval."""
    x = np.asarray(x, float)[~np.isnan(x)]
    half = stats.t.ppf(0.975, len(x) - 1) * x.std(ddof=1) / len(x) ** 0.5
    return [x.mean(), x.mean() - half, x.mean() + half]


def ends(row, middle):
    return [row[middle], row["low"], row["high"]]


# --- what repeats ---


@pytest.mark.parametrize("design", [*DRAWN, *FIXED])
def test_drawn_worlds_have_luck_of_their_own_fixed_points_share_it_and_arms_are_paired(study, design):
    text = {**DRAWN, **FIXED}[design]
    found = study(f"replicates: 1\nwalk.luck: 0.9\n{ARMS}design: {{ {text} }}\n")
    luck = found.values("first_luck", "up")
    assert len(np.unique(luck[:, 0, 0])) == (len(luck) if design in DRAWN else 1)
    assert (luck == found.values("first_luck", "other")).all()


@pytest.mark.parametrize("replicates", [1, 3])
def test_intervals_over_drawn_worlds_hold_the_truth_in_nineteen_of_twenty_studies(study, replicates):
    means, sides = 0, 0
    for seed in range(30):
        found = study(f"replicates: {replicates}\nwalk.luck: 0.9\nwalk.gain: 0.05\narms: {{ up: {{}} }}\ndesign: {{ {DRAWN['latin_hypercube']} }}\n",
                      "--seed", seed, out=f"out{seed}")("compare")
        level = next(row for row in found["levels"] if row["outcome"] == "height")
        below = next(row for row in found["regimes"] if row["regime"] == "below")
        means += level["low"] <= 12 * 0.05 <= level["high"]
        sides += below["low"] <= BELOW <= below["high"]
    assert means >= 25 and sides >= 25  # fewer in 30 have a chance of 0.003


# Height under 0 after twelve months: 0.6 and 0.9 times the mean of 36 uniform numbers less a half, twelve times over.
BELOW = stats.norm.cdf(-0.6 / (0.9 * 12 / 36**0.5 / 12**0.5))


def test_replicates_of_drawn_worlds_are_averaged_because_worlds_are_the_repeats(study):
    found = study(f"replicates: 20\nwalk.luck: 0.9\n{ARMS}"
                  "design: { random: { points: 60, factors: { walk.gain: { from: 0, to: 0.2 } } } }\n")
    level = next(row for row in found("compare")["levels"] if (row["outcome"], row["arm"]) == ("height", "up"))
    worlds = found.values("height", "up").mean(axis=1)
    assert level["method"] == "t" and ends(level, "mean") == pytest.approx(student(worlds), rel=1e-5)
    over_luck = student(found.values("height", "up").mean(axis=0))
    assert level["high"] - level["low"] > 3 * (over_luck[2] - over_luck[1])


def test_fixed_points_are_averaged_because_replicates_are_the_repeats_and_one_replicate_has_no_interval(study):
    text = f"walk.luck: 0.9\n{ARMS}design: {{ {FIXED['grid']} }}\n"
    found = study(f"replicates: 9\n{text}")
    effect = next(row for row in found("compare")["effects"] if row["outcome"] == "height")
    apart = (found.values("height", "other") - found.values("height", "up")).mean(axis=0)
    assert effect["method"] == "t" and ends(effect, "difference") == pytest.approx(student(apart), rel=1e-5)
    alone = study(f"replicates: 1\n{text}", out="alone")
    told = alone("compare", "--survival", "height>0.8", "--quantile", "0.1")
    names = ("low", "high", "difference_low", "difference_high", "low_all", "logrank_p", "p_holm")
    assert all(row.get(name) is None for table in told.values() for row in table for name in names)
    assert "there are no intervals" in alone.said("compare")


# --- time until an event ---


def crossings(found, arm):
    """First month above 0.8 [point, replicate]; 12 where there is none."""
    above = found.values("height_by_month", arm) > 0.8
    return np.where(above.any(axis=2), above.argmax(axis=2), 12)


def test_survival_of_points_that_share_luck_is_told_over_replicates(study):
    found = study(f"replicates: 9\nwalk.luck: 0.9\nwalk.gain: 0.05\n{ARMS}design: {{ {FIXED['grid']} }}\n")
    row = next(row for row in found("compare", "--survival", "height>0.8")["survival"] if row["arm"] == "other")
    up, other = crossings(found, "up"), crossings(found, "other")
    assert row["runs"] == 450 and row["share_at_end"] == pytest.approx((other == 12).mean())
    assert row["high"] - row["low"] > 0.3  # as of nine numbers and not of 450, for which it is 0.09
    gained = (other - up).mean(axis=0)
    assert [row[name] for name in ("difference", "difference_low", "difference_high")] == pytest.approx(student(gained), rel=1e-5)
    # the log-rank test: observed less expected events, every exchange of the arms within replicates
    pooled = np.concatenate([up.ravel(), other.ravel()])
    hazard = np.cumsum([(pooled == month).sum() / max((pooled >= month).sum(), 1) for month in range(12)])
    scores = {arm: np.where(times < 12, 1.0, 0.0) - hazard[np.minimum(times, 11)] for arm, times in (("up", up), ("other", other))}
    apart = (scores["other"] - scores["up"]).sum(axis=0)
    flips = np.array(list(itertools.product((-1, 1), repeat=9))) @ apart
    assert row["logrank_p"] == pytest.approx((abs(flips) >= abs(apart.sum()) - 1e-9).mean(), abs=0.02)


def test_the_share_that_is_left_holds_the_truth_over_replicates(study):
    text = "walk.luck: 0.9\nwalk.gain: 0.05\narms: { up: {} }\n"
    truth = (crossings(study(f"replicates: 4000\n{text}", out="many"), "up") == 12).mean()
    held = 0
    for seed in range(30):
        found = study(f"replicates: 10\n{text}design: {{ {FIXED['grid']} }}\n", "--seed", seed, out=f"out{seed}")
        row = found("compare", "--survival", "height>0.8")["survival"][0]
        held += row["low"] <= truth <= row["high"]
    assert held >= 25


# --- when to stop, and what is missing ---


def test_arms_that_are_always_equal_never_suffice_and_have_no_interval(study):
    found = study("arms: { up: {}, same: { walk.ceiling: 900 } }\nuntil: { outcome: height, half_width: 0.01, at_most: 200 }\n")
    row = next(row for row in found("compare")["effects"] if row["outcome"] == "height")
    assert (row["n"], row["difference"], row["low"], row["high"], row["method"]) == (200, 0, None, None, "all equal")
    assert "intervals do not allow for this rule" in found.said("compare")


def test_a_study_that_grew_says_so(study):
    found = study(f"replicates: 20\n{ARMS}")
    assert "grew" not in found.said("compare")
    assert "the study grew from 20 replicates" in study(f"replicates: 30\n{ARMS}").said("compare")


@pytest.mark.parametrize("design", ["", f"design: {{ {FIXED['list']} }}\n", f"design: {{ {DRAWN['random']} }}\n"])
def test_a_difference_that_is_constant_but_for_rounding_has_no_interval(study, toy, design):
    """12 months of 0.04 more gain: 0.48 in every pair, but for the last digits of floats near 3."""
    found = study(f"replicates: 30\narms: {{ up: {{}}, more: {{ walk.gain: 0.29 }} }}\n{design}")
    apart = found.values("height", "more") - found.values("height", "up")
    assert 0 < apart.std() < 1e-6
    row = next(row for row in found("compare", "--quantile", "0.5")["effects"] if row["outcome"] == "height")
    assert row["difference"] == pytest.approx(0.48, abs=1e-6)
    assert [row[name] for name in ("low", "high", "low_all", "high_all", "p_holm", "resolvable", "method")] == [*[None] * 6, "all equal"]
    if not design:
        row = next(row for row in found("compare", "--quantile", "0.5")["quantiles"] if row["outcome"] == "height")
        assert row["difference"] == pytest.approx(0.48, abs=1e-6) and row["low"] is row["high"] is None
        assert re.search(r"height +the pilot shows no spread", toy("run", found.out.with_suffix(".yaml"), "--dry-run").stdout)


def test_until_stops_as_before_where_a_difference_is_constant_but_for_rounding(study):
    found = study("arms: { up: {}, more: { walk.gain: 0.29 } }\nuntil: { outcome: height, half_width: 0.01, at_most: 200 }\n")
    row = next(row for row in found("compare")["effects"] if row["outcome"] == "height")
    assert (row["n"], row["low"], row["method"]) == (10, None, "all equal")


FEW = f"walk.luck: 0.9\nwalk.gain: 0.07\n{ARMS}"  # about a third of the runs cross one metre


@pytest.mark.parametrize("design", ["replicates: 400\n", f"replicates: 1\ndesign: {{ {DRAWN['random'].replace('50', '400', 1)} }}\n"])
def test_a_forecast_counts_the_pairs_that_lack_the_outcome(study, toy, tmp_path, design):
    found = study(FEW + design)
    row = next(row for row in found("compare")["effects"] if row["outcome"] == "crossing")
    told = toy("run", tmp_path / "out.yaml", "-o", tmp_path / "none", "--dry-run").stdout
    forecast = float(re.search(r"crossing +\+-([\d.]+)", told)[1])
    assert row["missing"] > row["n"] > 60 and forecast == pytest.approx((row["high"] - row["low"]) / 2, rel=0.3)


def test_what_is_missing_may_lie_at_either_end_of_the_range(study):
    found = study(FEW + "replicates: 60\n")
    row = next(row for row in found("compare")["effects"] if row["outcome"] == "crossing")
    part = row["missing"] / 60
    bounds = [(1 - part) * row["low"] - part * 12000, (1 - part) * row["high"] + part * 12000]
    assert [row["low_missing"], row["high_missing"]] == pytest.approx(bounds, rel=1e-9)


# --- sensitivity ---

SALTELLI = """walk.luck: 0.9
arms: { up: {} }
design: { saltelli: { points: 64, second_order: %s, factors: { walk.gain: { from: 0.06, to: 0.2 }, walk.luck: { from: 0.1, to: 0.9 } } } }
"""


def test_base_points_without_an_outcome_are_left_out_and_counted(study):
    found = study("replicates: 1\n" + SALTELLI.replace("walk.luck: 0.9\n", "") % "false")
    told = found("sensitivity", "--outcome", "crossing")
    rows = found.values("crossing", "up")[:, 0].reshape(64, 4)
    whole = rows[~np.isnan(rows).any(axis=1)]
    assert 10 < len(whole) < 64 and told["luck"][0]["points_used"] == 4 * len(whole)
    a, first, second, b = (whole - whole.mean()).T
    spread = np.concatenate([a, b]).var()
    for row, mixed in zip(told["indices"], (first, second)):
        assert row["S1"] == pytest.approx((b * (mixed - a)).mean() / spread, rel=0.02, abs=1e-6)
        assert row["ST"] == pytest.approx(((a - mixed) ** 2).mean() / 2 / spread, rel=0.02, abs=1e-6)


def test_rows_that_hold_both_mixtures_are_all_used(study):
    found = study("replicates: 1\n" + SALTELLI.replace("walk.luck: 0.9\n", "") % "true")
    a, ab1, ab2, ba1, ba2, b = found.values("height", "up")[:, 0].reshape(64, 6).T
    for row, ab, ba in zip(found("sensitivity", "--outcome", "height")["indices"], (ab1, ab2), (ba1, ba2)):
        whole = ((a - b) ** 2 + (ba - ab) ** 2).sum()
        assert row["S1"] == pytest.approx(2 * ((ab - a) * (b - ba)).sum() / whole, rel=1e-5)
        assert row["ST"] == pytest.approx(((b - ba) ** 2 + (a - ab) ** 2).sum() / whole, rel=1e-5)
    assert "given the luck of this one replicate" in found.said("sensitivity")


def test_luck_is_no_parameters_doing(study):
    """Height is 12 gain and luck that worlds do not share; the ceiling does nothing."""
    found = study("replicates: 8\nwalk.luck: 0.9\narms: { up: {} }\ndesign: { random: { points: 300, factors: "
                  "{ walk.gain: { from: 0, to: 0.15 }, walk.ceiling: { from: 500, to: 990 } } } }\n")
    told = found("sensitivity", "--outcome", "height")
    rows = {row["parameter"]: row for row in told["given_data"]}
    assert rows["walk.gain"]["significant"] == "yes" and rows["walk.ceiling"]["significant"] == "no"
    runs = found.values("height", "up")
    luck = runs.var(axis=1, ddof=1).mean()
    between = runs.mean(axis=1).var(ddof=1) - luck / 8
    assert told["luck"][0]["luck_share"] == pytest.approx(luck / (luck + between), rel=0.01)


# --- many at once, and regimes ---


def test_p_values_are_held_together_by_holm_and_simultaneous_ends_lie_outside(study):
    arms = ", ".join(f"w{n}: {{ walk.walkers: {n} }}" for n in range(4, 9))
    found = study(f"replicates: 8\narms: {{ up: {{}}, {arms} }}\n")
    rows = found("compare", "--outcome", "height")["effects"]
    p = [stats.ttest_1samp((found.values("height", row["arm"]) - found.values("height", "up"))[0], 0).pvalue for row in rows]
    order, held, before = np.argsort(p), np.empty(5), 0
    for place, at in enumerate(order):
        held[at] = before = min(max(before, (5 - place) * p[at]), 1)
    assert [row["p_holm"] for row in rows] == pytest.approx(held, rel=1e-4)
    for row in rows:
        most = stats.t.ppf(1 - 0.025 / 5, 7) / stats.t.ppf(0.975, 7)
        assert 1 <= (row["high_all"] - row["difference"]) / (row["high"] - row["difference"]) <= most + 1e-9


def test_a_rare_outcome_does_not_widen_what_is_held_together_with_it(study):
    found = study("replicates: 12\nwalk.luck: 0.9\nwalk.gain: 0.03\n" + ARMS)
    rows = {row["outcome"]: row for row in found("compare")["effects"]}
    assert rows["crossing"]["n"] < 6
    stretch = (rows["height"]["high_all"] - rows["height"]["difference"]) / (rows["height"]["high"] - rows["height"]["difference"])
    assert 1 <= stretch < 1.6  # Bonferroni's t of three outcomes is 1.28 times that of one, on Hall's scale a little more


def test_shares_of_regimes_differ_pair_by_pair_over_replicates(study):
    found = study(f"replicates: 9\nwalk.luck: 0.9\n{ARMS}design: {{ grid: {{ walk.gain: [-0.06, -0.02, 0.01, 0.02, 0.04] }} }}\n")
    row = next(row for row in found("compare")["regimes"] if (row["arm"], row["regime"]) == ("other", "above"))
    apart = (found.values("side", "other") - found.values("side", "up")).mean(axis=0)
    assert row["n"] == 45 and [row[name] for name in ("difference", "difference_low", "difference_high")] == pytest.approx(student(apart), abs=1e-6)


@pytest.mark.parametrize("gains, told", [("from: -0.1, to: 0.1", "no"), ("[-0.5, 0.5]", "yes"), ("from: 0.01, to: 2, distribution: log_uniform", "no")])
def test_two_heaps_are_two_regimes_and_skew_is_none(study, gains, told):
    gains = f"{{ {gains} }}" if gains[0] != "[" else gains
    found = study(f"replicates: 1\n{ARMS}design: {{ random: {{ points: 200, factors: {{ walk.gain: {gains} }} }} }}\n")
    assert next(row for row in found("compare")["effects"] if row["outcome"] == "height")["two_regimes"] == told
