"""A forum's year in numbers, and what is lost without each medium and mode: the answer of `make budget`, as Markdown.

    python3 analysis/budget.py out/forum_year out/budget

The first folder holds runs of configs/studies/forum_year.yaml, the second those of configs/studies/budget.yaml, which run
over matched worlds. Acts are told by the obstacle that they answer, and by mode.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import sys
from itertools import combinations

import cavi_results as cavi
import single_runs

LOSSES = ("agreed", "delivered", "synergy")
WHOLE = "whole"
# What the area counts over the run, and what a reader calls it.
COUNTS = {
    "raised": "issues raised",
    "heard": "hearings",
    "agreed": "issues agreed",
    "ratified": "issues ratified",
    "sent_back": "issues sent back by a home",
    "cut": "needs cut for want of a partner",
    "delivered": "issues delivered",
    "late": "of them later than promised",
    "dropped": "issues dropped",
    "dropped_early": "of them before they were agreed",
    "backtracks": "issues fallen back",
    "promises": "promises fallen due",
    "broken": "of them broken",
    "won_over": "members won over",
    "slipped": "of them who went back on it",
    "worn_out": "leaders who left off, worn out",
    "exits": "seats given up or taken away",
}


def per_forum_year(results):
    """What a living forum does in twelve months: name -> number; from the last snapshot of each run, and from all."""
    runs = single_runs.entities(results, "run", [*COUNTS, "called", "attended"])
    forums = single_runs.entities(results, "forum", ["alive", "meets", "members"])
    last = runs.index.get_level_values("month").max()
    end = runs.xs(last, level="month").sum()
    alive = forums["alive"].groupby(level=["run", "month"]).sum()
    years = alive.mean() * len(runs.index.unique("run")) * (last + 1) / 12
    living = forums[forums["alive"] > 0]
    found = {COUNTS[name]: end[name] / years for name in COUNTS}
    return {
        "forums alive": alive.mean() / (len(forums) / len(alive)),
        "members": living["members"].mean(),
        "times that a member was called to a meeting": end["called"] / years / living["members"].mean(),
        "meetings held, with a quorum": 12 * living["meets"].mean(),
        "seats that came, of those called": end["attended"] / end["called"],
        **found,
    }


def _acts_and_years(results):
    """All acts, and the years that all living forums of all runs have seen together."""
    events = single_runs.events(results)
    runs = single_runs.entities(results, "run", ["agreed"])
    forums = single_runs.entities(results, "forum", ["alive"])
    last = runs.index.get_level_values("month").max()
    years = forums["alive"].groupby(level=["run", "month"]).sum().mean() * len(runs.index.unique("run")) * (last + 1) / 12
    return events[events["kind"] == "act"], years


def answers(results, of="obstacle"):
    """A row an obstacle (or, with `of`, a mode): answers a forum and year, the share of them that worked, and all acts with
    their numbers.
    """
    acts, years = _acts_and_years(results)
    rows = []
    for obstacle in acts[of].cat.categories:
        here = acts[acts[of] == obstacle]
        each = here["act"].astype(str).value_counts()
        worked = (here["result"].astype(str) == "works").mean() if len(here) else float("nan")
        rows.append((obstacle, len(here) / years, worked, {name: count / years for name, count in each.items()}))
    return rows


def losses(results):
    """Arm -> outcome -> what is lost against the whole, as an Interval, and as a share of the whole's mean."""
    found = {}
    for arm in cavi.arms(results):
        if arm != WHOLE:
            found[arm] = {name: cavi.difference(results, name, arm) for name in LOSSES}
    return found


def interplay(results, name):
    """Pair of arms -> what both lose together beyond what each loses alone: below 0 where one stands in for the other."""
    alone = {arm: cavi.difference(results, name, arm).middle for arm in cavi.arms(results) if arm != WHOLE and ", " not in arm}
    pairs = {pair: cavi.difference(results, name, ", ".join(pair)).middle for pair in combinations(alone, 2) if ", ".join(pair) in cavi.arms(results)}
    return {pair: -(both - alone[pair[0]] - alone[pair[1]]) for pair, both in pairs.items()}


def lines(year, budget):
    """The whole answer, line by line."""
    yield "| in a year of one living forum | |\n|---|---|"
    for name, number in per_forum_year(year).items():
        yield f"| {name} | {number:.3g} |"
    yield "\n| what held up the issue that matters | answers a forum and year | of them worked | acts |\n|---|---|---|---|"
    for obstacle, count, worked, acts in answers(year):
        told = ", ".join(f"`{name}` {number:.2g}" for name, number in acts.items())
        yield f"| {obstacle.replace('_', ' ')} | {count:.2g} | {f'{worked:.0%}' if count else ''} | {told} |"
    yield "\n| mode | answers a forum and year | of them worked |\n|---|---|---|"
    for mode, count, worked, _ in answers(year, "mode"):
        yield f"| {mode} | {count:.3g} | {worked:.0%} |"
    levels = {name: cavi.mean(budget, name, WHOLE).middle for name in LOSSES}
    yield "\n| lost | " + " | ".join(f"{name}, of {levels[name]:.3g}" for name in LOSSES) + " |\n|---|" + "---|" * len(LOSSES)
    for arm, found in losses(budget).items():
        cells = [f"{-one.middle / levels[name]:.0%} ({-one.high / levels[name]:.0%} to {-one.low / levels[name]:.0%})" for name, one in found.items()]
        yield f"| {arm} | " + " | ".join(cells) + " |"
    told = "; ".join(f"{' and '.join(pair)} {share / levels['delivered']:.0%}" for pair, share in interplay(budget, "delivered").items())
    yield f"\nLost together beyond the two alone, of what is delivered: {told}."


def main(arguments=None):
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Print a forum's year in numbers, and what is lost without each medium and mode.")
    parser.add_argument("year", help="folder with runs of configs/studies/forum_year.yaml")
    parser.add_argument("budget", help="folder with runs of configs/studies/budget.yaml")
    chosen = parser.parse_args(arguments)
    return cavi.main(lambda: print("\n".join(lines(cavi.open(chosen.year), cavi.open(chosen.budget)))))


if __name__ == "__main__":
    sys.exit(main())
