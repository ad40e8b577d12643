"""Which parameters move no outcome? The answer of `make idle`, as Markdown.

    python3 analysis/idle.py out/which_are_idle

The folder holds runs of a Morris design, such as configs/studies/which_are_idle.yaml. The size of a parameter's effect on an
outcome is its mu_star, the mean of the absolute elementary effects, over the standard deviation of that outcome between the
points of the design. A parameter is idle if no outcome's effect is surely, by the lower end of its 95 % interval, at least
SIZE. Effects smaller than that are not told from luck: with more trajectories some might be.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import sys
from pathlib import Path

import answers
import cavi_results as cavi

SIZE = 0.02  # of the standard deviation between points
CLAIMS = Path(__file__).resolve().parent.parent / "configs" / "claims"


def effects(table, spread):
    """A row for each outcome and parameter with `size`, and `sure`, the lower end of its interval, both in standard deviations.

    `table` is the table `effects` of `cavi sensitivity`; `spread` gives the standard deviation of each outcome.
    """
    known = table[(table["outcome"].map(spread) > 0) & table["mu_star"].notna()]
    divisor = known["outcome"].map(spread)
    return known.assign(size=known["mu_star"] / divisor, sure=(known["mu_star"] - known["mu_star_conf"]) / divisor)


def strongest(rows):
    """For each parameter the outcome that it most surely moves, the most idle parameter first."""
    return rows.sort_values("sure").groupby("parameter").tail(1)


def named_by(parameter, claims):
    """The claims that set or name a parameter; `claims` gives the text of each."""
    return [name for name, text in claims.items() if parameter in text]


def lines(table, spread, claims):
    """The whole answer, line by line."""
    found = strongest(effects(table, spread))
    idle = found[found["sure"] < SIZE]
    yield f"{len(idle)} of {len(found)} parameters move no outcome by more than {SIZE:g} of its standard deviation between worlds."
    yield ""
    yield "| idle | moves most | by, of its standard deviation | surely at least | named by |\n|---|---|---|---|---|"
    for row in idle.itertuples():
        names = ", ".join(named_by(row.parameter, claims)) or "-"
        yield f"| {row.parameter} | {row.outcome} | {row.size:.3f} | {max(0, row.sure):.3f} | {names} |"


def read(folder):
    """The table of effects, and each outcome's standard deviation between points, of a folder with runs of a Morris design."""
    results = cavi.open(folder)
    names = [name for name in cavi.outcomes(results) if not cavi.words(results, name)]
    between = cavi.table(results, names).groupby("point")[names].mean().std()
    return answers.ask(folder, "sensitivity")["effects"], between


def main(arguments=None):
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Print which parameters move no outcome.")
    parser.add_argument("folder", help="a folder with runs of a Morris design")
    chosen = parser.parse_args(arguments)
    claims = {path.stem: path.read_text() for path in sorted(CLAIMS.glob("*.yaml"))}
    return cavi.main(lambda: print("\n".join(lines(*read(chosen.folder), claims))))


if __name__ == "__main__":
    sys.exit(main())
