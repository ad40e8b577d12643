"""Print what a study found as tables and sentences that need no statistics course.

    python3 summary.py OUT          # the first outcomes of the file, which a model puts first because they matter most
    python3 summary.py OUT --all

Outcomes are never added up into one score: an area can have much advantage and much pain at once.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import math
import sys
import textwrap
from typing import NamedTuple

import numpy as np
import pandas as pd

import answers
import cavi_results as cavi

LINE = 100
HEADLINES = 8  # outcomes shown unless all are asked for
MOST_DOUBTS = 12  # differences that are named as not sure


class Effect(NamedTuple):
    """What one arm changed in one outcome, as `cavi compare` tells it: paired difference from the first arm, and share of
    the repeats in which it was higher.
    """

    name: str
    arm: str
    reference: str
    before: float  # mean of the first arm, of pairs of which both runs have the outcome
    after: float  # mean of this arm, of the same pairs
    difference: answers.Interval
    higher: float  # share of the repeats, 0..1; ties count as neither
    lower: float
    resolvable: float  # smallest true difference that four of five such studies would find


def plain_outcomes(results):
    """Outcomes that are numbers, not named states."""
    return [name for name in cavi.outcomes(results) if not cavi.words(results, name)]


def states(results):
    """Outcomes that are named states, such as the regime a run ended in."""
    return [name for name in cavi.outcomes(results) if cavi.words(results, name)]


def effect(results, name, arm):
    """The Effect of `arm` on outcome `name`."""
    reference = cavi.arms(results)[0]
    rows = cavi.told(cavi.compared(results)["effects"], outcome=name, arm=arm)
    if not len(rows):
        return Effect(name, arm, reference, math.nan, math.nan, answers.NOTHING, math.nan, math.nan, math.nan)
    row = rows.iloc[0]
    shares = [float(row[column]) for column in ("positive_share", "negative_share", "resolvable")]
    levels = [float(row[column]) for column in ("mean_against", "mean")] if not row["missing"] else _levels_of_pairs(results, name, arm, reference)
    return Effect(name, arm, reference, *levels, answers.interval(row, "difference"), *shares)


def _levels_of_pairs(results, name, arm, reference):
    """Means of both arms over the pairs of which both runs have the outcome: their difference is the paired one."""
    outcome = cavi.table(results, [name])[name]
    both = pd.concat([outcome.loc[reference], outcome.loc[arm]], axis=1).dropna()
    return [float(both.iloc[:, side].mean()) for side in (0, 1)]


def effects(results, arm):
    """Effects of `arm` on all plain outcomes, in the file's order."""
    return [effect(results, name, arm) for name in plain_outcomes(results)]


# --- numbers as text ---


def decimals(interval):
    """Digits after the point that show two figures of the interval's half-width (0 to 6)."""
    half = (interval.high - interval.low) / 2
    if math.isnan(half) or half <= 0:
        half = 10 ** (math.floor(math.log10(abs(interval.middle))) - 2) if interval.middle and not math.isnan(interval.middle) else 0.01
        return min(6, max(0, -math.floor(math.log10(half))))
    return min(6, max(0, 1 - math.floor(math.log10(half))))


def number(value, digits, sign=False):
    """A number with so many digits after the point; 'none' for NaN, 'unbounded' for an endless bound."""
    if math.isnan(value):
        return "none"
    if math.isinf(value):
        return "unbounded"
    text = f"{value:{'+' if sign else ''}.{digits}f}"
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "−")


def bounds(interval, sign=False):
    """'0.107 to 0.118'; 'no interval' where there is none."""
    if math.isnan(interval.low):
        return "no interval"
    digits = decimals(interval)
    return f"{number(interval.low, digits, sign)} to {number(interval.high, digits, sign)}"


def percent(share):
    """A share as a whole percentage; small and large ones keep one digit."""
    if math.isnan(share):
        return "none"
    return f"{100 * share:.0f} %" if 0.02 <= share <= 0.98 or share in (0, 1) else f"{100 * share:.1f} %"


# --- sentences ---


def scaled(results, name, interval):
    """An interval in the unit a reader thinks in, and that unit: shares become percentage points."""
    unit = cavi.unit(results, name)
    if not unit.startswith("share"):
        return interval, unit
    points = interval._replace(middle=100 * interval.middle, low=100 * interval.low, high=100 * interval.high)
    return points, "percentage points" + unit[len("share") :]


def repeats(results, n):
    """'8 replicates', of a sample of worlds 'worlds'."""
    return _plural(n, cavi.repeated(results)[:-1])


SIZES = {0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 1 / 3: "a third", 0.5: "half", 2 / 3: "two thirds", 0.75: "three quarters"}


