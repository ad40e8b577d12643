"""The simulation of all intervals runs, and none of them is far from what it promises (make coverage does it at length)."""

import re

from programs import BUILD, Program

LINE = re.compile(r"\| (.+) \| (at most )?([\d.]+) % \| ([\d.]+) % \| [\d.]+ \|")
# Said in docs/statistics.md: few numbers of a very steep spread, rules that look again and again.
KNOWN = ("lognormal", "exponential, half width", "Student's t of 3")


def test_every_interval_and_verdict_holds_about_as_often_as_it_promises():
    said = Program(BUILD / "coverage")("40", "7").stdout
    found = [match.groups() for match in map(LINE.match, said.splitlines()) if match]
    assert len(found) > 60
    for what, at_most, promised, share in found:
        if what.startswith(KNOWN):
            continue
        # five errors of a simulation of 40 studies, and of 20 where it is fewer
        room = 5 * 100 * (float(promised) / 100 * (1 - float(promised) / 100) / 20) ** 0.5
        low = 0 if at_most or float(promised) < 50 else float(promised) - room
        high = 100 if float(promised) > 50 and not at_most else float(promised) + room
        assert low <= float(share) <= high, f"{what}: {share} % of {promised} %"
