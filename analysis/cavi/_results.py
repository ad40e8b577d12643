"""Results of the library as an xarray Dataset, without a copy of their numbers, and questions to them."""

import difflib
import functools
import operator
import weakref

import numpy as np
import pandas as pd
import xarray as xr

from ._library import THE_MODEL, Error, call, entries, ffi, lib, said, words

DATES = (1678, 2261)  # years of the calendar of datetimes
_known = {}  # id of a Dataset that run() gave -> results of the library


class _Owned:
    """Numbers that belong to results of the library, which live as long as an array of them."""

    def __init__(self, results, pointer, kind, shape):
        self.results = results
        self.__array_interface__ = {"version": 3, "data": (int(ffi.cast("size_t", pointer)), True), "typestr": kind, "shape": shape}


def _array(results, pointer, kind, shape):
    return np.asarray(_Owned(results, pointer, kind, shape))


def _attributes(entry, role):
    """What a file of results says of a variable."""
    about = {"long_name": entry["meaning"], "role": role}
    if entry["choices"]:
        meanings = entry["choices"]
        return {"flag_meanings": meanings, "flag_values": np.arange(len(meanings.split()), dtype=float), **about}
    about["units"] = entry["unit"] or "1"
    low, high = entry["low"], entry["high"]
    if np.isfinite(low) and np.isfinite(high):
        about["valid_range"] = np.array([low, high])
    return about


@functools.cache
def _series():
    """Outcomes, histories and outcomes of entities: index -> (name, attributes); of these also the kind of entity."""
    outcomes = [(one["name"], _attributes(one, "outcome")) for one in entries(THE_MODEL, lib.CAVI_OUTCOMES)]
    taken = {name for name, _ in outcomes}
    histories = [(one["name"] + "_by_month" if one["name"] in taken else one["name"], _attributes(one, "history"))
                 for one in entries(THE_MODEL, lib.CAVI_HISTORIES)]
    kinds = [one["name"].lower() for one in entries(THE_MODEL, lib.CAVI_ENTITIES)]
    of = [(f"{one['of'].lower()}_{one['name']}", _attributes(one, "outcome of an entity"), kinds.index(one["of"].lower()), one["of"].lower())
          for one in entries(THE_MODEL, lib.CAVI_OUTCOMES_OF)]
    return outcomes, histories, of


def _variable(dims, values, attributes=None):
    return xr.Variable(dims, values, attributes, fastpath=True)


class _Shape:
    """How runs lie: replicate, point, arm. They are shown as arm, point (where there are several) and replicate."""

    def __init__(self, results):
        self.results = results
        self.all = lib.cavi_results_shape(results)
        self.dims = ("arm", "point", "replicate") if self.all.points > 1 else ("arm", "replicate")

    def view(self, array):
        """The runs, the second axis of an array, as arm, point and replicate."""
        runs = self.all
        rest = array.shape[2:]
        array = array[:, : runs.runs].reshape(array.shape[0], runs.replicates, runs.points, runs.arms, *rest)
        array = array.transpose(0, 3, 2, 1, *range(4, array.ndim))
        return array if runs.points > 1 else array[:, :, 0]


def _each(value):
    """The members of a list or array; a text or a number is its own."""
    return value if isinstance(value, (list, tuple, set, np.ndarray, pd.Index, pd.Series)) else [value]


def _wanted(outcomes):
    known = {name for group in _series() for name, *_ in group}
    if outcomes is None:
        return None
    names = list(_each(outcomes))
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            raise Error(f"'{name}' is no outcome" + (f"; did you mean '{near[0]}'?" if near else ""))
    return set(names)


