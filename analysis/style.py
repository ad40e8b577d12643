"""How every figure looks, is captioned and is saved. Widths are in millimetres: 85 (one column) or 170 (two).

A figure script is a module with
    QUESTION          the one question it answers
    data(results)     what is drawn, as plain numbers; raises Unusable if the results cannot answer
    draw(results, width)  -> matplotlib Figure
    alt(results)      the figure in words, with its numbers, for those who do not see it
and ends with `sys.exit(style.main(...))`.
"""

import argparse
import textwrap
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.transforms import blended_transform_factory  # noqa: E402

import cavi_results as cavi  # noqa: E402
import intervals  # noqa: E402

WIDTHS = (85, 170)
MM = 1 / 25.4
# Told apart by lightness and by dash, so that a grey print and any kind of colour vision can follow.
COLOURS = ("#10365c", "#d9730d", "#3b9c8f", "#8c6bb1", "#6b6b6b", "#b8336a")
DASHES = ((0, ()), (0, (5, 1.6)), (0, (5, 1.5, 1, 1.5)), (0, (1, 1.2)), (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "++++")
INK, FAINT = "#222222", "#8a8a8a"

matplotlib.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 7.5, "axes.titlesize": 8, "axes.titlelocation": "left",
    "axes.titleweight": "bold", "axes.labelsize": 7.5, "xtick.labelsize": 7, "ytick.labelsize": 7, "legend.fontsize": 7,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": FAINT, "xtick.color": INK, "ytick.color": INK,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6, "lines.linewidth": 1.3,
    "xtick.major.width": 0.6, "ytick.major.width": 0.6, "axes.grid": True, "grid.color": "#e6e6e6", "grid.linewidth": 0.5,
    "axes.axisbelow": True, "legend.frameon": False, "hatch.linewidth": 0.5, "svg.hashsalt": "cavi", "svg.fonttype": "path",
    "pdf.fonttype": 42, "figure.dpi": 100, "savefig.dpi": 300,
})


def look(i):
    """Colour, dash and marker of the i-th arm."""
    return {"color": COLOURS[i % len(COLOURS)], "linestyle": DASHES[i % len(DASHES)]}


def marker(i):
    """Marker of the i-th arm."""
    return MARKERS[i % len(MARKERS)]


def canvas(width, panels, text, height=62, ratios=None):
    """A figure of `panels` axes, side by side at 170 mm and stacked at 85, with `text` as caption below.

    `height` is that of one row of panels in mm. Returns the figure and the list of axes.
    """
    stacked = width < 120
    lines = textwrap.wrap(text, int(width * 0.79), break_long_words=False)
    foot = 3.1 * len(lines) + 2.5
    total = height * (panels if stacked else 1) + foot
    figure = plt.figure(figsize=(width * MM, total * MM), layout="constrained")
    figure.get_layout_engine().set(rect=(0, foot / total, 1, 1 - foot / total), h_pad=1.2 * MM, w_pad=1.2 * MM)
    shape = (panels, 1) if stacked else (1, panels)
    axes = figure.subplots(*shape, squeeze=False, gridspec_kw={} if stacked else {"width_ratios": ratios})
    figure.text(1.5 / width, 1.2 / total, "\n".join(lines), fontsize=6.2, color="#444444", va="bottom", linespacing=1.3)
    return figure, list(axes.ravel())


def caption(results, n, *sentences):
    """The line below a figure: what is shown, n, kind of interval, and which study this is."""
    return " ".join([*sentences, n, f"Study: {results.attrs.get('title', 'untitled')}."])


def counted(n, noun, per="an arm"):
    """'n = 200 runs an arm.'; several different counts are given as a range."""
    low, high = int(np.min(n)), int(np.max(n))
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"n = {number} {noun}{' ' + per if per else ''}."


def time_axis(axes, results):
    """Horizontal axis of months as years, from the study's start; months since the start where it has none."""
    if "date" not in results.coords:
        axes.set_xlabel("Month of the study")
        return results["month"].values
    dates = results["date"].values
    axes.xaxis.set_major_locator(matplotlib.dates.AutoDateLocator(minticks=3, maxticks=6))
    axes.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(axes.xaxis.get_major_locator()))
    return dates


def line_with_bands(axes, x, history, i):
    """Mean of a cavi.Monthly, its 95 % t interval (dark) and the middle 80 % of the runs (light). Returns the mean."""
    middle, low, high, _ = intervals.means(history.units)
    outer = intervals.quantiles(history.runs, (0.1, 0.9))
    colour = look(i)["color"]
    axes.fill_between(x, *outer, color=colour, alpha=0.15, linewidth=0)
    for edge in outer:
        axes.plot(x, edge, **{**look(i), "linewidth": 0.4})
    axes.fill_between(x, low, high, color=colour, alpha=0.35, linewidth=0)
    axes.plot(x, middle, **look(i), label="mean")
    return middle


BANDS = "Lines: mean of the runs. Light bands: middle 80 % of the runs; dark bands: 95 % t interval of the mean."
PAIRED = "Differences are paired: both runs of a pair had the same luck."


