"""Make a page on which the levers of a finished sweep are sliders and the outcomes follow from the stored runs.

    python3 explore.py OUT              writes OUT/explore.html
    python3 explore.py OUT -o page.html

On a grid the page shows the stored runs of a design point, and straight lines between neighbouring points elsewhere.
Other designs have no neighbours to draw lines between: there it shows the nearest point. The page says at any moment which.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import json
import math
import sys
from pathlib import Path

import numpy as np

import cavi_results as cavi
import page
import summary

MOST_BYTES = 4_500_000  # of numbers in the page; outcomes that do not fit are left out, last ones first, and named

CSS = """
body { max-width: 78rem; }
.lab { display: grid; gap: 1.5rem; } .lab > * { min-width: 0; } #outcomes small { display: block; }
@media (min-width: 900px) {
  .lab { grid-template-columns: 19rem 1fr; }
  .levers { position: sticky; top: 0; align-self: start; } }
.lever { margin: 0 0 1rem; }
.lever label { display: block; font-weight: 600; } .lever small { display: block; color: #3c3c3c; }
input[type=range] { width: 100%; accent-color: #10365c; } select { font: inherit; max-width: 100%; }
#state { padding: .6rem .8rem; border-left: 4px solid #10365c; background: #f1f5f9; } 
#state.between { border-color: #d9730d; background: #fdf3e9; }
.track { position: relative; height: .9rem; background: #f0f0f0; margin: .15rem 0; min-width: 9rem; }
.reach { position: absolute; top: .3rem; height: .3rem; background: #7d93ab; } 
.mark { position: absolute; top: 0; width: .2rem; height: .9rem; background: #10365c; margin-left: -.1rem; }
#curves { display: grid; gap: 1rem; } @media (min-width: 800px) { #curves { grid-template-columns: 1fr 1fr; } }
#curves svg { width: 100%; height: auto; } #curves text { font: 11px system-ui, sans-serif; fill: #1b1b1b; }
.keys { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; } .keys svg { width: 2.6rem; height: .7rem; }
"""


def grid_of(columns):
    """Levels of each factor and, for each cell in row-major order, its point; None if the points are no full grid."""
    levels = [np.unique(column) for column in columns]
    if math.prod(len(level) for level in levels) != len(columns[0]):
        return None
    places = np.zeros(len(columns[0]), int)
    for level, column in zip(levels, columns):
        places = places * len(level) + np.searchsorted(level, column)
    if len(np.unique(places)) != len(places):
        return None
    return levels, np.argsort(places)


def points(results):
    """Value of each factor at each point of the design: a list of arrays, in the order of cavi.factors."""
    _, first = np.unique(results["point"].values, return_index=True)
    return [results[name].values[first] for name in cavi.factors(results)]


def by_point(rows, columns, order):
    """Columns of a table of `cavi compare --by-point`, at each point in `order`: lists of numbers of seven figures; null is
    "none".
    """
    table = rows.set_index("point").reindex(order)
    return [[float(f"{value:.7g}") if np.isfinite(value) else None for value in table[column]] for column in columns]


def series(results, order):
    """Outcomes with their numbers: arm by arm [mean, low, high] at each point in `order`, and differences from the first
    arm.
    """
    arms, tables = cavi.arms(results), cavi.compared(results, "--by-point")
    for name in summary.plain_outcomes(results):
        levels, effects = (cavi.told(tables[table], outcome=name) for table in ("levels", "effects"))
        yield {
            "name": name,
            "label": cavi.label(results, name),
            "meaning": cavi.meaning(results, name),
            "arms": [by_point(cavi.told(levels, arm=arm), ("mean", "low", "high"), order) for arm in arms],
            "differences": [by_point(cavi.told(effects, arm=arm), ("difference", "low", "high"), order) for arm in arms[1:]],
        }
    for name in summary.states(results):
        for word in cavi.words(results, name).values():
            shares = cavi.told(tables["regimes"], outcome=name, regime=word)
            yield {
                "name": f"{name}_{word}",
                "label": f"{cavi.title(name)} {word.replace('_', ' ')} (share of runs)",
                "meaning": cavi.meaning(results, name),
                "arms": [by_point(cavi.told(shares, arm=arm), ("share", "low", "high"), order) for arm in arms],
                "differences": [],
            }


def levers(results, columns):
    """The factors as levers: name, label, meaning, unit, lowest, highest and the values of the design."""
    found = []
    for name, values in zip(cavi.factors(results), columns):
        words = values.dtype.kind not in "iuf"
        found.append(
            {
                "name": name.replace("__", "."),
                "label": cavi.title(name),
                "unit": cavi.unit(results, name),
                "meaning": cavi.meaning(results, name),
                "words": words,
                "whole": values.dtype.kind in "iu",
                "levels": [value if words else float(f"{value:.6g}") for value in np.unique(values).tolist()],
            }
        )
    return found


def content(results):
    """Everything that the page's script works with, as plain data, and the labels of outcomes that did not fit."""
    if not cavi.factors(results):
        raise cavi.Unusable("this page needs a design over at least one parameter; this study varies none")
    columns = points(results)
    grid = grid_of(columns)
    order = grid[1] if grid else np.arange(len(columns[0]))
    found = {
        "arms": cavi.arms(results),
        "grid": bool(grid),
        "levers": levers(results, columns),
        "outcomes": [],
        "replicates": len(np.unique(results["replicate"].values)),
    }
    if not grid:
        numbers = [
            column if column.dtype.kind in "iuf" else np.unique(column, return_inverse=True)[1] for column in columns
        ]
        found["places"] = [[float(f"{value:.5g}") for value in column] for column in numbers]
    size, left = 0, []
    for one in series(results, order):
        size += len(json.dumps(one))
        (found["outcomes"] if size < MOST_BYTES else left).append(one)
    return found, [one["label"] for one in left]


def how(results, found):
    """How to read the page, in plain sentences."""
    said = [
        f"Every number comes from stored runs: {found['replicates']:,} replicates at each design point and arm. Nothing"
        " is computed anew."
    ]
    if found["grid"]:
        said.append(
            "On a design point (a tick of the slider) you see the mean of its runs and its 95 % interval. Between"
            " points you see straight lines between the neighbouring points; the interval is drawn along likewise,"
            " which makes it rather too wide than too narrow, but it does not cover whether the outcome really runs"
            " straight between them."
        )
        said.append(
            "The curves run along one lever while the others stay where they stand. Bands: 95 % intervals; those of"
            " the differences are paired, so they may be narrow where the bands of the levels overlap."
        )
    else:
        said.append(
            "The design is no grid. You see the design point that is nearest to the levers, each lever measured against its"
            " range, with the 95 % interval of its runs. Nothing is reckoned between points: with many levers the nearest"
            " point may be far away."
        )
    return [*said, "Differences from the first arm are paired: both runs of a pair had the same luck.", summary.scope(results)]


def explore(results):
    """The whole page."""
    found, left = content(results)
    title, *question, size = summary.heading(results)
    lab = (
        '<div class="lab"><form class="levers" aria-label="Levers" onsubmit="return false"></form><div><p id="state"'
        ' role="status" aria-live="polite"></p><div class="wide" role="region" tabindex="0"'
        ' aria-label="Outcomes"><table id="outcomes"></table></div></div></div><noscript><p>This page needs JavaScript,'
        " which runs on your own machine only.</p></noscript>"
    )
    curves = (
        '<p><label>Outcome <select id="curve-outcome"></select></label> <label>along <select id="curve-lever"></select></label></p>'
        '<ul id="curve-keys" class="keys"></ul><div id="curves"></div>'
    )
    body = [
        f"<header><h1>{page.escape(title)}</h1>",
        *(page.paragraph(said, "question") for said in question),
        page.paragraph(size),
        "</header>",
        page.section("what-if", "What if", lab),
        page.section("curves-part", "Along one lever", curves) if found["grid"] else "",
        page.section(
            "how",
            "How to read it",
            page.bullets(how(results, found)),
            page.paragraph(f"Left out to keep the page small: {', '.join(left)}.") if left else "",
        ),
    ]
    data = json.dumps(found, separators=(",", ":")).replace("<", "\\u003c")
    return page.html(
        f"What if: {title}",
        "\n".join(body),
        CSS,
        f"const study = {data};\n" + (Path(__file__).parent / "explore.js").read_text(encoding="utf-8"),
    )


def main(arguments=None):
    """The command line. Returns the exit code."""
    return page.main("Make a page with the levers of a finished sweep as sliders.", "explore.html", lambda results, *_: explore(results), arguments)


if __name__ == "__main__":
    sys.exit(main())
