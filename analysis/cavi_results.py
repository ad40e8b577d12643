"""Open the results of a cavi study as a labelled xarray Dataset.

    import cavi_results as cavi

    results = cavi.open("out/first_look")              # or a results.h5; nothing is loaded yet
    cavi.arms(results)                                 # ['level funding', 'real austerity']
    cavi.label(results, "delay")                       # 'Delay (months)'
    results["conflict"].mean().item()                  # one number a run: plain xarray
    cavi.runs(results, "real austerity")               # the runs of one arm, still not loaded
    cavi.monthly(results, "trust", "real austerity")   # a history as numpy [run, month], loaded only now
    results["date"]                                    # the months as dates
    cavi.table(results, ["synergy", "delay"])          # pandas: arm, point, replicate and the outcomes
    cavi.paired(results, "synergy", "real austerity")  # differences from the first arm, run by run on the same luck
    cavi.difference(results, "synergy", "real austerity")  # their mean with its 95 % interval, as `cavi compare` has it
    cavi.shares(results, "regime", "real austerity")   # named states as shares with their intervals
    cavi.compared(results)["effects"]                  # all that `cavi compare` tells, as pandas tables
    cavi.entity_kinds(results)                         # ["sector", "organisation", "forum"]
    results["forum_life"].isel(forum=0)             # one number a run and forum; NaN where it is not there
    cavi.entities(results, "forum")                    # pandas: a row a run and forum that is there, with its outcomes
    cavi.entity_shares(results, "forum_fate")           # of the forums there the share in each named state: a row a run
    cavi.provenance(results)                           # versions, seed, the study's own text

Whatever cannot be answered raises Unusable, whose text is one sentence for people.
"""

import functools
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

import verified  # before h5py: it says how files are opened

import h5py
import numpy as np
import pandas as pd
import xarray as xr

import answers
from answers import Unusable

SCHEMA = 1  # newest layout of results.h5 that this file knows
DONE = 1
KEPT = 12  # histories of an arm that stay in memory
HISTORY_RUNS = 10_000  # figures read the histories of at most so many runs, always whole replicates


# --- opening ---


def locate(path):
    """Path of the results file of `path`, which is that file or the folder of a study."""
    path = Path(path)
    if not path.exists():
        raise Unusable(f"{path} does not exist")
    if path.is_file():
        return path
    if (path / "results.h5").is_file():
        return path / "results.h5"
    if not (path / "plan").is_dir():
        raise Unusable(f"{path} is not the folder of a study: it holds neither results.h5 nor plan/")
    if (path / "plan/match.txt").is_file():
        raise Unusable(f"{path} holds worlds that are matched, and no runs: a study that says `worlds: {path}/worlds.csv` is run in them")
    blocks = len(list((path / "blocks").glob("[0-9]*.block")))
    raise Unusable(
        f"{path} is unfinished ({blocks} blocks of runs are there): go on with `cavi run`. "
        f"`cavi collect --partial {path}` gathers what is there, and figures then draw its whole replicates"
    )


def open(path):
    """Open a study lazily: dims run and month, coordinates scenario, point, replicate, date and the parameters.

    `path` is a results.h5 or the folder it lies in. Runs that are absent or failed stay in, with NaN and their
    `status`; the helpers below leave them out. `date` is a datetime, or a pandas Period where the calendar of datetimes
    (1677 to 2262) ends.
    """
    path = locate(path)
    _check_ours(path)
    results = xr.open_dataset(path, engine="h5netcdf", drop_variables=["date"])  # beyond 2262 it warns of its dates
    if not (results.variables["status"].values == DONE).any():
        raise Unusable(f"{path} holds no completed run yet: go on with `cavi run`")
    results = results.set_coords([name for name in _setting_names(results) if name in results.data_vars])
    start = results.attrs.get("start")
    if start and "month" in results.dims:
        results = results.assign_coords(date=("month", _dates(start, results["month"].values)))
    return results


def absent(results):
    """How many runs are not there: not computed yet, or beside such ones in whole()."""
    return int((results.variables["status"].values == 0).sum()) if "status" in results.variables else 0


