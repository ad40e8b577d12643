"""Which parameters does an outcome hang on most? Bars of Sobol or Morris indices."""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import numpy as np

import answers
import cavi_results as cavi
import style
import tables

QUESTION = __doc__
INPUT = "table of indices (CSV), or a folder with sensitivity.csv"
METHODS = {  # columns that a method must have -> index, column of its half-width, what it says
    "Sobol": (("ST", "ST_conf", "total: alone and with others"), ("S1", "S1_conf", "first order: alone")),
    "Morris": (("mu_star", "mu_star_conf", "μ*: mean effect"), ("sigma", None, "σ: spread of the effect")),
}
MOST = 15  # parameters drawn


def options(parser):
    """Which outcome."""
    parser.add_argument("--outcome", help="outcome to draw (default: the first of the table)")


def read(path):
    """The table of indices."""
    return tables.read(path, "sensitivity.csv", "outcome", "parameter")


def method(table):
    """The method whose indices a table holds."""
    for name, indices in METHODS.items():
        if all(index in table.columns for index, _, _ in indices):
            return name
    raise cavi.Unusable("the table has neither Sobol's columns S1 and ST nor Morris's mu_star and sigma")


def data(table, outcome=None):
    """Parameters, largest index first; what an index says -> list of Interval; and how many parameters the table
    has.
    """
    outcome = outcome or table["outcome"].iloc[0]
    rows = table[table["outcome"] == outcome]
    if rows.empty:
        raise cavi.Unusable(
            f"the table has no outcome '{outcome}' (there: {', '.join(map(str, table['outcome'].unique()))})"
        )
    indices = METHODS[method(table)]
    rows = rows.sort_values(indices[0][0], ascending=False, kind="stable")
    shown = rows.head(MOST)
    return {
        "outcome": outcome,
        "parameters": list(shown["parameter"]),
        "all": len(rows),
        "bars": {says: _intervals(shown, index, half) for index, half, says in indices},
    }


def _intervals(rows, index, half):
    reach = rows[half] if half in rows.columns else np.full(len(rows), np.nan)
    return [answers.Interval(value, value - by, value + by, 1, "bootstrap") for value, by in zip(rows[index], reach)]


def draw(table, width=170, outcome=None):
    """Lying bars, the most influential parameter on top."""
    found = data(table, outcome)
    says = [
        (
            "Bars: share of the outcome's variance."
            if method(table) == "Sobol"
            else "Bars: elementary effects, in the outcome's unit over the range of the parameter."
        ),
        (
            "Whiskers: 95 % bootstrap interval."
            if any(np.isfinite(one.low) for row in found["bars"].values() for one in row)
            else ""
        ),
    ]
    if found["all"] > MOST:
        says.append(f"The {MOST} largest of {found['all']} parameters.")
    text = style.caption(table, f"n = {found['all']} parameters.", *says)
    figure, (axes,) = style.canvas(
        width, 1, text, style.bar_keys(found["bars"]), height=18 + 6.5 * len(found["parameters"])
    )
    style.bars(
        axes,
        found["bars"],
        found["parameters"],
        f"{method(table)} index",
        f"What {cavi.title(found['outcome']).lower()} hangs on",
    )
    axes.axvline(0, color=style.INK, linewidth=0.6)
    return figure


def alt(table, outcome=None):
    """The figure in words: the five most influential parameters."""
    found = data(table, outcome)
    first = next(iter(found["bars"].values()))
    says = [f"{name} {one.middle:.2f}" for name, one in zip(found["parameters"][:5], first)]
    return f"Bars of {method(table)} indices of {found['outcome']}. Largest: {', '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