def size(before, after):
    """How much more or less `after` is, in words: 'a quarter less', '37 % less', 'twice as much'; empty where the two have
    different signs or one is 0.
    """
    if not before * after > 0:
        return ""
    ratio = after / before
    if ratio >= 1.8:
        return "twice as much" if ratio < 2.2 else f"{ratio:.{0 if ratio >= 10 else 1}f} times as much"
    part, more = abs(ratio - 1), "more" if ratio > 1 else "less"
    near = min(SIZES, key=lambda known: abs(known - part))
    if near == 0.5 and ratio > 1:
        return "half as much again" if abs(part - near) < 0.01 else f"{100 * part:.0f} % more"
    return f"{SIZES[near]} {more}" if abs(near - part) < 0.01 else f"{100 * part:.{0 if part >= 0.02 else 1}f} % {more}"


def level(results, name, value, digits):
    """A level in the unit a reader thinks in: '7.0 %' of a share, '16.2' of months."""
    return f"{number(100 * value, digits)} %" if is_share(results, name) else number(value, digits)


def is_share(results, name):
    """Is the outcome a share, which readers think of in per cent?"""
    return cavi.unit(results, name).startswith("share")


def level_unit(results, name):
    """What stands behind a level: ' of arisen need', ' months'."""
    unit = cavi.unit(results, name)
    of = unit[len("share") :] if is_share(results, name) else f" {unit}" if unit else ""
    return of


def levels(results, found, digits):
    """Both levels of an Effect as text, with as many digits as tell them apart."""
    scale = 100 if is_share(results, found.name) else 1
    for _ in range(2):
        digits += number(scale * found.before, digits) == number(scale * found.after, digits)
    return [level(results, found.name, value, digits) for value in (found.before, found.after)]


def repeated_so(results, found, word, share):
    """'lower in all 24 replicates', 'lower in 23 of 24 replicates', of many 'lower in 93 % of the 400 replicates'."""
    n, equal = found.difference.n, 1 - found.higher - found.lower
    if equal > 1e-9:
        return f"in {percent(equal)} of the {repeats(results, n)} nothing differs, in {percent(share)} it is {word}"
    if share == 1:
        return f"{word} in all {repeats(results, n)}" if n > 1 else f"{word} in the one that there is"
    return f"{word} in {round(share * n)} of {repeats(results, n)}" if n <= 100 else f"{word} in {percent(share)} of the {repeats(results, n)}"


def _unclear(results, found, named):
    interval, unit = scaled(results, found.name, found.difference)
    digits, (before, after) = decimals(interval), levels(results, found, max(0, decimals(interval) - 1))
    resolvable, _ = scaled(results, found.name, answers.NOTHING._replace(middle=found.resolvable))
    seen = number(max(-interval.low, interval.high, resolvable.middle), digits)
    between = f" between “{found.arm}” and “{found.reference}”" if named else ""
    return (
        f"{cavi.title(found.name)}: no clear difference{between}, {after} against {before}{level_unit(results, found.name)} (95 %"
        f" interval of the difference {number(interval.low, digits, True)} to {number(interval.high, digits, True)} {unit}); one of"
        f" {seen} {unit} or more would probably have shown."
    )


def _clear(results, found, named):
    interval, unit = scaled(results, found.name, found.difference)
    digits, (before, after) = decimals(interval), levels(results, found, max(0, decimals(interval) - 1))
    verb, word, share = ("rises", "higher", found.higher) if interval.low > 0 else ("falls", "lower", found.lower)
    under = (f" under “{found.reference}”", f" under “{found.arm}”") if named else ("", "")
    much = size(found.before, found.after)
    return (
        f"{cavi.title(found.name)} {verb} from {before}{level_unit(results, found.name)}{under[0]} to {after}{under[1]}{f', {much}' if much else ''}"
        f" (95 % interval of the difference {number(interval.low, digits, True)} to {number(interval.high, digits, True)} {unit});"
        f" {repeated_so(results, found, word, share)}."
    )


def sentence(results, found, named=True):
    """One Effect in words: levels and size first, then how sure. With `named` it names the two arms."""
    interval, unit = scaled(results, found.name, found.difference)
    middle, low, high, n, _ = interval
    digits, name = decimals(interval), cavi.title(found.name)
    if n == 0:
        return f"{name} cannot be compared: no pair of runs has it in both arms."
    if found.higher == found.lower == 0:
        missed = "" if math.isnan(low) else f" (95 % interval {number(low, digits, True)} to {number(high, digits, True)} {unit})"
        under = f" under “{found.arm}” as under “{found.reference}”" if named else ""
        at = f", {level(results, name=found.name, value=found.after, digits=max(0, digits - 1))}{level_unit(results, found.name)}"
        return f"{name}: the same{under} in every pair of runs{at}{missed}."
    if math.isnan(low):
        before, after = levels(results, found, digits)
        return f"{name}: {after} against {before}{level_unit(results, found.name)}; of {repeats(results, n)} alone nothing tells whether that is luck."
    return (_clear if found.difference.excludes_zero() else _unclear)(results, found, named)


