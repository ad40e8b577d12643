"""`discover`, as a user meets it, and against a short PRIM that was written from its definition."""

import json
from fractions import Fraction
from math import ceil, floor, inf, log

import h5py
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

STUDY = """title: Who ends high?
months: 6
seed: 7
replicates: 1
arms: { quiet: {}, "with song": { walk.loud: true } }
design:
  latin_hypercube:
    points: 600
    factors: { walk.gain: plausible, walk.luck: plausible, walk.steps: plausible, walk.way: plausible }
"""
FACTORS = ("walk.gain", "walk.luck", "walk.steps", "walk.way")
ALPHA = 0.05


@pytest.fixture(scope="module")
def out(toy, tmp_path_factory):
    return toy.finish(tmp_path_factory.mktemp("discover"), STUDY, "--quiet")


def tables(toy, out, folder, *words):
    toy("discover", out, *words, "--csv", folder / "d.csv")
    read = {name: folder / f"d{suffix}.csv" for name, suffix in (("boxes", ""), ("limits", "_limits"), ("trajectory", "_trajectory"), ("tree", "_tree"))}
    return {name: pd.read_csv(path, float_precision="round_trip") for name, path in read.items() if path.exists()}


# --- PRIM as it is defined, slowly and with exact fractions ---


class Prim:
    """x: name -> values; a set of words for a choice. Keeps limits as name -> [low, high] or a set."""

    def __init__(self, x, y, choices):
        self.x, self.y, self.n = x, np.asarray(y), len(y)
        self.choices = choices
        self.start = {name: set(values) if name in choices else (-inf, inf) for name, values in x.items()}

    def kept(self, name, limit):
        values = self.x[name]
        return np.isin(values, list(limit)) if name in self.choices else (values >= limit[0]) & (values <= limit[1])

    def inside(self, limits):
        return np.logical_and.reduce([self.kept(name, limit) for name, limit in limits.items()])

    def load(self, limits):
        here = self.y[self.inside(limits)]
        return len(here), int(here.sum())

    def peels(self, limits):
        """Every peel: name, limit, what it is."""
        here = self.inside(limits)
        for name, values in self.x.items():
            if name in self.choices:
                for word in sorted(limits[name]):
                    yield name, limits[name] - {word}, word
                continue
            low, high = limits[name]
            own = np.sort(values[here])
            k = floor((len(own) - 1) * ALPHA)
            if (above := own[own > own[k]]).size:
                yield name, ((own[k] + above[0]) / 2, high), "below"
            if (below := own[own < own[len(own) - 1 - k]]).size:
                yield name, (low, (own[len(own) - 1 - k] + below[-1]) / 2), "above"

    def peel(self):
        """[(limits, name, what, worlds, hits)]"""
        limits, steps = dict(self.start), [(self.start, None, None, self.n, int(self.y.sum()))]
        while True:
            worlds, hits = steps[-1][3:]
            best = None
            for at, (name, limit, what) in enumerate(self.peels(limits)):
                left, left_hits = self.load({**limits, name: limit})
                if left == worlds or left < 0.05 * self.n or left == 0:
                    continue
                gain = (Fraction(left_hits, left) - Fraction(hits, worlds)) / (worlds - left)
                rank = (gain, limits[name] != self.start[name], -at)
                if gain > 0 and (best is None or rank > best[0]):
                    best = rank, name, limit, what, left, left_hits
            if best is None:
                return steps
            limits = {**limits, best[1]: best[2]}
            steps.append((limits, best[1], best[3], best[4], best[5]))

    def parting(self, worlds, hits):
        def likelihood(n, h):
            return sum(k * log(k / n) for k in (h, n - h) if k > 0)

        if hits * self.n <= worlds * self.y.sum():
            return 0
        return 2 * (likelihood(worlds, hits) + likelihood(self.n - worlds, self.y.sum() - hits) - likelihood(self.n, self.y.sum()))

    def sides(self, limits):
        """(name, side) of every limit, and the limits without it."""
        for name, limit in limits.items():
            if name in self.choices:
                if limit != self.start[name]:
                    yield (name, "is"), {**limits, name: self.start[name]}
            else:
                if limit[0] > -inf:
                    yield (name, ">="), {**limits, name: (-inf, limit[1])}
                if limit[1] < inf:
                    yield (name, "<="), {**limits, name: (limit[0], inf)}

    def quasi_p(self, limits):
        worlds, hits = self.load(limits)
        found = {}
        for side, without in self.sides(limits):
            more, more_hits = self.load(without)
            found[side] = 1 if more == worlds else binomtest(hits, worlds, more_hits / more, alternative="greater").pvalue, without
        return found

    def drop(self, limits):
        while found := self.quasi_p(limits):
            p, without = max(found.values(), key=lambda one: one[0])
            if p <= 0.05:
                break
            limits = without
        return limits

    def pastes(self, limits):
        """Every limit moved out by a peel's worth of worlds."""
        here = self.inside(limits)
        least = floor((here.sum() - 1) * ALPHA) + 1
        for (name, side), without in self.sides(limits):
            if side == "is":
                yield from ({**limits, name: limits[name] | {word}} for word in sorted(self.start[name] - limits[name]))
                continue
            new = np.sort(self.x[name][self.inside(without) & ~here])
            new = new[::-1] if side == ">=" else new
            ends = [k for k in range(least, len(new)) if new[k] != new[k - 1]]
            low, high = limits[name]
            end = (new[ends[0] - 1] + new[ends[0]]) / 2 if ends else -inf if side == ">=" else inf
            yield {**limits, name: (end, high) if side == ">=" else (low, end)}

    def box(self):
        """The box of the best step, mended."""
        steps = self.peel()
        chosen = max(range(len(steps)), key=lambda s: (self.parting(*steps[s][3:]), -s))
        limits = self.drop(steps[chosen][0])
        while True:
            best = max(self.pastes(limits), key=lambda one: self.parting(*self.load(one)), default=limits)
            if self.parting(*self.load(best)) <= self.parting(*self.load(limits)):
                return steps, chosen, self.drop(limits)
            limits = best


