"""How does an outcome change over one or two parameters of the design, and does that differ between the arms?"""

import sys

import numpy as np

import cavi_results as cavi
import intervals
import style
import sweeps

QUESTION = __doc__
OUTCOME = "synergy"


def data(results, outcome=OUTCOME):
    """The first one or two factors with their Levels, and arm -> means [replicate, level]; two factors make a grid of levels."""
    cavi.need(results, outcome)
    names = sweeps.need_factors(results, 1)
    names = cavi.factors(results)[:2]
    axes = [sweeps.levels(results[name].values) for name in names]
    grid = axes[0] if len(axes) == 1 else sweeps.together(axes[1], axes[0])
    return {"factors": names, "levels": axes, "means": {arm: sweeps.by_replicate(results, outcome, arm, grid) for arm in cavi.arms(results)}}


def draw(results, width=170, outcome=OUTCOME):
    """One factor: lines with bands. Two factors: a heat map for each arm with one scale of lightness."""
    found = data(results, outcome)
    return (_draw_lines if len(found["factors"]) == 1 else _draw_maps)(results, found, outcome, width)


def _notes(results, found):
    said = ["Values are averages over the design's other parameters."] if len(cavi.factors(results)) > 2 else []
    if any(levels.binned for levels in found["levels"]):
        said.append(f"Parameters with many values are cut into {sweeps.BINS} ranges of equal width.")
    return said


def _draw_lines(results, found, outcome, width):
    replicates = [len(matrix) for matrix in found["means"].values()]
    text = style.caption(results, style.counted(replicates, "replicates", "a point and arm"), "Lines: mean; bands: 95 % t interval over replicates.", *_notes(results, found))
    figure, (axes,) = style.canvas(width, 1, text)
    levels, lines = found["levels"][0], []
    for i, matrix in enumerate(found["means"].values()):
        middle, low, high, _ = intervals.means(matrix)
        axes.fill_between(levels.places, low, high, color=style.look(i)["color"], alpha=0.25, linewidth=0)
        axes.plot(levels.places, middle, **style.look(i), marker=style.marker(i), markersize=3.5)
        lines.append(middle)
    axes.set(xlabel=cavi.label(results, found["factors"][0]), ylabel=cavi.label(results, outcome), title=f"{cavi.title(outcome)} over the design")
    style.end_labels(axes, lines, [style.short(arm) for arm in found["means"]], list(range(len(lines))))
    return figure


def _draw_maps(results, found, outcome, width):
    maps = {arm: sweeps.column_means(matrix).reshape(len(found["levels"][1].places), -1) for arm, matrix in found["means"].items()}
    replicates = [len(matrix) for matrix in found["means"].values()]
    text = style.caption(results, style.counted(replicates, "replicates", "a point and arm"), f"Numbers in the cells: mean {outcome.replace('_', ' ')}; "
                         f"half-width of their 95 % t intervals: {_median_half(found):.2g} (median).", *_notes(results, found))
    figure, panels = style.canvas(width, len(maps), text, height=66)
    low, high = (pick(values) for values, pick in zip(2 * [[*maps.values()]], (np.nanmin, np.nanmax)))
    for axes, (arm, values) in zip(panels, maps.items()):
        image = _draw_map(axes, results, found, values, (low, high))
        axes.set_title(style.short(arm, 34))
    bar = figure.colorbar(image, ax=panels, label=cavi.label(results, outcome), shrink=0.9, aspect=30)
    bar.outline.set_linewidth(0.4)
    return figure


def _median_half(found):
    halves = []
    for matrix in found["means"].values():
        middle, low, _, _ = intervals.means(matrix)
        halves.append(middle - low)
    return np.nanmedian(np.where(np.isfinite(halves), halves, np.nan))


def _draw_map(axes, results, found, values, scale):
    across, up = found["levels"]
    image = axes.imshow(values, origin="lower", aspect="auto", cmap="cividis", vmin=scale[0], vmax=scale[1])
    every = -(-len(across.words) // 5)
    axes.set(xticks=range(0, len(across.words), every), xticklabels=across.words[::every], yticks=range(len(up.words)), yticklabels=up.words,
             xlabel=cavi.label(results, found["factors"][0]), ylabel=cavi.label(results, found["factors"][1]))
    axes.grid(False)
    if values.size <= 110:
        for (row, column), value in np.ndenumerate(values):
            light = value > (scale[0] + scale[1]) / 2
            axes.text(column, row, _cell(value), ha="center", va="center", fontsize=5, color="#111111" if light else "#ffffff")
    return image


def _cell(value):
    """A mean as briefly as it can be read: '.07', '-.03', '0', '12'; nothing where no run is."""
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"
    return "" if np.isnan(value) else "0" if float(text) == 0 else text.replace("0.", ".", 1)


def alt(results, outcome=OUTCOME):
    """The figure in words: where the outcome is lowest and highest in each arm."""
    found, says = data(results, outcome), []
    for arm, matrix in found["means"].items():
        means = sweeps.column_means(matrix)
        words = found["levels"][0].words if len(found["levels"]) == 1 else sweeps.together(*found["levels"][::-1]).words
        says.append(f"{arm}: from {np.nanmin(means):.3f} at {words[np.nanargmin(means)]} to {np.nanmax(means):.3f} at {words[np.nanargmax(means)]}")
    factors = " and ".join(cavi.title(name).lower() for name in found["factors"][::-1])
    return f"Mean {outcome.replace('_', ' ')} over {factors}. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
