"""How did leaders act, and which medium moved the agenda: structures, processes or people?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import cavi_results as cavi
import style

QUESTION = __doc__
WINDOW = 12  # months over which acts are counted together: single months hold few acts
MODES = {"facilitative": "In the spirit: facilitative", "directive": "Thuggery: directive"}
MEDIA = {"moved_by_structure": "structure", "moved_by_process": "process", "moved_by_participant": "participants"}


def data(results):
    """'acts': mode -> arm -> Monthly acts in a year; 'media': arm -> list of Interval in the order of MEDIA."""
    arms = cavi.arms(results)
    cavi.need(results, *MEDIA)
    if results.sizes.get("month", 0) <= WINDOW:
        raise cavi.Unusable(
            f"this figure counts acts over {WINDOW} months; the study has only {results.sizes.get('month', 0)}"
        )
    return {
        "acts": {
            mode: {arm: cavi.monthly(results, f"acts_{mode}", arm, WINDOW) for arm in arms} for mode in MODES
        },
        "media": {arm: [cavi.mean(results, name, arm) for name in MEDIA] for arm in arms},
    }


def draw(results, width=170):
    """Facilitative and directive acts over the months on one scale; share of agenda movement by medium."""
    found = data(results)
    arms = found["media"]
    text = style.caption(
        results,
        style.counts(found["acts"]["directive"]),
        style.bands(found["acts"]["directive"]),
        f"Acts are those of the last {WINDOW} months.",
        f"Bars: mean{style.sure([one for row in arms.values() for one in row], '; whiskers: its 95 % interval')}.",
    )
    figure, axes = style.canvas(width, 3, text, style.line_keys(arms))
    for panel, (mode, title) in zip(axes, MODES.items()):
        style.over_time(panel, results, found["acts"][mode], title, "Leaders' acts in a year")
    top = max(panel.get_ylim()[1] for panel in axes[:2])
    for panel in axes[:2]:
        panel.set_ylim(0, top)
    style.bars(axes[2], found["media"], list(MEDIA.values()), "Share of agenda movement", "What moved the agenda")
    return figure


def alt(results):
    """The figure in words: acts in the last year by mode, and movement by medium."""
    found, words = data(results), []
    for arm, shares in found["media"].items():
        acts = " and ".join(
            f"{found['acts'][mode][arm].mean[-1]:.1f} {mode}" for mode in MODES
        )
        moved = ", ".join(f"{name} {share.middle:.2f}" for name, share in zip(MEDIA.values(), shares))
        words.append(
            f"under {arm} leaders' acts in the last year are {acts}, and shares of agenda movement are {moved}"
        )
    return (
        "Lines of facilitative and of directive acts by arm, and bars of agenda movement by medium:"
        f" {'; '.join(words)}."
    )


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
