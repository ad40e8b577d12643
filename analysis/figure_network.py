"""Whom did the members of a forum trust at the start, and whom at the end?

Reads /snapshots of a results file, contiguous ragged arrays as CF 1.8, chapter 9.3.3, has them:
    run, month, seat_count, tie_count   [snapshot]   which run and month, and how many seats and ties belong to it
    seat_forum                          [seat]       forum of a filled seat
    tie_from, tie_to, tie_trust         [tie]        two seats, counted within their snapshot; trust of the first
"""

import sys

import h5py
import numpy as np

import cavi_results as cavi
import style

QUESTION = __doc__.splitlines()[0]
SHOWN = 0.1  # trust below which no line is drawn


def options(parser):
    """Which run and forum."""
    parser.add_argument("--run", type=int, help="run to draw (default: the first with snapshots)")
    parser.add_argument("--forum", type=int, default=0, help="forum to draw, counted from 0 (default: %(default)s)")


def snapshots(results, run=None):
    """Snapshots of one run in the order of its months: list of {'month', 'forum' [seat], 'from', 'to', 'trust'
    [tie]}.
    """
    with h5py.File(results.encoding["source"], "r") as file:
        group = file.get("snapshots")
        if group is None:
            raise cavi.Unusable("this figure needs snapshots of seats and ties, which these results do not hold")
        lacking = [
            name
            for name in ("run", "month", "seat_count", "tie_count", "seat_forum", "tie_from", "tie_to", "tie_trust")
            if name not in group
        ]
        if lacking:
            raise cavi.Unusable(f"the snapshots have no {' and no '.join(lacking)}")
        runs, months = group["run"][()], group["month"][()]
        run = int(runs[0]) if run is None else run
        if run not in runs:
            raise cavi.Unusable(
                f"run {run} has no snapshots (runs that have: {', '.join(map(str, np.unique(runs)[:12]))})"
            )
        seats, ties = (np.concatenate([[0], np.cumsum(group[f"{name}_count"][()])]) for name in ("seat", "tie"))
        chosen = sorted(np.flatnonzero(runs == run), key=lambda i: months[i])
        return [
            {
                "month": int(months[i]),
                "forum": group["seat_forum"][seats[i] : seats[i + 1]],
                **{name: group[f"tie_{name}"][ties[i] : ties[i + 1]] for name in ("from", "to", "trust")},
            }
            for i in chosen
        ]


def trust_within(snapshot, forum):
    """Trust [member, member] within a forum; NaN where there is no tie."""
    members = np.flatnonzero(snapshot["forum"] == forum)
    place = np.full(len(snapshot["forum"]), -1)
    place[members] = np.arange(len(members))
    first, second = place[snapshot["from"]], place[snapshot["to"]]
    inside = (first >= 0) & (second >= 0)
    trust = np.full((len(members), len(members)), np.nan)
    trust[first[inside], second[inside]] = snapshot["trust"][inside]
    return trust


def data(results, run=None, forum=0):
    """(month, trust [member, member]) of the first and the last snapshot of a run."""
    found = snapshots(results, run)
    ends = [(one["month"], trust_within(one, forum)) for one in (found[0], found[-1])]
    if not all(len(trust) for _, trust in ends):
        raise cavi.Unusable(f"forum {forum} has no members in the snapshots of this run")
    return ends


def draw(results, width=170, run=None, forum=0):
    """Two circles of members; the darker and wider a line, the more the two trust each other."""
    ends = data(results, run, forum)
    text = style.caption(
        results,
        f"n = {' and '.join(str(len(trust)) for _, trust in ends)} members.",
        (
            f"Forum {forum}. Lines: mean of both members' trust in each other, thin and light for little, wide and dark"
            f" for full trust; none below {SHOWN}."
        ),
        "Size of a member: mean trust that the others have in it.",
    )
    figure, axes = style.canvas(width, 2, text, height=74)
    for panel, (month, trust) in zip(axes, ends):
        _draw_circle(panel, trust)
        panel.set_title(f"Month {month}: mean trust {np.nanmean(trust):.2f}")
    return figure


def _draw_circle(axes, trust):
    angle = 2 * np.pi * np.arange(len(trust)) / len(trust)
    x, y = np.sin(angle), np.cos(angle)
    mutual = (trust + trust.T) / 2
    for i, j in zip(*np.triu_indices(len(trust), 1)):
        if mutual[i, j] >= SHOWN:
            axes.plot(
                x[[i, j]],
                y[[i, j]],
                color=str(round(0.85 * (1 - mutual[i, j]), 3)),
                linewidth=0.3 + 2.2 * mutual[i, j] ** 2,
                zorder=mutual[i, j],
            )
    received = np.nan_to_num(np.nanmean(np.where(np.eye(len(trust), dtype=bool), np.nan, trust), axis=0))
    axes.scatter(x, y, s=12 + 90 * received, color=style.COLOURS[1], edgecolor=style.INK, linewidth=0.6, zorder=3)
    for i in range(len(trust)):
        axes.text(1.14 * x[i], 1.14 * y[i], str(i + 1), ha="center", va="center", fontsize=6)
    axes.set(aspect="equal", xlim=(-1.25, 1.25), ylim=(-1.25, 1.25))
    axes.axis("off")


def alt(results, run=None, forum=0):
    """The figure in words: members and mean trust before and after."""
    says = [
        f"in month {month} {len(trust)} members with mean trust {np.nanmean(trust):.2f}"
        for month, trust in data(results, run, forum)
    ]
    return f"Two networks of trust in forum {forum}: {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
