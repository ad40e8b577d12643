"""Make one page of a study that can be sent on: the answer in sentences, boards, figures, what it hangs on, doubts, tables.

    python3 report.py OUT                     writes OUT/report.html
    python3 report.py OUT -o page.html
    python3 report.py OUT --without-names     organisations and boards by number, and no text of the study

In Python, `report.report(cavi.open("out"), "out")` gives the page as a text.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import re
import sys
from pathlib import Path

import arms
import boards
import cavi_results as cavi
import figure_advantage
import figure_attribution
import figure_best_mix
import figure_claims
import figure_conditions
import figure_discover
import figure_effects
import figure_fates
import figure_frontier
import figure_inertia
import figure_leadership
import figure_network
import figure_regimes
import figure_sensitivity
import figure_sequence
import figure_sweep
import hanging
import page
import summary

# In the order in which they answer: what was asked first, how it came about, single runs last.
ON_RESULTS = (
    figure_attribution,
    figure_effects,
    figure_sweep,
    figure_best_mix,
    figure_conditions,
    figure_fates,
    figure_advantage,
    figure_inertia,
    figure_regimes,
    figure_frontier,
    figure_leadership,
    figure_sequence,
    figure_network,
)
NAMING = (figure_network,)  # figures with names of organisations, which --without-names leaves out
ON_TABLES = {"discover.csv": figure_discover, "sensitivity.csv": figure_sensitivity, "claims.csv": figure_claims}
HEADLINES = ("synergy", "delivered", "delay", "conflict", "trust")  # what the theory asks first: advantage, both kinds of inertia, trust
MOST_ARMS = 4  # compared with the first in all headlines; of more arms only the first headline is told


# --- the parts of the page ---


def told(results):
    """The outcomes that are told in sentences at the head of the page."""
    there = summary.plain_outcomes(results)
    return [name for name in HEADLINES if name in there] or there[:4]


def definitions(results, names):
    """What these outcomes mean, one sentence each."""
    meant = {name: cavi.meaning(results, name) for name in names}
    return [f"({cavi.title(name)}: {said[:1].lower()}{said[1:]}.)" for name, said in meant.items()]


def headlines(results, text):
    """What answers first, arm by arm: how the arm differs, in words, and the main outcomes with levels and sizes."""
    names, (first, *others) = told(results), cavi.arms(results)
    if not others:
        said = [summary.level_sentence(results, name, first) for name in names]
        return [page.bullets([f"{one} {defined}" for one, defined in zip(said, definitions(results, names))])]
    if len(others) > MOST_ARMS:
        return _ranked(results, names[0], others)
    parts = []
    for arm in others:
        differs = page.paragraph(" ".join(arms.sentences(results, text, arm)), "differs")
        said = [summary.sentence(results, summary.effect(results, name, arm), named=False) for name in names]
        said = [f"{one} {defined}" for one, defined in zip(said, definitions(results, names))] if arm == others[0] else said
        parts += [f"<h3>{page.escape(f'“{arm}” against “{first}”')}</h3>", differs, page.bullets(said)]
    return parts


def _ranked(results, name, others):
    """Of many arms one outcome, from the highest change to the lowest."""
    found = sorted((summary.effect(results, name, arm) for arm in others), key=lambda one: -one.difference.middle if one.difference.n else 0)
    said = [f"“{one.arm}”: {summary.sentence(results, one, named=False)}" for one in found]
    return [page.paragraph(f"{len(others)} arms against “{cavi.arms(results)[0]}” in one outcome, the highest first; the tables at the end have the others."), page.paragraph(definitions(results, [name])[0]), page.bullets(said)]


def board_part(results):
    """How the boards ended, arm by arm, and which deliver more or less than under the first arm."""
    if not boards.there(results):
        return []
    parts, every = [page.paragraph(f"{cavi.meaning(results, boards.FATE)}.")], cavi.arms(results)
    for arm in every[: MOST_ARMS + 1]:
        said = boards.sentences(results, arm) + (boards.changes(results, arm) if arm != every[0] else [])
        if said:
            parts += [f"<h3>{page.escape(f'Under “{arm}”' if len(every) > 1 else 'How they ended')}</h3>", page.bullets(said)]
    few = [page.paragraph(f"Told of the first {MOST_ARMS + 1} of {len(every)} arms.")] if len(every) > MOST_ARMS + 1 else []
    return [parts[0], *few, *parts[1:]] if len(parts) > 1 else []


def design(results, text, alias):
    """Who is there, arms and how they differ, the parameters that were varied."""
    parts = [
        page.paragraph(f"Model: {results.attrs.get('source', 'unnamed')}. {summary.heading(results)[-1]}"),
        page.bullets(arms.world(text) if alias is None else [f"{len([one for one in alias.values() if one.startswith(kind)])} {kind}s." for kind in ("organisation", "forum")]),
        page.bullets(always) if (always := arms.always(results, text)) else "",
        "" if results.sizes["run"] == 1 else page.paragraph(
            "The arms of a world share their luck, so what differs between them is due to the arm alone; each world has luck"
            " of its own."
            if cavi.draws_worlds(results)
            else "Runs of one replicate share their luck in all arms and points, so what differs between them is due to the"
            " arm or point alone."
        ),
    ]
    changes = [[arm, " ".join(arms.sentences(results, text, arm))] for arm in cavi.arms(results)[1:]]
    if changes:
        parts.append(page.table([["Arm", "How it differs"], *changes], f"Arms against “{cavi.arms(results)[0]}”", "text"))
    varied = [_factor_row(results, name) for name in cavi.factors(results)]
    if varied:
        rows = [["Parameter", "Lowest", "Highest", "Unit", "Meaning"], *varied]
        parts.append(page.table(rows, "Parameters that the design varies", "text"))
    return parts


def _factor_row(results, name):
    values = results[name].values
    ends = [value if isinstance(value, str) else f"{value:.4g}" for value in (min(values), max(values))]
    return [name.replace("__", "."), *ends, cavi.unit(results, name), cavi.meaning(results, name)]


def pictures(results, folder, alias=None):
    """Figures that the study can fill, and sentences on those that it cannot."""
    drawn, lacking = [], []
    for module in ON_RESULTS:
        if alias is not None and module in NAMING:
            continue
        try:
            drawn.append(page.picture(module, results))
        except cavi.Unusable as problem:
            lacking.append(f"{module.QUESTION} Not drawn: {problem}.")
    for name, module in ON_TABLES.items():
        if (Path(folder) / name).is_file():
            drawn.append(page.picture(module, module.read(Path(folder) / name)))
    return drawn, lacking


def effects(results):
    """Tables of levels, paired differences and named states, with what the outcomes mean; each folded until it is asked for."""
    every, parts = cavi.arms(results), []
    for arm in every[1:]:
        caption = f"“{arm}” minus “{every[0]}”, paired: both runs of a pair had the same luck"
        parts.append(page.folded(caption, page.bullets(summary.sentences(results, arm)), page.table(summary.effect_rows(results, arm), caption)))
    parts.append(page.folded("Levels of each arm", page.table(summary.level_rows(results), "Each arm: mean (95 % interval)")))
    for name in summary.states(results):
        caption = f"{cavi.title(name)}: share of runs (95 % interval)"
        parts.append(page.folded(caption, page.bullets(summary.state_sentences(results, name)), page.table(summary.state_rows(results, name), caption)))
    rows = [["Outcome", "Meaning"]] + [
        [cavi.label(results, name), cavi.meaning(results, name)] for name in cavi.outcomes(results)
    ]
    return [*parts, page.folded("What the outcomes mean", page.table(rows, "What the outcomes mean", "text"))]


def provenance(results, with_text=True):
    """Versions and seed, the study's text, and the commands that repeat it."""
    found = cavi.provenance(results)
    rows = [["What", "Value"]] + [
        [cavi.title(name), value] for name, value in found.items() if name not in ("study", "title", "question")
    ]
    repeat = [
        page.paragraph("Save the text of the study below as study.yaml, then:"),
        "<pre>cavi run study.yaml -o out\npython3 analysis/summary.py out\npython3 analysis/report.py out</pre>",
    ]
    text = f"<pre>{page.escape(found.get('study', ''))}</pre>"
    return [
        *(repeat if with_text else [page.paragraph("The text of the study, which names who takes part, is with its authors.")]),
        page.paragraph(
            "The same study, model version and seed give the same numbers on any machine and any number of threads."
        ),
        page.table(rows, "Where the numbers come from", "text"),
        page.folded("The study as it was run", text) if with_text else "",
    ]


