"""Snapshots and events as tables: of files chosen by hand, and of cavi's own against its histories and outcomes."""

import ast

import cavi_results as cavi
import numpy as np
import pytest
import single_runs
import tiny_study
from pytest import approx


@pytest.fixture
def tiny(tmp_path):
    """The tiny study of two arms with two snapshots of run 1 and four events."""
    path = tiny_study.two_arms(tmp_path / "looked_at.h5")
    return cavi.open(tiny_study.add_events(tiny_study.add_snapshots(path)))


@pytest.fixture(scope="module")
def computed(first_look):
    return cavi.open(first_look)


@pytest.fixture(scope="module")
def events(computed):
    return single_runs.events(computed)


def test_the_examples_of_the_documentation_run_on_a_study_of_cavi(examples):
    lines, given = examples(single_runs.__doc__)
    for _, found, comment in given:
        assert len(found) > 0
        if comment[:1] == "[":
            assert found[:5] == ast.literal_eval(comment.replace(", ...", ""))
    assert lines > 9


def test_entities_are_counted_within_their_snapshot_and_named_by_what_they_belong_to(tiny):
    seats = single_runs.entities(tiny, "seat")
    assert list(seats.index) == [(1, 0, 0), (1, 0, 1), (1, 0, 2), (1, 2, 0), (1, 2, 1)]
    assert list(seats.columns) == ["arm", "name", "forum_name", "forum", "organisation_name", "organisation", "filled"]
    assert list(seats["forum_name"]) == ["board", "board", "hub", "board", "board"]
    assert list(seats["organisation_name"]) == ["school", "police", None, "school", "police"]
    assert set(seats["arm"]) == {"cuts"}
    ties = single_runs.entities(tiny, "tie", ["trust", "to_name"])
    assert list(ties.columns) == ["trust", "to_name"]
    assert list(ties.loc[1, 2]["trust"]) == approx([0, 0.67, 0.85, 0])
    assert list(ties.loc[1, 2]["to_name"]) == ["school in board", "police in board"] * 2
    assert list(single_runs.entities(tiny, "run")["moved"]) == approx([0.3, 2.9])


def test_moments_tell_arm_point_and_replicate_of_each_snapshot(tiny):
    moments = single_runs.moments(tiny)
    assert moments.values.tolist() == [["cuts", 0, 0, 1, 0], ["cuts", 0, 0, 1, 2]]
    assert single_runs.kinds(tiny) == ["organisation", "forum", "seat", "tie"]


def test_events_are_told_in_words_and_say_nothing_where_there_is_nothing(tiny):
    events = single_runs.events(tiny)
    assert list(events["arm"]) == ["level", "level", "cuts", "cuts"]
    assert list(events["kind"]) == ["act", "delivered", "act", "act"]
    assert list(events["mode"].astype(object)) == ["directive", approx(np.nan, nan_ok=True), "facilitative", "directive"]
    assert list(events["months"]) == approx([np.nan, 7, np.nan, np.nan], nan_ok=True)
    assert events[events["mode"] == "directive"].groupby("arm").size().to_dict() == {"level": 1, "cuts": 1}


def test_what_is_not_there_is_said_in_one_sentence(two_arms, tiny):
    with pytest.raises(cavi.Unusable, match="hold no events: a study keeps them with `events: {}`"):
        single_runs.events(two_arms)
    with pytest.raises(cavi.Unusable, match="hold no snapshots: a study keeps them with `snapshots:"):
        single_runs.entities(two_arms, "seat")
    with pytest.raises(cavi.Unusable, match="no 'issue' \\(there: run, organisation, forum, seat, tie\\)"):
        single_runs.entities(tiny, "issue")
    with pytest.raises(cavi.Unusable, match="a seat of these snapshots has no conflict"):
        single_runs.entities(tiny, "seat", ["conflict", "filled"])


# --- what cavi wrote, against what else it wrote ---


