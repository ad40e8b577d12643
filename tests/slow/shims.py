"""Programs under faults.c, which fails their calls on files, under hungry.c, which fails their allocations, and under
valgrind.
"""

import subprocess

from programs import BUILD


def faulty(program, *words, under, at, error, stays=False):
    """A command of which call number `at` on the folder `under` fails, and the number of such calls that it made."""
    count = under.parent / "count"
    done = program(*words, expect=None, LD_PRELOAD=str(BUILD / "faults.so"), CAVI_FAULT_UNDER=str(under),
                   CAVI_FAULT_AT=str(at), CAVI_FAULT_ERROR=str(error), CAVI_FAULT_COUNT=str(count),
                   **({"CAVI_FAULT_STAYS": "1"} if stays else {}))
    return done, int(count.read_text()) if count.exists() else 0


def each_starved(command, count):
    """Run a command once for each of its allocations, which fails: its number, what was done, and the case in words.
    `command` takes the number and the environment; it is run whole first, as number 0. `count` is a file to count in.
    """
    def starved(at):
        return command(at, LD_PRELOAD=str(BUILD / "hungry.so"), HUNGRY_AT=str(at), HUNGRY_COUNT=str(count))

    assert starved(0).returncode == 0
    total = int(count.read_text())
    assert total > 200, total
    for at in range(1, total + 1):
        done = starved(at)
        case = f"allocation {at} of {total}: status {done.returncode}, {done.stderr!r}"
        assert done.returncode in (0, 2, 71, 74), case
        yield at, done, case


def watched(program, *words):
    """A command under valgrind: status 99 where that found something."""
    return subprocess.run(["valgrind", "-q", "--error-exitcode=99", "--leak-check=full",
                           "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite",
                           "--suppressions=tests/slow/valgrind.supp", program.path, *words], capture_output=True, text=True,
                          timeout=600)