def level_sentence(results, name, arm):
    """The level of an outcome in one arm, in words."""
    found = cavi.mean(results, name, arm)
    if found.n == 0:
        return f"{cavi.title(name)} has no value in any run."
    interval, _ = scaled(results, name, found)
    digits = max(0, decimals(interval) - 1)
    percent_sign = " %" if is_share(results, name) else ""
    reach = "" if math.isnan(interval.low) else f" (95 % interval {number(interval.low, digits)} to {number(interval.high, digits)}{percent_sign})"
    return f"{cavi.title(name)} is {number(interval.middle, digits)}{percent_sign}{level_unit(results, name)}{reach}."


def sentences(results, arm):
    """All effects of an arm in words: clear differences first."""
    found = effects(results, arm)
    ordered = [e for e in found if e.difference.excludes_zero()] + [
        e for e in found if not e.difference.excludes_zero()
    ]
    return [sentence(results, e) for e in ordered]


def state_sentences(results, name):
    """For each arm, in what share of runs a named state such as a regime was reached, most frequent first."""
    said = []
    for arm in cavi.arms(results):
        shares = sorted(cavi.shares(results, name, arm).items(), key=lambda item: -item[1].middle)
        parts = [
            f"{percent(share.middle)} {word.replace('_', ' ')} ({percent(share.low)} to {percent(share.high)})"
            for word, share in shares
            if share.middle > 0
        ]
        alone = bool(shares) and shares[0][1].n == 1
        said.append(f"Under “{arm}” the one run ended as follows: {shares[0][0].replace('_', ' ')}." if alone else f"Under “{arm}” the runs ended as follows: {', '.join(parts) or 'none ended'}.")
    return said


def scope(results):
    """What the intervals cover, and what they do not."""
    over = "luck and the sample of worlds" if cavi.draws_worlds(results) else "luck inside the model only"
    return f"Intervals cover {over}; they do not cover whether the model is right."


def looked_before(results):
    """What intervals do not know of, as sentences: that a rule, or somebody, saw the first results and asked for more."""
    origin = cavi.provenance(results)
    grew = [f"{origin[name]} {what}" for what in ("replicates", "points") if (name := f"grew_from_{what}") in origin]
    if "until_replicates" in origin:
        return ["Replicates were added until they were enough: intervals do not know of the rule."]
    return [f"The study grew from {' and '.join(grew)}: if it grew because of their results, intervals are too narrow."] if grew else []


def perhaps_luck(results):
    """Effects of which the interval lies on one side of zero, but not so far that all intervals hold together."""
    rows = cavi.compared(results)["effects"]
    if not len(rows):
        return rows
    alone, together = ((rows[f"low{end}"] > 0) | (rows[f"high{end}"] < 0) for end in ("", "_all"))
    return rows[alone & ~together]


def doubts(results):
    """What the study cannot tell, as sentences."""
    arms, worlds = cavi.arms(results), cavi.draws_worlds(results)
    repeated = len(np.unique(results["point" if worlds else "replicate"].values))
    status = results["status"].values
    said = [scope(results), *looked_before(results)]
    if len(arms) == 1:
        said.append("There is one arm, so nothing is compared.")
    if repeated < 20:
        said.append(f"{repeats(results, repeated)} {'are' if repeated != 1 else 'is'} few: intervals are wide or missing.")
    if (status == 2).any():
        said.append(
            f"{int((status == 2).sum()):,} runs failed and are left out; if they failed because of what happened in"
            " them, means are one-sided."
        )
    if (status == 0).any():
        said.append(f"{int((status == 0).sum()):,} runs are still missing, or belong to the same replicate or world as missing ones, and are left out; what is shown may change.")
    if cavi.factors(results) and not worlds:
        said.append(
            "Means and differences are averages over the points of the design: another choice of points would give"
            " others."
        )
    doubtful = [f"{cavi.title(row['outcome'])} (“{row['arm']}”)" for _, row in perhaps_luck(results).iterrows()]
    if doubtful:
        said.append(
            f"Among so many intervals some miss by luck alone. In intervals that hold for all together (low_all, high_all of `cavi compare`),"
            f" these differences are not certain: {', '.join(doubtful[:MOST_DOUBTS])}{f' and {len(doubtful) - MOST_DOUBTS} more' if len(doubtful) > MOST_DOUBTS else ''}."
        )
    return said


