"""Results files of a few runs with numbers chosen by hand, laid out and sealed as cavi does it, so that cavi answers them."""

import struct

import h5netcdf
import numpy as np
from programs import hashed

REGIMES = "advantage hard_won_advantage slow_inertia painful_inertia collapse"
UNITS = {
    "synergy": (
        "share of arisen need",
        "Need relieved minus what the same organisations would have relieved alone (A1)",
    ),
    "delay": ("months", "Age of issues when they were delivered, mean (A2: slow)"),
    "age_in_hand": ("months", "Mean age of issues in hand (A2: slow)"),
    "standing_still": ("share of issues", "Issues in hand that stand still (A2: slow)"),
    "stall": ("share of issues", "Issues that stand still (A2: slow)"),
    "conflict": ("share", "Mean conflict of members (A2: painful)"),
    "trust": ("share", "Mean trust among members"),
    "energy": ("share", "Mean energy of leaders"),
    "regime": ("", "Regime at the end: by synergy over 0.01 and conflict over 0.30 in the last year"),
    "leaders__directive_share": ("share of acts", "Share of directive acts"),
    "moved_by_structure": ("share of movement", "Agenda movement that structure caused (A6, B1)"),
    "moved_by_process": ("share of movement", "Agenda movement that processes caused (A6, B3)"),
    "moved_by_participant": ("share of movement", "Agenda movement that participants caused (A6, B4)"),
    "acts_facilitative": ("acts", "Facilitative acts so far"),
    "acts_directive": ("acts", "Directive acts so far"),
}


def _describe(variable, name, role):
    unit, meaning = UNITS.get(name, ("share", name))
    variable.attrs["units"] = unit
    variable.attrs["long_name"] = meaning
    variable.attrs["role"] = role


def seal(path, runs, absent=0, failed=0):
    """Close a results file with the seal of its size, its counts and its checksum."""
    data = path.read_bytes()
    data += struct.pack("<16s Q 2Q 2Q 3Q", b"cavi results 1\n\0", len(data), 0, 0, *hashed(STUDY.encode()), runs, absent, failed)
    path.write_bytes(data + struct.pack("<QQ", *hashed(data)))


STUDY = "title: A tiny study\nmonths: 3\n"