def without_names(results, alias):
    """The results with numbers in place of the names of organisations and boards."""
    kinds = [kind for kind in cavi.entity_kinds(results) if kind in results.coords]
    found = results.assign_coords({kind: [alias.get(str(name), str(name)) for name in results[kind].values] for kind in kinds})
    found.encoding = {**results.encoding, "aliases": alias}
    return found


def report(results, folder, names=True):
    """The whole page of a study's results as HTML; tables of `cavi` in `folder` are drawn too. Without `names`
    organisations and boards are numbered, and the text of the study is left out.
    """
    title, *question, _ = summary.heading(results)
    text = cavi.provenance(results).get("study", "")
    alias = None if names else arms.aliases(text)
    results = results if names else without_names(results, alias)
    drawn, lacking = pictures(results, folder, alias)
    hard = page.folded("Figures that this study cannot fill, and what they need", page.bullets(lacking)) if lacking else ""
    body = [
        f"<header><h1>{page.escape(title)}</h1>",
        *(page.paragraph(said, "question") for said in question),
        "</header>",
        page.section("answer", "In short", *headlines(results, text), *_endings(results)),
        *([page.section("boards", "Which boards did well, and which stood still", *said)] if (said := board_part(results)) else []),
        page.section("figures", "Figures", *drawn),
        page.section("hangs", "What it hangs on", page.bullets(hanging.sentences(results, told(results), MOST_ARMS))),
        page.section("doubts", "What this study cannot tell", page.bullets(summary.doubts(results))),
        page.section("design", "Who takes part, and what was compared", *design(results, text, alias)),
        page.section("provenance", "How to repeat it", *provenance(results, names)),
        page.section("effects", "All tables", *effects(results), hard),
    ]
    return _renamed(page.html(title, "\n".join(body)), alias)


def _endings(results):
    """How the runs of each arm ended, in sentences; of many arms the tables tell it."""
    few = len(cavi.arms(results)) <= MOST_ARMS + 1
    return [page.bullets(summary.state_sentences(results, name)) for name in summary.states(results)] if few else []


def _renamed(text, alias):
    """The page with numbers in place of names that stand in it, as the study writes them and with spaces."""
    for name in sorted(alias or {}, key=len, reverse=True):
        for written in dict.fromkeys((name, name.replace("_", " "))):
            text = re.sub(rf"(?<![\w/+]){re.escape(page.escape(written))}(?![\w/+=])", alias[name], text, flags=re.I)
    return text


def main(arguments=None):
    """The command line. Returns the exit code."""

    def options(parser):
        parser.add_argument("--without-names", action="store_true", help="number organisations and boards instead of naming them, and leave the study's text out")

    return page.main(
        "Make one self-contained HTML page of a study.",
        "report.html",
        lambda results, path, chosen: report(results, path.parent, not chosen.without_names),
        arguments,
        options,
    )


if __name__ == "__main__":
    sys.exit(main())