def worlds(out, threshold):
    with h5py.File(out / "results.h5") as file:
        first = file["scenario"].asstr()[:] == "quiet"
        x = {name: file[name.replace(".", "__")][:][first] for name in FACTORS}
        x["walk.way"] = np.array([value.decode() if isinstance(value, bytes) else value for value in x["walk.way"]])
        return x, file["height"][:][first] > threshold


@pytest.mark.parametrize("threshold", [0.5, 2.5])
def test_trajectory_and_box_are_those_of_a_prim_written_from_the_definition(toy, out, tmp_path, threshold):
    x, y = worlds(out, threshold)
    steps, chosen, limits = (prim := Prim(x, y, {"walk.way"})).box()
    found = tables(toy, out, tmp_path, "--when", f"height > {threshold}", "--boxes", 1)
    path = found["trajectory"]
    assert list(path["parameter"].fillna("")) == [name or "" for _, name, *_ in steps]
    assert list(path["peeled"].fillna("")) == [what or "" for _, _, what, *_ in steps]
    np.testing.assert_allclose(path["mass"], [n / len(y) for *_, n, _ in steps], rtol=1e-12)
    np.testing.assert_allclose(path["density"], [h / n for *_, n, h in steps], rtol=1e-12)
    np.testing.assert_allclose(path["coverage"], [h / y.sum() for *_, h in steps], rtol=1e-12)
    assert path["step"][path["chosen"] == "yes"].tolist() == [chosen]
    expected = {side: (limits[side[0]], p) for side, (p, _) in prim.quasi_p(limits).items()}
    said = {(row["parameter"], row["limit"]): row for _, row in found["limits"].iterrows()}
    assert said.keys() == expected.keys()
    for (name, side), (limit, p) in expected.items():
        row = said[name, side]
        if side == "is":
            assert set(row["words"].split(", ")) == limit
        else:
            end = limit[0] if side == ">=" else limit[1]
            end = (ceil(end) if side == ">=" else floor(end)) if name == "walk.steps" else end
            np.testing.assert_allclose(row["at"], end, rtol=1e-12)
        np.testing.assert_allclose(row["quasi_p"], p, rtol=1e-6, atol=1e-300)
    box = found["boxes"].iloc[0]
    assert (box["worlds"], box["met"]) == prim.load(limits)


def test_what_is_printed_is_what_the_files_hold(toy, out, tmp_path):
    words = ["--when", "height > 2.5"]
    found = tables(toy, out, tmp_path, *words, "--hdf5", tmp_path / "d.h5")
    said = json.loads(toy("discover", out, *words, "--json").stdout)
    assert said["boxes"][0]["coverage"] == found["boxes"]["coverage"][0]
    with h5py.File(tmp_path / "d.h5") as file:
        assert set(file) >= {"boxes", "limits", "trajectory", "tree"}
        assert list(file["trajectory/density"]) == list(found["trajectory"]["density"])
    printed = toy("discover", out, *words).stdout
    assert "box 1: walk.gain >= " in printed and " and walk.way is up" in printed


def test_the_limits_give_back_the_worlds_of_the_box(toy, out, tmp_path):
    x, y = worlds(out, 2.5)
    found = tables(toy, out, tmp_path, "--when", "height > 2.5")
    limits = found["limits"][found["limits"]["box"] == 1]
    inside = np.ones(len(y), bool)
    for _, row in limits.iterrows():
        values = x[row["parameter"]]
        inside &= np.isin(values, row["words"].split(", ")) if row["limit"] == "is" else values >= row["at"] if row["limit"] == ">=" else values <= row["at"]
    box = found["boxes"].iloc[0]
    assert (inside.sum(), y[inside].sum()) == (box["worlds"], box["met"])


