"""Single runs of a study that keeps snapshots or events, as pandas tables.

    import cavi_results as cavi
    import single_runs

    results = cavi.open("out/first_look")
    single_runs.kinds(results)                         # ['sector', 'resource', 'organisation', 'forum', 'seat', ...]
    single_runs.moments(results)                       # pandas: a row a snapshot: arm, point, replicate, run, month
    seats = single_runs.entities(results, "seat")      # a row a seat of each snapshot, by run, month, seat
    seats.loc[1, 0][["name", "forum_name", "conflict"]]
    ties = single_runs.entities(results, "tie", ["from_name", "to", "trust"])  # only these columns are read
    events = single_runs.events(results)               # a row an event, in words
    events[events["kind"] == "act"].groupby(["arm", "mode"], observed=True).size()
    single_runs.dataset(results, "snapshots")          # the group itself, lazily, as xarray has it

A study keeps them with `snapshots: { months: [0, 60, 119] }` and `events: {}`; sim/README.md says how they lie in the file.
"""

import h5py
import numpy as np
import pandas as pd
import xarray as xr

import cavi_results as cavi

HOW = {"snapshots": "snapshots: { months: [0, 60] }", "events": "events: {}"}
NOTHING = 255  # of words


def dataset(results, group):
    """The group `snapshots` or `events` as a lazy xarray Dataset. It is opened once for `results`, since it has hundreds of variables."""
    if group not in results.encoding:
        path = results.encoding["source"]
        with h5py.File(path, "r") as file:
            if group not in file:
                raise cavi.Unusable(f"these results hold no {group}: a study keeps them with `{HOW[group]}`")
        results.encoding[group] = xr.open_dataset(path, group=group, engine="h5netcdf", mask_and_scale=False)
    return results.encoding[group]


def _runs(results, run):
    """Arm, point, replicate and number of runs, as columns."""
    columns = {"arm": "scenario", "point": "point", "replicate": "replicate"}
    return pd.DataFrame({**{key: results[name].values[run] for key, name in columns.items()}, "run": run})


def kinds(results):
    """Kinds of entities that the snapshots hold, in the model's order."""
    return [name[: -len("_count")] for name, one in dataset(results, "snapshots").items() if one.attrs["role"] == "count"]


def moments(results):
    """When which run was looked at: a row a snapshot, in the order of the file."""
    data = dataset(results, "snapshots")
    return _runs(results, data["run"].values).assign(month=data["month"].values)


def _places(counts):
    """Of ragged rows: in which snapshot each lies, and where it is in it."""
    snapshot = np.repeat(np.arange(len(counts)), counts)
    return snapshot, np.arange(len(snapshot)) - np.repeat(np.cumsum(counts) - counts, counts)


def _target_names(data, variable, snapshot):
    """Names of what a link leads to; None for nobody, and None at all where those have no names."""
    of = variable.attrs["refers_to"]
    if f"{of}_name" not in data:
        return None
    counts = data[f"{of}_count"].values
    number, start = variable.values, (np.cumsum(counts) - counts)[snapshot]
    return np.where(number < 0, None, data[f"{of}_name"].values[start + np.maximum(number, 0)])


def _columns(data, kind, wanted, snapshot):
    """Name -> values of the columns of a kind of entity, only those `wanted` unless that is None."""
    found, dimension = {}, "snapshot" if kind == "run" else kind
    for name, variable in data.items():
        if variable.dims != (dimension,) or not name.startswith(f"{kind}_") or variable.attrs["role"] == "count":
            continue
        short = name[len(kind) + 1 :]
        if variable.attrs["role"] == "link" and (wanted is None or f"{short}_name" in wanted):
            names = _target_names(data, variable, snapshot)
            if names is not None:
                found[f"{short}_name"] = names
        if wanted is None or short in wanted:
            found[short] = variable.values
    return found


def entities(results, kind, columns=None):
    """All entities of a kind in all snapshots, indexed by run, month and their number.

    Columns are the arm, the name, what each belongs to (`forum` by number, `forum_name` by name) and its state; with
    `columns` only these. `kind` "run" gives the state of the runs themselves.
    """
    data = dataset(results, "snapshots")
    there = ["run", *kinds(results)]
    if kind not in there:
        raise cavi.Unusable(f"the snapshots hold no '{kind}' (there: {', '.join(there)})")
    counts = np.ones(data.sizes["snapshot"], int) if kind == "run" else data[f"{kind}_count"].values
    snapshot, number = _places(counts)
    moment = moments(results).iloc[snapshot].reset_index(drop=True)
    found = {"arm": moment["arm"], **_columns(data, kind, columns, snapshot)}
    lacking = [name for name in columns or () if name not in found]
    if lacking:
        raise cavi.Unusable(f"a {kind} of these snapshots has no {' and no '.join(lacking)}")
    index = [moment["run"], moment["month"], pd.Series(number, name=kind)]
    table = pd.DataFrame(found).set_index(index if kind != "run" else index[:2])
    return table if columns is None else table[list(columns)]


def _in_words(variable):
    """Numbers that name something as words; nothing where they say nothing."""
    words = variable.attrs["flag_meanings"].split()
    codes = variable.values.astype(int)
    return pd.Categorical.from_codes(np.where(codes == NOTHING, -1, codes), words)


def events(results):
    """What happened in the runs whose events the study keeps: a row an event, in the order of runs and months.

    Columns: arm, point, replicate, run, month, kind, entity and other by number and by name, and whatever the model
    says of events.
    """
    data = dataset(results, "events")
    found = _runs(results, data["run"].values)
    for name, variable in data.items():
        if name != "run":
            found[name] = _in_words(variable) if "flag_meanings" in variable.attrs else variable.values
    return found
