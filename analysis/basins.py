"""In what share of plausible worlds does trust have two basins? The answer of `make budget`, as Markdown.

    python3 analysis/basins.py out/two_basins

The folder holds runs of configs/studies/two_basins.yaml, whose arms differ in nothing but the trust of the first day. A
world has two basins if its trust, over the last two years and the mean of its replicates, still differs by more than
SIZE. A world in which nobody is left in an arm says nothing.
"""

import sys

import numpy as np

import cavi_results as cavi
import intervals

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
    return intervals.wilson(int((there > SIZE).sum()), len(there))


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


def main(arguments):
    """Print the answer; 2, and one sentence, where the folder does not hold it."""
    if len(arguments) != 1:
        print("usage: basins.py OUT_OF_TWO_BASINS", file=sys.stderr)
        return 2
    try:
        print("\n".join(lines(cavi.open(arguments[0]))))
    except cavi.Unusable as why:
        print(why, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
