"""Runs in memory."""

import contextlib
import operator
import os
import sys
from collections.abc import Mapping

import pandas as pd

from ._library import THE_MODEL, Error, call, ffi, lib, words
from ._results import _options, chosen, dataset, frames
from ._study import Study


def _bar():
    """A bar of tqdm on a terminal; None where there is no tqdm or nobody looks."""
    if not sys.stderr.isatty():
        return None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm


class _Watch:
    """What the library calls while it computes. An exception here, such as that of Ctrl-C, stops the work and is raised
    when the library has returned.
    """

    def __init__(self, progress):
        if not (progress is None or isinstance(progress, bool) or callable(progress)):
            raise TypeError(f"progress is True, False, None or a function, and not {progress!r}")
        self.tell = progress if callable(progress) else None
        self.tqdm = _bar() if progress is None or progress is True else None
        self.bar = self.raised = None
        self.function = ffi.callback("int(void *, long, long)", self.look, error=1, onerror=self.failed)

    def look(self, _, done, wanted):
        if self.tqdm is not None:
            self.bar = self.bar or self.tqdm(total=wanted, unit="run", leave=False)
            self.bar.total = wanted  # further waves of worlds
            self.bar.update(done - self.bar.n)
        return 1 if self.tell is not None and self.tell(done, wanted) else 0

    def failed(self, kind, value, trace):
        self.raised = value if isinstance(value, BaseException) else kind(value)

    def close(self):
        if self.bar is not None:
            self.bar.close()


def open(path):
    """The runs of a finished study, a folder of results or a results.h5, as run() would have given them; all are read.
    Their study's questions can be asked then, and the folder may go.
    """
    results = ffi.new("cavi_results **")
    call(lib.cavi_open, THE_MODEL, words(os.fspath(path)), results)
    return dataset(ffi.gc(results[0], lib.cavi_results_free))


def _threads(asked):
    """The number of threads as the library takes it; 0 for all cores."""
    try:
        return 0 if asked is None else ffi.new("int *", operator.index(asked))[0]
    except (TypeError, OverflowError):
        raise Error(f"--threads {asked} is not a whole number from 1 to 1024") from None


def _computed(function, study, made, free, threads, kernel, progress):
    """What a function of the library makes of a study, in *made; `free` ends it."""
    named, watch = ffi.NULL if kernel is None else ffi.new("char[]", words(kernel)), _Watch(progress)
    how = ffi.new("struct cavi_how *", {"threads": _threads(threads), "kernel": named, "progress": watch.function})
    try:
        call(function, *study, how, made)
    finally:
        watch.close()
        if watch.raised is not None:
            if made[0] != ffi.NULL:
                free(made[0])
            raise watch.raised
    return made


def run(study=None, /, *, replicates=None, seed=None, set=None, threads=None, kernel=None, outcomes=None, progress=None, **keys):
    """Compute a study in memory, and give its runs as an xarray Dataset.

    `study` is what `study()` takes, and so are `set`, `replicates`, `seed` and `keys`. `threads` (all cores) and `kernel`
    change no number. `outcomes` names those to show, and of them the histories that the study keeps; None shows all.
    `progress` is True, False, None (a bar of tqdm on a terminal, where there is one) or a function of runs done and runs
    wanted, whose true answer stops the work: then Stopped is raised. Runs that failed are NaN, and `status` says so.
    """
    made = Study(study, set=set, replicates=replicates, seed=seed, **keys).handle()
    results = _computed(lib.cavi_run, [made], ffi.new("cavi_results **"), lib.cavi_results_free, threads, kernel, progress)
    return dataset(ffi.gc(results[0], lib.cavi_results_free), outcomes)


def match(study=None, /, *, arm=None, table=None, seed=None, set=None, threads=None, kernel=None, progress=None, **keys):
    """Find worlds that look like real cases, as `cavi match` does: a study with `patterns` (also a frame with a row for
    each) and a design of drawn worlds. Gives data frames by name: worlds (a row a world, as worlds.csv has it), values,
    patterns, pairs, factors and waves; `table` names one of them. `arm` is needed where the study has several. Other
    arguments are those of run(); `progress` is told of worlds.
    """
    made = [Study(study, set=set, seed=seed, **keys).handle(), ffi.NULL if arm is None else ffi.new("char[]", words(arm))]
    tables = _computed(lib.cavi_match, made, ffi.new("cavi_tables **"), lib.cavi_tables_free, threads, kernel, progress)
    return chosen(frames(tables), table)


@contextlib.contextmanager
def _as_file(worlds):
    """The path of rows of a frame, in a file that is nowhere but in memory; anything else as it is."""
    if not isinstance(worlds, pd.DataFrame):
        yield worlds
        return
    with os.fdopen(os.memfd_create("worlds"), "w") as file:
        worlds.to_csv(file, index=False)
        file.flush()
        yield f"/proc/self/fd/{file.fileno()}"


def claims(studies, /, *, table="claims", quick=False, replicates=None, worlds=None, world_replicates=None, placebo=None, seed=None, set=None,
           threads=None, kernel=None, progress=None):
    """Try the claims of studies, as `cavi claims` does, and write no folder: one study or several, each with a `claim`.
    Gives a frame with a row for each claim; `table` is claims, tests (a row for each finding) or placebo, and None gives
    those that have rows. `worlds` is how many are sampled, or worlds for all claims without a design: a path or a frame.
    `quick`, `replicates`, `world_replicates` and `placebo` are the options of the command, and the others are those of
    run(). `progress` is told of runs; how many are wanted grows with each part of a claim.
    """
    several = [studies] if isinstance(studies, (str, os.PathLike, Mapping, Study)) else list(studies)
    found = []
    if not several:
        raise Error("no study with a claim is given")
    with _as_file(worlds) as path:
        said = {"quick": quick, "replicates": replicates, "worlds": path, "world_replicates": world_replicates, "placebo": placebo}
        options = [ffi.new("char[]", words(option)) for option in _options(said)]
        for study in several:
            made = [Study(study, set=set, seed=seed).handle(), options, len(options)]
            found.append(frames(_computed(lib.cavi_claims, made, ffi.new("cavi_tables **"), lib.cavi_tables_free, threads, kernel, progress)))
    whole = {name: [one[name] for one in found if len(one[name])] or [found[0][name]] for name in found[0]}
    return chosen({name: pd.concat(rows, ignore_index=True) for name, rows in whole.items()}, table)
