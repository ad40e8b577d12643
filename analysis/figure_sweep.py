"""How does an outcome change over one or two parameters of the design, and does that differ between the arms?"""

import sys
import textwrap

import numpy as np

import cavi_results as cavi
import intervals
import style
import sweeps

QUESTION = __doc__
OUTCOME = "synergy"
MOST_CELLS = 110  # in larger maps numbers in the cells could not be read


def options(parser):
    """Which outcome, and over which parameters."""
    parser.add_argument("--outcome", default=OUTCOME, help="outcome to draw (default: %(default)s)")
    parser.add_argument(
        "--over", nargs="+", metavar="PARAMETER", help="one or two parameters of the design (default: its first two)"
    )


def chosen_factors(results, over):
    """Names in the file of the one or two parameters `over`, such as leaders.directive_share."""
    varied = cavi.factors(results)
    if not varied:
        raise cavi.Unusable("this figure needs a design over at least one parameter; this study varies none")
    names = [name.replace(".", "__") for name in over] if over else varied[:2]
    unknown = [name.replace("__", ".") for name in names if name not in varied]
    if unknown or len(names) > 2:
        there = ", ".join(name.replace("__", ".") for name in varied)
        raise cavi.Unusable(
            f"the design does not vary {' or '.join(unknown)} (it varies {there})"
            if unknown
            else f"one or two parameters can be drawn, not {len(names)}"
        )
    return names


def data(results, outcome=OUTCOME, over=None):
    """The one or two factors with their Levels, and arm -> means [replicate, level]; two factors make a grid of
    levels.
    """
    cavi.need(results, outcome)
    cavi.refuse_scattered(results, "a sweep")
    names = chosen_factors(results, over)
    results = sweeps.around_base(results, names)
    axes = [sweeps.levels(results[name].values) for name in names]
    grid = axes[0] if len(axes) == 1 else sweeps.together(axes[1], axes[0])
    return {
        "factors": names,
        "averaged": len(cavi.factors(results)) > len(names),
        "levels": axes,
        "means": {arm: sweeps.by_replicate(results, outcome, arm, grid) for arm in cavi.arms(results)},
    }


def draw(results, width=170, outcome=OUTCOME, over=None):
    """One factor: lines with bands. Two factors: a heat map for each arm with one scale of lightness."""
    found = data(results, outcome, over)
    return (_draw_lines if len(found["factors"]) == 1 else _draw_maps)(results, found, outcome, width)


def _notes(results, found):
    said = ["Values are averages over the design's other parameters."] if found["averaged"] else []
    if any(levels.binned for levels in found["levels"]):
        said.append(f"Parameters with many values are cut into {sweeps.BINS} ranges of equal width.")
    return said


def _draw_lines(results, found, outcome, width):
    text = style.caption(
        results,
        style.counted_replicates(found["means"]),
        "Lines: mean; bands: 95 % t interval over replicates.",
        *_notes(results, found),
    )
    figure, (axes,) = style.canvas(width, 1, text, style.line_keys(found["means"], markers=True))
    levels = found["levels"][0]
    for i, matrix in enumerate(found["means"].values()):
        style.curve(axes, levels.places, matrix, i, marker=style.marker(i), markersize=3.5)
    axes.set(
        xlabel=style.label(results, found["factors"][0]),
        ylabel=style.label(results, outcome),
        title=f"{cavi.title(outcome)} over the design",
    )
    if isinstance(results[found["factors"][0]].values[0], str):
        axes.set(xticks=levels.places, xticklabels=levels.words)
    return figure


def _draw_maps(results, found, outcome, width):
    maps = {
        arm: sweeps.column_means(matrix).reshape(len(found["levels"][1].places), -1)
        for arm, matrix in found["means"].items()
    }
    text = style.caption(
        results,
        style.counted_replicates(found["means"]),
        (
            f"Shade and numbers in the cells: mean {cavi.title(outcome).lower()}; "
            f"half-width of its 95 % t interval: {_median_half(found):.2g} (median)."
        ),
        *_notes(results, found),
    )
    figure, panels = style.canvas(width, len(maps), text, height=62)
    scale = [pick([pick(values) for values in maps.values()]) for pick in (np.nanmin, np.nanmax)]
    for axes, (arm, values) in zip(panels, maps.items()):
        image = _draw_map(axes, results, found, values, scale)
        axes.set_title(textwrap.shorten(arm, 26, placeholder="…"))
        if axes is not panels[0] and width > 120:
            axes.set(ylabel="", yticklabels=[])
    bar = figure.colorbar(image, ax=panels, label=style.label(results, outcome), shrink=0.9, aspect=30)
    bar.outline.set_linewidth(0.4)
    return figure


def _median_half(found):
    halves = []
    for matrix in found["means"].values():
        middle, low, _, _ = intervals.means(matrix)
        halves.append(np.where(np.isfinite(middle - low), middle - low, np.nan))
    return np.nanmedian(halves)


def _draw_map(axes, results, found, values, scale):
    across, up = found["levels"]
    image = axes.imshow(values, origin="lower", aspect="auto", cmap="cividis", vmin=scale[0], vmax=scale[1])
    every = -(-len(across.words) // 6)
    axes.set(
        xticks=range(0, len(across.words), every),
        xticklabels=across.words[::every],
        yticks=range(len(up.words)),
        yticklabels=up.words,
        xlabel=style.label(results, found["factors"][0], 24),
        ylabel=style.label(results, found["factors"][1], 24),
    )
    axes.grid(False)
    if values.size <= MOST_CELLS:
        _write_cells(axes, values, scale)
    return image


def _write_cells(axes, values, scale):
    digits = int(np.clip(1 - np.floor(np.log10(max(scale[1] - scale[0], 1e-12))), 0, 4))
    for (row, column), value in np.ndenumerate(values):
        light = value > (scale[0] + scale[1]) / 2
        axes.text(
            column,
            row,
            cell(value, digits),
            ha="center",
            va="center",
            fontsize=5.5,
            color="#111111" if light else "#ffffff",
        )


def cell(value, digits):
    """A mean as briefly as it can be read: '.07', '−.03', '0', '12'; nothing where no run is."""
    text = f"{value:.{digits}f}"
    return "" if np.isnan(value) else "0" if float(text) == 0 else text.replace("0.", ".", 1).replace("-", "−")


def alt(results, outcome=OUTCOME, over=None):
    """The figure in words: where the outcome is lowest and highest in each arm."""
    found, says = data(results, outcome, over), []
    for arm, matrix in found["means"].items():
        means = sweeps.column_means(matrix)
        words = found["levels"][0].words if len(found["levels"]) == 1 else sweeps.together(*found["levels"][::-1]).words
        says.append(
            f"{arm}: from {np.nanmin(means):.3f} at {words[np.nanargmin(means)]} to {np.nanmax(means):.3f} at"
            f" {words[np.nanargmax(means)]}"
        )
    factors = " and ".join(cavi.title(name).lower() for name in found["factors"][::-1])
    return f"Mean {cavi.title(outcome).lower()} over {factors}. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
