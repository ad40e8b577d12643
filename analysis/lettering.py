"""Words on figures: names cut so that they still differ, fonts that have the letters, letters that join, dates with their
year.
"""

import contextlib
import functools
import re
import sys
import warnings

from matplotlib import dates, font_manager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

PLAIN = "DejaVu Sans"
WIDE = ("CJK", "WenQuanYi", "Droid Sans Fallback", "Unifont", "Noto Sans", "FreeSans")  # fonts with many scripts, by part of the name


def _middle(name, letters, head):
    """The first `head` letters and as many of the last as fit."""
    return f"{name[:head].rstrip()}…{name[-(letters - head - 1):].lstrip()}"


def shortened(names, letters):
    """The names, none longer than so many letters; different names stay different: where their beginnings are equal,
    the middle goes, and where that is not enough they are numbered.

    >>> shortened(["meetings are cut by 10 %", "meetings are cut by 20 %"], 16)
    ['meeti…ut by 10 %', 'meeti…ut by 20 %']
    """
    names = [str(name) for name in names]
    ways = [
        lambda name: name[: letters - 1].rstrip() + "…",
        lambda name: _middle(name, letters, letters // 3),
        lambda name: _middle(name, letters, 2 * letters // 3),
    ]
    for way in ways:
        short = [name if len(name) <= letters else way(name) for name in names]
        if len(set(short)) == len(set(names)):
            return short
    return [name if len(name) <= letters else f"{i + 1} {name[: letters - 4]}…" for i, name in enumerate(names)]


# --- fonts ---


@functools.lru_cache(maxsize=64)
def _letters_of(path):
    return frozenset(FT2Font(path).get_charmap())


@functools.lru_cache(maxsize=256)
def _font_with(letter):
    """Name of an installed font that has the letter; None where there is none."""
    fonts = sorted(font_manager.fontManager.ttflist, key=lambda font: (not any(part in font.name for part in WIDE), font.name))
    for font in fonts:
        if font.style == "normal" and ord(letter) in _letters_of(font.fname):
            return font.name
    return None


@functools.lru_cache(maxsize=8)
def _warn(sentence):
    print(sentence, file=sys.stderr)


def give_letters(figure):
    """Give every text of a figure the fonts that have its letters; says once which letters no font has."""
    plain, lacking = _letters_of(font_manager.findfont(PLAIN)), set()
    for text in figure.findobj(Text):
        strange = [letter for letter in dict.fromkeys(as_drawn(text.get_text())) if letter.isprintable() and ord(letter) not in plain]
        fonts = [_font_with(letter) for letter in strange]
        lacking |= {letter for letter, font in zip(strange, fonts) if font is None}
        if any(fonts):
            text.set_fontfamily([PLAIN, *dict.fromkeys(filter(None, fonts))])
    if lacking:
        _warn(f"no installed font has the letters {''.join(sorted(lacking))[:20]}: they are drawn as boxes (Debian: fonts-noto-cjk, fonts-noto-core)")


# --- letters from right to left ---

FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_drawn = set()


def as_drawn(text):
    """A text as matplotlib must be given it, which sets letter after letter from the left: Arabic ones joined, and those of
    Arabic and Hebrew in the order in which they stand. Without the packages that can, the text as it is, with a word.
    """
    if not FROM_THE_RIGHT.search(text) or text in _drawn:  # labels of axes are taken from texts and set again
        return text
    try:
        from arabic_reshaper import reshape
        from bidi.algorithm import get_display
    except ImportError:
        _warn("Arabic and Hebrew letters are drawn apart and from the left (Debian's python3-arabic-reshaper and python3-bidi mend it)")
        return text
    _drawn.add(drawn := "\n".join(get_display(reshape(line)) for line in text.split("\n")))
    return drawn


@contextlib.contextmanager
def joined():
    """While it lasts every text of matplotlib is measured and set as it is drawn, without its own word on each letter that
    no font has: give_letters() says it of all.
    """
    plain = Text.get_text
    Text.get_text = lambda text: as_drawn(plain(text))
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from current font")
            yield
    finally:
        Text.get_text = plain


# --- dates ---


def month_ticks(days, ticks=5):
    """Places and words for an axis of these datetimes: years, or months of which the first and every January say their
    year.
    """
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000) if -(-len(days) // step) <= ticks)
    months = [(day.year, day.month) for day in days]
    chosen = [i for i, (_, month) in enumerate(months) if (months[i][0] * 12 + month - 1) % step == 0]
    if step >= 12:
        return [days[i] for i in chosen], [str(months[i][0]) for i in chosen]
    words, said = [], None
    for i in chosen:
        words.append(days[i].strftime("%b") + (f"\n{months[i][0]}" if months[i][0] != said else ""))
        said = months[i][0]
    return [days[i] for i in chosen], words


def as_days(values):
    """numpy datetimes as Python's."""
    return dates.num2date(dates.date2num(values))