def whole(results):
    """Results that were collected in part without the repeats of which runs are absent, as `cavi compare --partial` counts
    them: whole replicates, or where points are a sample of worlds whole sets of arms. Others stay as they are.
    """
    if absent(results) == 0:
        return results
    keys = ["replicate", *(["point"] if draws_worlds(results) else [])]
    frame = pd.DataFrame({name: results.variables[name].values for name in (*keys, "status")})
    there = frame["status"].where(frame.groupby(keys)["status"].transform("min") > 0, 0)
    if not (there == DONE).any():
        raise Unusable(f"no {repeated(results)[:-1]} is whole yet: go on with `cavi run`")
    found = results.assign(status=("run", there.to_numpy(), results["status"].attrs))
    found.encoding = results.encoding
    return found


def _dates(start, months):
    """The months as datetimes, or as Periods where there are no such datetimes."""
    year, month = (int(part) for part in str(start).split("-"))
    first = (year - 1970) * 12 + month - 1
    dates = pd.PeriodIndex([pd.Period(ordinal=first + int(m), freq="M") for m in months])
    try:
        return dates.to_timestamp()
    except (pd.errors.OutOfBoundsDatetime, OverflowError):
        return dates.astype(object)


def _check_ours(path):
    why = verified.wrong(path)
    if why is not None:
        raise Unusable(f"{path} cannot be read: {why}")
    with h5py.File(path, "r") as file:
        there, schema = set(file), _text(file.attrs.get("schema", ""))
    layout = re.fullmatch(r"cavi results (\d+)", schema)
    if layout and int(layout.group(1)) > SCHEMA:
        raise Unusable(
            f"{path} has layout {layout.group(1)}, newer than the layout {SCHEMA} known here: use the analysis folder"
            " of the cavi that wrote it"
        )
    lacking = [name for name in ("run", "scenario", "point", "replicate", "status") if name not in there]
    if lacking or not layout:
        raise Unusable(f"{path} was not written by cavi: it has no {' and no '.join(lacking or ['attribute schema'])}")


def _setting_names(results):
    return ["scenario", "point", "replicate"] + _by_role(results, "parameter")


def _by_role(results, role):
    return [name for name, variable in results.variables.items() if variable.attrs.get("role") == role]


def provenance(results):
    """Versions, seed, study text and whatever else the file says of its origin: name -> text."""
    found = {key: str(value) for key, value in results.attrs.items()}
    with h5py.File(results.encoding["source"], "r") as file:
        group = file.get("provenance")
        for key, value in group.attrs.items() if group is not None else ():
            found[key] = _text(value)
        for key, value in group.items() if group is not None else ():
            if isinstance(value, h5py.Dataset) and value.size == 1:
                found[key] = _text(value[()])
    return {key: value for key, value in found.items() if not key.startswith("_")}


def _text(value):
    value = value.ravel()[0] if isinstance(value, np.ndarray) and value.size == 1 else value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


# --- what is there ---


def arms(results):
    """Names of the arms in the order of the study; the first is the one the others are compared with."""
    return list(pd.unique(results.variables["scenario"].values[: _prefix_runs(results, 10_000)]))


def factors(results):
    """Parameters that the design varies: those that differ within one arm."""
    chosen = _positions(results, arms(results)[0])
    return [name for name in _by_role(results, "parameter") if len(np.unique(results.variables[name].values[chosen])) > 1]


def outcomes(results):
    """Names of the outcomes: one number a run."""
    return [name for name in _by_role(results, "outcome") if results.variables[name].dims == ("run",)]


def histories(results):
    """Names of the histories: one number a run and month."""
    return [name for name, variable in results.data_vars.items() if variable.dims == ("run", "month")]


def need(results, *names):
    """Raise Unusable unless the file has all these outcomes."""
    lacking = [f"'{name}'" for name in names if name not in results.variables]
    if lacking:
        raise Unusable(
            f"the results have no outcome {' or '.join(lacking)} (there: {', '.join(outcomes(results)) or 'none'})"
        )


