"""The summary's numbers and words, by hand on the tiny study."""

import cavi_results as cavi
import pytest
import summary
import tiny_study


def text(results):
    return " ".join(" ".join(summary.lines(results)).split())


def test_each_arm_has_its_mean_and_interval(two_arms):
    """Conflict under level: mean .23, sd .036515, half-width 3.18245 x .036515 / 2 = .058103."""
    rows = {row[0]: row[1:] for row in summary.level_rows(two_arms)}
    assert rows["Conflict (share)"][0] == "0.230 (0.172 to 0.288)"


@pytest.mark.parametrize("origin, said", [
    ({"grew_from_replicates": "20"}, "The study grew from 20 replicates: if it grew because of their results, intervals are too narrow."),
    ({"grew_from_replicates": "2", "grew_from_points": "13"}, "The study grew from 2 replicates and 13 points: if"),
    ({"until_replicates": "31", "grew_from_replicates": "20"}, "Replicates were added until they were enough"), ({}, None)])
def test_who_looked_before_is_among_the_doubts(two_arms, monkeypatch, origin, said):
    monkeypatch.setattr(cavi, "provenance", lambda results: origin)
    found = " ".join(summary.doubts(two_arms))
    assert (said in found) if said else ("grew" not in found and "enough" not in found)


def test_an_effect_is_the_paired_difference_with_its_interval(two_arms):
    rows = {row[0]: row[1:] for row in summary.effect_rows(two_arms, "cuts")}
    assert rows["Synergy (share of arisen need)"] == ["−0.060", "−0.149 to +0.029", "25 %", "4"]
    assert rows["Delay (months)"][3] == "3"


def test_a_clear_difference_is_a_sentence_with_direction_size_and_unit(two_arms):
    """Stall: .12 .18 .06 .04; mean .10, sd .063246, half-width .100638, so not clear. Conflict: .12 .19 .02 .11,
    likewise.
    Delay: 7 8.5 7.5 and 9.5 11 10.5; differences 2.5 2.5 3.0; mean 2.667, half-width 4.30265 x .288675 / sqrt 3 = .717."""
    said = {line.split()[0]: line for line in summary.sentences(two_arms, "cuts")}
    assert (
        said["Delay"]
        == "Delay rises from 7.7 months under “level” to 10.3 under “cuts”, 35 % more (95 % interval of the difference +1.95 to"
        " +3.38 months); higher in all 3 replicates."
    )


def test_no_clear_difference_says_what_would_have_shown(two_arms):
    """Synergy: -6 points, interval -14.9 to 2.9; the larger bound is what could have been there unseen."""
    said = {line.split(":")[0]: line for line in summary.sentences(two_arms, "cuts")}
    assert (
        said["Synergy"]
        == "Synergy: no clear difference between “cuts” and “level”, 8 % against 14 % of arisen need (95 % interval of the difference −14.9 to +2.9 percentage points of arisen need); "
        "one of 14.9 percentage points of arisen need or more would probably have shown."
    )


def stalls(path, cuts):
    """Stall of arm level is .1 .2 .3 .4, of arm cuts so much more."""
    values = [value for level, more in zip((0.1, 0.2, 0.3, 0.4), cuts) for value in (level, level + more)]
    return cavi.open(tiny_study.write(path, ["level", "cuts"], 4, outcomes={"stall": values}))


def test_pairs_in_which_nothing_differs_are_said_to_be_so(tmp_path):
    """One of eight pairs is equal, the others differ by 5 points or so: higher in 7 of 8."""
    more = (0.05, 0.06, 0.04, 0.05, 0.05, 0.06, 0.04, 0)
    values = [value for level, by in zip((0.1, 0.2, 0.3, 0.4) * 2, more) for value in (level, level + by)]
    results = cavi.open(tiny_study.write(tmp_path / "results.h5", ["level", "cuts"], 8, outcomes={"stall": values}))
    (said,) = summary.sentences(results, "cuts")
    assert said.startswith("Stall rises from 25 % of issues under “level” to 29 % under “cuts”")
    assert said.endswith("in 12 % of the 8 replicates nothing differs, in 88 % it is higher.")


def test_shares_become_percentage_points(tmp_path):
    """Differences 5, 6, 4 and 5 points: mean 5, sd .816497, half-width 3.18245 x .816497 / 2 = 1.299."""
    results = stalls(tmp_path / "results.h5", (0.05, 0.06, 0.04, 0.05))
    assert summary.sentences(results, "cuts")[0].startswith(
        "Stall rises from 25 % of issues under “level” to 30 % under “cuts”, a fifth more (95 % interval of the difference +3.7 to"
        " +6.3 percentage points of issues)"
    )


def test_what_would_have_shown_is_what_four_studies_in_five_would_find(tmp_path):
    """Differences 2, -2, 3 and -3 points: half-width 3.18245 x 2.94392 / 2 = 4.684; (3.18245 + t(.8, 3) = .97847) x 1.47196
    is 6.125.
    """
    results = stalls(tmp_path / "results.h5", (0.02, -0.02, 0.03, -0.03))
    assert summary.sentences(results, "cuts") == [
        "Stall: no clear difference between “cuts” and “level”, 25.00 % against 25.00 % of issues (95 % interval of the difference −4.7 to +4.7 percentage points of issues); "
        "one of 6.1 percentage points of issues or more would probably have shown."
    ]


