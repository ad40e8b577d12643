"""Make one page of a study that can be sent on: question, world, design, figures, effects in words, doubts, provenance.

    python3 report.py OUT               writes OUT/report.html
    python3 report.py OUT -o page.html
"""

import re
import sys

import cavi_results as cavi
import figure_advantage
import figure_best_mix
import figure_claims
import figure_conditions
import figure_discover
import figure_frontier
import figure_inertia
import figure_leadership
import figure_regimes
import figure_sensitivity
import figure_sweep
import page
import summary

ON_RESULTS = (
    figure_advantage,
    figure_inertia,
    figure_regimes,
    figure_conditions,
    figure_leadership,
    figure_frontier,
    figure_best_mix,
    figure_sweep,
)
ON_TABLES = {"discover.csv": figure_discover, "sensitivity.csv": figure_sensitivity, "claims.csv": figure_claims}
HEADLINES = (
    "synergy",
    "delay",
    "conflict",
    "trust",
)  # what the theory asks first: advantage, both kinds of inertia, trust


# --- the study's own text ---


def arm_lines(text):
    """Arm -> its lines in the study as resolved, without their common indent."""
    found, arm, inside = {}, None, False
    for line in text.splitlines():
        inside = line == "arms:" or (inside and line.startswith("  "))
        heading = re.fullmatch(r'  "?(.*?)"?:( \{\})?', line) if inside and not line.startswith("   ") else None
        if heading:
            arm = heading.group(1).replace('\\"', '"')
            found[arm] = []
        elif inside and arm is not None:
            found[arm].append(line[4:])
    return found


def entries(lines, block):
    """Names that stand in a block such as 'organisations:' of an arm."""
    names, inside = [], False
    for line in lines:
        inside = line == f"{block}:" or (inside and line.startswith("  "))
        name = re.match(r"  ([^\s:]+):", line) if inside else None
        if name:
            names.append(name.group(1))
    return names


def world(text):
    """Sentences on who is in the world of the first arm."""
    lines = next(iter(arm_lines(text).values()), [])
    said = []
    for block in ("organisations", "forums"):
        names = [name.replace("_", " ") for name in entries(lines, block)]
        if names:
            said.append(f"{len(names)} {block if len(names) > 1 else block[:-1]}: {', '.join(names)}.")
    return said or ["The study names no organisations: the model makes an area of its default size."]


def arm_changes(text):
    """Arm -> lines by which it differs from the first arm: '+' only here, '−' only there."""
    arms = {arm: [line.strip() for line in lines] for arm, lines in arm_lines(text).items()}
    first = next(iter(arms.values()), [])
    return {
        arm: [f"+ {line}" for line in lines if line not in first] + [f"− {line}" for line in first if line not in lines]
        for arm, lines in list(arms.items())[1:]
    }


# --- the parts of the page ---


def headlines(results):
    """What answers first: the main outcomes, clear or not, arm by arm; where there is one arm, how its runs ended."""
    names = [name for name in HEADLINES if name in summary.plain_outcomes(results)] or summary.plain_outcomes(results)[
        :4
    ]
    parts = []
    for arm in cavi.arms(results)[1:]:
        said = [summary.sentence(results, summary.effect(results, name, arm)) for name in names]
        parts += [f"<h3>{page.escape(f'“{arm}” against “{cavi.arms(results)[0]}”')}</h3>", page.bullets(said)]
    return parts or [page.bullets(summary.state_sentences(results, name)) for name in summary.states(results)]


def design(results, text):
    """Arms, what they differ in, and the parameters that were varied."""
    parts = [
        page.paragraph(summary.heading(results)[-1]),
        page.paragraph(
            "The arms of a world share their luck, so what differs between them is due to the arm alone; each world has luck"
            " of its own."
            if cavi.draws_worlds(results)
            else "Runs of one replicate share their luck in all arms and points, so what differs between them is due to the"
            " arm or point alone."
        ),
    ]
    changes = [[arm, "; ".join(lines)] for arm, lines in arm_changes(text).items() if lines]
    if changes:
        title = f"Arms against “{cavi.arms(results)[0]}”, in the words of the study file (− where only the first arm has it)"
        parts.append(page.table([["Arm", "What differs from the first arm"], *changes], title, "text"))
    varied = [_factor_row(results, name) for name in cavi.factors(results)]
    if varied:
        rows = [["Parameter", "Lowest", "Highest", "Unit", "Meaning"], *varied]
        parts.append(page.table(rows, "Parameters that the design varies", "text"))
    return parts


