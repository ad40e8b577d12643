"""Print what a study found as tables and sentences that need no statistics course.

    python3 summary.py OUT          # the first outcomes of the file, which a model puts first because they matter most
    python3 summary.py OUT --all

Outcomes are never added up into one score: an area can have much advantage and much pain at once.
"""

import argparse
import math
import sys
import textwrap
from typing import NamedTuple

import cavi_results as cavi
import intervals

POWER = (1.96 + 0.84) / 1.96  # half-widths of a 95 % interval that four studies in five would tell from zero
LINE = 100
HEADLINES = 8  # outcomes shown unless all are asked for
SCOPE = "Intervals cover luck inside the model only; they do not cover whether the model is right."


class Effect(NamedTuple):
    """What one arm changed in one outcome: paired difference from the reference, and share of pairs where it was
    higher.
    """

    name: str
    arm: str
    reference: str
    difference: intervals.Interval
    higher: float  # share of pairs, 0..1; ties count as neither
    lower: float
    pairs: int


def plain_outcomes(results):
    """Outcomes that are numbers, not named states."""
    return [name for name in cavi.outcomes(results) if not cavi.words(results, name)]


def states(results):
    """Outcomes that are named states, such as the regime a run ended in."""
    return [name for name in cavi.outcomes(results) if cavi.words(results, name)]


def effect(results, name, arm, reference=None):
    """The Effect of `arm` on outcome `name`."""
    reference = reference or cavi.arms(results)[0]
    pairs = cavi.paired(results, name, arm, reference)
    share = [float((sign * pairs > 0).mean()) if len(pairs) else math.nan for sign in (1, -1)]
    return Effect(name, arm, reference, cavi.interval(pairs), *share, len(pairs))


def effects(results, arm):
    """Effects of `arm` on all plain outcomes, in the file's order."""
    return [effect(results, name, arm) for name in plain_outcomes(results)]


# --- numbers as text ---


def decimals(interval):
    """Digits after the point that show two figures of the interval's half-width (0 to 6)."""
    half = (interval.high - interval.low) / 2
    if not math.isfinite(half) or half <= 0:
        return 3
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
    """'0.107 to 0.118'."""
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


def sentence(results, found):
    """One Effect in words."""
    (middle, low, high, *_), unit = scaled(results, found.name, found.difference)
    digits = decimals(scaled(results, found.name, found.difference)[0])
    name = cavi.title(found.name)
    if found.pairs == 0:
        return f"{name} cannot be compared: no pair of runs has it in both arms."
    if found.difference.n == 1:
        return (
            f"{name}: one pair of runs differs by {number(middle, 2, True)} {unit}; more replicates would say whether"
            " that is luck."
        )
    if low == high == 0:
        return f"{name}: the same under “{found.arm}” as under “{found.reference}” in every pair of runs."
    if not found.difference.excludes_zero():
        seen = number(max(-low, high, (high - low) / 2 * POWER), digits)
        return (
            f"{name}: no clear difference between “{found.arm}” and “{found.reference}” (95 % interval"
            f" {number(low, digits, True)} to {number(high, digits, True)} {unit}); one of {seen} {unit} or more would"
            " probably have shown."
        )
    word, share = ("higher", found.higher) if low > 0 else ("lower", found.lower)
    small, large = sorted((abs(low), abs(high)))
    equal = 1 - found.higher - found.lower
    pairs = (
        f"in {percent(equal)} of the {found.pairs:,} pairs of runs nothing differs, in {percent(share)} it is {word}"
        if equal > 1e-9
        else f"{word} in {percent(share)} of the {found.pairs:,} pairs of runs"
    )
    average = "on average " if equal > 1e-9 else ""
    return (
        f"{name}: {average}{word} by {number(abs(middle), digits)} {unit} under “{found.arm}” than under “{found.reference}” (95"
        f" % interval {number(small, digits)} to {number(large, digits)}); {pairs}."
    )


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
        said.append(f"Under “{arm}” the runs ended as follows: {', '.join(parts) or 'none ended'}.")
    return said


def doubts(results):
    """What the study cannot tell, as sentences."""
    arms, replicates = cavi.arms(results), len(set(results["replicate"].values.tolist()))
    status = results["status"].values
    said = [SCOPE]
    if len(arms) == 1:
        said.append("There is one arm, so nothing is compared.")
    if replicates < 20:
        said.append(
            f"{replicates} replicate{'s are' if replicates != 1 else ' is'} few: intervals are wide or missing."
        )
    if (status == 2).any():
        said.append(
            f"{int((status == 2).sum()):,} runs failed and are left out; if they failed because of what happened in"
            " them, means are one-sided."
        )
    if (status == 0).any():
        said.append(f"{int((status == 0).sum()):,} runs are still absent; what is shown may change.")
    if cavi.factors(results):
        said.append(
            "Means and differences are averages over the points of the design: another choice of points would give"
            " others."
        )
    if len(plain_outcomes(results)) > 9 and len(arms) > 1:
        said.append(
            f"{len(plain_outcomes(results))} outcomes are compared: about one 95 % interval in twenty misses by luck"
            " alone."
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
        f" of {results.sizes['month']} months from {results.attrs['start']}"
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
    """Header and one row for each outcome: paired difference, interval, share of pairs in which it was higher,
    pairs.
    """
    rows = [["", "difference", "95 % interval", "higher in", "pairs"]]
    for found in effects(results, arm):
        digits = decimals(found.difference)
        share = f"{percent(found.higher)} of pairs" if found.pairs else "none"
        rows.append(
            [
                cavi.label(results, found.name),
                number(found.difference.middle, digits, True),
                bounds(found.difference, True),
                share,
                f"{found.pairs:,}",
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
        page += ["", f"{cavi.title(name)}: share of runs (95 % Wilson interval)", ""] + columns(
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
    results = cavi.open(out)
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