def title(name):
    """A variable's name in words: 'moved_by_process' -> 'Moved by process'."""
    words = re.sub(r"_by_month$", "", name).replace("__", ": ").replace("_", " ")
    return words[:1].upper() + words[1:]


def unit(results, name):
    """The unit of a variable as the file says it; empty for pure numbers."""
    units = str(results.variables[name].attrs.get("units", ""))
    return "" if units in ("1", "") else units


def label(results, name):
    """Axis label: name in words and unit."""
    units = unit(results, name)
    return f"{title(name)} ({units})" if units else title(name)


def meaning(results, name):
    """What a variable means, one sentence of the file, without the concept numbers in brackets."""
    return re.sub(r"\s*\((?:[A-Z]{1,2}\d+|\d[a-z](?:\.\d+)?)[^()]*\)", "", str(results.variables[name].attrs.get("long_name", title(name))))


def history_name(results, name):
    """Name of the history `name` in the file: where an outcome has the same name it is 'NAME_by_month'."""
    for candidate in (f"{name}_by_month", name):
        if candidate in histories(results):
            return candidate
    there = ", ".join(re.sub("_by_month$", "", other) for other in histories(results))
    raise Unusable(
        f"the results have no history '{name}' (there: {there or 'none'}); a study keeps it with `histories: [{name}]`"
    )


# --- runs ---


def _prefix_runs(results, limit):
    """How many first runs make whole replicates within `limit`: any such prefix of a study is balanced."""
    total = results.sizes["run"]
    if total <= limit:
        return total
    starts = np.flatnonzero(np.diff(results.variables["replicate"].values)) + 1
    fitting = starts[starts <= limit]
    return int(fitting[-1]) if len(fitting) else limit


def prefix(results, limit=HISTORY_RUNS):
    """The first whole replicates of at most `limit` runs, so that studies of any size fit into memory."""
    return results.isel(run=slice(0, _prefix_runs(results, limit)))


def _known_arm(results, arm):
    if arm not in results.variables["scenario"].values:
        there = ", ".join(f"'{name}'" for name in arms(results))
        raise Unusable(f"the results have no arm '{arm}' (there: {there})")


def _positions(results, arm):
    _known_arm(results, arm)
    return np.flatnonzero((results.variables["scenario"].values == arm) & (results.variables["status"].values == DONE))


def runs(results, arm):
    """The completed runs of one arm."""
    chosen = _positions(results, arm)
    steps = np.unique(np.diff(chosen))
    if len(steps) == 1:  # HDF5 reads every n-th run at once, but a list of thousands of runs one by one
        return results.isel(run=slice(chosen[0], chosen[-1] + 1, steps[0]))
    return results.isel(run=chosen)


def history(results, name):
    """A history as numpy [run, month], in float64; NaN is "none"."""
    return results[history_name(results, name)].values.astype(float)


def table(results, names):
    """Scalar outcomes of the completed runs as a pandas table, indexed by arm, point, replicate."""
    need(results, *names)
    keys = {"arm": "scenario", "point": "point", "replicate": "replicate"}
    columns = {
        **{key: results.variables[name].values for key, name in keys.items()},
        **{name: results.variables[name].values for name in names},
    }
    return pd.DataFrame(columns)[results.variables["status"].values == DONE].set_index(list(keys))


# --- means and paired differences ---


def repeated(results):
    """What an interval is over, in words: "worlds" where points are a sample of them, else "replicates"."""
    return "worlds" if draws_worlds(results) else "replicates"


def draws_worlds(results):
    """True where the points are a sample of worlds, each with luck of its own; else they share a replicate's luck."""
    return str(results.attrs.get("repeats", "")) == "worlds"


def refuse_scattered(results, what):
    """Complain where points are a sample of worlds: no two of them share the settings of the other parameters, so that
    levels cannot be compared pair by pair.
    """
    if draws_worlds(results):
        raise Unusable(
            f"{what} needs a `grid` or `one_at_a_time`; here every point is another world, and a difference between"
            " levels would be that of other worlds (`cavi sensitivity` tells what outcomes hang on in them)"
        )