def _factor_row(results, name):
    values = results[name].values
    ends = [value if isinstance(value, str) else f"{value:.4g}" for value in (min(values), max(values))]
    return [name.replace("__", "."), *ends, cavi.unit(results, name), cavi.meaning(results, name)]


def pictures(results, folder):
    """Figures that the study can fill, and sentences on those that it cannot."""
    drawn, lacking = [], []
    for module in ON_RESULTS:
        try:
            drawn.append(page.picture(module, results))
        except cavi.Unusable as problem:
            lacking.append(f"{module.QUESTION} Not drawn: {problem}.")
    for name, module in ON_TABLES.items():
        if (folder / name).is_file():
            drawn.append(page.picture(module, module.read(folder / name)))
    return drawn, lacking


def effects(results):
    """Tables of levels, paired differences and named states, with the sentences."""
    arms, parts = cavi.arms(results), []
    for arm in arms[1:]:
        parts += [
            f"<h3>{page.escape(f'“{arm}” against “{arms[0]}”')}</h3>",
            page.bullets(summary.sentences(results, arm)),
            page.table(
                summary.effect_rows(results, arm),
                f"“{arm}” minus “{arms[0]}”, paired: both runs of a pair had the same luck",
            ),
        ]
    parts.append(page.table(summary.level_rows(results), "Each arm: mean (95 % interval)"))
    for name in summary.states(results):
        parts += [
            page.bullets(summary.state_sentences(results, name)),
            page.table(summary.state_rows(results, name), f"{cavi.title(name)}: share of runs (95 % interval)"),
        ]
    rows = [["Outcome", "Meaning"]] + [
        [cavi.label(results, name), cavi.meaning(results, name)] for name in cavi.outcomes(results)
    ]
    return [*parts, page.table(rows, "What the outcomes mean", "text")]


def provenance(results):
    """Versions and seed, the study's text, and the commands that repeat it."""
    found = cavi.provenance(results)
    rows = [["What", "Value"]] + [
        [cavi.title(name), value] for name, value in found.items() if name not in ("study", "title", "question")
    ]
    text = found.get("study", "")
    return [
        page.paragraph("Save the text of the study below as study.yaml, then:"),
        "<pre>cavi run study.yaml -o out\npython3 analysis/summary.py out\npython3 analysis/report.py out</pre>",
        page.paragraph(
            "The same study, model version and seed give the same numbers on any machine and any number of threads."
        ),
        page.table(rows, "Where the numbers come from", "text"),
        f"<details><summary>The study as it was run</summary><pre>{page.escape(text)}</pre></details>",
    ]


def report(results, folder):
    """The whole page."""
    title, *question, _ = summary.heading(results)
    text = cavi.provenance(results).get("study", "")
    drawn, lacking = pictures(results, folder)
    body = [
        f"<header><h1>{page.escape(title)}</h1>",
        *(page.paragraph(said, "question") for said in question),
        "</header>",
        page.section("answer", "In short", *headlines(results)),
        page.section(
            "world",
            "The world",
            page.paragraph(f"Model: {results.attrs.get('source', 'unnamed')}."),
            page.bullets(world(text)),
        ),
        page.section("design", "The design", *design(results, text)),
        page.section("figures", "Figures", *drawn, page.bullets(lacking) if lacking else ""),
        page.section("effects", "Effects with their intervals", *effects(results)),
        page.section("doubts", "What this study cannot tell", page.bullets(summary.doubts(results))),
        page.section("provenance", "How to repeat it", *provenance(results)),
    ]
    return page.html(title, "\n".join(body))


def main(arguments=None):
    """The command line. Returns the exit code."""
    return page.main("Make one self-contained HTML page of a study.", "report.html", lambda results, path: report(results, path.parent), arguments)


if __name__ == "__main__":
    sys.exit(main())
