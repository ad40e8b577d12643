"""Whether plausible worlds live: the answer of `make plausible`, as Markdown.

    python3 analysis/plausible.py out/plausible_made out/plausible_childrens

Each folder holds runs of configs/studies/plausible_*.yaml: worlds drawn from the plausible ranges. Nothing is told by mode,
policy or tactic.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import sys

import cavi_results as cavi

KEYS = ("arm", "point")
EARLY = 36
BY_MODE = {"directive_share", "own_ends", "moved_facilitative", "moved_directive"}  # asked once the model is frozen


def ends_of(results, name):
    """Lowest and highest value that an outcome can have; what may grow without end is at least 0."""
    told = results[name].attrs
    return told.get("valid_range", (told.get("valid_min", 0), told.get("valid_max", float("inf"))))


def by_world(results, name):
    """The outcome of each world, mean over its runs; worlds in which no run has it are left out."""
    return cavi.table(results, [name])[name].groupby(list(KEYS)).mean().dropna()


def dead(results):
    """Shares of worlds: in which most forums ended within their first three years (two without a meeting end one); in which most did not live to the end."""
    life = cavi.entities(results, "forum")["forum_life"]
    early = (life < EARLY).groupby(list(KEYS)).mean()
    return {"dead on arrival: most forums end within three years": (early > 0.5).mean(),
            "most forums do not live to the end": (by_world(results, "dead_share") > 0.5).mean()}


def fates(results):
    """Word -> share of forums over all worlds, and share of worlds in which some forum ends so."""
    shares = cavi.entity_shares(results, "forum_fate")
    seen = (shares > 0).groupby(list(KEYS)).any()
    return {word: (shares[word].mean(), seen[word].mean()) for word in shares}


def spread(results, name):
    """Share of worlds that have an outcome, its lowest, middle and highest, and shares of worlds at the two ends."""
    worlds = by_world(results, name)
    low, high = ends_of(results, name)
    there = len(worlds) / len(cavi.table(results, [name]).groupby(list(KEYS)))
    if not len(worlds):
        return there, *[float("nan")] * 5
    return there, worlds.min(), worlds.median(), worlds.max(), (worlds <= low).mean(), (worlds >= high).mean()


def lines(folders):
    """The whole answer, line by line."""
    all_results = {folder: cavi.open(folder) for folder in folders}
    first = next(iter(all_results.values()))
    titles = [str(results.attrs["title"]) for results in all_results.values()]
    head = " | ".join(titles)
    yield f"| share of worlds | {head} |\n|---|{'---|' * len(titles)}"
    found = [dead(results) for results in all_results.values()]
    for what in found[0]:
        yield f"| {what} | " + " | ".join(f"{one[what]:.1%}" for one in found) + " |"
    yield f"\n| forums that ended so; worlds with one | {head} |\n|---|{'---|' * len(titles)}"
    found = [fates(results) for results in all_results.values()]
    for word in found[0]:
        yield f"| {word.replace('_', ' ')} | " + " | ".join(f"{one[word][0]:.1%}; {one[word][1]:.1%}" for one in found) + " |"
    columns = "worlds that have it | lowest | middle | highest | at the low end | at the high end"
    for title, results in zip(titles, all_results.values()):
        yield f"\n| {title} | {columns} |\n|---|---|---|---|---|---|---|"
        for name in cavi.outcomes(results):
            if name not in BY_MODE and not cavi.words(first, name):
                there, *numbers, low, high = spread(results, name)
                yield f"| {name} | {there:.0%} | " + " | ".join(f"{number:.3g}" for number in numbers) + f" | {low:.0%} | {high:.0%} |"


def main(arguments=None):
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Print whether plausible worlds live, how their forums end, and what outcomes span.")
    parser.add_argument("folders", nargs="+", help="folders with runs of configs/studies/plausible_*.yaml")
    chosen = parser.parse_args(arguments)
    return cavi.main(lambda: print("\n".join(lines(chosen.folders))))


if __name__ == "__main__":
    sys.exit(main())