def _columns(shape, wanted):
    """All outcomes and histories as variables."""
    results, runs, stride = shape.results, shape.all, ffi.new("long *")
    outcomes, histories, of = _series()
    lib.cavi_results_outcome_of(results, -1, stride)
    found = {}
    numbers = shape.view(_array(results, lib.cavi_results_outcome(results, 0), "<f8", (len(outcomes), stride[0])))
    for i, (name, about) in enumerate(outcomes):
        if wanted is None or name in wanted:
            found[name] = _variable(shape.dims, numbers[i], about)
    for i, (name, about, kind, entity) in enumerate(of):
        pointer = ffi.NULL if wanted is not None and name not in wanted else lib.cavi_results_outcome_of(results, i, stride)
        if pointer != ffi.NULL:
            count = len(_entities(results, kind))
            values = shape.view(_array(results, pointer, "<f8", (count, stride[0])))
            found[name] = _variable((*shape.dims, entity), np.moveaxis(values, 0, -1), about)
    for i, (name, about) in enumerate(histories):
        pointer = ffi.NULL if wanted is not None and name not in wanted else lib.cavi_results_history(results, i)
        if pointer != ffi.NULL:
            values = shape.view(_array(results, pointer, "<f4", (1, stride[0], runs.months)))[0]
            found[name] = _variable((*shape.dims, "month"), values, about)
    return found


def _entities(results, kind):
    names = []
    while (name := said(lib.cavi_results_entity(results, kind, len(names)))) is not None:
        names.append(name)
    return names


def _settings(shape):
    """Parameters in which arms or points differ, by their value in month 0."""
    results, runs = shape.results, shape.all
    if runs.arms * runs.points == 1:
        return {}
    model, index, entry, varied = lib.cavi_results_model(results), 0, ffi.new("struct cavi_entry *"), []
    while lib.cavi_list(model, lib.CAVI_PARAMETERS, index, entry):
        if lib.cavi_results_varies(results, index):
            one = {"meaning": said(entry.meaning), "choices": said(entry.choices), "unit": said(entry.unit), "low": entry.low, "high": entry.high}
            varied.append((index, said(entry.name), {**_attributes(one, "parameter"), "parameter": said(entry.name), "parameter_role": said(entry.role)}))
        index += 1
    values = np.empty((len(varied), runs.points, runs.arms))
    if lib.cavi_results_values(results, [one[0] for one in varied], len(varied), ffi.cast("double *", values.ctypes.data)) != lib.CAVI_OK:
        raise MemoryError
    found = {}
    for (_, name, about), value in zip(varied, values):
        alike = (value == value[:, :1]).all() and runs.points > 1
        dims, value = (("point",), value[:, 0]) if alike else (("arm",), value[0]) if runs.points == 1 else (("arm", "point"), value.T)
        found[name.replace(".", "__")] = _variable(dims, value, about)
    return found


@functools.lru_cache(maxsize=64)
def _scales(arms, points, replicates, months, start, entities):
    """A Dataset of nothing but scales, which runs of one shape share: to make them takes longer than to compute a run."""
    found = {"arm": _variable(("arm",), np.array(arms, dtype=object), {"long_name": "Arm of the study"}),
             "replicate": _variable(("replicate",), np.arange(replicates)),
             "month": _variable(("month",), np.arange(months), {"units": "month", "long_name": f"Months since {start}"})}
    if points > 1:
        found["point"] = _variable(("point",), np.arange(points))
    if DATES[0] <= int(start[:4]) and int(start[:4]) + months // 12 < DATES[1]:
        found["date"] = _variable(("month",), (np.datetime64(start, "M") + np.arange(months)).astype("datetime64[ns]"))
    for entity, names in entities:
        found[entity] = _variable((entity,), np.array(names, dtype=object))
    return xr.Dataset(coords=found)


def _scales_of(shape, wanted):
    results, runs = shape.results, shape.all
    entities = {}
    for name, _, kind, entity in _series()[2]:
        if entity not in entities and (wanted is None or name in wanted) and (names := _entities(results, kind)):
            entities[entity] = tuple(names)
    arms = tuple(said(lib.cavi_results_arm(results, i)) for i in range(runs.arms))
    return _scales(arms, runs.points, runs.replicates, runs.months, said(lib.cavi_results_start(results)), tuple(entities.items()))


