"""How does an outcome change over one or two parameters of the design, and does that differ between the arms?"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import sys

import numpy as np

import cavi_results as cavi
import lettering
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
    """'factors': the one or two; 'levels': rows of `cavi compare --over` with the factors' levels as columns; 'points':
    how many points of the design each level averages; 'left_out': points whose other parameters are not met at every
    level.
    """
    cavi.need(results, outcome)
    factor, levels, effects = sweeps.arms_over(results, outcome)
    if factor is not None:
        return {"factors": ["level"], "worlds": factor, "levels": levels, "effects": effects, "averaged": False, "cut": [], "left_out": 0}
    cavi.refuse_scattered(results, "a sweep")
    names = chosen_factors(results, over)
    tables = cavi.over(results, names, outcome)
    points = tables["points"]["points"]
    return {
        "factors": names,
        "levels": tables["levels"],
        "effects": tables["effects"],
        "averaged": points.max() > 1,
        "cut": [len(np.unique(results[name].values)) > tables["points"][name].nunique() for name in names],
        "left_out": int(len(np.unique(results["point"].values)) - points.sum()),
    }


def draw(results, width=170, outcome=OUTCOME, over=None):
    """Over worlds: lines, and beside them differences from each arm's own first level. One factor: lines with bands. Two factors: a heat map for each arm with one scale of lightness."""
    found = data(results, outcome, over)
    if "worlds" in found:
        return _draw_worlds(results, found, outcome, width)
    return (_draw_lines if len(found["factors"]) == 1 else _draw_maps)(results, found, outcome, width)


def _notes(found):
    said = ["Values are averages over the design's other parameters."] if found["averaged"] else []
    if found["left_out"]:
        said.append(f"{found['left_out']} points of the design are left out, whose other parameters are not met at every level.")
    if any(found["cut"]) and not found["left_out"]:
        said.append("Parameters with many values are cut into 10 ranges of equal width.")
    return said


def _by_arm(results, found):
    arms = found["levels"]["arm"].unique() if "worlds" in found else cavi.arms(results)
    return {arm: cavi.told(found["levels"], arm=arm) for arm in arms}


def _draw_lines(results, found, outcome, width):
    text = style.caption(
        results,
        style.counted_repeats(results, found["levels"]),
        f"Lines: mean; bands: 95 % interval over {cavi.repeated(results)}." if found["levels"]["low"].notna().any() else "Lines: mean.",
        style.PAIRED if len(cavi.arms(results)) > 1 else "",
        *_notes(found),
    )
    (factor,), rows, first = found["factors"], _by_arm(results, found), cavi.arms(results)[0]
    figure, axes = style.canvas(width, 1 if len(rows) == 1 else 2, text, style.line_keys(rows, markers=True))
    for i, (arm, own) in enumerate(rows.items()):
        style.curve(axes[0], own, factor, i, marker=style.marker(i), markersize=3.5)
        if i > 0:
            style.curve(axes[1], cavi.told(found["effects"], arm=arm), factor, i, "difference", marker=style.marker(i), markersize=3.5)
    axes[0].set(ylabel=style.label(results, outcome), title=f"{cavi.title(outcome)} over the design")
    for panel in axes:
        panel.set_xlabel(style.label(results, factor))
    if len(rows) > 1:
        axes[1].axhline(0, color=style.INK, linewidth=0.6)
        title = f"Difference from “{lettering.shortened([first], 18)[0]}”"
        axes[1].set(ylabel=f"Difference ({cavi.unit(results, outcome) or 'number'})", title=title)
    return figure


def _draw_worlds(results, found, outcome, width):
    rows = _by_arm(results, found)
    left, right = style.sides(width)
    text = style.caption(
        results,
        style.counted_repeats(results, found["levels"]),
        f"{left}: mean and its 95 % interval over worlds. {right}: paired difference, in each world, from the same arm's first level.",
        style.PAIRED,
    )
    figure, axes = style.canvas(width, 2, text, style.line_keys(rows, markers=True))
    for i, (arm, own) in enumerate(rows.items()):
        mark = {"marker": style.marker(i), "markersize": 3.5}
        style.curve(axes[0], own, "level", i, **mark)
        style.curve(axes[1], cavi.told(found["effects"], arm=arm), "level", i, "difference", **mark)
    axes[0].set(ylabel=style.label(results, outcome), title=f"{cavi.title(outcome)} over the worlds")
    axes[1].set(ylabel=f"Difference ({cavi.unit(results, outcome) or 'number'})", title="Difference from the first level")
    axes[1].axhline(0, color=style.INK, linewidth=0.6)
    for panel in axes:
        panel.set(xlabel=cavi.title(found["worlds"].replace(".", "__")), xlim=axes[0].get_xlim())
    return figure


def _draw_maps(results, found, outcome, width):
    across, up = found["factors"]
    maps = {arm: rows.pivot(index=up, columns=across, values="mean") for arm, rows in _by_arm(results, found).items()}
    half = np.nanmedian((found["levels"]["high"] - found["levels"]["low"]) / 2) if found["levels"]["low"].notna().any() else np.nan
    text = style.caption(
        results,
        style.counted_repeats(results, found["levels"]),
        f"Shade and numbers in the cells: mean {cavi.title(outcome).lower()}"
        + ("." if np.isnan(half) else f"; half-width of its 95 % interval: {half:.2g} (median)."),
        *_notes(found),
    )
    across = 1 if width < 120 else min(3, len(maps))
    figure, panels = style.canvas(width, len(maps), text, height=62 if len(maps) < 4 else 50, rows=-(-len(maps) // across))
    scale = [pick([pick(values.to_numpy()) for values in maps.values()]) for pick in (np.nanmin, np.nanmax)]
    for axes, values, title in zip(panels, maps.values(), lettering.shortened(maps, 26 if len(maps) < 4 or width < 120 else 22)):
        image = _draw_map(axes, results, found, values, scale)
        axes.set_title(title)
        if panels.index(axes) % across and width > 120:
            axes.set(ylabel="", yticklabels=[])
    bar = figure.colorbar(image, ax=panels, label=style.label(results, outcome), shrink=0.9, aspect=30)
    bar.outline.set_linewidth(0.4)
    return figure


def _word(level):
    return level if isinstance(level, str) else f"{level:.3g}"


def _draw_map(axes, results, found, values, scale):
    across, up = [_word(level) for level in values.columns], [_word(level) for level in values.index]
    values = values.to_numpy()
    image = axes.imshow(values, origin="lower", aspect="auto", cmap="cividis", vmin=scale[0], vmax=scale[1])
    every = -(-len(across) // 6)
    axes.set(
        xticks=range(0, len(across), every),
        xticklabels=across[::every],
        yticks=range(len(up)),
        yticklabels=up,
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
    for arm, rows in _by_arm(results, found).items():
        ends = []
        for row in (rows.loc[rows["mean"].idxmin()], rows.loc[rows["mean"].idxmax()]):
            ends.append(f"{row['mean']:.3f} at {', '.join(_word(row[name]) for name in found['factors'][::-1])}")
        says.append(f"{arm}: from {ends[0]} to {ends[1]}")
    if "worlds" in found:
        return f"Mean {cavi.title(outcome).lower()} over {found['worlds']} in matched worlds. {'; '.join(says)}."
    factors = " and ".join(cavi.title(name).lower() for name in found["factors"][::-1])
    return f"Mean {cavi.title(outcome).lower()} over {factors}. {'; '.join(says)}."


if __name__ == "__main__":
    sys.exit(style.main(sys.modules[__name__]))
