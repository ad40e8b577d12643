"""A study from a file, from dicts, or from data frames."""

import json
import os
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ._library import THE_MODEL, Error, call, ffi, lib, said, words

DEEPEST = 16  # maps in maps; the reader of studies allows fewer


def _rows(frame):
    """A map for each row, of the cells that are not empty."""
    return [{str(column): value for column, value in row.items() if not (np.isscalar(value) and pd.isna(value))}
            for row in frame.to_dict("records")]


def _frame(frame):
    """Rows of a table, {row: {column: value}}; of links, whose index has two levels, {from: {to: {column: value}}}."""
    rows = {}
    for label, row in zip(frame.index, _rows(frame)):
        place = rows
        for part in label[:-1] if isinstance(label, tuple) else ():
            place = place.setdefault(str(part), {})
        place[str(label[-1] if isinstance(label, tuple) else label)] = row
    return rows


# keys whose frames are no tables of names
LISTS = {"list": lambda frame: frame.to_dict("list"), "worlds": lambda frame: {"list": frame.to_dict("list")}, "patterns": _rows}


def plain(value, depth=0):
    """A value as JSON knows it, and with it YAML."""
    if depth > DEEPEST:
        raise Error(f"a study has at most {DEEPEST} maps within each other")
    if isinstance(value, pd.DataFrame):
        value = _frame(value)
    elif isinstance(value, (np.ndarray, np.generic, pd.Series, pd.Index)):
        value = value.to_dict() if isinstance(value, pd.Series) else value.tolist()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        wrong = [key for key in value if not isinstance(key, str)]
        if wrong:
            raise Error(f"a name in a study is a text, and not {wrong[0]!r}")
        return {key: plain(LISTS[key](one) if key in LISTS and isinstance(one, pd.DataFrame) else one, depth + 1) for key, one in value.items()}
    if isinstance(value, (list, tuple, range)):
        return [plain(one, depth + 1) for one in value]
    raise Error(f"a study is made of numbers, texts, lists and maps, and not of {type(value).__name__}")


def _scalar(value):
    value = plain(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Study:
    """A study: a file that is extended, keys of a study file, and what the command line may set. It is read when it is
    run, and stays as it is; `study()` makes one.
    """

    def __init__(self, source=None, set=None, replicates=None, seed=None, **keys):
        self.path, self.keys, self.set, self.replicates, self.seed = None, {}, {}, None, None
        if isinstance(source, Study):
            self.__dict__.update(source.__dict__)
        elif isinstance(source, (str, os.PathLike)):
            self.path = os.fspath(source)
        elif isinstance(source, Mapping):
            self.keys = plain(source)
        elif source is not None:
            raise TypeError(f"a study is a path, a dict or what study() gave, and not of {type(source).__name__}")
        self.keys = {**self.keys, **plain(keys)}
        if not (set is None or isinstance(set, Mapping)):
            raise TypeError("set is a dict of parameters and values")
        self.set = {**self.set, **{name: _scalar(value) for name, value in (set or {}).items()}}
        self.replicates = self.replicates if replicates is None else _scalar(replicates)
        self.seed = self.seed if seed is None else _scalar(seed)

    def handle(self):
        """The study as the library takes it."""
        keys = self.keys
        if self.path is not None and keys:
            keys = {"extends": os.path.abspath(self.path), **keys}
        text = "".join(f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
        made = lib.cavi_study_new(THE_MODEL, words("study" if keys else self.path or "study"),
                                  ffi.NULL if not keys and self.path else words(text or "{}"))
        if made == ffi.NULL:
            raise MemoryError
        made = ffi.gc(made, lib.cavi_study_free)
        for name, value in self.set.items():
            lib.cavi_study_set(made, words(name), words(value))
        if self.replicates is not None:
            lib.cavi_study_replicates(made, words(self.replicates))
        if self.seed is not None:
            lib.cavi_study_seed(made, words(self.seed))
        return made

    @property
    def text(self):
        """The study with everything said in it: a study file. Raises Error with every cause where it is none."""
        text = ffi.new("char **")
        call(lib.cavi_study_text, self.handle(), text)
        try:
            return said(text[0])
        finally:
            lib.free(text[0])


def study(source=None, /, *, set=None, replicates=None, seed=None, **keys):
    """A study from a path, a dict, another study, or nothing; `keys` are keys of a study file (docs/study_file.md), such
    as months=60, arms={...}, design={"list": a data frame with a row for each point}, worlds=a data frame with a row for each, or
    organisations=a data frame with a row for each. `set` sets parameters in all arms, as --set does. Paths in it start at the working directory, those in a file beside that file.
    """
    return Study(source, set=set, replicates=replicates, seed=seed, **keys)
