"""Random calls of the package: CAVI_CALLS=1000000 of them, in processes of their own, and as many with the address sanitizer."""

import os
import subprocess
import sys

import pytest

from programs import BUILD, ROOT

CALLS = int(os.environ.get("CAVI_CALLS", 20000))
PROGRAM = "import sys; sys.path[:0] = [{tests!r}, {analysis!r}]; import test_python; print(test_python.random_calls({calls} // test_python.KINDS_OF_CALLS, {seed}))"


# Threads that wait for each other sleep, and freed memory is used again after 16 MB: most of the time went into these two.
@pytest.mark.parametrize("build", [BUILD, BUILD / "asan"])
def test_random_calls_crash_nothing(build):
    library = build / "libcavi.so.1"
    if not library.is_file():
        pytest.skip(f"{library} is not built")
    found = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True).stdout.strip()
    more = {"LD_PRELOAD": found, "ASAN_OPTIONS": "detect_leaks=0:quarantine_size_mb=16"} if build != BUILD else {}
    program = PROGRAM.format(tests=str(ROOT / "tests"), analysis=str(ROOT / "analysis"), calls=CALLS, seed=len(build.name))
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True,
                          env={**os.environ, "CAVI_LIBRARY": str(library), "OMP_WAIT_POLICY": "passive", **more})
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) > 0
