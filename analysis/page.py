"""Pages of HTML that stand alone: no network, no files beside them, readable on a telephone and without seeing."""

import argparse
import base64
import io
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt

import cavi_results as cavi
import style

TELEPHONE = 70  # mm: so narrow a figure keeps letters of readable size on a telephone

CSS = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; font: 1rem/1.55 system-ui, sans-serif; color: #1b1b1b;
  background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; padding-top: .6rem; border-top: 2px solid #10365c; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
p, ul { max-width: 46rem; }
.question { font-size: 1.15rem; color: #10365c; }
.skip { position: absolute; left: -60rem; } .skip:focus { position: static; }
a { color: #0b4a8f; } :focus-visible { outline: 3px solid #d9730d; outline-offset: 2px; }
figure { margin: 1.2rem 0 2rem; } figure img { width: 100%; height: auto; display: block; }
figcaption { font-size: .9rem; color: #3c3c3c; max-width: 46rem; }
.wide { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .3rem 0; color: #3c3c3c; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid #d5d5d5; text-align: right; vertical-align: top; }
th:first-child, .text th, .text td { text-align: left; }
thead th { border-bottom: 2px solid #8a8a8a; vertical-align: bottom; }
tbody th { min-width: 8rem; } .numbers td { white-space: nowrap; } .text td:last-child { min-width: 14rem; }
pre { background: #f5f5f5; padding: .7rem; font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.differs { color: #3c3c3c; margin: .2rem 0; } summary { padding: .4rem 0; cursor: pointer; font-weight: 600; }
@media (max-width: 480px) { body { padding: .7rem; } ul { padding-left: 1.1rem; } h1 { font-size: 1.4rem; } }
@media print { body { max-width: none; font-size: 10pt; } h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; }
  .wide { overflow: visible; } .numbers td { white-space: normal; } details { break-inside: avoid-page; } }
"""


def html(title, body, css="", script=""):
    """A whole page."""
    code = f"<script>{script}</script>" if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport"'
        ' content="width=device-width, initial-scale=1">\n<link rel="icon"'
        f' href="data:,">\n<title>{escape(title)}</title>\n<style>{CSS}{css}</style>\n</head>\n<body>\n<a class="skip"'
        f' href="#content">Skip to the content</a>\n<main id="content">\n{body}\n</main>\n{code}\n</body>\n</html>\n'
    )


def words(text):
    """Plain text as HTML; a number stays on the line of its per cent sign."""
    return escape(text).replace(" %", "&nbsp;%")


def paragraph(text, kind=""):
    """A paragraph of plain text."""
    return f'<p class="{kind}">{words(text)}</p>' if kind else f"<p>{words(text)}</p>"


def bullets(sentences):
    """Sentences as a list."""
    return "<ul>" + "".join(f"<li>{words(said)}</li>" for said in sentences) + "</ul>"


def section(id, heading, *parts):
    """A part of the page under a heading of the second level."""
    return (
        f'<section aria-labelledby="{id}">\n<h2 id="{id}">{escape(heading)}</h2>\n'
        + "\n".join(part for part in parts if part)
        + "\n</section>"
    )


def table(rows, caption, kind="numbers"):
    """Rows of plain text as a table that scrolls by itself: the first row and the first column are headers."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' if cell else "<td></td>" for cell in rows[0])
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{words(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows[1:]
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption, True)}"><table'
        f' class="{kind}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def folded(heading, *parts):
    """Parts that are folded under a heading until a reader asks for them; on paper they are open."""
    return f"<details><summary>{escape(heading)}</summary>" + "\n".join(parts) + "</details>"


def picture(module, source, **options):
    """The figure of a script in two widths, wide and narrow, with its words for those who do not see it."""
    (narrow, _), (wide, caption) = (_svg(module.draw(source, width, **options)) for width in (TELEPHONE, 170))
    return (
        f'<figure><h3>{escape(module.QUESTION)}</h3><picture><source media="(max-width: 700px)" srcset="{narrow}">'
        f'<img src="{wide}" alt="{escape(module.alt(source, **options), True)}"></picture>'
        f"<figcaption>{words(caption)}</figcaption></figure>"
    )


def _svg(figure):
    text, caption = io.BytesIO(), style.take_caption(figure)
    figure.savefig(text, format="svg", metadata=style.WITHOUT_DATES["svg"], dpi=150)
    plt.close(figure)
    return "data:image/svg+xml;base64," + base64.b64encode(text.getvalue()).decode(), caption


def main(description, name, make, arguments=None, options=lambda parser: None):
    """The command line of a page: make(results, path of the results file, chosen options) into `name` beside them, or where
    -o says. `options` may add options to the parser. Returns the exit code.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("out", help="folder of a study, or its results.h5")
    parser.add_argument("-o", "--output", metavar="FILE", help=f"the page (default: {name} beside the results)")
    options(parser)
    chosen = parser.parse_args(arguments)

    def answer():
        path = place(chosen.out, chosen.output, name)
        write(path, make(cavi.whole(cavi.open(chosen.out)), cavi.locate(chosen.out), chosen))
        print(path)

    return cavi.main(answer)


def write(path, text):
    """Write a page; Unusable if the place is no good."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise cavi.Unusable(f"cannot write {path}: {error.strerror}") from None


def place(out, output, name):
    """Where a page goes: `output`, or `name` beside what is read."""
    return Path(output) if output else (Path(out) if Path(out).is_dir() else Path(out).parent) / name
