"""library.py [REPEATS]: what the library costs beside the program. Prints ratios, measured side by side.

- one run of 120 months: `cavi.run` of Python, less the same call from C;
- 10,000 runs of 60 months: in memory, as against `cavi run` into a folder;
- memory: what the process holds with these results, as against their arrays.
"""

import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "analysis"))

import cavi  # noqa: E402
from cavi._library import call, ffi, lib  # noqa: E402

ONE = cavi.study(months=120, replicates=1)
MANY = {"title": "many", "months": 60, "replicates": 5000, "arms": {"as it is": {}, "cut": {"context.funding.council": 0.7}}}


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def from_c():
    made, results = ONE.handle(), ffi.new("cavi_results **")
    call(lib.cavi_run, made, ffi.new("struct cavi_how *"), results)
    lib.cavi_results_free(results[0])


def program(folder):
    shutil.rmtree(folder, ignore_errors=True)
    build = ROOT / os.environ.get("CAVI_BUILD", "build")
    subprocess.run([build / "cavi", "run", folder.with_suffix(".yaml"), "-o", folder, "--quiet"], check=True)


def in_turn(first, second, repeats):
    """Times of two pieces of work, one after the other, so that both meet the same machine."""
    times = [(seconds(first), seconds(second)) for _ in range(repeats + 1)][1:]
    return [statistics.median(column) for column in zip(*times)]


def main(repeats):
    c, python = in_turn(from_c, lambda: cavi.run(ONE), 20 * repeats)
    print(f"one run of 120 months: C {1e3 * c:.2f} ms, Python {1e3 * python:.2f} ms: {1e3 * (python - c):.2f} ms more")
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "many")
        out.with_suffix(".yaml").write_text(cavi.study(MANY).text)
        memory, disk = in_turn(lambda: cavi.run(MANY), lambda: program(out), repeats)
    print(f"10,000 runs of 60 months: in memory {memory:.2f} s, `cavi run` {disk:.2f} s: ratio {memory / disk:.2f}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    runs = cavi.run(MANY, replicates=20000)
    arrays = sum(variable.nbytes for variable in runs.variables.values()) / 1e6
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3
    print(f"40,000 runs: arrays of {arrays:.0f} MB; the process grew by {held:.0f} MB beyond what 10,000 runs took: "
          f"three quarters of these arrays are {0.75 * arrays:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
