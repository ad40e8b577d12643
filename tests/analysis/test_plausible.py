"""Whether plausible worlds live, from a short run."""

import plausible
from conftest import compute

import cavi_results as cavi


def test_worlds_in_which_nobody_comes_are_dead_on_arrival_and_their_attendance_sticks_to_nothing(folder):
    """Two years without a meeting end a forum."""
    design = "design: { random: { points: 10, factors: { processes.attendance: [0, 0.0001] } } }\n"
    results = cavi.open(compute(folder, "empty", f"title: Empty\nmonths: 40\nreplicates: 1\nhistories: none\n{design}"))
    assert list(plausible.dead(results).values()) == [1, 1]
    assert plausible.fates(results)["dead"] == (1, 1)
    there, *numbers, low, high = plausible.spread(results, "attendance")
    assert (there, low, high) == (1, 1, 0)
    assert "| attendance | 100% | 0 | 0 | 0 | 100% | 0% |" in "\n".join(plausible.lines([results.encoding["source"]]))
