"""How did the runs end, and when did inertia set in: slow work, painful work, or neither?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import re
import sys

import cavi_results as cavi
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


def events(results):
    """Kind -> what `cavi compare --survival` waits for; only those that the study keeps the history for, and is long
    enough to see.
    """
    kept, months = set(cavi.histories(results)), results.sizes.get("month", 0)
    if not {"delivered_by_month", "conflict_by_month"} <= kept:
        return {}
    waits = {
        "slow": (SLOW_MONTHS, f"change(delivered,{SLOW_MONTHS})<0.5"),
        "painful": (PAIN_MONTHS, f"mean(conflict,{PAIN_MONTHS})>{painful_above(results):g}"),
    }
    return {kind: event for kind, (least, event) in waits.items() if months > least}


def data(results):
    """'ends': arm -> regime in words -> Interval; 'not_yet': kind -> arm -> the curve, a table by month; 'half': kind ->
    arm -> month by which half of the runs got there, NaN if fewer did. Runs that never get there are censored by the
    end of the study.
    """
    cavi.need(results, "regime")
    arms = cavi.arms(results)
    found = {
        "ends": {
            arm: {word.replace("_", " "): share for word, share in cavi.shares(results, "regime", arm).items()}
            for arm in arms
        },
        "not_yet": {},
        "half": {},
    }
    for kind, event in events(results).items():
        tables = cavi.compared(results, "--survival", event)
        found["not_yet"][kind] = {arm: cavi.told(tables["curves"], arm=arm) for arm in arms}
        found["half"][kind] = {arm: cavi.told(tables["survival"], arm=arm)["median_month"].iloc[0] for arm in arms}
    return found


def draw(results, width=170):
    """Bars of the shares of regimes, and the shares of runs that are not yet slow or painful, month by month."""
    found = data(results)
    words = list(next(iter(found["ends"].values())))
    shares = {arm: list(of.values()) for arm, of in found["ends"].items()}
    few = len(shares) <= style.MOST_BANDS
    says = [f"Bars: share of the runs that ended so{'; whiskers: 95 % interval' if few else ''}."]
    if not few:
        says.append(f"Parts of a bar from the left: {', '.join(words)}.")
    if found["not_yet"]:
        says.append(
            f"Slow: nothing delivered for {SLOW_MONTHS} months; painful: conflict over {painful_above(results):g} on"
            f" average of {PAIN_MONTHS} months. {'Bands: 95 % intervals of the share; runs' if few else 'Runs'} that never get there are"
            " censored by the end of the study."
        )
    text = style.caption(results, style.counted([of[0].n for of in shares.values()], "runs"), *says)
    figure, axes = style.canvas(
        width,
        1 + len(found["not_yet"]),
        text,
        style.line_keys(shares) if found["not_yet"] and not few else style.bar_keys(shares if few else words),
        height=42 + 4 * len(shares),
        ratios=(1.2, 1, 1)[: 1 + len(found["not_yet"])],
    )
    (style.bars if few else style.piles)(axes[0], shares, words, "Share of runs", "How the runs ended")
    axes[0].set_xlim(left=0)
    for panel, (kind, histories) in zip(axes[1:], found["not_yet"].items()):
        for i, history in enumerate(histories.values()):
            _draw_survival(panel, style.time_axis(panel, results), history, i, few)
        panel.set(title=KINDS[kind], ylabel="Share of runs", ylim=(0, 1.03))
    return figure


def _draw_survival(axes, dates, curve, i, bands):
    if bands:
        axes.fill_between(dates, curve["low"], curve["high"], color=style.look(i)["color"], alpha=0.3, linewidth=0, step="post")
    axes.step(dates, curve["share"], where="post", **style.look(i))


def alt(results):
    """The figure in words: the share of each regime, and the months until half of the runs were slow or painful."""
    found, says = data(results), []
    for arm, shares in found["ends"].items():
        says.append(f"{arm}: " + ", ".join(f"{word} {100 * share.middle:.0f} %" for word, share in shares.items()))
        for kind in found["not_yet"]:
            months = found["half"][kind][arm]
            says[-1] += f"; half of the runs were {kind} {f'after {months:.0f} months' if months == months else 'at no time'}"
    return f"Bars of the shares of regimes at the end. {'. '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
