"""Time this build beside another one, for instance that of an earlier commit, on one core.

    /usr/bin/python3 benchmarks/beside.py build ../before/build [rounds]

Both need `make build` and `make bench BENCH_ARGS=--quick` before. Each round times this and the other, one after the other; printed are the
medians over the rounds of the CPU seconds of each and of their ratio (below 1: this build is faster), with the least and the
largest. The reference workload is the same in both, so that the engine is compared; what a month of the theory costs is
compared too, and means something only where both hold one version of the model.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from bench import ONE_CORE, Run, on_one_core


def in_memory(program, partners, runs):
    """Computes the study in memory; CPU seconds of the fastest of three passes."""
    def seconds(build, folder, environment):
        study = folder / f"memory_{partners}.yaml"
        study.write_text("\n".join([f"title: {partners}", f"replicates: {runs}", *lite(partners), ""]))
        words = on_one_core([str(build / "bench" / program), str(study), "best", "1", "3"])
        lines = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()
        return min(float(line) for line in lines if len(line.split()) == 1)
    return seconds


def lite(partners):
    return ["months: 120", "arms:", f"  level: {{ partners: {partners} }}"]


def whole(program, lines, *options):
    """`PROGRAM run` from start to end; CPU seconds, those of the system (writing) with them."""
    def seconds(build, folder, environment):
        run = Run(build, folder, "run", lines, 1, *options)
        run.words[0] = str(build / program)
        run.time(environment)
        return run.busy
    return seconds


def questions():
    """What is timed: a line of the table and the function that times it."""
    histories = [*lite(12), "replicates: 20000", "histories: all"]
    outcomes = [*lite(12), "replicates: 100000", "histories: none"]
    area = ["months: 120", "replicates: 512"]
    return {
        "collab-lite in memory, 12 partners": in_memory("ensemble-lite", 12, 20000),
        "collab-lite in memory, 50 partners": in_memory("ensemble-lite", 50, 2000),
        "collab-lite run, blocks with all histories": whole("collab-lite", histories, "--no-collect"),
        "collab-lite run, blocks with all histories, collected": whole("collab-lite", histories),
        "collab-lite run, blocks with outcomes": whole("collab-lite", outcomes, "--no-collect"),
        "collab-lite run, blocks with outcomes, collected": whole("collab-lite", outcomes),
        "cavi run, an area as given, all histories": whole("cavi", area),
    }


def middle(values):
    return f"{statistics.median(values):7.3f} ({min(values):.3f} to {max(values):.3f})"


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    builds = [pathlib.Path(word).resolve() for word in sys.argv[1:3]]
    rounds = int(sys.argv[3]) if len(sys.argv) == 4 else 9
    environment = {**os.environ, **ONE_CORE}
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        for what, seconds in questions().items():
            pairs = [[seconds(build, folder, environment) for build in builds] for _ in range(rounds)]
            this, other = zip(*pairs, strict=True)
            print(f"{what:<55} this {middle(this)} s, other {middle(other)} s, ratio {middle([a / b for a, b in pairs])}", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
