"""Which medium leads: what does each add alone, on the whole, and when all others are there?"""

import sys
from itertools import combinations
from math import factorial

import cavi_results as cavi
import intervals
import style

QUESTION = __doc__
OUTCOME = "synergy"
LEFT_OUT = "without "


def options(parser):
    """Which outcome."""
    parser.add_argument("--outcome", default=OUTCOME, help="outcome to draw (default: %(default)s)")


def _left_out(arm):
    """Parts that an arm of `cavi attribute` leaves out."""
    return frozenset(arm.removeprefix(LEFT_OUT).split(", ")) if arm.startswith(LEFT_OUT) else frozenset()


def parts(results):
    """Names of the parts, in the order of the last arm, which leaves all of them out."""
    arms = cavi.arms(results)
    names = arms[-1].removeprefix(LEFT_OUT).split(", ")
    if len(arms) != 2 ** len(names) or {_left_out(arm) for arm in arms} != set(_subsets(names)):
        raise cavi.Unusable("this figure needs the runs of `cavi attribute STUDY -o OUT`, all combinations of parts")
    return names


def _subsets(names):
    return [frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)]


def shapley(worth, names, part):
    """Shapley's share (1953) of `part` from `worth`: set of parts that lead -> outcome."""
    others, k = [name for name in names if name != part], len(names)
    return sum(
        factorial(len(there)) * factorial(k - len(there) - 1) / factorial(k) * (worth[there | {part}] - worth[there])
        for there in _subsets(others)
    )


def data(results, outcome=OUTCOME):
    """'parts': way of counting -> Interval of each part; 'together': sum of the parts alone, interplay, whole."""
    cavi.need(results, outcome)
    names = parts(results)
    table = cavi.table(results, [outcome])[outcome].groupby(level=["arm", "replicate"]).mean()
    every = frozenset(names)
    worth = {every - _left_out(arm): table.loc[arm] for arm in cavi.arms(results)}
    none, whole = worth[frozenset()], worth[every] - worth[frozenset()]
    alone = {part: worth[frozenset({part})] - none for part in names}
    ways = {
        "alone, against none": alone,
        "its share of the whole": {part: shapley(worth, names, part) for part in names},
        "last, against all others": {part: worth[every] - worth[every - {part}] for part in names},
    }
    return {
        "parts": {way: [intervals.mean(of[part]) for part in names] for way, of in ways.items()},
        "together": [intervals.mean(one) for one in (sum(alone.values()), whole - sum(alone.values()), whole)],
    }


def draw(results, width=170, outcome=OUTCOME):
    """Left: each part, counted in three ways. Right: the sum of the parts alone, their interplay, and the whole."""
    found = data(results, outcome)
    text = style.caption(
        results,
        style.counted([one.n for one in found["together"]], "replicates", "each combination"),
        (
            "Bars: mean difference between runs under the same luck; whiskers: its 95 % t interval. Shares are Shapley's:"
            " what a part adds, averaged over all orders in which parts may come. Interplay: the whole less the sum of"
            " the parts alone."
        ),
    )
    figure, axes = style.canvas(width, 2, text, style.bar_keys(found["parts"]), height=46, ratios=(1.4, 1))
    words = [cavi.title(name) for name in parts(results)]
    unit = style.label(results, outcome)
    style.bars(axes[0], found["parts"], words, unit, "What each adds")
    together = {"together": found["together"]}
    style.bars(axes[1], together, ["Sum alone", "Interplay", "Whole"], unit, "Alone and together")
    for panel in axes:
        panel.axvline(0, color=style.INK, linewidth=0.6)
    return figure


def alt(results, outcome=OUTCOME):
    """The figure in words: each part in the three ways, then sum, interplay and whole."""
    found, names = data(results, outcome), parts(results)
    says = [
        f"{way}: " + ", ".join(f"{cavi.title(part).lower()} {one.text()}" for part, one in zip(names, row))
        for way, row in found["parts"].items()
    ]
    ends = ("sum of the parts alone", "interplay", "whole")
    says += [f"{word} {one.text()}" for word, one in zip(ends, found["together"])]
    return f"Bars of what each part adds to {cavi.title(outcome).lower()}. {'. '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
