"""How every figure looks, is captioned and is saved. Widths are in millimetres: 85 (one column) or 170 (two).

A figure script is a module with
    QUESTION                    the one question it answers
    draw(results, width)        -> matplotlib Figure; raises cavi.Unusable if the results cannot answer
    alt(results)                the figure in words, with its numbers, for those who do not see it
    options(parser)             optional: further arguments, handed to draw by name
    read(path)                  optional: opens what is no results file
and ends with `sys.exit(style.main(sys.modules[__name__]))`.
"""

import argparse
import textwrap
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

import answers  # noqa: E402
import cavi_results as cavi  # noqa: E402
import lettering  # noqa: E402

WIDTHS = (85, 170)
MM = 1 / 25.4
# Told apart by lightness and by dash, so that a grey print and any kind of colour vision can follow.
COLOURS = ("#10365c", "#d9730d", "#3b9c8f", "#8c6bb1", "#6b6b6b", "#b8336a")
DASHES = ((0, ()), (0, (5, 1.6)), (0, (5, 1.5, 1, 1.5)), (0, (1, 1.2)), (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "++++")
INK, FAINT = "#222222", "#8a8a8a"
MOST_SPREADS = 3  # with more arms than this the bands of the runs would only cover each other
MOST_BANDS = 6  # with more arms than this whiskers stand for the bands of their means

matplotlib.rcParams.update(
    {
        "font.family": lettering.PLAIN,
        "text.parse_math": False,  # a dollar in a name is a dollar
        "font.size": 7.5,
        "axes.titlesize": 8,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.labelsize": 7.5,
        "xtick.labelsize": 7,
        "ytick.labelsize": 7,
        "legend.fontsize": 7,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": FAINT,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.6,
        "lines.linewidth": 1.3,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "axes.grid": True,
        "grid.color": "#e6e6e6",
        "grid.linewidth": 0.5,
        "axes.axisbelow": True,
        "legend.frameon": False,
        "hatch.linewidth": 0.5,
        "svg.hashsalt": "cavi",
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
        "figure.dpi": 100,
        "savefig.dpi": 300,
    }
)


# --- looks ---


def look(i):
    """Colour and dash of the i-th arm."""
    return {"color": COLOURS[i % len(COLOURS)], "linestyle": DASHES[(i + i // len(COLOURS)) % len(DASHES)]}


def marker(i):
    """Marker of the i-th arm."""
    return MARKERS[(i + i // len(COLOURS)) % len(MARKERS)]


def fill(i):
    """Colour and hatch of bars of the i-th arm."""
    return {
        "facecolor": COLOURS[i % len(COLOURS)] + "b0",
        "hatch": HATCHES[(i + i // len(COLOURS)) % len(HATCHES)],
        "edgecolor": INK,
        "linewidth": 0.6,
    }


def line_keys(names, markers=False):
    """Legend keys of lines, one for each name."""
    return [
        Line2D([], [], **look(i), marker=marker(i) if markers else "", markersize=4, label=name)
        for i, name in enumerate(names)
    ]


def bar_keys(names):
    """Legend keys of bars, one for each name."""
    return [Patch(**fill(i), label=name) for i, name in enumerate(names)]


# --- the sheet ---


class _Sheet(Figure):
    """A figure that finds fonts for its letters, and joins them, when it is drawn."""

    def draw(self, renderer):
        lettering.give_letters(self)
        with lettering.joined():
            super().draw(renderer)


def canvas(width, panels, text, keys=(), height=56, ratios=None, side_by_side=False, rows=None):
    """A figure of `panels` axes, side by side at 170 mm and stacked at 85, or in so many `rows`, with the legend `keys`
    above and `text` below.

    `height` is that of one row of panels in mm. Returns the figure and the list of axes.
    """
    rows = rows or (panels if width < 120 and not side_by_side else 1)
    lines = textwrap.wrap(text, int(width * 0.79))
    foot, (head, columns) = 3.1 * len(lines) + 2.5, _legend_size(width, keys)
    total = height * rows + foot + head
    figure = plt.figure(figsize=(width * MM, total * MM), layout="constrained", FigureClass=_Sheet)
    figure.get_layout_engine().set(rect=(0, foot / total, 1, 1 - (foot + head) / total), h_pad=1.2 * MM, w_pad=1.2 * MM)
    columns_of_panels = -(-panels // rows)
    axes = figure.subplots(
        rows, columns_of_panels, squeeze=False, gridspec_kw={"width_ratios": ratios if columns_of_panels > 1 else None}
    ).ravel()
    for panel in axes:
        panel.locator_params(nbins=6)
    for unused in axes[panels:]:
        unused.set_visible(False)
    figure.caption = figure.text(1.5 / width, 1.2 / total, "\n".join(lines), fontsize=6.2, color="#444444", va="bottom", linespacing=1.3)
    if head:
        legend = {"loc": "upper left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.3, "handlelength": 2.8}
        figure.legend(handles=_shortened(keys, width), ncol=columns, **legend)
    return figure, list(axes[:panels])


def take_caption(figure):
    """Take the caption off a figure of canvas(), which becomes so much lower; returns its text, for a page that
    sets it itself.
    """
    (width, height), (_, low, _, share) = figure.get_size_inches(), figure.get_layout_engine().get()["rect"]
    figure.set_size_inches(width, height * (1 - low))
    figure.get_layout_engine().set(rect=(0, 0, 1, share / (1 - low)))
    figure.caption.remove()
    return " ".join(figure.caption.get_text().split())


def _shortened(keys, width):
    """Keys whose names fit into the width and still differ; a name that begins with _ would be left out of a legend."""
    for key, name in zip(keys, lettering.shortened([key.get_label() for key in keys], 50 if width < 120 else 60)):
        key.set_label(f"\u200a{name}" if name.startswith("_") else name)
    return keys


def _legend_size(width, keys):
    """Height in mm and number of columns of a legend; nothing for one key, which the caption's study names."""
    if len(keys) < 2:
        return 0, 1
    longest = max(len(key.get_label()) for key in _shortened(keys, width))
    columns = max(1, min(len(keys), int(width / (11 + 1.45 * longest))))
    return 3.9 * -(-len(keys) // columns) + 1.2, columns


def rows_of(names, width):
    """Names of the rows of a figure: on up to three lines of a narrow one and two of a wide one."""
    letters, lines = (22, 3) if width < 120 else (34, 2)
    for most in range(letters * lines, letters, -2):
        rows = [textwrap.wrap(name, letters) for name in lettering.shortened(names, most)]
        if max(map(len, rows)) <= lines:
            break
    return ["\n".join(row[:lines]) for row in rows]


def sides(width):
    """Where the first and the second of two panels stand."""
    return ("Above", "Below") if width < 120 else ("Left", "Right")


def caption(results, n, *sentences):
    """The lines below a figure: what is shown, n, kind of interval, what is missing, and which study this is."""
    return " ".join(said for said in (*sentences, n, missing(results), study(results)) if said)


def missing(results):
    """'12 of 64 runs are missing: only whole replicates are drawn.'; nothing where none is, or of a table."""
    absent = cavi.absent(results) if hasattr(results, "variables") else 0
    kept = "worlds" if absent and cavi.draws_worlds(results) else "replicates"
    return f"{absent:,} of {results.sizes['run']:,} runs are missing: only whole {kept} are drawn." if absent else ""


def study(results):
    """'Study: title.'; nothing where a table does not say of which study it is."""
    title = str(results.attrs.get("title", ""))
    return f"Study: {title}" + ("" if title[-1:] in ".?!" else ".") if title else ""


def counted(n, noun, per="an arm"):
    """'n = 200 runs an arm.'; several different counts are given as a range."""
    low, high = int(np.min(n)), int(np.max(n))
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    noun = noun.removesuffix("s") if high == 1 else noun
    return f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{number} {noun}{' ' + per if per else ''}."


def counted_repeats(results, rows):
    """'n = 40 replicates a point and arm.' of rows of a table of `cavi`."""
    return counted(rows["n"], cavi.repeated(results), "a point and arm")


def label(results, name, letters=34):
    """Axis label: name in words and unit, the unit on its own line where both have more than so many letters."""
    said = cavi.label(results, name)
    return said if len(said) <= letters else said.replace(" (", "\n(", 1)


# --- histories ---


def time_axis(axes, results):
    """Horizontal axis of months with their years, from the study's start; months since the start where it has none."""
    if results.sizes.get("month", 0) < 2:
        raise cavi.Unusable("a figure over time needs two months at least; the study has one")
    if "date" not in results.coords:
        axes.set_xlabel("Month of the study")
        return results["month"].values
    dates = results["date"].values
    if dates.dtype == object:  # beyond the calendar of datetimes
        axes.set_xlabel("Year")
        return np.array([date.year + (date.month - 1) / 12 for date in dates])
    places, words = lettering.month_ticks(lettering.as_days(dates))
    axes.set_xticks(places, words)
    return dates


def edges(x):
    """Where the cells of an axis begin and end, each around its place."""
    half = (x[1:] - x[:-1]) / 2
    return np.concatenate([x[:1] - half[:1], x[:-1] + half, x[-1:] + half[-1:]])


def spread(runs):
    """Quantiles 0.1 and 0.9 of runs [run, month], NaN left out: two arrays [month]."""
    found = np.full((2, runs.shape[1]), np.nan)
    filled = ~np.isnan(runs).all(axis=0)
    if filled.any():
        found[:, filled] = np.nanquantile(runs[:, filled], (0.1, 0.9), axis=0)
    return found


def _interval_of(history):
    """The interval of the mean; none in months in which all runs are alike, where it is only what so few runs may miss."""
    runs = history.runs if len(history.runs) else np.full((1, len(history.mean)), np.nan)
    alike = np.nan_to_num(runs.max(axis=0) - runs.min(axis=0), nan=1) == 0
    return np.where(alike, np.nan, history.low), np.where(alike, np.nan, history.high)


def line_with_bands(axes, x, history, i, arms=1):
    """Mean of a cavi.Monthly, its 95 % interval and, beside few other arms, the middle 80 % of the runs (light)."""
    colour, (low, high) = look(i)["color"], _interval_of(history)
    if arms <= MOST_SPREADS:
        outer = spread(history.runs)
        axes.fill_between(x, *outer, color=colour, alpha=0.15, linewidth=0)
        for edge in outer:
            axes.plot(x, edge, **{**look(i), "linewidth": 0.4})
    if arms <= MOST_BANDS and np.isfinite(high).any():
        axes.fill_between(x, low, high, color=colour, alpha=0.35, linewidth=0)
    elif np.isfinite(high).any():
        some = slice(len(x) * (i + 1) // (3 * arms), None, max(1, len(x) // 3))
        reach = np.nan_to_num(np.abs([history.mean - low, high - history.mean])[:, some])
        axes.errorbar(x[some], history.mean[some], yerr=reach, fmt=marker(i), color=colour, markersize=3, elinewidth=0.7, capsize=1.2)
    axes.plot(x, history.mean, **look(i), label="mean")


def curve(axes, rows, x, i, y="mean", **line):
    """Column `y` of table rows along column `x` as a line with its intervals."""
    axes.fill_between(rows[x], rows["low"], rows["high"], color=look(i)["color"], alpha=0.25, linewidth=0)
    axes.plot(rows[x], rows[y], **look(i), **line)


def sure(row, words):
    """`words` on intervals, where one of the Intervals has bounds; nothing where all are of single runs, which have none."""
    return words if any(np.isfinite([one.low, one.high]).any() for one in row) else ""


def last_month(histories, digits, kind=""):
    """What is told of arm -> cavi.Monthly, 'Mean in the last month with 95 % interval', without an interval where none has one; and a
    list of 'arm 0.12 (0.11 to 0.13)', each behind `kind`.
    """
    row = {arm: answers.Interval(one.mean[-1], one.low[-1], one.high[-1], len(one.runs), "") for arm, one in histories.items()}
    return f"Mean in the last month{sure(row.values(), ' with 95 % interval')}", [f"{kind}{arm} {one.text(digits)}" for arm, one in row.items()]


def whiskers(row):
    """Distances from the middle of each Interval to its bounds, [2, interval]; NaN where a bound is endless."""
    reach = np.abs([[one.middle - one.low, one.high - one.middle] for one in row]).T
    return np.where(np.isfinite(reach), reach, np.nan)


def bands(histories):
    """What line_with_bands draws of arm -> cavi.Monthly, for the caption."""
    if max(len(one.runs) for one in histories.values()) == 1:
        return "Lines: the one run."
    some = any(np.isfinite(_interval_of(one)[1]).any() for one in histories.values())
    means = "95 % interval of the mean." if some else ""
    if len(histories) <= MOST_SPREADS:
        return f"Lines: mean of the runs. Light bands: middle 80 % of the runs{'; dark bands: ' + means if some else '.'}"
    kind = "Bands" if len(histories) <= MOST_BANDS else "Marks with whiskers"
    return f"Lines: mean of the runs.{f' {kind}: {means}' if some else ''}"


PAIRED = "Differences are paired: both runs of a pair had the same luck."


def over_time(axes, results, histories, title, ylabel, first=0):
    """Draw arm -> cavi.Monthly as lines with bands over the months; the arms take the looks `first`, `first` + 1,
    ...
    """
    x = time_axis(axes, results)
    if not any(np.isfinite(history.mean).any() for history in histories.values()):
        raise cavi.Unusable(f"there is nothing to draw: {ylabel.split(' (')[0].split(chr(10))[0].lower()} has no value in any month")
    for i, history in enumerate(histories.values()):
        line_with_bands(axes, x, history, first + i, len(histories) + first)
    axes.set(title=title, ylabel=ylabel)


def counts(histories):
    """'n = 200 runs an arm.' of arm -> cavi.Monthly."""
    return counted([len(history.runs) for history in histories.values()], "runs")


def never_flat(axes):
    """An axis along which nothing but rounding differs from 0 reads 0."""
    axes.locator_params(axis="x", nbins=4)
    if max(map(abs, axes.dataLim.intervalx)) < 1e-12:
        axes.set(xlim=(-1, 1), xticks=[0])


# --- bars ---


def bars(axes, found, words, xlabel, title):
    """Lying bars of name -> Intervals, one group for each of `words`, with whiskers; the names take the looks in
    order.
    """
    thickness = 0.8 / len(found)
    for i, row in enumerate(found.values()):
        places = np.arange(len(words)) + (i - (len(found) - 1) / 2) * thickness
        middles, reach = [interval.middle for interval in row], whiskers(row)
        axes.barh(places, middles, thickness * 0.9, **fill(i))
        if np.isfinite(reach).any():
            axes.errorbar(middles, places, xerr=reach, fmt="none", ecolor=INK, elinewidth=0.9, capsize=1.8)
    axes.set(title=title, xlabel=xlabel, yticks=range(len(words)), yticklabels=words)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


def piles(axes, found, words, xlabel, title):
    """One lying bar of name -> Intervals for each name, piled up of its parts, which are named inside where there is room."""
    names = list(found)
    for k, word in enumerate(words):
        widths, starts = np.array([row[k].middle for row in found.values()]), np.array([sum(one.middle for one in row[:k]) for row in found.values()])
        axes.barh(range(len(names)), widths, 0.8, left=starts, **fill(k))
        for place, (start, width) in enumerate(zip(starts, widths)):
            if width > 0.28:
                box = {"facecolor": "white", "pad": 0.8, "linewidth": 0, "alpha": 0.85}
                axes.text(start + width / 2, place, word, ha="center", va="center", fontsize=5.5, bbox=box)
    axes.set(title=title, xlabel=xlabel, xlim=(0, 1), ylim=(len(names) - 0.4, -0.6))
    axes.set_yticks(range(len(names)), lettering.shortened(names, 22))
    axes.grid(axis="y", visible=False)


# --- saving ---

WITHOUT_DATES = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
}


def write(figure, stem):
    """Save `stem`.png, .svg and .pdf; the same figure gives the same bytes."""
    paths = [Path(f"{stem}.{kind}") for kind in WITHOUT_DATES]
    for path, metadata in zip(paths, WITHOUT_DATES.values()):
        figure.savefig(path, metadata=metadata)
    plt.close(figure)
    return paths


def _stem(module, out, output, width):
    """Path of the pictures without their ending."""
    if output and Path(output).suffix[1:] in WITHOUT_DATES:
        return Path(output).with_suffix("")
    folder = Path(output) if output else Path(out) if Path(out).is_dir() else Path(out).parent
    return folder / (Path(module.__file__).stem + ("" if width == 170 else f"_{width}mm"))


OUTPUT_HELP = (
    "a folder, or a picture's name such as advantage.png, whose .png, .svg and .pdf are written"
    " (default: a picture named as this script, beside what is read)"
)


def main(module, arguments=None):
    """The command line of a figure script. Returns the exit code."""
    parser = argparse.ArgumentParser(description=module.QUESTION)
    parser.add_argument("out", help=getattr(module, "INPUT", "folder of a study, or its results.h5"))
    parser.add_argument("-o", "--output", metavar="PLACE", help=OUTPUT_HELP)
    parser.add_argument("-w", "--width", type=int, choices=WIDTHS, default=170, help="width in mm: 85 for one column, 170 for two (default)")
    getattr(module, "options", lambda _: None)(parser)
    chosen = vars(parser.parse_args(arguments))
    out, output, width = (chosen.pop(name) for name in ("out", "output", "width"))

    def answer():
        figure = module.draw(getattr(module, "read", lambda path: cavi.whole(cavi.open(path)))(out), width, **chosen)
        stem = _stem(module, out, output, width)
        try:
            stem.parent.mkdir(parents=True, exist_ok=True)
            print("\n".join(map(str, write(figure, stem))))
        except OSError as error:
            raise cavi.Unusable(f"cannot write {stem}: {error.strerror}") from None

    return cavi.main(answer)