def write(
    path, arms, replicates, points=1, settings=None, outcomes=None, histories=None, months=3, status=None, **attributes
):
    """Write a results file. Runs are ordered by replicate, then point, then arm.

    settings: name -> value of each point; outcomes: name -> [run]; histories: name -> [run][month];
    status: [run], 1 where done. Further keywords become attributes of the file.
    """
    runs = replicates * points * len(arms)
    with h5netcdf.File(path, "w", track_order=True) as file:
        file.dimensions = {"run": runs, "month": months}
        file.attrs.update({"Conventions": "CF-1.8", "title": "A tiny study", "question": "What does less money do?",
                           "schema": "cavi results 1", "start": "2010-04", **attributes})
        _scales(file, np.arange(runs), arms, points, status or [1] * runs)
        for name, values in (settings or {}).items():
            data = np.array([values[i // len(arms) % points] for i in range(runs)], dtype="f8")
            _describe(file.create_variable(name, ("run",), data=data), name, "parameter")
            file[name].attrs["parameter"] = name.replace("__", ".")
        for name, values in (outcomes or {}).items():
            _outcome(file, name, values)
        for name, values in (histories or {}).items():
            own_name = f"{name}_by_month" if name in (outcomes or {}) else name
            variable = file.create_variable(own_name, ("run", "month"), data=np.array(values, dtype="f4"))
            _describe(variable, name, "history")
        origin = file.create_group("provenance")
        origin.attrs.update({"cavi": "0.1.0", "model": "collaboration", "model_version": "tiny", "seed": "20101"})
        origin.create_variable("study", (), dtype=_text())[...] = STUDY
    marks = list(status or [1] * runs)
    seal(path, runs, marks.count(0), marks.count(2))
    return path


def _scales(file, run, arms, points, status):
    """Which run is which: number, month, arm, point, replicate, status."""
    file.create_variable("run", ("run",), data=run.astype("i4"))
    month = file.create_variable("month", ("month",), data=np.arange(file.dimensions["month"].size, dtype="i4"))
    month.attrs.update({"units": "month", "long_name": "Months since 2010-04"})
    scenario = file.create_variable("scenario", ("run",), dtype=_text())
    scenario[...] = np.array([arms[i % len(arms)] for i in run], dtype=object)
    file.create_variable("point", ("run",), data=(run // len(arms) % points).astype("i4"))
    file.create_variable("replicate", ("run",), data=(run // len(arms) // points).astype("i4"))
    flags = file.create_variable("status", ("run",), data=np.array(status, dtype="u1"))
    flags.attrs["flag_values"] = np.array([0, 1, 2], dtype="u1")
    flags.attrs["flag_meanings"] = "absent done failed"
    file.create_variable("stop_reason", ("run",), data=np.zeros(len(run), dtype="u1"))


def add_snapshots(path):
    """Two snapshots of run 1: month 0 with three seats, the third in forum 1 and of nobody; month 2 with two seats. In
    month 2 the board's second seat is empty, in month 0 none.
    """
    with h5netcdf.File(path, "a") as file:
        group = file.create_group("snapshots")
        group.dimensions = {"snapshot": 2, "organisation": 4, "forum": 4, "seat": 5, "tie": 8}
        for name, dimension, values in (
            ("run", "snapshot", [1, 1]),
            ("month", "snapshot", [0, 2]),
            ("organisation_count", "snapshot", [2, 2]),
            ("forum_count", "snapshot", [2, 2]),
            ("seat_count", "snapshot", [3, 2]),
            ("tie_count", "snapshot", [4, 4]),
        ):
            variable = group.create_variable(name, (dimension,), data=np.array(values, dtype="i4"))
            variable.attrs["role"] = "count" if name.endswith("_count") else "snapshot"
        _state(group, "run_moved", "snapshot", [0.3, 2.9])
        _names(group, "organisation", ["school", "police"] * 2)
        _names(group, "forum", ["board", "hub"] * 2)
        in_month = ["school in board", "police in board", "somebody in hub"]
        _names(group, "seat", in_month + in_month[:2])
        _link(group, "seat", "forum", "forum", [0, 0, 1, 0, 0])
        _link(group, "seat", "organisation", "organisation", [0, 1, -1, 0, 1])
        _state(group, "seat_filled", "seat", [1, 1, 1, 1, 1])
        _link(group, "tie", "from", "seat", [0, 0, 1, 1, 0, 0, 1, 1])
        _link(group, "tie", "to", "seat", [0, 1, 0, 1] * 2)
        _state(group, "tie_trust", "tie", [0, 0.31, 0.43, 0, 0, 0.67, 0.85, 0])
    return path


def _state(group, name, dimension, values):
    group.create_variable(name, (dimension,), data=np.array(values, dtype="f4")).attrs["role"] = "state"


def _names(group, kind, values):
    names = group.create_variable(f"{kind}_name", (kind,), dtype=_text())
    names[...] = np.array(values, dtype=object)
    names.attrs["role"] = "name"


def _link(group, kind, name, of, values):
    link = group.create_variable(f"{kind}_{name}", (kind,), data=np.array(values, dtype="i4"))
    link.attrs.update({"role": "link", "refers_to": of})


def add_events(path):
    """A directive act and a delivery in run 0, a facilitative and a directive act in run 1."""
    with h5netcdf.File(path, "a") as file:
        group = file.create_group("events")
        group.dimensions = {"event": 4}
        for name, values in (("run", [0, 0, 1, 1]), ("month", [0, 1, 0, 2])):
            group.create_variable(name, ("event",), data=np.array(values, dtype="i4"))
        for name, words, values in (
            ("kind", "act delivered", [0, 1, 0, 0]),
            ("mode", "facilitative directive", [1, 255, 0, 1]),
        ):
            variable = group.create_variable(name, ("event",), data=np.array(values, dtype="u1"))
            variable.attrs["flag_meanings"] = words
        months = np.array([np.nan, 7, np.nan, np.nan], dtype="f4")
        group.create_variable("months", ("event",), data=months)
    return path


def _text():
    import h5py

    return h5py.string_dtype("utf-8")


def _outcome(file, name, values):
    variable = file.create_variable(name, ("run",), data=np.array(values, dtype="f8"), fillvalue=np.nan)
    _describe(variable, name, "outcome")
    if name == "regime":
        variable.attrs["flag_values"] = np.arange(5, dtype="i4")
        variable.attrs["flag_meanings"] = REGIMES


OUTCOMES = {
    "synergy": [0.13, 0.09, 0.17, 0.06, 0.11, 0.12, 0.15, 0.05],
    "delay": [7.0, 9.5, 6.0, np.nan, 8.5, 11.0, 7.5, 10.5],
    "conflict": [0.21, 0.33, 0.19, 0.38, 0.27, 0.29, 0.25, 0.36],
    "stall": [0.31, 0.43, 0.29, 0.47, 0.33, 0.39, 0.37, 0.41],
    "moved_by_structure": [0.23, 0.31, 0.19, 0.29, 0.21, 0.27, 0.25, 0.33],
    "moved_by_process": [0.37, 0.33, 0.41, 0.35, 0.39, 0.37, 0.35, 0.31],
    "moved_by_participant": [0.40, 0.36] * 4,
    "regime": [0, 2, 0, 4, 2, 0, 0, 3],
}
# Each run's months.
HISTORIES = {
    "synergy": "01 07 13, 01 05 09, 02 09 17, 02 04 06, 01 06 11, 01 07 12, 02 08 15, 02 03 05",
    "age_in_hand": "1 2 3, 1 3 5, 1 2 4, 2 3 6, 1 2 2, 1 3 4, 1 2 3, 2 3 5",
    "conflict": "20 21 22, 20 31 42, 20 19 18, 20 33 46, 20 23 26, 20 27 34, 20 25 30, 20 29 38",
    "standing_still": "10 20 31, 10 30 43, 10 20 29, 20 30 47, 10 20 33, 10 30 39, 10 20 37, 20 30 41",
    "energy": ", ".join(["90 80 70, 80 60 40"] * 4),
    "acts_facilitative": "3 7 12, 2 5 8, 4 8 13, 2 4 7, 3 6 11, 3 5 7, 4 9 14, 1 4 6",
    "acts_directive": "1 2 3, 2 4 7, 1 2 4, 2 5 8, 1 3 4, 1 3 5, 1 2 3, 2 5 8",
}
HUNDREDTHS = ("synergy", "conflict", "standing_still", "energy")


def _months(name):
    """A history as numbers [run][month]."""
    per = 100 if name in HUNDREDTHS else 1
    return [[int(number) / per for number in run.split()] for run in HISTORIES[name].split(", ")]


def two_arms(path, **changes):
    """Two arms, four replicates, three months: run order level, cuts, level, cuts, ..."""
    contents = {"arms": ["level", "cuts"], "replicates": 4, "outcomes": OUTCOMES, "histories": {name: _months(name) for name in HISTORIES}}
    return write(path, **{**contents, **changes})
