"""Which parameters move no outcome, from effects chosen by hand."""

import pandas as pd

import idle

SPREAD = {"synergy": 2.0, "conflict": 0.0, "trust": 0.5}
ROWS = [
    # outcome, parameter, mu_star, mu_star_conf
    ("synergy", "strong", 1.0, 0.2),  # surely 0.8 / 2 = 0.4
    ("trust", "strong", 0.1, 0.09),  # surely 0.01 / 0.5 = 0.02
    ("synergy", "weak", 0.06, 0.03),  # surely 0.03 / 2 = 0.015: under 0.02
    ("trust", "weak", 0.02, 0.03),  # surely -0.01 / 0.5
    ("conflict", "weak", 9.0, 0.0),  # an outcome that is the same in all worlds says nothing
    ("synergy", "silent", 0.0, 0.0),
    ("trust", "silent", float("nan"), float("nan")),  # a sample without an answer says nothing
]
TABLE = pd.DataFrame(ROWS, columns=["outcome", "parameter", "mu_star", "mu_star_conf"])


def test_an_effect_is_told_in_standard_deviations_of_its_outcome():
    found = idle.strongest(idle.effects(TABLE, SPREAD)).set_index("parameter")
    assert list(found.index) == ["silent", "weak", "strong"]
    assert found.loc["weak", ["outcome", "size", "sure"]].tolist() == ["synergy", 0.03, 0.015]
    assert found.loc["strong", ["outcome", "size", "sure"]].tolist() == ["synergy", 0.5, 0.4]


def test_the_table_holds_the_idle_ones_alone_and_the_claims_that_name_them():
    first, _, _, *rows = idle.lines(TABLE, SPREAD, {"S1": "arms: { weak: 1 }", "S2": "nothing"})
    assert first.startswith("2 of 3 parameters move no outcome")
    assert rows == ["| silent | synergy | 0.000 | 0.000 | - |", "| weak | synergy | 0.030 | 0.015 | S1 |"]
