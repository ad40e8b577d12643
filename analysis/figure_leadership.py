"""How did leaders act, and which medium moved the agenda: structures, processes or people?"""

import sys

import numpy as np

import cavi_results as cavi
import intervals
import style

QUESTION = __doc__
WINDOW = 12  # months over which acts are counted together: single months hold few acts
MEDIA = {"moved_by_structure": "structure", "moved_by_process": "process", "moved_by_participant": "participants"}


def acts_in_window(total):
    """Acts of the last WINDOW months from the running total [run, month]; earlier months count from the start."""
    before = np.zeros_like(total)
    before[:, WINDOW:] = total[:, :-WINDOW]
    return total - before


def directive_share(facilitative, directive):
    """Share of directive acts of the last WINDOW months, from two running totals [run, month]; NaN before the first act."""
    soft, hard = acts_in_window(facilitative), acts_in_window(directive)
    return np.where(soft + hard > 0, hard / np.maximum(soft + hard, 1e-30), np.nan)


def data(results):
    """'acts': arm -> Monthly share of directive acts; 'media': arm -> list of Interval in the order of MEDIA."""
    cavi.need(results, *MEDIA)
    acts = {arm: cavi.monthly_of(results, arm, directive_share, "acts_facilitative", "acts_directive") for arm in cavi.arms(results)}
    media = {arm: [cavi.mean(results, name, arm) for name in MEDIA] for arm in cavi.arms(results)}
    return {"acts": acts, "media": media}


def draw(results, width=170):
    """Left: share of directive acts over the months by arm. Right: share of agenda movement by medium and arm."""
    found = data(results)
    text = style.caption(
        results, style.counts(found["acts"]), style.BANDS,
        f"Acts are counted over the last {WINDOW} months; what is not directive is facilitative. Bars: mean, whiskers its 95 % t interval.")
    figure, axes = style.canvas(width, 2, text, ratios=(1, 1))
    style.over_time(axes[0], results, found["acts"], "How leaders acted", "Directive acts (share of acts)")
    axes[0].set_ylim(bottom=0)
    _draw_media(axes[1], found["media"])
    return figure


def _draw_media(axes, media):
    thickness = 0.8 / len(media)
    for i, (arm, shares) in enumerate(media.items()):
        places = np.arange(len(MEDIA)) + (i - (len(media) - 1) / 2) * thickness
        style.bars(axes, places, shares, thickness, i, arm)
    axes.set(title="What moved the agenda", xlabel="Share of agenda movement", yticks=range(len(MEDIA)), yticklabels=MEDIA.values())
    axes.set_xlim(left=0)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    style.legend_above(axes)


def alt(results):
    """The figure in words: directive share in the last year and movement by medium."""
    found, words = data(results), []
    for arm, shares in found["media"].items():
        last = intervals.mean(found["acts"][arm].units[:, -1])
        moved = ", ".join(f"{name} {share.middle:.2f}" for name, share in zip(MEDIA.values(), shares))
        words.append(f"under {arm} the share of directive acts in the last year is {last.middle:.2f}, and agenda movement by medium is {moved}")
    return f"Lines of the share of directive acts by arm, and bars of agenda movement by medium: {'; '.join(words)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
