"""How did the runs end, and when did inertia set in: slow work, painful work, or neither?"""

import re
import sys

import numpy as np

import cavi_results as cavi
import intervals
import style

QUESTION = __doc__
SLOW_MONTHS, PAIN_MONTHS = 24, 12  # how long inertia must have lasted to count
KINDS = {"slow": "Not yet slow", "painful": "Not yet painful"}


def painful_above(results):
    """Conflict above which the model calls a run painful: as the study sets it, or as the file's regime says it."""
    meaning = str(results["regime"].attrs.get("long_name", ""))
    said = re.search(r"^ *fates\.pain: ([0-9.]+)$", cavi.provenance(results).get("study", ""), re.M)
    said = said or re.search(r"conflict over (?:fates\.pain \()?([0-9.]+[0-9])", meaning)
    if said is None:
        raise cavi.Unusable("the results do not say above which conflict a run is painful")
    return float(said.group(1))


def undelivered(delivered):
    """Whether nothing was delivered in the last SLOW_MONTHS, from the running total [run, month]."""
    slow = np.zeros(delivered.shape, bool)
    slow[:, SLOW_MONTHS:] = delivered[:, SLOW_MONTHS:] == delivered[:, :-SLOW_MONTHS]
    return slow


def painful(conflict, above):
    """Whether mean conflict of the last PAIN_MONTHS is above a number, from conflict [run, month]."""
    total = np.cumsum(np.nan_to_num(conflict), axis=1)
    hurts = np.zeros(conflict.shape, bool)
    hurts[:, PAIN_MONTHS:] = (total[:, PAIN_MONTHS:] - total[:, :-PAIN_MONTHS]) / PAIN_MONTHS > above
    return hurts


def not_yet(flags):
    """1 until a flag [run, month] is first up, 0 from then on. Runs that never get there are censored by the end
    of the study.
    """
    return 1.0 - np.maximum.accumulate(flags, axis=1)


def data(results):
    """'ends': arm -> regime in words -> Interval; 'not_yet': kind -> arm -> Monthly of 0 and 1, empty without
    histories.
    """
    cavi.need(results, "regime")
    arms = cavi.arms(results)
    ends = {
        arm: {word.replace("_", " "): share for word, share in cavi.shares(results, "regime", arm).items()}
        for arm in arms
    }
    if not {"delivered_by_month", "conflict_by_month"} <= set(cavi.histories(results)):
        return {"ends": ends, "not_yet": {}}
    above = painful_above(results)
    return {
        "ends": ends,
        "not_yet": {
            "slow": {
                arm: cavi.monthly_of(results, arm, lambda total: not_yet(undelivered(total)), "delivered")
                for arm in arms
            },
            "painful": {
                arm: cavi.monthly_of(results, arm, lambda values: not_yet(painful(values, above)), "conflict")
                for arm in arms
            },
        },
    }


def draw(results, width=170):
    """Bars of the shares of regimes, and the shares of runs that are not yet slow or painful, month by month."""
    found = data(results)
    words = list(next(iter(found["ends"].values())))
    shares = {arm: list(of.values()) for arm, of in found["ends"].items()}
    kind = next(iter(shares.values()))[0].kind
    says = [f"Bars: share of the runs that ended so; whiskers: 95 % interval ({kind})."]
    if found["not_yet"]:
        says.append(
            f"Slow: nothing delivered for {SLOW_MONTHS} months; painful: conflict over {painful_above(results):g} on"
            f" average of {PAIN_MONTHS} months. Bands: 95 % intervals of the share; runs that never get there are"
            " censored by the end of the study."
        )
    text = style.caption(results, style.counted([of[0].n for of in shares.values()], _units(shares)), *says)
    figure, axes = style.canvas(
        width,
        1 + len(found["not_yet"]),
        text,
        style.bar_keys(shares),
        height=42 + 4 * len(shares),
        ratios=(1.2, 1, 1)[: 1 + len(found["not_yet"])],
    )
    style.bars(axes[0], shares, words, "Share of runs", "How the runs ended")
    axes[0].set_xlim(left=0)
    for panel, (kind, histories) in zip(axes[1:], found["not_yet"].items()):
        for i, history in enumerate(histories.values()):
            _draw_survival(panel, style.time_axis(panel, results), history, i)
        panel.set(title=KINDS[kind], ylabel="Share of runs", ylim=(0, 1.03))
    return figure


def _units(shares):
    return "replicates" if "replicates" in next(iter(shares.values()))[0].kind else "runs"


def _draw_survival(axes, dates, history, i):
    if len(history.units) == len(history.runs):
        found = [intervals.wilson(int(column.sum()), len(column)) for column in history.runs.T]
        middle, low, high = (np.array([getattr(one, part) for one in found]) for part in ("middle", "low", "high"))
    else:
        middle, low, high, _ = intervals.means(history.units)
    axes.fill_between(
        dates,
        np.clip(low, 0, 1),
        np.clip(high, 0, 1),
        color=style.look(i)["color"],
        alpha=0.3,
        linewidth=0,
        step="post",
    )
    axes.step(dates, middle, where="post", **style.look(i))


def median_months(history):
    """Months until half of the runs got there; None if fewer did."""
    share = history.runs.mean(axis=0)
    return int(np.argmax(share <= 0.5)) if (share <= 0.5).any() else None


def alt(results):
    """The figure in words: the share of each regime, and the months until half of the runs were slow or painful."""
    found, says = data(results), []
    for arm, shares in found["ends"].items():
        says.append(f"{arm}: " + ", ".join(f"{word} {100 * share.middle:.0f} %" for word, share in shares.items()))
        for kind in found["not_yet"]:
            months = median_months(found["not_yet"][kind][arm])
            says[-1] += (
                "; half of the runs were"
                f" {kind} {'after ' + str(months) + ' months' if months is not None else 'at no time'}"
            )
    return f"Bars of the shares of regimes at the end. {'. '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
