"""Which predictions of the theory hold in the model, how far, and in how many sampled worlds?"""

import sys
import textwrap

import numpy as np

import style
import tables

QUESTION = __doc__
INPUT = "table of claims (CSV), or a folder with claims.csv"
COLUMNS = ("id", "claim", "expected", "found", "low", "high", "share_of_worlds", "verdict")
ROW = 9.5  # mm


def read(path):
    """The table of claims."""
    return tables.read(path, "claims.csv", *COLUMNS)


def data(table):
    """Per claim: effect and interval over the largest bound (so within -1..1), share of worlds, verdict."""
    numbers = table[["found", "low", "high"]].to_numpy(float)
    scale = np.nanmax(np.abs(np.where(np.isfinite(numbers), numbers, np.nan)), axis=1, initial=0)
    scaled = numbers / np.where(scale > 0, scale, 1)[:, None]
    return {
        "effects": scaled,
        "worlds": table["share_of_worlds"].to_numpy(float),
        "verdicts": list(table["verdict"]),
        "ids": list(table["id"]),
    }


def draw(table, width=170):
    """A row for each claim: its words, its effect with interval, the share of worlds in which it holds, the verdict."""
    found = data(table)
    text = style.caption(
        table,
        f"n = {len(table)} claims.",
        (
            "Marks: effect; whiskers: its 95 % interval; each row has its own scale, with the interval's figures"
            " written above."
        ),
        "Filled marks: the interval excludes 0. Bars: share of sampled worlds in which the claim holds.",
    )
    figure, axes = style.canvas(width, 2, text, height=14 + ROW * len(table), ratios=(1.7, 1))
    rows = np.arange(len(table))
    _draw_effects(axes[0], found["effects"], rows, _figures(table, width))
    _draw_worlds(axes[1], found, rows)
    words = [
        textwrap.fill(f"{id}  {claim}", 34 if width > 120 else 22, max_lines=3, placeholder="…")
        for id, claim in zip(table["id"], table["claim"])
    ]
    for panel in axes:
        panel.set(yticks=rows, ylim=(len(rows) - 0.4, -0.6))
        panel.grid(axis="y", visible=False)
    axes[0].set_yticklabels(words, fontsize=6)
    axes[1].set_yticklabels(words if width < 120 else [], fontsize=6)
    return figure


def _figures(table, width):
    """'0.02 (0.01 to 0.03); expected: higher' for each claim; where there is no room without what was expected."""
    said = [
        f"{found:.3g} ({low:.3g} to {high:.3g})".replace("-", "−")
        for found, low, high in zip(table["found"], table["low"], table["high"])
    ]
    return (
        said
        if width < 120
        else [f"{figures}; expected: {expected}" for figures, expected in zip(said, table["expected"])]
    )


def _draw_effects(axes, effects, rows, figures):
    axes.axvline(0, color=style.INK, linewidth=0.6)
    for row, (found, low, high), said in zip(rows, effects, figures):
        clear = low > 0 or high < 0
        axes.plot([low, high], [row, row], color=style.COLOURS[0], linewidth=1.2)
        axes.plot(
            found,
            row,
            "o",
            markersize=4.5,
            markeredgecolor=style.COLOURS[0],
            markerfacecolor=style.COLOURS[0] if clear else "white",
        )
        axes.text(
            0,
            row - 0.3,
            said,
            fontsize=5.5,
            ha="center",
            va="center",
            bbox={"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 0.6},
        )
    axes.set(
        title="Effect",
        xlabel="Effect (own scale in each row)",
        xlim=(-1.1, 1.1),
        xticks=[-1, 0, 1],
        xticklabels=["lower", "0", "higher"],
    )


def _draw_worlds(axes, found, rows):
    axes.barh(rows, found["worlds"], 0.45, **style.fill(0))
    for row, share, verdict in zip(rows, found["worlds"], found["verdicts"]):
        axes.text(
            (0 if np.isnan(share) else share) + 0.03, row, str(verdict), va="center", fontsize=6.5, fontweight="bold"
        )
    axes.set(title="Worlds in which it holds", xlabel="Share of worlds", xlim=(0, 1.65), xticks=[0, 0.25, 0.5, 0.75, 1])


def alt(table):
    """The figure in words: every claim with its verdict and share of worlds."""
    says = [
        f"{id}: {verdict}, in {100 * share:.0f} % of worlds"
        for id, verdict, share in zip(table["id"], table["verdict"], table["share_of_worlds"])
    ]
    return f"Table of claims with effects and shares of worlds. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