def test_acts_in_the_events_are_as_many_as_the_histories_count(computed, events):
    acts = events[events["kind"] == "act"]
    for mode in ("facilitative", "directive"):
        counted = acts[acts["mode"] == mode].groupby("run").size()
        assert counted.to_dict() == {
            run: cavi.history(computed, f"acts_{mode}")[run, -1] for run in range(8)
        }  # replicates 0 to 3 of two arms
        by_month = acts[(acts["mode"] == mode) & (acts["run"] == 5)].groupby("month").size().reindex(range(36), fill_value=0)
        np.testing.assert_array_equal(by_month.cumsum(), cavi.history(computed, f"acts_{mode}")[5])
    share = acts.groupby("run")["mode"].agg(lambda mode: (mode == "directive").mean())
    np.testing.assert_allclose(share, computed["directive_share"].values[:8], rtol=1e-12)
    failed = acts.groupby("run")["result"].agg(lambda result: (result == "in_vain").mean())
    np.testing.assert_allclose(failed, computed["thwarted"].values[:8], rtol=1e-12)


def test_departures_and_deliveries_in_the_events_are_those_of_the_histories(computed, events):
    kinds = events.groupby(["run", "kind"], observed=False).size().unstack()
    np.testing.assert_array_equal(kinds["delivered"], computed["delivered"].values[:8])
    left = kinds[["gave_up", "reseated", "dismissed"]].sum(axis=1)
    np.testing.assert_array_equal(left, cavi.history(computed, "exits")[:8, -1])
    seats = cavi.history(computed, "seats")[:8]
    change = events.query("month > 0").groupby(["run", "kind"], observed=False).size().unstack()
    gone = change[["gave_up", "reseated", "dismissed"]].sum(axis=1)
    came = change[["joined", "brought_in"]].sum(axis=1)
    np.testing.assert_array_equal(came - gone, seats[:, -1] - seats[:, 0])


def test_movement_of_ended_issues_and_those_in_hand_is_the_agenda_outcome_of_each_medium(computed, events):
    media = ["by_structure", "by_process", "by_participant"]
    ended = events[events["kind"].isin(["delivered", "dropped"])].groupby("run")[media].sum()
    issues = single_runs.entities(computed, "issue", [*media, "stage"]).xs(35, level="month")
    in_hand = issues[issues["stage"] > 0].groupby("run")[media].sum()
    for run in (0, 1, 6, 7):  # the runs of replicates 0 and 3: those with snapshots too
        moved = ended.loc[run].astype(float) + in_hand.loc[run]
        outcome = [computed[f"moved_{name}"].values[run] for name in media]
        np.testing.assert_allclose(moved / moved.sum(), outcome, rtol=1e-5)
        assert min(outcome) > 0.01


def test_trust_in_a_snapshot_is_the_mean_that_the_history_holds_for_its_month(computed, events):
    """One forum of twelve. Where nobody came or went that month, and nothing was delivered the month before, ties are as they were when the
    mean was taken."""
    seats = single_runs.entities(computed, "seat", ["filled"])
    ties = single_runs.entities(computed, "tie", ["from", "to", "trust"])
    turned = events[events["kind"].isin(["gave_up", "reseated", "dismissed", "joined", "brought_in", "replaced"])]
    wins = events[events["kind"] == "delivered"]
    turned = set(zip(turned["run"], turned["month"])) | set(zip(wins["run"], wins["month"] + 1))
    compared = 0
    for run, month in ((run, month) for run in (0, 1, 6, 7) for month in (0, 35)):
        filled, within = seats.loc[run, month]["filled"].values > 0, ties.loc[run, month]
        first, second, trust = within["from"].values, within["to"].values, within["trust"].values
        pairs = (first != second) & filled[first] & filled[second]
        assert pairs.sum() == filled.sum() * (filled.sum() - 1) and (trust[~pairs] == 0).all()
        assert filled.sum() == cavi.history(computed, "seats")[run, month]
        if (run, month) not in turned:
            assert trust[pairs].mean() == approx(cavi.history(computed, "trust")[run, month], rel=1e-5)
            compared += 1
    assert compared > 2


def test_names_of_both_tables_are_those_of_the_area(computed, events):
    seats = single_runs.entities(computed, "seat").loc[0, 0]
    assert seats["name"].iloc[0] == "organisation_1 in forum_1"
    assert (seats["name"] == seats["organisation_name"] + " in " + seats["forum_name"]).all()
    assert list(seats["forum"]) == sorted(seats["forum"])
    acts = events.query("kind == 'act'")
    assert (acts["entity_name"].values == seats["name"].values[acts["entity"]]).all()
    towards = acts[acts["other"] >= 0]
    assert len(towards) > 20 and (towards["other_name"].values == seats["name"].values[towards["other"]]).all()
    assert set(acts[acts["other"] < 0]["other_name"]) == {""}
