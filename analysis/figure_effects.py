"""What does each arm change against the first, in one outcome after the other?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import numpy as np

import answers
import cavi_results as cavi
import style

QUESTION = __doc__
OUTCOMES = ("synergy", "delay", "conflict")
MOST_KINDS = 6  # kinds of mark that a reader can tell apart


def options(parser):
    """Which outcomes, and which arms not."""
    parser.add_argument(
        "--outcome",
        dest="outcomes",
        action="append",
        metavar="NAME",
        help=f"outcome to draw (repeatable; default: {', '.join(OUTCOMES)})",
    )
    parser.add_argument(
        "--without", action="append", metavar="ARM", help="arm not to draw, as one whose effect dwarfs all others"
    )


def _compared(results, without):
    """The arms to draw; the first arm of the study is what they are compared with."""
    first, *others = cavi.arms(results)
    unknown = [arm for arm in without or () if arm not in others]
    if unknown:
        raise cavi.Unusable(f"no arm '{unknown[0]}' is compared with '{first}' (there: {', '.join(others) or 'none'})")
    drawn = [arm for arm in others if arm not in (without or ())]
    if not drawn:
        raise cavi.Unusable(f"this figure compares arms with the first, and there is none besides '{first}'")
    return drawn


def _factor(results):
    """The design's first factor, where its levels are few enough for marks to tell them apart; else None."""
    varied = [] if cavi.draws_worlds(results) else cavi.factors(results)
    return varied[0] if varied and len(np.unique(results[varied[0]].values)) <= MOST_KINDS else None


def _word(level):
    return (level if isinstance(level, str) else f"{level:.4g}").replace("_", " ")


def data(results, outcomes=None, without=None):
    """outcome -> level of the design's first factor in words -> Interval of each arm's paired difference from the
    first arm, as `cavi compare` tells it.
    """
    arms, factor, outcomes = _compared(results, without), _factor(results), outcomes or OUTCOMES
    cavi.need(results, *outcomes)
    if factor is None:
        return {name: {"all": [cavi.difference(results, name, arm) for arm in arms]} for name in outcomes}
    table, found = cavi.over(results, [factor], *outcomes)["effects"], {}
    for name in outcomes:
        levels = cavi.told(table, outcome=name).groupby(factor)
        found[name] = {
            _word(level): [answers.interval(cavi.told(rows, arm=arm).iloc[0], "difference") for arm in arms]
            for level, rows in levels
        }
    return found


def draw(results, width=170, outcomes=None, without=None):
    """A panel for each outcome, a row for each arm, a mark for each level of the design's first factor."""
    every, arms = data(results, outcomes, without), _compared(results, without)
    found = {name: rows for name, rows in every.items() if any(np.isfinite(one.middle) for row in rows.values() for one in row)}
    if not found:
        raise cavi.Unusable(f"there is nothing to draw: no pair of runs has a value of {' or of '.join(every)} in both arms")
    words, varied = list(next(iter(found.values()))), cavi.factors(results)
    over = cavi.repeated(results)
    shown = [one for rows in found.values() for row in rows.values() for one in row]
    interval = style.sure(shown, f"; whiskers: its 95 % interval over {over}")
    says = [f"Marks: mean difference from “{cavi.arms(results)[0]}”{interval}."]
    says += [f"{cavi.title(name)} has no value in both arms of any pair." for name in every if name not in found]
    if len(words) > 1:
        says.append(f"Kinds of mark: {cavi.title(varied[0])}.")
    if len(varied) > (len(words) > 1) and not cavi.draws_worlds(results):
        says.append("Values are averages over the points of the design.")
    n = [one.n for one in shown]
    text = style.caption(results, style.counted(n, over, "an arm and kind" if len(words) > 1 else "an arm"), *says, style.PAIRED)
    keys = style.line_keys(words, markers=True)
    rows_of = style.rows_of(arms, width)
    lines = max(row.count("\n") + 1 for row in rows_of)
    height = 18 + max(8.5 if width < 120 else 6.5, 3.2 * lines) * len(arms)  # millimetres: no row's words touch the next row's
    figure, axes = style.canvas(width, len(found), text, keys, height=height)
    for panel, (name, rows) in zip(axes, found.items()):
        _draw_rows(panel, arms, rows)
        panel.set_title(cavi.title(name))
        panel.set_xlabel(f"Difference\n({cavi.unit(results, name) or 'number'})", linespacing=1.1)
        panel.set_yticks(range(len(arms)), rows_of if panel is axes[0] or width < 120 else [])
    return figure


def _draw_rows(axes, arms, rows):
    """Marks with whiskers; rows of one arm lie close together."""
    for i, row in enumerate(rows.values()):
        axes.errorbar(
            [one.middle for one in row],
            np.arange(len(arms)) + (i - (len(rows) - 1) / 2) * min(0.22, 0.8 / len(rows)),
            xerr=np.nan_to_num(style.whiskers(row)),
            fmt=style.marker(i),
            color=style.look(i)["color"],
            markersize=3.2,
            elinewidth=1.0,
            capsize=1.8,
        )
    axes.axvline(0, color=style.INK, linewidth=0.6)
    style.never_flat(axes)
    axes.set(ylim=(len(arms) - 0.5, -0.5))
    axes.grid(axis="y", visible=False)


def alt(results, outcomes=None, without=None):
    """The figure in words: the difference of each arm, level by level, with its interval."""
    arms, says, found = _compared(results, without), [], data(results, outcomes, without)
    for name, rows in found.items():
        for word, row in rows.items():
            kind = f" for {word}" if len(rows) > 1 else ""
            effects = ", ".join(f"{arm} {one.text() if np.isfinite(one.middle) else 'without a value'}" for arm, one in zip(arms, row))
            says.append(f"{cavi.title(name)}{kind}: {effects}")
    sure = style.sure([one for rows in found.values() for row in rows.values() for one in row], " with 95 % intervals")
    return f"Paired differences from {cavi.arms(results)[0]}{sure}. {'. '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
