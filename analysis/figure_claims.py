"""Which predictions of the theory hold in the model, how far, and in how many sampled worlds?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys
import textwrap

import numpy as np

import style
import tables

QUESTION = __doc__
INPUT = "table of claims (CSV), or a folder with claims.csv"
COLUMNS = ("id", "claim", "expected", "found", "low", "high", "share_of_worlds", "verdict")
ROW = 6  # mm


def read(path):
    """The table of claims."""
    return tables.read(path, "claims.csv", *COLUMNS)


def data(table):
    """Per claim: effect with its interval over the interval's largest bound (so within -1..1), and share of worlds."""
    numbers = table[["found", "low", "high"]].to_numpy(float)
    scale = np.nanmax(np.abs(numbers), axis=1, initial=0, where=np.isfinite(numbers))
    return {
        "effects": numbers / np.where(scale > 0, scale, 1)[:, None],
        "worlds": table["share_of_worlds"].to_numpy(float),
    }


def figures(found, low, high):
    """An effect with its interval: '−0.013 (−0.02 to −0.006)'; 'none' where the claim was not tried."""
    return "none" if np.isnan(found) else f"{found:.3g} ({low:.3g} to {high:.3g})".replace("-", "−")


def draw(table, width=170):
    """A row for each claim: its words, effect with interval, share of worlds, verdict. In a narrow figure only its number."""
    found, narrow = data(table), width < 120
    text = style.caption(
        table,
        f"n = {len(table)} claims.",
        (
            "Right of 0: as the claim expects. Marks: effect, filled where its interval excludes 0; whiskers: 95 %"
            " interval; each row"
        ),
        "has a scale of its own." if narrow else "has a scale of its own, with the figures beside it.",
        "Bars: share of sampled worlds in which the claim holds; beside them the verdict.",
    )
    figure, axes = style.canvas(width, 2, text, height=16 + ROW * len(table), ratios=(1.15, 1), side_by_side=True)
    claims = [
        textwrap.fill(f"{id}  {claim}", 50, max_lines=2, placeholder="…") for id, claim in table[["id", "claim"]].values
    ]
    _draw_effects(axes[0], found["effects"])
    _draw_worlds(axes[1], found["worlds"])
    _name_rows(axes[0], list(table["id"]) if narrow else claims)
    _name_rows(axes[1], [""] * len(table))
    if not narrow:
        _name_rows(axes[0].twinx(), [figures(*row) for row in table[["found", "low", "high"]].values])
    _name_rows(axes[1].twinx(), list(table["verdict"]))
    return figure


def _name_rows(axes, names):
    """Words beside the rows, at the side of the axes that is free."""
    axes.set(yticks=range(len(names)), ylim=(len(names) - 0.4, -0.6))
    axes.set_yticklabels(names, fontsize=5.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)


def _draw_effects(axes, effects):
    axes.axvline(0, color=style.INK, linewidth=0.6)
    for row, (found, low, high) in enumerate(effects):
        face = style.COLOURS[0] if low > 0 or high < 0 else "white"
        axes.plot([low, high], [row, row], color=style.COLOURS[0], linewidth=1.2)
        axes.plot(found, row, "o", markersize=4, markeredgecolor=style.COLOURS[0], markerfacecolor=face)
    axes.set(title="Effect", xlabel="Against or for the claim", xlim=(-1.1, 1.1), xticks=[-1, 0, 1])
    axes.set_xticklabels(["against", "0", "for"])


def _draw_worlds(axes, worlds):
    axes.barh(range(len(worlds)), worlds, 0.5, **style.fill(0))
    axes.set(title="Worlds", xlabel="Share of worlds", xlim=(0, 1), xticks=[0, 0.5, 1])


def alt(table):
    """The figure in words: every claim with its verdict and share of worlds."""
    says = [
        f"{id}: {verdict}" + ("" if np.isnan(share) else f", in {100 * share:.0f} % of worlds")
        for id, verdict, share in table[["id", "verdict", "share_of_worlds"]].values
    ]
    return f"Table of claims with effects and shares of worlds. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