# --- the page ---


def heading(results):
    """Title, question and size of the study, as lines."""
    replicates = len(set(results["replicate"].values.tolist()))
    points = len(set(results["point"].values.tolist()))
    lines = [str(results.attrs.get("title", "Untitled study"))]
    if results.attrs.get("question"):
        lines.append(str(results.attrs["question"]))
    sizes = [_plural(len(cavi.arms(results)), "arm"), _plural(points, "design point"), _plural(replicates, "replicate")]
    size = f"{' × '.join(sizes)} = {_plural(results.sizes['run'], 'run')}"
    span = (
        f" of {_plural(results.sizes['month'], 'month')} from {results.attrs['start']}"
        if "month" in results.dims and results.attrs.get("start")
        else ""
    )
    return lines + [size + span + "."]


def _plural(n, noun):
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def columns(rows):
    """Rows of cells as text lines; the first column is left-aligned, the others right-aligned."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]).rstrip()
        for row in rows
    ]


def level_rows(results):
    """Header and one row for each outcome: mean and interval in each arm."""
    rows = [["", *cavi.arms(results)]]
    for name in plain_outcomes(results):
        cells = []
        for arm in cavi.arms(results):
            found = cavi.mean(results, name, arm)
            cells.append("none" if found.n == 0 else f"{number(found.middle, decimals(found))} ({bounds(found)})")
        rows.append([cavi.label(results, name), *cells])
    return rows


def effect_rows(results, arm):
    """Header and one row for each outcome: paired difference, interval, share of repeats in which it was higher, repeats."""
    rows = [["", "difference", "95 % interval", "higher in", cavi.repeated(results)]]
    for found in effects(results, arm):
        digits = decimals(found.difference)
        share = percent(found.higher)
        rows.append(
            [
                cavi.label(results, found.name),
                number(found.difference.middle, digits, True),
                bounds(found.difference, True),
                share,
                f"{found.difference.n:,}",
            ]
        )
    return rows


def state_rows(results, name):
    """Header and one row for each named state: share of runs with its interval in each arm."""
    shares = {arm: cavi.shares(results, name, arm) for arm in cavi.arms(results)}
    rows = [["", *shares]]
    for word in cavi.words(results, name).values():
        cells = [
            f"{percent(of[word].middle)} ({percent(of[word].low)} to {percent(of[word].high)})"
            for of in shares.values()
        ]
        rows.append([word.replace("_", " "), *cells])
    return rows


def bullets(sentences):
    """Sentences as wrapped lines with dashes; a number stays on the line of its per cent sign."""
    tied = [said.replace(" %", "\N{NO-BREAK SPACE}%") for said in sentences]
    wrapped = [line for said in tied for line in textwrap.wrap(said, LINE, initial_indent="- ", subsequent_indent="  ")]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrapped]


def lines(results):
    """The whole page as lines of text."""
    arms = cavi.arms(results)
    if not cavi.outcomes(results):
        raise cavi.Unusable("the results have no outcomes to sum up")
    page = heading(results) + ["", "Each arm: mean (95 % interval)", ""] + columns(level_rows(results))
    for arm in arms[1:]:
        page += ["", f"“{arm}” minus “{arms[0]}”, paired: both runs of a pair had the same luck", ""] + columns(
            effect_rows(results, arm)
        )
    for name in states(results):
        page += ["", f"{cavi.title(name)}: share of runs (95 % interval)", ""] + columns(
            state_rows(results, name)
        )
    page += ["", "In words", ""]
    for arm in arms[1:]:
        page += bullets(sentences(results, arm))
    for name in states(results):
        page += bullets(state_sentences(results, name))
    return page + ["", "What this study cannot tell", ""] + bullets(doubts(results))


def headlines(results):
    """The same results with only the first plain outcomes of the file and its named states."""
    return results.drop_vars(plain_outcomes(results)[HEADLINES:])


def printed(out, everything):
    """The page of the study in `out`; says how many outcomes it leaves out."""
    results = cavi.whole(cavi.open(out))
    left_out = len(plain_outcomes(results)[HEADLINES:])
    if everything or left_out == 0:
        return lines(results)
    return lines(headlines(results)) + bullets([f"{_plural(left_out, 'further outcome')}: shown with --all."])


def main(arguments=None):
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Print what a study found, with intervals and in words.")
    parser.add_argument("out", help="folder of a study, or its results.h5")
    parser.add_argument("--all", action="store_true", help=f"all outcomes, not only the first {HEADLINES}")
    chosen = parser.parse_args(arguments)
    return cavi.main(lambda: print("\n".join(printed(chosen.out, chosen.all))))


if __name__ == "__main__":
    sys.exit(main())