def _joined(scales, settings, variables, about):
    """One Dataset of its parts. The way that is xarray's own copies and checks each of a hundred variables, for some
    milliseconds; these are known to fit.
    """
    try:
        whole = {**scales._variables, **settings, **variables}
        return xr.Dataset._construct_direct(whole, {*scales._variables, *settings}, attrs=about, indexes=scales._indexes)
    except (AttributeError, TypeError):
        return scales.assign_coords(settings).assign(variables).assign_attrs(about)


def dataset(results, outcomes=None):
    """Results of the library as a Dataset, which questions can be asked of."""
    wanted, shape = _wanted(outcomes), _Shape(results)
    status = _array(results, lib.cavi_results_status(results), "|u1", (1, shape.all.runs))
    variables = {"status": _variable(shape.dims, shape.view(status)[0],
                                     {"flag_meanings": "absent done failed", "flag_values": np.arange(3, dtype="u1"), "role": "status"}),
                 **_columns(shape, wanted)}
    about = {"title": said(lib.cavi_results_title(results)), "start": said(lib.cavi_results_start(results)),
             "repeats": "worlds" if shape.all.draws_worlds else "replicates", "study": said(lib.cavi_results_text(results))}
    found = _joined(_scales_of(shape, wanted), _settings(shape), variables, about)
    _known[id(found)] = results
    weakref.finalize(found, _known.pop, id(found), None)
    return found


def tidy(runs, over="run"):
    """The runs as a pandas frame with a row each, or with a row each and month (over="month"): arm, point, replicate,
    settings that vary, and all that has one number there. Named states are words.
    """
    if over not in ("run", "month") or not isinstance(runs, xr.Dataset):
        raise Error(f"tidy wants runs, and over is 'run' or 'month': {over!r} of {type(runs).__name__}")
    names = [name for name, one in runs.data_vars.items() if set(one.dims) <= {"arm", "point", "replicate", "month"}
             and ("month" in one.dims) == (over == "month")]
    if over == "month" and not names:
        return pd.DataFrame()
    settings = [name for name, one in runs.coords.items() if one.attrs.get("role") == "parameter"]
    kept = runs[names].reset_coords(settings) if settings else runs[names]
    frame = (kept.drop_vars("month", errors="ignore") if over == "run" else kept).to_dataframe().reset_index()
    for name in frame.columns.intersection(list(runs.variables)):
        meanings = runs[name].attrs.get("flag_meanings")
        if meanings and name != "status":
            frame[name] = frame[name].map(dict(enumerate(meanings.split())))
    return frame


# --- questions ---


def _results(runs):
    results = _known.get(id(runs))
    if results is None:
        raise Error("this is not what run() gave: a part of it, or a copy, cannot be asked; give `compare` the whole, "
                    "and choose from its answer")
    return results


def _numbers(cells):
    """Cells as the numbers that they were written from, whole ones where all are; an empty cell is none."""
    numbers = np.array([float(cell or "nan") for cell in cells])
    whole = all(cell.isdigit() for cell in cells)
    return numbers.astype(int) if whole else numbers


def ask(runs, question, *options, every=False):
    """The tables of `cavi QUESTION` with these options ("--outcome", "synergy") that have rows, or `every` table: name ->
    DataFrame. `question` is compare, discover or sensitivity.
    """
    kept, tables = [ffi.new("char[]", words(option)) for option in options], ffi.new("cavi_tables **")
    call(lib.cavi_ask, _results(runs), words(question), kept, len(kept), tables)
    found = frames(tables)
    return found if every else chosen(found)


