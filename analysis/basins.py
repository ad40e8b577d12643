"""In what share of plausible worlds does trust have two basins? The answer of `make budget`, as Markdown.

    python3 analysis/basins.py out/two_basins

The folder holds runs of configs/studies/two_basins.yaml, whose arms differ in nothing but the trust of the first day. A
world has two basins if its trust, over the last two years and the mean of its replicates, still differs by more than
SIZE. A world in which nobody is left in an arm says nothing.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import sys

import numpy as np
from scipy import stats

import answers
import cavi_results as cavi

LOW, HIGH = "low", "high"
SIZE = 0.1  # of a scale from 0 to 1, on which worlds begin 0.8 apart
YEARS = (20, 50, 100)
WINDOW = 24  # months


def gaps(results, end):
    """Trust of the arm that began high less that of the other, over the two years before month `end`: a number a world,
    the mean of its replicates; NaN where nobody is left.
    """
    high, low = cavi.pairs(results, HIGH, LOW)
    trust, seats = (cavi.history(results, name)[:, max(0, end - WINDOW) : end] for name in ("trust", "seats"))
    known = np.where((seats > 0).all(axis=1), trust.mean(axis=1), np.nan)
    apart, worlds = known[high] - known[low], results["point"].values[high]
    there = [apart[(worlds == world) & ~np.isnan(apart)] for world in np.unique(worlds)]
    return np.array([one.mean() if len(one) else np.nan for one in there])


def basins(apart):
    """Share of worlds further apart than SIZE, with Wilson's interval."""
    there = apart[~np.isnan(apart)]
    if len(there) == 0:
        return answers.NOTHING
    found = stats.binomtest(int((there > SIZE).sum()), len(there))
    share = found.proportion_ci(method="wilson")
    return answers.Interval(found.k / found.n, share.low, share.high, found.n, "Wilson")


def lines(results):
    """The whole answer, line by line."""
    months = results.sizes["month"]
    yield f"| after | apart by, in the middle world | worlds that are apart by more than {SIZE:g} |\n|---|---|---|"
    for end in [*(12 * year for year in YEARS if 12 * year < months), months]:
        apart = gaps(results, end)
        share = basins(apart)
        yield (
            f"| {end / 12:g} years | {np.nanmedian(apart):.2g} | {share.middle:.1%} ({share.low:.1%} to"
            f" {share.high:.1%}) of {share.n} |"
        )


def main(arguments=None):
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Print in what share of plausible worlds trust has two basins.")
    parser.add_argument("out", help="folder with runs of configs/studies/two_basins.yaml")
    chosen = parser.parse_args(arguments)
    return cavi.main(lambda: print("\n".join(lines(cavi.open(chosen.out)))))


if __name__ == "__main__":
    sys.exit(main())