@pytest.mark.parametrize(
    "before, after, says",
    [(0.073, 0.055, "a quarter less"), (3, 6.1, "twice as much"), (1, 13.2, "13 times as much"), (0.4, 0.22, "45 % less"), (2, 3, "half as much again"), (0.1, -0.1, ""), (0, 1, "")],
)
def test_sizes_are_said_in_words(before, after, says):
    assert summary.size(before, after) == says


def test_regimes_are_shares_with_intervals_most_frequent_first(two_arms):
    assert summary.state_sentences(two_arms, "regime")[0].startswith(
        "Under “level” the runs ended as follows: 75 % advantage (30 % to 95 %), 25 % slow inertia"
    )


def test_one_run_has_an_end_and_no_share_and_one_month_no_plural(tmp_path):
    alone = cavi.open(tiny_study.write(tmp_path / "results.h5", ["level", "cuts"], 1, outcomes={"regime": [0, 2]}, histories={"synergy": [[0.1], [0.2]]}, months=1))
    assert summary.state_sentences(alone, "regime") == ["Under “level” the one run ended as follows: advantage.", "Under “cuts” the one run ended as follows: slow inertia."]
    assert summary.heading(alone)[-1] == "2 arms × 1 design point × 1 replicate = 2 runs of 1 month from 2010-04."


def test_what_the_study_cannot_tell_is_said(tmp_path):
    path = tiny_study.two_arms(tmp_path / "results.h5", status=[1, 1, 2, 1, 1, 1, 1, 0])
    said = " ".join(summary.doubts(cavi.open(path)))
    assert "4 replicates are few" in said and "1 runs failed" in said and "1 runs are still missing" in said


def test_a_difference_that_is_clear_by_itself_and_not_among_all_is_named_among_the_doubts(tmp_path):
    """Stall is higher by 4 to 8 points and 6 on average, t = 7.7 of three freedoms: t must pass 3.2 alone, and of twelve
    outcomes at most 9.5. The others differ by luck."""
    stall = [value for level, more in zip((0.1, 0.2, 0.3, 0.4), (0.06, 0.08, 0.04, 0.06)) for value in (level, level + more)]
    others = {f"other{i}": [value for r in range(4) for value in (0.2, 0.2 + 0.01 * ((i * (r + 1)) % 7 - 3))] for i in range(1, 12)}
    results = cavi.open(tiny_study.write(tmp_path / "results.h5", ["level", "cuts"], 4, outcomes={"stall": stall, **others}))
    assert any(said.endswith("these differences are not certain: Stall (“cuts”).") for said in summary.doubts(results))
    alone = cavi.open(tiny_study.write(tmp_path / "alone.h5", ["level", "cuts"], 4, outcomes={"stall": stall}))
    assert not any("are not certain" in said for said in summary.doubts(alone))


def test_equal_arms_are_said_to_be_equal(tmp_path):
    path = tiny_study.write(tmp_path / "results.h5", ["a", "b"], 2, outcomes={"synergy": [0.1, 0.1, 0.3, 0.3]})
    assert summary.sentences(cavi.open(path), "b") == [
        "Synergy: the same under “b” as under “a” in every pair of runs, 20.0 % of arisen need."
    ]


def test_one_pair_is_not_taken_for_evidence(tmp_path):
    path = tiny_study.write(tmp_path / "results.h5", ["a", "b"], 1, outcomes={"delay": [7.0, 9.5]})
    assert summary.sentences(cavi.open(path), "b") == [
        "Delay: 9.50 against 7.00 months; of 1 replicate alone nothing tells whether that is luck."
    ]


@pytest.mark.parametrize(
    "value, digits, sign, says",
    [
        (-0.00001, 2, True, "0.00"),
        (-0.034, 2, False, "−0.03"),
        (0.5, 1, True, "+0.5"),
        (float("nan"), 2, False, "none"),
        (float("inf"), 2, False, "unbounded"),
    ],
)
def test_numbers_are_written_for_people(value, digits, sign, says):
    assert summary.number(value, digits, sign) == says


def test_a_study_of_cavi_is_summed_up_outcome_by_outcome(first_look, capsys):
    assert summary.main([str(first_look), "--all"]) == 0
    said = capsys.readouterr().out
    assert "2 arms × 1 design point × 8 replicates = 16 runs of 36 months from 2010-04." in said
    results = cavi.open(first_look)
    for name in summary.plain_outcomes(results):
        assert said.count(cavi.label(results, name)) >= 2


def test_a_folder_without_results_is_refused_with_exit_code_2(tmp_path, capsys):
    assert summary.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_first_outcomes_are_shown_and_the_rest_only_when_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(summary, "HEADLINES", 2)
    path = tiny_study.two_arms(tmp_path / "results.h5")
    short, long = "\n".join(summary.printed(path, False)), "\n".join(summary.printed(path, True))
    assert "Synergy" in short and "Delay" in short and "Stall" not in short
    assert "5 further outcomes: shown with --all." in short and "Stall" in long and "further outcome" not in long
