"""`compare --regret`, as a user meets it."""

import json

import h5py
import numpy as np
import pandas as pd
import pytest

STUDY = """title: Rain or shine
months: 4
replicates: 2
seed: 11
arms: { plain: {}, loud: { walk.loud: true }, "down, loud": { walk.way: down, walk.loud: true } }
design: { random: { points: 50, factors: { walk.gain: plausible, walk.luck: plausible, walk.steps: plausible } } }
"""
BETTER = ("--regret", "--better", "height=high,crossing=low")


@pytest.fixture(scope="module")
def out(toy, tmp_path_factory):
    return toy.finish(tmp_path_factory.mktemp("regret"), STUDY, "--quiet")


def heights(out):
    """[world, arm], averaged over replicates."""
    with h5py.File(out / "results.h5") as file:
        frame = pd.DataFrame({"arm": file["scenario"].asstr()[:], "point": file["point"][:], "height": file["height"][:]})
    return frame.groupby(["point", "arm"])["height"].mean().unstack()[["plain", "loud", "down, loud"]]


def test_regrets_are_those_of_the_results_file(toy, out, tmp_path):
    toy("compare", out, "--regret", "--better", "height=high", "--csv", tmp_path / "r.csv")
    table = pd.read_csv(tmp_path / "r.csv").set_index("option")
    means = heights(out)
    regret = means.rsub(means.max(axis=1), axis=0)
    assert list(table.index) == list(means.columns)
    np.testing.assert_allclose(table["mean"], means.mean(), atol=1e-12)
    np.testing.assert_allclose(table["regret"], regret.mean(), atol=1e-12)
    np.testing.assert_allclose(table["regret_most"], regret.max(), atol=1e-12)
    np.testing.assert_allclose(table["regret_90"], np.sort(regret, axis=0)[44], atol=1e-12)  # 45 of 50
    np.testing.assert_allclose(table["best"], (regret == 0).mean())
    worlds = pd.read_csv(tmp_path / "r_worlds.csv").pivot(index="world", columns="option", values="regret")[means.columns]
    np.testing.assert_allclose(worlds, regret, atol=1e-12)


def test_an_arm_that_is_better_in_every_world_leaves_the_others_no_place_in_the_front(toy, out):
    # Song gives more height than silence, and those who go down never are a metre up.
    said = json.loads(toy("compare", out, "--regret", "--better", "height=high,speed=high", "--json").stdout)
    front = {row["option"]: row for row in said["front"]}
    assert (front["loud"]["not_dominated"], front["loud"]["better_mean"]) == (1, "")
    assert (front["plain"]["not_dominated"], front["plain"]["better_mean"], front["plain"]["better_regret_90"]) == (0, "loud", "loud")


def test_a_world_in_which_some_option_lacks_the_outcome_is_counted_as_missing(toy, out):
    said = json.loads(toy("compare", out, *BETTER, "--json").stdout)["regret"]
    row = next(row for row in said if row["outcome"] == "crossing")
    assert (row["n"], row["missing"], row["regret"]) == (0, 50, None)


def test_settings_of_a_grid_are_compared_over_replicates(toy, tmp_path):
    toy.finish(tmp_path, "months: 2\nreplicates: 3\nwalk.luck: 0\n"
                         "design: { grid: { walk.gain: { from: 0, to: 1, count: 3 } } }\n", "--quiet")
    toy("compare", tmp_path / "out", "--regret", "--better", "height=high", "--settings", "--csv", tmp_path / "g.csv")
    table = pd.read_csv(tmp_path / "g.csv")
    assert list(table["regret"]) == [2, 1, 0] and list(table["best"]) == [0, 0, 1]  # two months of 0, 1/2 and 1
    assert list(pd.read_csv(tmp_path / "g_points.csv")["walk.gain"]) == [0, 0.5, 1]


@pytest.mark.parametrize(
    "words, complaint",
    [
        (["--better", "hieght=high"], "error: 'hieght' is no outcome; did you mean 'height'?\n"),
        (["--better", "height"], "error: --better height: say height=high or height=low\n"),
        (["--better", "height=up"], "error: --better height=up: say height=high or height=low\n"),
        (["--better", "side=low"], "error: --better side: has words, and no word is more than another\n"),
        (["--better", "height=low,height=high"], "error: --better names height twice\n"),
        (["--better", "height=low", "--settings"],
         "error: --settings compares the points of a design such as a grid; these points are drawn worlds, in which arms are compared\n"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(toy, out, words, complaint):
    done = toy("compare", out, "--regret", *words, expect=2)
    assert (done.stdout, done.stderr) == ("", complaint)
