"""Whom did the members of a forum trust at the start, and whom at the end?

Reads the snapshots that a study keeps of single runs: `snapshots: { months: [0, 119] }`.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys
from typing import NamedTuple

import numpy as np

import cavi_results as cavi
import lettering
import single_runs
import style

QUESTION = __doc__.splitlines()[0]
SHOWN = 0.1  # trust below which no line is drawn
MOST_ENDS = 3  # arms whose end is drawn beside the start


def options(parser):
    """Which run and forum."""
    parser.add_argument(
        "--run", type=int, help="only this run (default: the first with snapshots, and those of other arms on its luck)"
    )
    parser.add_argument("--forum", help="name of the forum to draw (default: the first)")


class Circle(NamedTuple):
    """One panel: trust [seat, seat], NaN where there is no tie; a seat is filled or not."""

    title: str
    month: int
    trust: np.ndarray
    filled: np.ndarray

    @property
    def mean(self):
        """Mean trust among those who are there; NaN where that is nobody."""
        there = self.trust[~np.isnan(self.trust)]
        return there.mean() if there.size else np.nan


def chosen(results, run=None):
    """The snapshots to draw, a row each: the first of a run, its last, and without `run` the last of the runs in other
    arms that share its luck.
    """
    moments = single_runs.moments(results)
    own = moments[moments["run"] == (moments["run"].iloc[0] if run is None else run)]
    if own.empty:
        there = ", ".join(map(str, moments["run"].unique()[:12]))
        raise cavi.Unusable(f"run {run} has no snapshots (runs that have: {there})")
    first, ends = own.iloc[0], own.tail(1)
    if len(own) == 1:
        raise cavi.Unusable(f"this figure sets two months beside each other, and the snapshots hold one, month {first['month']}: keep them with `snapshots: {{ months: [0, 60] }}`")
    if run is None:
        same = (moments["replicate"] == first["replicate"]) & (moments["point"] == first["point"])
        ends = moments[same].groupby("run", sort=True).tail(1).head(MOST_ENDS)
    return [first, *(row for _, row in ends.iterrows())]


def _members(results, forum):
    """Number and name of the forum, and of each snapshot its seats: numbers, names, whether filled."""
    seats = single_runs.entities(results, "seat", ["forum_name", "organisation_name", "filled"])
    forum = seats["forum_name"].iloc[0] if forum is None else forum
    if forum not in set(seats["forum_name"]):
        raise cavi.Unusable(f"there is no forum '{forum}' (there: {', '.join(seats['forum_name'].unique())})")
    return forum, seats[seats["forum_name"] == forum]


def data(results, run=None, forum=None):
    """Name of the forum, names of its members, and a Circle for each snapshot to draw."""
    forum, seats = _members(results, forum)
    ties = single_runs.entities(results, "tie", ["from", "to", "trust"])
    rows = chosen(results, run)
    several = len({row["arm"] for row in rows}) > 1
    circles = []
    for i, row in enumerate(rows):
        there = seats.loc[row["run"], row["month"]]
        trust = _trust_within(ties.loc[row["run"], row["month"]], there.index.values, there["filled"].values > 0)
        title = row["arm"] if several and i > 0 else ""
        circles.append(Circle(title, int(row["month"]), trust, there["filled"].values > 0))
    return forum, list(seats.loc[rows[0]["run"], rows[0]["month"]]["organisation_name"]), circles


def _trust_within(ties, members, filled):
    """Trust [member, member] of the seats with these numbers; NaN where one is empty, and of oneself."""
    place = np.full(max(members.max(), ties["from"].max()) + 1, -1)
    place[members] = np.arange(len(members))
    first, second = place[ties["from"]], place[ties["to"]]
    inside = (first >= 0) & (second >= 0) & (first != second)
    inside &= filled[first] & filled[second]
    trust = np.full((len(members), len(members)), np.nan)
    trust[first[inside], second[inside]] = ties["trust"].values[inside]
    return trust


def draw(results, width=170, run=None, forum=None):
    """Circles of members; the darker and wider a line, the more the two trust each other."""
    forum, members, circles = data(results, run, forum)
    text = style.caption(
        results,
        f"n = {_counted(circles)} members of one run{_of(results, run)}.",
        (
            "Lines: mean of both members' trust in each other, thin and light for little, wide and dark for full trust;"
            f" none below {SHOWN}. Size of a member: mean trust that the others have in it; hollow: the seat is empty."
        ),
        _left_out(results, circles),
        f"Forum: {cavi.title(forum).lower()}. Members: {_listed(members)}.",
    )
    figure, axes = style.canvas(width, len(circles), text, height=75 if width < 120 else min(80, width / len(circles) + 20))
    titles = lettering.shortened([circle.title for circle in circles], 24 if len(circles) > 3 else 34)
    for panel, circle, title in zip(axes, circles, titles):
        _draw_circle(panel, circle)
        panel.set_title(f"Month {circle.month}" + (f":\n{title}" if title else "\n" if any(titles) else ""))
        panel.text(0, -1.45, f"mean trust {_number(circle.mean)}", ha="center", va="center")
    return figure


def _of(results, run):
    """' in each arm', where runs of several arms are drawn."""
    return " in each arm" if len({row["arm"] for row in chosen(results, run)}) > 1 else ""


def _left_out(results, circles):
    """'The first 3 of 9 arms.', where more arms have snapshots than there is room for."""
    shown, there = len([circle for circle in circles if circle.title]), single_runs.moments(results)["arm"].nunique()
    return f"The first {shown} of {there} arms." if 0 < shown < there else ""


def _counted(circles):
    """'16, 14 and 11'"""
    counts = [str(circle.filled.sum()) for circle in circles]
    return f"{', '.join(counts[:-1])} and {counts[-1]}" if len(counts) > 1 else counts[0]


def _listed(members):
    return ", ".join(f"{i + 1} {str(name).replace('_', ' ')}" for i, name in enumerate(members))


def _number(trust):
    return "none" if np.isnan(trust) else f"{trust:.2f}"


def _draw_circle(axes, circle):
    trust, n = circle.trust, len(circle.trust)
    angle = 2 * np.pi * np.arange(n) / n
    x, y = np.sin(angle), np.cos(angle)
    mutual = (trust + trust.T) / 2
    for i, j in zip(*np.triu_indices(n, 1)):
        if mutual[i, j] >= SHOWN:
            axes.plot(
                x[[i, j]],
                y[[i, j]],
                color=str(round(0.85 * (1 - mutual[i, j]), 3)),
                linewidth=0.3 + 2.2 * mutual[i, j] ** 2,
                zorder=mutual[i, j],
            )
    known = ~np.isnan(trust)
    received = np.where(known, trust, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    look = {"edgecolor": style.INK, "linewidth": 0.6, "zorder": 3}
    there = circle.filled
    axes.scatter(x[there], y[there], s=12 + 90 * received[there], color=style.COLOURS[1], **look)
    axes.scatter(x[~there], y[~there], s=12, color="white", **look)
    for i in range(n):
        axes.text(1.16 * x[i], 1.16 * y[i], str(i + 1), ha="center", va="center", fontsize=6)
    axes.set(aspect="equal", xlim=(-1.27, 1.27), ylim=(-1.55, 1.27))
    axes.axis("off")


def alt(results, run=None, forum=None):
    """The figure in words: members and mean trust before and after."""
    forum, _, circles = data(results, run, forum)
    says = [
        f"in month {circle.month}{f' under {circle.title}' if circle.title else ''} {circle.filled.sum()} members with mean"
        f" trust {_number(circle.mean)}"
        for circle in circles
    ]
    return f"Networks of trust in the forum {cavi.title(forum).lower()}: {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
