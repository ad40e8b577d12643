"""Under which conditions do worlds meet what was asked, and what does a narrower box cost?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys
import textwrap

import numpy as np
import pandas as pd

import cavi_results as cavi
import style
import tables

QUESTION = __doc__
INPUT = "table of boxes that `cavi discover OUT --when CONDITION --csv FILE` wrote, or a folder with discover.csv"
MOST = 3  # boxes drawn
LEAST = 0.05  # coverage of a further box that is drawn
LETTERS = {85: 21, 170: 30}  # of the name of a parameter


def read(path):
    """The boxes; .attrs hold the other tables: 'limits' and 'trajectory'."""
    boxes = tables.read(path, "discover.csv", "box", "significant", "coverage", "density", "mass", "when")
    path = tables.Path(path)
    path = path / "discover.csv" if path.is_dir() else path
    beside = {name: path.with_name(f"{path.stem}_{name}{path.suffix}") for name in ("limits", "trajectory")}
    none = pd.DataFrame(columns=["box"])
    boxes.attrs["limits"] = none if not beside["limits"].exists() else tables.read(beside["limits"], "", "box", "parameter", "limit", "at", "low", "high", "lowest", "highest", "unit", "words")
    boxes.attrs["trajectory"] = tables.read(beside["trajectory"], "", "box", "coverage", "density", "restricted", "chosen")
    return boxes


def data(boxes):
    """The boxes that are drawn: number -> its row, its limits and its trajectory. Those that are significant; where
    none is, the first.
    """
    drawn = boxes[boxes["significant"] == "yes"]
    drawn = drawn[(drawn["coverage"] >= LEAST) | (drawn["box"] == 1)].head(MOST) if len(drawn) else boxes.head(1)
    limits, path = boxes.attrs["limits"], boxes.attrs["trajectory"]
    return {int(row["box"]): (row, limits[limits["box"] == row["box"]], path[path["box"] == row["box"]]) for _, row in drawn.iterrows()}


def sides(limits):
    """Parameter -> its limits as 'low' and 'high' parts of its range 0..1, each with an interval; or the words it keeps."""
    found = {}
    for _, row in limits.iterrows():
        one = found.setdefault(row["parameter"], {})
        if row["limit"] == "is":
            one["words"] = row["words"]
            continue
        one["unit"] = row["unit"] if row["unit"] not in ("1", np.nan) else ""
        part = lambda value, row=row: (value - row["lowest"]) / (row["highest"] - row["lowest"])  # noqa: E731
        one["low" if row["limit"] == ">=" else "high"] = row["at"], part(row["at"]), np.clip([part(row["low"]), part(row["high"])], 0, 1)
    return found


def draw(boxes, width=170):
    """A panel of limits for each box, and one of the trajectories."""
    found = data(boxes)
    every = {box: sides(limits) for box, (_, limits, _) in found.items()}
    text = style.caption(
        boxes,
        f"n = {found[1][0]['worlds'] / found[1][0]['mass']:,.0f} worlds.",
        f"Asked: {boxes['when'].iloc[0]}.",
        "Bars: what a box keeps of the range of each parameter; whiskers: 95 % of its ends in resampled worlds.",
        "Points: steps of peeling, darker the more parameters are limited; ringed: the step that was chosen; cross: the box, after limits without meaning were dropped.",
        f"{len(found)} of {count} boxes." if (count := int((boxes["significant"] == "yes").sum())) > len(found) else "",
    )
    tall = max(len(one) for one in every.values())
    rows = len(found) + 1 if width < 120 else -(-(len(found) + 1) // 2)
    figure, axes = style.canvas(width, len(found) + 1, text, height=max(42, 18 + 8 * tall), rows=rows)
    for panel, (box, (row, _, _)) in zip(axes, found.items()):
        _limits(panel, every[box], LETTERS[width])
        panel.set_title(_title(box, row))
    for i, (box, (row, _, path)) in enumerate(found.items()):
        _trajectory(axes[len(found)], path, row, i, box, len(found))
    axes[len(found)].set(title="What a narrower box costs", xlabel="Coverage", ylabel="Density", xlim=(0, 1.03), ylim=(0, 1.03))
    return figure


def _title(box, row):
    """What a box is worth."""
    return f"Box {box}: coverage {row['coverage']:.0%}, density {row['density']:.0%}" if row["significant"] == "yes" else "No box is significant"


def _limits(axes, limits, letters):
    """Bars over the ranges of the parameters, each with its ends written beside it."""
    for place, one in enumerate(limits.values()):
        if "words" in one:
            axes.text(0.5, place, textwrap.shorten(one["words"], 40, placeholder="…"), ha="center", va="center")
            continue
        low, high = one.get("low"), one.get("high")
        start, end = low[1] if low else 0, high[1] if high else 1
        axes.barh(place, 1, 0.55, color="#ededed")
        axes.barh(place, end - start, 0.55, left=start, color=style.COLOURS[0] + "b0", edgecolor=style.INK, linewidth=0.6)
        for value, at, reach in filter(None, (low, high)):
            axes.plot(reach, [place, place], color=style.INK, linewidth=0.9, marker="|", markersize=4)
            axes.annotate(f"{value:.3g}", (at, place - 0.29), ha="center", va="bottom", fontsize=6.2)
    words = [textwrap.shorten(cavi.title(name.replace(".", "__")), letters, placeholder="…") for name in limits]
    words = [f"{word}\n({unit})" if (unit := one.get("unit")) else word for word, one in zip(words, limits.values())]
    axes.set(xlim=(-0.03, 1.03), ylim=(max(1, len(limits)) - 0.4, -0.75), yticks=range(len(limits)), yticklabels=words, xticks=(0, 1), xticklabels=("lowest", "highest"))
    axes.grid(visible=False)


def _trajectory(axes, path, row, i, box, boxes):
    shades = 0.25 + 0.75 * path["restricted"] / max(1, path["restricted"].max())
    axes.plot(path["coverage"], path["density"], color=style.FAINT, linewidth=0.5)
    axes.scatter(path["coverage"], path["density"], s=9, marker=style.marker(i), color=style.COLOURS[i], alpha=shades, linewidths=0)
    chosen = path[path["chosen"] == "yes"]
    axes.scatter(chosen["coverage"], chosen["density"], s=44, facecolors="none", edgecolors=style.INK, linewidths=0.9)
    axes.scatter(row["coverage"], row["density"], s=22, marker="x", color=style.INK, linewidths=0.9)
    if boxes > 1:
        axes.annotate(f"box {box}", (chosen["coverage"].iloc[0], chosen["density"].iloc[0]), xytext=(5, -3), textcoords="offset points", ha="left", va="top", fontsize=6.5)


def alt(boxes):
    """The boxes in words."""
    says = []
    for box, (row, limits, _) in data(boxes).items():
        ends = " and ".join(
            f"{one['parameter']} {one['limit']} {one['words'] if pd.notna(one['words']) and one['limit'] == 'is' else format(one['at'], '.3g')}" for _, one in limits.iterrows()
        )
        says.append(f"{_title(box, row).lower()}" if row["significant"] != "yes" else f"box {box}: {ends}, coverage {row['coverage']:.0%}, density {row['density']:.0%}, mass {row['mass']:.0%}")
    return f"Boxes of conditions, and coverage against density while they were peeled. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