def frames(tables):
    """The tables of an answer, which they end: name -> DataFrame."""
    answer, about, found = ffi.gc(tables[0], lib.cavi_tables_free), ffi.new("struct cavi_table *"), {}
    while lib.cavi_tables_at(answer, len(found), about):
        rows, columns = about.rows, about.columns
        cells = [said(cell) for cell in ffi.unpack(about.cells, rows * columns)]
        texts = ffi.unpack(about.words, rows * columns)
        frame = {said(about.headings[c]): cells[c::columns] if any(texts[c::columns])
                 else _numbers(cells[c::columns]) for c in range(columns)}
        found[said(about.name)] = pd.DataFrame(frame)
    return found


def _options(options):
    """Keyword arguments as options of a command: by_point=True is --by-point, outcome=["a", "b"] is given twice."""
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        for one in _each(value):
            if one is None or one is False:
                continue
            yield option
            if one is not True:
                yield str(one)


def chosen(found, table=None):
    """One of the tables, or those that have rows."""
    if table is not None and table not in found:
        raise Error(f"'{table}' is no table; there are {', '.join(found)}")
    return {name: frame for name, frame in found.items() if len(frame)} if table is None else found[table]


def _table(runs, question, table, options):
    return chosen(ask(runs, question, *_options(options), every=True), table)


def compare(runs, table="effects", **options):
    """What `cavi compare` tells of the runs, as a frame: outcome="synergy" (or a list), against="an arm", over="a
    parameter", by_point=True, history="conflict", quantile=0.9 and so on, as `cavi compare --help` lists them. `table` is
    effects, levels, regimes, shares, best, quantiles, survival, ...; None gives all that have rows, by name.
    """
    return _table(runs, "compare", table, options)


def discover(runs, when, table="boxes", **options):
    """What `cavi discover` finds: the boxes of conditions in which drawn worlds meet `when`. `table` is boxes, limits,
    trajectory or tree; None gives all.
    """
    return _table(runs, "discover", table, {"when": when, **options})


def sensitivity(runs, table=None, **options):
    """The tables of `cavi sensitivity`, by name, or one of them."""
    return _table(runs, "sensitivity", table, options)


def _words(numbers, choices):
    """Numbers, or the words that they stand for."""
    known = choices.split() if choices else None
    return numbers if known is None else [None if np.isnan(value) else known[int(value)] for value in numbers]


def events(runs, arm=None, replicate=0, point=0):
    """What happened in one run, computed again: a frame with a row an event. `arm` is a name; None is the first."""
    results = _results(runs)
    shape, replicate, point = lib.cavi_results_shape(results), operator.index(replicate), operator.index(point)
    arms = [said(lib.cavi_results_arm(results, i)) for i in range(shape.arms)]
    if arm is not None and arm not in arms:
        raise Error(f"'{arm}' is not an arm; there are {', '.join(arms)}")
    if not (0 <= replicate < shape.replicates and 0 <= point < shape.points):
        raise Error(f"replicate {replicate} of point {point} is not there: {shape.replicates} replicates of {shape.points} points are")
    number = (replicate * shape.points + point) * shape.arms + (0 if arm is None else arms.index(arm))
    found = ffi.new("struct cavi_events *")
    call(lib.cavi_results_events, results, number, found)
    try:
        kinds = [one["name"] for one in entries(THE_MODEL, lib.CAVI_EVENTS)]
        fields = list(entries(THE_MODEL, lib.CAVI_FIELDS))
        count = found.count
        frame = {"month": ffi.unpack(found.month, count) if count else [], "event": [kinds[found.kind[i]] for i in range(count)],
                 "entity": [said(found.name[i]) for i in range(count)], "sentence": [said(found.sentence[i]) for i in range(count)]}
        numbers = np.array(ffi.unpack(found.fields, count * len(fields)) if count else []).reshape(count, len(fields))
        return pd.DataFrame({**frame, **{one["name"]: _words(numbers[:, i], one["choices"]) for i, one in enumerate(fields)}})
    finally:
        lib.cavi_events_free(found)
