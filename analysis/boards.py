"""Which boards did well, which stood still, and which gained or lost: from what `cavi compare --of forum` tells."""

import cavi_results as cavi

KIND, FATE, DONE = "forum", "forum_fate", "deliveries"
WELL = ("advantage", "hard_won_advantage")
STILL = ("slow_inertia", "dead")
MOST = 6  # boards named in one sentence


def there(results):
    """Whether the file has fates of boards."""
    return FATE in results.variables and bool(cavi.words(results, FATE))


def called(results, name):
    """The name of a board, or what stands for it in results that name nobody."""
    return results.encoding.get("aliases", {}).get(str(name), str(name))


def fates(results, arm):
    """Board -> fate -> share of the runs in which the board was there and ended so; boards in the file's order."""
    if not there(results):
        raise cavi.Unusable("the results have no fates of forums: a study keeps them where it has forums with names")
    rows = cavi.told(cavi.compared(results, "--of", KIND)["regimes"], outcome=FATE.split("_", 1)[1], arm=arm)
    words = list(cavi.words(results, FATE).values())
    found = {}
    for name, own in (rows.groupby("entity", sort=False) if len(rows) else ()):
        shares = dict(zip(own["regime"], own["share"]))
        if own["n"].max() > 0:
            found[called(results, name)] = {word: float(shares.get(word, 0)) for word in words}
    return found


def _share(found, words):
    return sum(found.get(word, 0) for word in words)


def sorted_by_fate(found):
    """The boards that did well in more than half of the runs, those that stood still or died in more than half, the others."""
    well = [name for name, shares in found.items() if _share(shares, WELL) > 0.5]
    still = [name for name, shares in found.items() if name not in well and _share(shares, STILL) > 0.5]
    return well, still, [name for name in found if name not in well + still]


def _list(names, tell=lambda name: ""):
    said = [f"{name.replace('_', ' ')}{tell(name)}" for name in names[:MOST]]
    return ", ".join(said) + (f" and {len(names) - MOST} others" if len(names) > MOST else "")


def sentences(results, arm):
    """How the boards of an arm ended, in words: a sentence for each kind of end that any had."""
    found = fates(results, arm)
    if not found:
        return []
    well, still, other = sorted_by_fate(found)
    of, said = f"{len(found)} boards" if len(found) > 1 else "the one board", []
    if well:
        pain = [name for name in well if found[name]["hard_won_advantage"] > 0.5]
        said.append(f"{len(well)} of {of} did well: {_list(well)}." + (f" Hard won, with much conflict: {_list(pain)}." if pain else ""))
    if still:
        percent = lambda name: f" ({100 * _share(found[name], STILL):.0f} % of runs, {100 * found[name]['dead']:.0f} % dead)"  # noqa: E731
        said.append(f"{len(still)} of {of} stood still or died: {_list(still, percent)}.")
    if other:
        said.append(f"{len(other)} of {of} ended now one way, now another: {_list(other)}.")
    return said


def changes(results, arm):
    """Which boards deliver clearly more or fewer issues under `arm` than under the first arm, in words."""
    rows = cavi.told(cavi.compared(results, "--of", KIND)["effects"], outcome=DONE, arm=arm)
    if not len(rows):
        return []
    said = []
    for word, own in (("fewer", rows[rows["high"] < 0]), ("more", rows[rows["low"] > 0])):
        own = own.sort_values("difference", key=abs, ascending=False)
        numbers = {called(results, row["entity"]): f" ({row['mean_against']:.1f} → {row['mean']:.1f})" for _, row in own.iterrows()}
        if numbers:
            said.append(f"{len(numbers)} of {len(rows)} boards deliver {word} issues: {_list(list(numbers), numbers.get)}.")
    return said or ["No board clearly delivers more or fewer issues."]
