"""Three forums of one study, one of each fate, as `cavi story` tells them: docs/stories.md, as `make stories` prints it.

    python3 analysis/stories.py out/stories build/cavi > docs/stories.md

A forum is chosen by its fate alone: the first of the first replicate that has one and that no story before is about.
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import subprocess

import cavi_results as cavi

HEAD = """# Three stories

One forum that reached advantage, one that was slow, one that was painful, told by the program from the first month to the last. They come from `configs/studies/stories.yaml`: the children's services area with the default numbers, five years, {replicates} replicates. Nothing is edited, and `make stories` writes this page again.

**How they are chosen.** By fate alone: of each fate the first replicate in which a forum ended so, and of its forums the first that no story here is about. Of all {forums} forums of the study, {shares}.

**How to read them.** A paragraph is a month in which something happened. *Issue 3* is the third place on the agenda: when it is dropped or delivered, the next to be put on the table there has the same number. An issue needs something from three fields, of which the first is the forum's own. It is agreed at the table, ratified by the homes of those who are needed, worked on, and delivered. After the colon of what somebody does stands whether it worked. Issues move *through* how the forum is set up, its ways of working, or its members: whichever moved them most in that month.

**What to look for.**

- What holds an issue up: somebody at the table, a home that says no, somebody who left with the yes, or a promise that is not kept.
- Whether the answer fits what holds it up, who gives it, and whether it works.
- How long one issue goes round between the table and the homes, and how it ends.
- Who keeps coming, and how often somebody new has to begin again.

A story shows how something can happen, not how often: whatever rests on one replicate is luck too. Numbers belong to many runs ([studies.md](studies.md)). They are of model version 6.
"""

FATES = {"advantage": "Advantage", "slow_inertia": "Slow", "painful_inertia": "Painful"}


def fates(results):
    """Replicate, forum and fate in words, a row a forum of each replicate."""
    table = cavi.entities(results, "forum").reset_index()
    return table.assign(fate=table["forum_fate"].map(cavi.words(results, "forum_fate")))


def chosen(table):
    """Fate, and replicate and forum of the first that ended so; a forum is told about once."""
    told = set()
    for fate in FATES:
        there = table[(table["fate"] == fate) & ~table["forum"].isin(told)]
        if len(there) > 0:
            first = there.sort_values("replicate", kind="stable").iloc[0]
            told.add(first["forum"])
            yield fate, int(first["replicate"]), first["forum"]


def shares(table):
    """How many forums ended in each fate, in words."""
    counts = table["fate"].value_counts()
    return ", ".join(f"{count} ended in {fate.replace('_', ' ')}" if fate not in ("dead", "merged") else f"{count} are {fate}"
                     for fate, count in counts.items() if count > 0)


def story(program, path, replicate, forum):
    """The program's words: first its title and run, then a paragraph a month."""
    done = subprocess.run([program, "story", path, "--run", str(replicate), "--about", forum], capture_output=True, text=True, check=True)
    return done.stdout.split("\n\n", 1)[1].strip()


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("path", help="folder of configs/studies/stories.yaml")
    asked.add_argument("program", help="the program cavi")
    asked = asked.parse_args()
    results = cavi.open(asked.path)
    table = fates(results)
    print(HEAD.format(replicates=table["replicate"].nunique(), forums=len(table), shares=shares(table)))
    for fate, replicate, forum in chosen(table):
        print(f"## {FATES[fate]}: the {forum.replace('_', ' ')}\n")
        print(f"`cavi story out/stories --run {replicate} --about {forum}`\n")
        print(story(asked.program, asked.path, replicate, forum) + "\n")


if __name__ == "__main__":
    main()
