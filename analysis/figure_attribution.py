"""Which medium leads: what does each add alone, on the whole, and when all others are there?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import answers
import cavi_results as cavi
import style

QUESTION = __doc__
OUTCOME = "synergy"
WAYS = {  # way of counting -> the columns of `cavi attribute`
    "alone, against none": ("alone", "alone_low", "alone_high"),
    "its share of the whole": ("share", "low", "high"),
    "last, against all others": ("removed", "removed_low", "removed_high"),
}


def options(parser):
    """Which outcome."""
    parser.add_argument("--outcome", default=OUTCOME, help="outcome to draw (default: %(default)s)")


def data(results, outcome=OUTCOME):
    """'names' of the parts; 'parts': way of counting -> Interval of each part; 'together': sum of the parts alone,
    interplay, whole. All as `cavi attribute` tells it.
    """
    cavi.need(results, outcome)
    tables = answers.ask(results.encoding["source"], "attribute", "--outcome", outcome)
    parts = tables["shares"][tables["shares"]["part"] != "whole"]
    return {
        "names": list(parts["part"]),
        "parts": {way: [answers.interval(row, *columns) for _, row in parts.iterrows()] for way, columns in WAYS.items()},
        "together": [answers.interval(row, "mean") for _, row in tables["together"].iterrows()],
    }


def draw(results, width=170, outcome=OUTCOME):
    """Left: each part, counted in three ways. Right: the sum of the parts alone, their interplay, and the whole."""
    found = data(results, outcome)
    text = style.caption(
        results,
        style.counted([one.n for one in found["together"]], cavi.repeated(results), "each combination"),
        (
            "Bars: mean difference between runs under the same luck; whiskers: its 95 % interval. Shares are Shapley's:"
            " what a part adds, averaged over all orders in which parts may come. Interplay: the whole less the sum of"
            " the parts alone."
        ),
    )
    figure, axes = style.canvas(width, 2, text, style.bar_keys(found["parts"]), height=46, ratios=(1.4, 1))
    words = [cavi.title(name) for name in found["names"]]
    unit = style.label(results, outcome)
    style.bars(axes[0], found["parts"], words, unit, "What each adds")
    together = {"together": found["together"]}
    style.bars(axes[1], together, ["Sum alone", "Interplay", "Whole"], unit, "Alone and together")
    for panel in axes:
        panel.axvline(0, color=style.INK, linewidth=0.6)
    return figure


def alt(results, outcome=OUTCOME):
    """The figure in words: each part in the three ways, then sum, interplay and whole."""
    found = data(results, outcome)
    says = [
        f"{way}: " + ", ".join(f"{cavi.title(part).lower()} {one.text()}" for part, one in zip(found["names"], row))
        for way, row in found["parts"].items()
    ]
    ends = ("sum of the parts alone", "interplay", "whole")
    says += [f"{word} {one.text()}" for word, one in zip(ends, found["together"])]
    return f"Bars of what each part adds to {cavi.title(outcome).lower()}. {'. '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
