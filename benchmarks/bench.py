"""Time cavi beside what a user would write instead, on this machine, in one interleaved run.

Every round times each program once, one after the other (A B C A B C), and the least of all rounds counts: other work on
the machine can only slow a program down. All programs of the reference workload must agree on what it does, or there is no
table. Prints a table, and writes it as CSV with machine, commit and compiler to out/bench/.
"""
import argparse
import csv
import datetime
import math
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
TICKS = 120
SIZES = ((12, 1000), (50, 100))
NUMBERS = ("trust", "frustration", "commitment", "conflict", "mobilisation", "progress")
REFERENCE = "plain C, xoshiro256++"
ONE_CORE = dict(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
SCENARIO = HERE.parent / "configs/scenarios/childrens_services.yaml"
ONE_LANE = "v3_1" if platform.machine() == "x86_64" else "generic_1"
MOST_ERRORS = 4.5  # standard errors between two means: one in 10^5 comparisons by luck


class Program:
    """Something that can be timed: prints seconds of each pass, then a mean and a standard deviation a line."""

    def __init__(self, name, command, passes=3):
        self.name, self.command, self.passes = name, command, passes
        self.seconds = math.inf

    def call(self, environment, runs, passes):
        """Seconds of each pass, and the pairs (mean, sd)."""
        words = [str(word) for word in self.command(runs, passes)]
        done = subprocess.run(on_one_core(words), env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"bench: {' '.join(words)} failed:\n{done.stderr}")
        lines = [[float(word) for word in line.split()] for line in done.stdout.splitlines()]
        return [line[0] for line in lines if len(line) == 1], [line for line in lines if len(line) == 2]

    def time(self, environment, runs):
        self.seconds = min([self.seconds] + self.call(environment, runs, self.passes)[0])


def on_one_core(words):
    """The last core, since the first tends to have the interrupts."""
    return ["taskset", "-c", str(max(os.sched_getaffinity(0)))] + words if shutil.which("taskset") else words


def lite_study(folder, partners, runs):
    path = folder / f"lite_{partners}.yaml"
    path.write_text(f"title: The reference workload with {partners} partners\nmonths: {TICKS}\nreplicates: {runs}\n"
                    f"arms:\n  level: {{ partners: {partners} }}\n")
    return path


def lite_programs(build, folder, partners):
    bench, peers = build / "bench", HERE / "peers"

    def native(name):
        return lambda runs, passes: [bench / name, partners, runs, passes]

    def python(name):
        return lambda runs, passes: [sys.executable, "-B", peers / name, partners, runs, passes]

    def engine(kernel):
        return lambda runs, passes: [bench / "ensemble-lite", lite_study(folder, partners, runs), kernel, 1, passes]

    return [
        Program(REFERENCE, native("plain_xoshiro")),
        Program("plain C, GSL's mt19937", native("plain_gsl")),
        Program("numba, scalar loops", python("scalar_numba.py")),
        Program("numpy, 64 runs a batch, float32", python("batched_numpy.py")),
        Program("cavi, one lane", engine(ONE_LANE), passes=5),
        Program("cavi", engine("best"), passes=20),
    ]


def check_agreement(programs, runs, partners, environment):
    """Every mean within Monte-Carlo error of the reference, or an end to it."""
    numbers = {program.name: program.call(environment, runs, 1)[1] for program in programs}
    bad = []
    for program, own in numbers.items():
        for what, (mean, sd), (its_mean, its_sd) in zip(NUMBERS, numbers[REFERENCE], own, strict=True):
            error = math.hypot(sd, its_sd) / math.sqrt(runs)
            if not abs(mean - its_mean) <= MOST_ERRORS * error:
                bad.append(f"  {program}, {partners} partners: {what} is {its_mean:.6g}, not {mean:.6g} "
                           f"(standard error of the difference {error:.2g})")
    if bad:
        sys.exit("bench: these do not compute the reference workload:\n" + "\n".join(bad))


def limits(build, environment):
    done = subprocess.run(on_one_core([str(build / "bench" / "limits")]), env=environment, capture_output=True, text=True,
                          check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def interleaved(programs, runs, rounds, environment):
    for _ in range(rounds):
        for program in programs:
            program.time(environment, runs)


def machine(build):
    def first_line(*words):
        try:
            return subprocess.run(words, capture_output=True, text=True, cwd=HERE).stdout.splitlines()[0].strip()
        except (OSError, IndexError):
            return "unknown"

    model = "unknown"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":")[1].strip()
            break
    return {"machine": f"{model}, {os.cpu_count()} cores, {platform.machine()}",
            "commit": first_line("git", "describe", "--always", "--dirty", "--abbrev=12"),
            "compiler": first_line("gcc", "--version"), "kernel": best_kernel(build), "threads": 1}


def best_kernel(build):
    """What `cavi version` marks as chosen: "kernels: v4_16 (chosen) v3_16 ..."."""
    words = subprocess.run([build / "cavi", "version"], capture_output=True, text=True).stdout.split()
    return words[words.index("(chosen)") - 1] if "(chosen)" in words else "unknown"


def lite_rows(build, folder, rounds, environment, quick):
    rows = []
    for partners, runs in SIZES:
        programs = lite_programs(build, folder, partners)
        check_agreement(programs, runs * (1 if quick else 10), partners, environment)
        for program in programs if quick else ():
            program.passes = 1
        interleaved(programs, runs, rounds, environment)
        best = programs[-1].seconds
        for program in programs:
            rows.append(row(f"collab-lite, {partners} partners; ratio: how much faster cavi is", program.name,
                            program.seconds * 1e6 / (runs * TICKS), "us a tick", program.seconds / best))
    return rows


def row(what, program, figure, unit, ratio=""):
    return {"what": what, "program": program, "figure": figure, "unit": unit, "ratio": ratio}


class Run:
    """`cavi run` of a study, from start to finished file; seconds are those of the clock on the wall, busy those of CPU."""

    def __init__(self, build, folder, name, lines, threads=1, *options):
        self.study = folder / f"{name}.yaml"
        self.study.write_text("\n".join([f"title: {name}", *lines, ""]))
        self.out, self.threads = folder / f"{name}.out", threads
        self.words = [str(build / "cavi"), "run", str(self.study), "--quiet", "--threads", str(threads), "-o", str(self.out),
                      *options]
        self.seconds, self.busy, self.mebibytes = math.inf, math.inf, 0

    def time(self, environment):
        shutil.rmtree(self.out, ignore_errors=True)
        begun = time.monotonic()
        child = subprocess.Popen(on_one_core(self.words) if self.threads == 1 else self.words, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        self.seconds = min(self.seconds, time.monotonic() - begun)
        self.busy = min(self.busy, used.ru_utime + used.ru_stime)
        self.mebibytes = max(self.mebibytes, used.ru_maxrss / 1024)
        child.returncode = os.waitstatus_to_exitcode(status)
        shutil.rmtree(self.out, ignore_errors=True)
        if child.returncode != 0:
            sys.exit(f"bench: {' '.join(self.words)} ended with {child.returncode}")


def least_wall(words, times, environment):
    """Least seconds on the clock that a program takes from start to end."""
    def once():
        begun = time.monotonic()
        subprocess.run(on_one_core(words), env=environment, check=True, capture_output=True)
        return time.monotonic() - begun

    return min(once() for _ in range(times))


def kernel_rows(build, folder, rounds, environment, runs):
    """The model alone, in memory: all lanes against one."""
    study = folder / "kernel.yaml"
    study.write_text(f"title: kernel\nextends: {SCENARIO}\nreplicates: {runs}\n")
    programs = [Program(name, lambda _, passes, kernel=kernel: [build / "bench/ensemble-cavi", study, kernel, 1, passes], passes=3)
                for name, kernel in (("in memory, one lane", ONE_LANE), ("in memory, all lanes", "best"))]
    interleaved(programs, runs, rounds, environment)
    return [row("the model, children's services, 120 months, one core; ratio: to one lane", program.name,
                runs / program.seconds, "runs a second", programs[0].seconds / program.seconds) for program in programs]


def tie_rows(build, folder, rounds, environment, quick):
    """The whole model's cost over the directed ties of one forum: what else there is to do weighs less the larger it is."""
    runs, sizes = (16, (12, 50)) if quick else (512, (12, 25, 50))

    def program(seats):
        study = folder / f"forum_{seats}.yaml"
        study.write_text(f"title: forum\nmonths: {TICKS}\nreplicates: {runs}\nworld.seats: {seats}\n"
                         f"world.organisations: {seats}\narms: {{ forum: {{}} }}\n")
        return Program(f"forum of {seats} seats", lambda _, passes: [build / "bench/ensemble-cavi", study, "best", 1, passes])

    programs = {seats * (seats - 1): program(seats) for seats in sizes}
    interleaved(programs.values(), runs, rounds, environment)
    nanoseconds = {ties: 1e9 * program.seconds / (runs * TICKS) for ties, program in programs.items()}
    few, many = min(programs), max(programs)
    what = "the whole model for each directed tie and month, one core, in memory"
    return [row(what, programs[ties].name, nanoseconds[ties] / ties, "ns") for ties in programs] + [
        row(what, f"each tie more, from {sizes[0]} seats to {sizes[-1]}", (nanoseconds[many] - nanoseconds[few]) / (many - few), "ns")]


def model_rows(build, folder, rounds, environment, quick):
    runs, many = (32, 64) if quick else (1024, 100000)
    services, forum = [f"extends: {SCENARIO}"], ["arms:", "  small forum: {}"]

    def study(name, lines, replicates, histories, threads=1, *options):
        return Run(build, folder, name, lines + [f"replicates: {replicates}", f"histories: {histories}"], threads, *options)

    bare, full = study("bare", services, runs, "none"), study("full", services, runs, "all")
    more = study("more", services, 4 * runs, "all")
    begins = folder / "begins.yaml"
    begins.write_text(f"title: begins\nextends: {SCENARIO}\nmonths: 1\n")
    once = study("once", [*services, "months: 1"], 1, "all")
    start = [str(build / "bench/ensemble-cavi"), str(begins), "best", "1", "1"]
    short = study("short", ["months: 12", *forum], many, "none")
    apart = study("apart", ["months: 12", *forum], many, "none", 1, "--no-collect")
    long = [study(f"long_{threads}", ["months: 120", *forum], many, "none", threads) for threads in (1, 2)]
    rows = kernel_rows(build, folder, rounds, environment, runs // 2) + tie_rows(build, folder, rounds, environment, quick)
    for _ in range(rounds):
        for run in (bare, full, once):
            run.time(environment)
    for _ in range(min(rounds, 3)):
        for run in (short, apart, *long):
            run.time(environment)
    more.time(environment)
    what = "cavi run, children's services, one core, files written and collected"
    sweep = "cavi run, forum of 12 seats, outcomes only"
    return rows + [
        row(what, "outcomes only", runs / bare.seconds, "runs a second"),
        row(what, "all histories", runs / full.seconds, "runs a second"),
        row(what, "share of writing histories", 100 * (1 - bare.seconds / full.seconds), "per cent"),
        row(what, f"peak memory, {runs} runs", full.mebibytes, "MiB"),
        row(what, f"peak memory, {4 * runs} runs", more.mebibytes, "MiB"),
        row(what, "start to the end of the first month", 1000 * least_wall(start, 3 * rounds, environment), "ms"),
        row(what, "one run of one month, whole command", 1000 * once.seconds, "ms"),
        row(sweep, f"{many} runs of 12 months, 1 thread", short.seconds, "s"),
        row(sweep, "share of collecting, 12 months, CPU time", 100 * (1 - apart.busy / short.busy), "per cent"),
        row(sweep, f"{many} runs of 120 months, 1 thread", long[0].seconds, "s"),
        row(sweep, f"{many} runs of 120 months, 2 threads", long[1].seconds, "s", long[0].seconds / long[1].seconds),
    ]


def show(rows, about):
    print("\n" + "; ".join(f"{key}: {value}" for key, value in about.items()))
    what = None
    for line in rows:
        if line["what"] != what:
            what = line["what"]
            print(f"\n{what}")
        ratio = f"{line['ratio']:8.2f} x" if line["ratio"] != "" else ""
        print(f"  {line['program']:<38}{line['figure']:>10.4g} {line['unit']:<14}{ratio}".rstrip())


def write_csv(path, rows, about):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) + list(about))
        writer.writeheader()
        writer.writerows({**line, **about} for line in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"), help="folder with the programs")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/bench"), help="folder for the table")
    parser.add_argument("--rounds", type=int, default=9, help="rounds; the least time counts")
    parser.add_argument("--quick", action="store_true", help="one round, one pass: only shows that everything runs")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **ONE_CORE, "NUMBA_CACHE_DIR": str((options.out / "numba").resolve())}
    build = options.build.resolve()

    rounds = 1 if options.quick else options.rounds

    rows = lite_rows(build, options.out, rounds, environment, options.quick)
    rows += model_rows(build, options.out, rounds, environment, options.quick)
    for name, figure in limits(build, environment):
        what, unit = name.rsplit(", ", 1)
        rows.append(row("limits of one core", what, float(figure), unit))
    about = machine(build)
    show(rows, about)
    path = options.out / f"{datetime.date.today()}-{about['commit']}.csv"
    write_csv(path, rows, about)
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