def over(results, parameters, *outcomes):
    """What `cavi compare --over` tells at the levels of one or two parameters: name -> DataFrame, with the level of each
    row in columns called as the parameters are in the file; 'left_out' points of the design are in none.
    """
    need(results, *outcomes)
    names = {name: name.replace("__", ".") for name in parameters}
    options = [word for name in names.values() for word in ("--over", name)]
    options += [word for outcome in outcomes for word in ("--outcome", outcome)]
    tables = dict(compared(results, *options))
    points = tables["points"].rename(columns={told: name for name, told in names.items()})
    for name in ("levels", "effects"):
        if len(tables[name]):
            tables[name] = tables[name].merge(points[["point", *names]], on="point")
    tables["points"] = points
    return tables


def compared(results, *options):
    """The tables of `cavi compare` of these results with these options: name -> DataFrame."""
    return answers.ask(results.encoding["source"], "compare", *options, *(["--partial"] if absent(results) else []))


def told(table, **where):
    """The rows of a table of which each named column has the named value."""
    for column, value in where.items():
        table = table[table[column] == value] if len(table) else table
    return table


def _interval(table, middle, results, name, arm):
    """The Interval of an outcome and arm; of none where the table has no such row."""
    need(results, name)
    _known_arm(results, arm)
    rows = told(table, outcome=name, arm=arm)
    return answers.interval(rows.iloc[0], middle) if len(rows) else answers.NOTHING


def mean(results, name, arm):
    """Mean of an outcome in one arm with its 95 % interval, as `cavi compare` tells it."""
    return _interval(compared(results)["levels"], "mean", results, name, arm)


def paired(results, name, arm, reference=None):
    """Differences of an outcome, `arm` minus `reference` (default: the first arm): a series by point and replicate.

    Both runs of a pair had the same luck. Pairs of which one run has no number are left out.
    """
    outcome = table(results, [name])[name]
    return (outcome.loc[arm] - outcome.loc[reference or arms(results)[0]]).dropna()


def difference(results, name, arm, reference=None):
    """Mean paired difference of `arm` from `reference` (default: the first arm) with its 95 % interval, as `cavi compare`
    tells it.
    """
    against = ("--against", reference) if reference else ()
    return _interval(compared(results, *against)["effects"], "difference", results, name, arm)


def pairs(results, arm, reference=None):
    """Run positions of the pairs of two arms with equal point and replicate: two arrays of equal length."""
    reference = reference or arms(results)[0]
    frame = pd.DataFrame({name: results.variables[name].values for name in ("scenario", "point", "replicate", "status")})
    frame["run"] = np.arange(len(frame))
    frame = frame[frame["status"] == DONE]
    sides = [frame[frame["scenario"] == side] for side in (arm, reference)]
    both = sides[0].merge(sides[1], on=["point", "replicate"])
    return both["run_x"].to_numpy(), both["run_y"].to_numpy()


class Monthly(NamedTuple):
    """A history of many runs: `runs` [run, month] shows their spread; `mean`, `low` and `high` [month] are what
    `cavi compare --history` tells of all runs.
    """

    runs: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray


def _watched(results, name, since):
    """Raw name and the words by which the program knows a history, or how much it changed since so many months."""
    plain = re.sub("_by_month$", "", history_name(results, name))
    return f"change({plain},{since})" if since else plain


def _changed(values, since):
    """values [run, month], or how much they changed since so many months; NaN before."""
    if not since:
        return values
    changed = np.full_like(values, np.nan)
    changed[:, since:] = values[:, since:] - values[:, :-since]
    return changed


def _as_monthly(values, rows, middle):
    bands = np.full((3, values.shape[1]), np.nan)
    if len(rows):
        bands[:, rows["month"].to_numpy(int)] = rows[[middle, "low", "high"]].to_numpy(float).T
    return Monthly(values, *bands)