def over_time(axes, results, histories, title, ylabel, first=0):
    """Draw arm -> cavi.Monthly as lines with bands over the months; the arms take the looks `first`, `first` + 1, ..."""
    x = time_axis(axes, results)
    lines = [line_with_bands(axes, x, history, first + i) for i, history in enumerate(histories.values())]
    axes.set(title=title, ylabel=ylabel)
    end_labels(axes, lines, [short(arm) for arm in histories], [first + i for i in range(len(lines))])


def counts(histories):
    """'n = 200 runs an arm.' of arm -> cavi.Monthly."""
    return counted([len(history.runs) for history in histories.values()], "runs")


def end_labels(axes, series, names, indices):
    """Name each line at its end, pushed apart so that names never overlap."""
    ends = [_last(values) for values in series]
    low, high = axes.get_ylim()
    gap = (high - low) * 3.3 / max(axes.get_position().height * axes.figure.get_figheight() / MM, 20)
    places = spread(ends, gap * max(name.count("\n") + 1 for name in names))
    transform = blended_transform_factory(axes.transAxes, axes.transData)
    for i, (name, place) in enumerate(zip(names, places)):
        colour = COLOURS[indices[i] % len(COLOURS)]
        axes.text(1.015, place, name, transform=transform, color=colour, va="center", fontsize=7, fontweight="bold", linespacing=1.0)


def _last(values):
    """Last number of a line; 0 if it has none."""
    numbers = np.asarray(values)[~np.isnan(values)]
    return float(numbers[-1]) if len(numbers) else 0.0


def spread(places, gap):
    """Places moved as little as needed so that neighbours are at least `gap` apart; order is kept."""
    order = np.argsort(places, kind="stable")
    moved = np.array(places, float)
    for _ in range(200):
        for a, b in zip(order, order[1:]):
            lack = gap - (moved[b] - moved[a])
            if lack > 1e-9 * gap:
                moved[a] -= lack / 2
                moved[b] += lack / 2
    return moved.tolist()


def short(name, width=16):
    """A name broken into lines of at most `width` letters."""
    return "\n".join(textwrap.wrap(str(name), width)) or str(name)


def bars(axes, places, found, thickness, i, name):
    """Lying bars of Intervals at `places` with their whiskers, in the look of arm `i`."""
    middles = np.array([interval.middle for interval in found])
    reach = np.array([[interval.middle - interval.low, interval.high - interval.middle] for interval in found]).T
    reach = np.where(np.isfinite(reach), reach, 0)
    axes.barh(places, middles, thickness * 0.9, color=COLOURS[i % len(COLOURS)] + "b0", edgecolor=INK, hatch=HATCHES[i % len(HATCHES)],
              linewidth=0.6, label=name)
    axes.errorbar(middles, places, xerr=reach, fmt="none", ecolor=INK, elinewidth=0.9, capsize=1.8)


def legend_above(axes, handles=None, columns=2):
    """Legend between title and panel, for where direct labels do not fit."""
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncol=columns, borderaxespad=0.2, handlelength=2.2, columnspacing=1.2)
    axes.set_title(axes.get_title(loc="left"), pad=16)


def write(figure, stem, kinds=("png", "svg", "pdf")):
    """Save `stem`.png, .svg and .pdf; the same figure gives the same bytes."""
    without_dates = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}, "pdf": {"CreationDate": None, "Producer": None, "Creator": None}}
    paths = [Path(f"{stem}.{kind}") for kind in kinds]
    for path, kind in zip(paths, kinds):
        figure.savefig(path, metadata=without_dates[kind])
    plt.close(figure)
    return paths


def main(module, arguments=None):
    """The command line of a figure script. Returns the exit code."""
    parser = argparse.ArgumentParser(description=module.QUESTION)
    parser.add_argument("out", help="folder of a study, or its results.h5")
    parser.add_argument("-o", "--output", metavar="DIR", default=None, help="folder for the pictures (default: beside the results, in figures/)")
    parser.add_argument("-w", "--width", type=int, choices=WIDTHS, default=170, help="width in mm: 85 for one column, 170 for two (default)")
    if hasattr(module, "OUTCOME"):
        parser.add_argument("--outcome", default=module.OUTCOME, help="outcome to draw (default: %(default)s)")
    chosen = parser.parse_args(arguments)
    options = {"outcome": chosen.outcome} if hasattr(module, "OUTCOME") else {}

    def answer():
        results = cavi.open(chosen.out)
        folder = Path(chosen.output) if chosen.output else cavi.locate(chosen.out).parent / "figures"
        figure = module.draw(results, chosen.width, **options)
        stem = Path(module.__file__).stem + ("" if chosen.width == 170 else f"_{chosen.width}mm")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            paths = write(figure, folder / stem)
        except OSError as error:
            raise cavi.Unusable(f"cannot write into {folder}: {error.strerror}") from None
        print("\n".join(map(str, paths)))

    return cavi.main(answer)