def test_a_difference_of_arms_is_asked_under_the_same_luck(toy, out, tmp_path):
    # Song gives an eighth of a metre in each of six months, up or down: 3/4 in every world, by whatever luck.
    found = tables(toy, out, tmp_path, "--when", "height[with song] - height > 0.7")
    assert (found["boxes"]["density"][0], found["boxes"]["coverage"][0]) == (1, 1)
    assert list(found["limits"]["words"]) == ["up"]


CLAIM = """title: Song lifts
months: 2
replicates: 2
seed: 3
arms: { quiet: {}, loud: { walk.loud: true } }
design: { random: { points: 120, factors: { walk.gain: plausible, walk.way: plausible } } }
claim:
  id: T1
  says: Who sings is higher
  expected: more height
  tests:
    - greater: { outcome: height, of: loud, than: quiet }
  ablation: [loudness]
"""


def test_it_is_found_where_a_claim_holds(toy, tmp_path):
    # Song gives an eighth of a metre a month: up where they go up.
    (tmp_path / "claim.yaml").write_text(CLAIM)
    toy("run", tmp_path / "claim.yaml", "-o", tmp_path / "out", "--quiet")
    found = tables(toy, tmp_path / "out", tmp_path, "--claim", tmp_path / "claim.yaml")
    assert (found["boxes"]["density"][0], found["boxes"]["coverage"][0], found["boxes"]["when"][0]) == (1, 1, "claim T1 holds")
    assert list(found["limits"]["words"]) == ["up"]


def test_a_claim_about_other_arms_or_histories_is_refused(toy, out, tmp_path):
    (tmp_path / "claim.yaml").write_text(CLAIM)
    said = toy("discover", out, "--claim", tmp_path / "claim.yaml", expect=2).stderr
    assert said == f"{tmp_path}/claim.yaml: error: the arms of the claim are not those of the study\n"


def test_what_all_worlds_or_none_meet_is_said_so(toy, out):
    assert "nothing is found: no world meets it" in toy("discover", out, "--when", "height > 1000").stdout
    assert "nothing is found: every world meets it" in toy("discover", out, "--when", "height > -1000").stdout


@pytest.mark.parametrize(
    "words, complaint",
    [
        (["--when", "hieght > 1"], "--when:1:1: error: 'hieght' is no outcome; did you mean 'height'?\n"),
        (["--when", "height > 1", "--arm", "quiett"], "error: 'quiett' is no arm of this study; did you mean 'quiet'?\n"),
        (["--when", "height > 1", "--alpha", "0.7"], "error: --alpha 0.7 is not a number over 0 and up to 0.5\n"),
        (["--when", "height > 1", "--boxes", "0"], "error: --boxes 0 is not a whole number from 1 to 50\n"),
        ([], "error: discover needs either --when or --claim\n"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(toy, out, words, complaint):
    done = toy("discover", out, *words, expect=2)
    assert (done.stdout, done.stderr) == ("", complaint)


BUCKETS = """months: 4
replicates: 2
design: { random: { points: 200, factors: { rain: plausible, leak: plausible, buckets: plausible } } }
"""


def test_a_share_is_of_the_entities_that_are_there(told, tmp_path):
    told.finish(tmp_path, BUCKETS, "--quiet")
    with h5py.File(tmp_path / "out/results.h5") as file:
        level, point = file["bucket_level"][:], file["point"][:]
    share = (level > 20).sum(axis=1) / (~np.isnan(level)).sum(axis=1)
    met = pd.Series(share > 0.4).groupby(point).mean().sum()
    for name in ("level", "bucket_level"):
        said = told("discover", tmp_path / "out", "--when", f"share({name} > 20) > 0.4").stdout
        assert f"worlds where share({name} > 20) > 0.4: {met:.6g} of 200," in said


@pytest.mark.parametrize(
    "condition, complaint",
    [
        ("level > 2", "1:1: error: 'level' is an outcome of entities: write a share of them, such as share(level > 0)"),
        ("share(levell > 2) > 0", "1:7: error: 'levell' is no outcome of entities; did you mean 'level'?"),
        ("share(full > 2) > 0", "1:13: error: share(full) wants a comparison with a word: == or !="),
        ("share(full == hgih) > 0", "1:15: error: 'hgih' is no word of full (low high)"),
    ],
)
def test_a_share_of_what_is_none_is_refused(told, tmp_path, condition, complaint):
    told.finish(tmp_path, BUCKETS.replace("200", "3"), "--quiet")
    said = told("discover", tmp_path / "out", "--when", condition, expect=2).stderr
    assert said == f"--when:{complaint}\n"


def test_points_that_share_luck_are_no_worlds(toy, tmp_path):
    toy.finish(tmp_path, "months: 2\nreplicates: 2\ndesign: { grid: { walk.gain: { from: 0, to: 1, count: 3 } } }\n", "--quiet")
    said = toy("discover", tmp_path / "out", "--when", "height > 1", expect=2).stderr
    assert said.endswith("discover wants a study with drawn worlds (`latin_hypercube`, `sobol`, `random`)\n")
