"""Tidy frames: every row knows its arm, point and replicate, states are words, and what is not there is a sentence."""

import cavi_results as cavi
import frames
import pytest
import tiny_study
from pytest import approx


def test_the_examples_of_the_documentation_run_on_a_study_of_cavi(examples):
    lines, given = examples(frames.__doc__)
    assert lines == 9 and len(given) == 6 and all(len(frame) for _, frame, _ in given)


def test_a_run_is_a_row_with_its_states_in_words(two_arms):
    found = frames.runs(two_arms)
    assert list(found.columns[:4]) == ["arm", "point", "replicate", "run"] and list(found["arm"].cat.categories) == ["level", "cuts"]
    assert list(found["regime"])[:4] == ["advantage", "slow_inertia", "advantage", "collapse"]
    assert found.loc[1, "synergy"] == 0.09 and found["delay"].isna().sum() == 1


def test_a_history_is_long_with_months_and_dates(two_arms):
    found = frames.histories(two_arms, "synergy", "cuts")
    assert len(found) == 4 * 3 and set(found["arm"]) == {"cuts"} and set(found["history"]) == {"synergy"}
    last = found[(found["replicate"] == 0) & (found["month"] == 2)]
    assert last["value"].item() == approx(0.09) and str(last["date"].item())[:7] == "2010-06"


def test_runs_that_are_not_there_have_no_rows(tmp_path):
    results = cavi.open(tiny_study.two_arms(tmp_path / "results.h5", status=[1, 1, 2, 1, 1, 1, 1, 0]))
    assert len(frames.runs(results)) == 6 and len(frames.histories(results, "synergy")) == 6 * 3


def test_a_ledger_has_the_fates_of_boards_in_words(forums):
    found = frames.ledger(cavi.open(forums))
    assert len(found) == 4 * 1 + 4 * 3 and {"fate", "deliveries", "life"} <= set(found)
    assert set(found["fate"].dropna()) <= {"advantage", "hard_won_advantage", "slow_inertia", "painful_inertia", "dead", "merged"}


def test_an_unknown_history_or_arm_is_a_sentence(two_arms):
    with pytest.raises(cavi.Unusable, match="no history 'hope'"):
        frames.histories(two_arms, "hope")
    with pytest.raises(cavi.Unusable, match="no arm 'x' \\(there: 'level', 'cuts'\\)"):
        frames.histories(two_arms, "synergy", "x")
