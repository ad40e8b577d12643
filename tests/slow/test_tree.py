"""The tree of `discover` against that of scikit-learn, where Debian's python3-sklearn is installed."""

import h5py
import numpy as np
import pandas as pd
import pytest

sklearn = pytest.importorskip("sklearn.tree")

STUDY = """title: Who ends high?
months: 6
seed: {seed}
replicates: 1
design: {{ random: {{ points: 1500, factors: {{ walk.gain: plausible, walk.luck: plausible, walk.ceiling: plausible }} }} }}
"""


@pytest.mark.parametrize("seed, threshold", [(1, 2.5), (2, 1.9), (3, 3.1)])
def test_the_pruned_tree_is_one_of_the_sequence_of_scikit_learn(toy, tmp_path, seed, threshold):
    toy.finish(tmp_path, STUDY.format(seed=seed), "--quiet")
    toy("discover", tmp_path / "out", "--when", f"height > {threshold}", "--csv", tmp_path / "d.csv")
    ours = pd.read_csv(tmp_path / "d_tree.csv", float_precision="round_trip")
    with h5py.File(tmp_path / "out/results.h5") as file:
        x = np.column_stack([file[name][:] for name in ("walk__gain", "walk__luck", "walk__ceiling")])
        y = file["height"][:] > threshold
    whole = sklearn.DecisionTreeClassifier(max_depth=5, min_samples_leaf=38, random_state=0)  # half of a twentieth, up
    costs = whole.cost_complexity_pruning_path(x, y).ccp_alphas
    leaves = (ours["leaf"] == "yes").sum()
    assert leaves > 2
    for cost in costs:
        theirs = whole.set_params(ccp_alpha=cost + 1e-9).fit(x, y).tree_
        if theirs.n_leaves == leaves:
            break
    cuts = sorted((round(value, 6), int(count)) for value, count, left in zip(theirs.threshold, theirs.n_node_samples, theirs.children_left) if left >= 0)
    children = ours[ours["limit"] == "<="]
    worlds = ours.set_index("node")["worlds"]
    assert cuts == sorted((round(row["at"], 6), int(worlds[row["parent"]])) for _, row in children.iterrows())
