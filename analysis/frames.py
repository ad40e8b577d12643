"""A finished study as tidy pandas frames: a row a run, a row a run and month, a row a run and board.

    import cavi_results as cavi
    import frames

    results = cavi.open("out/first_look")
    frames.runs(results)[["arm", "replicate", "synergy", "regime"]].head(2)   # regime in words; settings by their full names
    frames.histories(results, ["trust", "conflict"]).head(2)                  # arm, point, replicate, month, date, history, value
    frames.ledger(results, "forum").head(2)                                   # a row a run and forum, its fate in words
    frames.tables(results, "compare")["effects"].head(2)                      # what `cavi compare` computed
    frames.events(results).head(2)                                            # where the study keeps events
    frames.snapshots(results, "seat").head(2)                                 # where it keeps snapshots

Plotting libraries take them as they are: sns.lineplot(frames.histories(results, ["trust"]), x="date", y="value", hue="arm").
Only completed runs have rows. What the file does not hold raises cavi.Unusable, whose text is one sentence.
"""

import numpy as np
import pandas as pd

import answers
import cavi_results as cavi
import single_runs

KEYS = {"arm": "scenario", "point": "point", "replicate": "replicate"}


def _keys(results, run):
    """Arm (a category in the order of the study), point and replicate of these runs, as columns."""
    columns = {key: results[name].values[run] for key, name in KEYS.items()}
    columns["arm"] = pd.Categorical(columns["arm"], categories=cavi.arms(results))
    return pd.DataFrame(columns)


def in_words(results, name, values):
    """Numbers of a named state as a category of its words; other numbers as they are."""
    words = cavi.words(results, name)
    if not words:
        return values
    codes = {value: i for i, value in enumerate(words)}
    return pd.Categorical.from_codes([codes.get(value, -1) for value in values], list(words.values()))


def runs(results):
    """A row a completed run: arm, point, replicate, run, each setting by its full name (context.funding.council; of a
    path its value in the first month), each outcome by its name, named states in words.
    """
    done = np.flatnonzero(results["status"].values == cavi.DONE)
    found = {"run": results["run"].values[done]}
    for name, variable in results.variables.items():
        if variable.dims == ("run",) and variable.attrs.get("role") in ("parameter", "outcome"):
            found[name.replace("__", ".")] = in_words(results, name, variable.values[done])
    return pd.concat([_keys(results, done), pd.DataFrame(found)], axis=1)


def histories(results, names=None, arms=None):
    """A row a completed run, month and history of `names` (default: all), of `arms` (default: all): arm, point,
    replicate, month from 0, date where the study has a calendar, history, value; NaN where it has none. `names` and `arms`
    may be one text.
    """
    names, arms = ([one] if isinstance(one, str) else one for one in (names, arms))
    names = names or [name.removesuffix("_by_month") for name in cavi.histories(results)]
    there = [cavi.history_name(results, name) for name in names]
    chosen = np.flatnonzero(results["status"].values == cavi.DONE)
    if arms is not None:
        for arm in arms:
            cavi.runs(results, arm)  # complains of an unknown one
        chosen = chosen[np.isin(results["scenario"].values[chosen], arms)]
    months = results["month"].values
    keys = _keys(results, np.repeat(chosen, len(months)))
    keys["month"] = np.tile(months, len(chosen))
    if "date" in results.coords:
        keys["date"] = np.tile(results["date"].values, len(chosen))
    return pd.concat([keys.assign(history=name, value=results[own].values[chosen].ravel()) for name, own in zip(names, there)], ignore_index=True)


def ledger(results, kind="forum"):
    """A row a completed run and entity of a kind that is there: arm, point, replicate, its name, its outcomes without the
    kind's name before them, named states in words.
    """
    found = cavi.entities(results, kind).reset_index()
    for name in [name for name in found if name in results.variables and cavi.words(results, name)]:
        found[name] = in_words(results, name, found[name])
    found["arm"] = pd.Categorical(found["arm"], categories=cavi.arms(results))
    return found.rename(columns={name: name.removeprefix(f"{kind}_") for name in found})


def tables(results, command="compare", *options):
    """Name -> frame of what a command of cavi computed of these results: compare, sensitivity, attribute; with its options."""
    return answers.ask(results.encoding["source"], command, *options)


def events(results):
    """A row an event, in words: see single_runs.events()."""
    return single_runs.events(results)


def snapshots(results, kind, columns=None):
    """A row an entity of a kind in each snapshot, with run and month as columns: see single_runs.entities()."""
    return single_runs.entities(results, kind, columns).reset_index()