def _kept(ask):
    """Answers of ask(results, ...) are kept for a while: a page draws each figure in two widths and tells it in words."""
    kept = {}

    def answer(results, *words):
        about = os.stat(results.encoding["source"])
        key = (results.encoding["source"], about.st_mtime_ns, about.st_size, *words)
        if key not in kept:
            if len(kept) >= KEPT:
                del kept[next(iter(kept))]
            kept[key] = ask(results, *words)
        return kept[key]

    return functools.wraps(ask)(answer)


@_kept
def monthly(results, name, arm, since=0):
    """The history `name` of one arm; with `since`, how much it changed since so many months."""
    rows = told(compared(results, "--history", _watched(results, name, since))["levels"], arm=arm)
    first = prefix(results)
    return _as_monthly(_changed(history(first, name)[_positions(first, arm)], since), rows, "mean")


@_kept
def monthly_difference(results, name, arm):
    """The history `name` of `arm` minus that of the first arm, pair by pair."""
    rows = told(compared(results, "--history", _watched(results, name, 0))["effects"], arm=arm)
    first = prefix(results)
    one, other = pairs(first, arm)
    values = history(first, name)
    return _as_monthly(values[one] - values[other], rows, "difference")


# --- named states ---


def words(results, name):
    """Value -> word of an outcome that is a named state; empty for plain numbers."""
    attributes = results.variables[name].attrs
    meanings = str(attributes.get("flag_meanings", "")).split()
    return {int(value): word for value, word in zip(np.atleast_1d(attributes.get("flag_values", [])), meanings)}


def shares(results, name, arm):
    """Share of completed runs in each named state with its interval, as `cavi compare` tells it: word -> Interval, in
    the file's order; n counts runs.
    """
    need(results, name)
    _known_arm(results, arm)
    rows = told(compared(results)["regimes"], outcome=name, arm=arm)
    return {row["regime"]: answers.interval(row, "share") for _, row in rows.iterrows()}


# --- outcomes of entities ---


def entity_kinds(results):
    """Kinds of entities that have outcomes of their own, one number a run and entity: dimensions of the file."""
    return list(dict.fromkeys(results.variables[name].dims[1] for name in _by_role(results, "outcome of an entity")))


def entities(results, kind):
    """Outcomes of the entities of a kind in the completed runs, as a pandas table indexed by arm, point, replicate and
    entity: a row for each that is there, that is, for each that has any number. Columns are called as in the file.
    """
    names = [name for name in _by_role(results, "outcome of an entity") if results.variables[name].dims[1] == kind]
    if not names:
        there = ", ".join(entity_kinds(results))
        raise Unusable(f"the results have no outcomes of a {kind} (there: {there or 'none'})")
    data = results.isel(run=np.flatnonzero(results.variables["status"].values == DONE))
    keys = {"arm": "scenario", "point": "point", "replicate": "replicate"}
    runs, count = data.sizes["run"], data.sizes[kind]
    index = pd.MultiIndex.from_arrays(
        [*(np.repeat(data[name].values, count) for name in keys.values()), np.tile(data[kind].values, runs)],
        names=[*keys, kind],
    )
    found = pd.DataFrame({name: data[name].values.ravel() for name in names}, index=index)
    return found.dropna(how="all")


def entity_shares(results, name):
    """Of the entities that are there in each completed run, the share (0..1) in each named state of the outcome `name`:
    a pandas table indexed by arm, point and replicate, a column a word. `cavi compare --of` has their intervals.
    """
    states = words(results, name) if name in results.variables else {}
    if not states or name not in _by_role(results, "outcome of an entity"):
        raise Unusable(f"'{name}' is no outcome of entities that names states")
    ended = entities(results, results.variables[name].dims[1])[name].dropna()
    runs = [ended.index.get_level_values(level) for level in ("arm", "point", "replicate")]
    return pd.DataFrame({word: (ended == value).groupby(runs, sort=False).mean() for value, word in states.items()})


def main(answer, arguments=None):
    """Call answer(); whatever is unusable is said on stderr in one sentence. Returns the exit code."""
    try:
        answer(*(arguments or ()))
    except Unusable as problem:
        print(f"{Path(sys.argv[0]).name}: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
    return 0
