"""Runs in memory."""

import os
import sys

from ._library import THE_MODEL, call, ffi, lib, words
from ._results import dataset
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
        self.tell = progress if callable(progress) else None
        self.tqdm = _bar() if progress is None or progress is True else None
        self.bar = self.raised = None
        self.function = ffi.callback("int(void *, long, long)", self.look, error=1, onerror=self.failed)

    def look(self, _, done, wanted):
        if self.tqdm is not None:
            self.bar = self.bar or self.tqdm(total=wanted, unit="run", leave=False)
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


def run(study=None, /, *, replicates=None, seed=None, set=None, threads=None, kernel=None, outcomes=None, progress=None, **keys):
    """Compute a study in memory, and give its runs as an xarray Dataset.

    `study` is what `study()` takes, and so are `set`, `replicates`, `seed` and `keys`. `threads` (all cores) and `kernel`
    change no number. `outcomes` names those to show, and of them the histories that the study keeps; None shows all.
    `progress` is True, False, None (a bar of tqdm on a terminal, where there is one) or a function of runs done and runs
    wanted, whose true answer stops the work: then Stopped is raised. Runs that failed are NaN, and `status` says so.
    """
    made = Study(study, set=set, replicates=replicates, seed=seed, **keys).handle()
    named = ffi.NULL if kernel is None else ffi.new("char[]", words(kernel))
    results, watch = ffi.new("cavi_results **"), _Watch(progress)
    how = ffi.new("struct cavi_how *", {"threads": 0 if threads is None else threads, "kernel": named, "progress": watch.function})
    try:
        call(lib.cavi_run, made, how, results)
    finally:
        watch.close()
        if watch.raised is not None:
            if results[0] != ffi.NULL:
                lib.cavi_results_free(results[0])
            raise watch.raised
    return dataset(ffi.gc(results[0], lib.cavi_results_free), outcomes)
