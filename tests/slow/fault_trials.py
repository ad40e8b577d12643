"""Trials of the fault machine: from its number alone each makes a folder, harms it in some random ways, and looks whether
what is there is true, and whether the same command ends with the bytes of an unbroken run.
"""

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time

from programs import BUILD, OF_ITS_GROWTH, held

if not (BUILD / "faults.so").exists():
    raise FileNotFoundError(f"{BUILD}/faults.so is not built, without which no call would fail: make {BUILD.name}/faults.so")

# A block is 64 runs of the toy, or all runs of the other model. In each pair the first study grows into the second.
WALK = "months: 600\nseed: 4711\n"
DRAWN = "design: { random: { points: %d, factors: { walk.gain: { from: 0.1, to: 0.7 } } } }\n"
TALE = "months: 5\nluck: 0.31\nsnapshots: { months: [2], replicates: [0, 1] }\nevents: {}\n"
STUDIES = {
    "replicates": ("toy", WALK + "replicates: 70\n", WALK + "replicates: 201\n"),
    "arms": ("toy", WALK + "replicates: 50\narms: { a: {}, b: { walk.gain: 0.3 } }\n",
             WALK + "replicates: 50\narms: { c: { walk.loud: true }, b: { walk.gain: 0.3 }, a: {} }\n"),
    "points": ("toy", WALK + "replicates: 3\n" + DRAWN % 30, WALK + "replicates: 4\n" + DRAWN % 50),
    "histories": ("toy", WALK + "replicates: 130\nhistories: none\n", WALK + "replicates: 130\nhistories: [height]\n"),
    "until": ("toy", WALK + "until: { outcome: height, half_width: 0.0001, at_most: 70 }\n",
              WALK + "until: { outcome: height, half_width: 0.0001, at_most: 150 }\n"),
    "close-ups": ("told", TALE + "replicates: 3\n", TALE + "replicates: 40\n"),
}
SMALL, LARGE = 0, 1
GREW = re.compile(rb"^the study grew from .*\n", re.M)  # which an unbroken run does not

# How a command may end (by the numbers of error.h), and the beginnings of what it then says. The checks of `Trial.true`
# hold the sentences to what is the case.
ENDS = {0, 2, 65, 71, 74, 75}
ERRORS = [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EINTR, errno.EMFILE, errno.EACCES, 0]


def results(out):
    """What results hold, but for whether the study grew, which an unbroken run does not."""
    return held(out, OF_ITS_GROWTH)


class Wrong(Exception):
    """What a trial has found."""


class Whole:
    """A pair of studies, and what unbroken runs make of them."""

    def __init__(self, name, folder):
        program, *texts = STUDIES[name]
        self.program, self.name = BUILD / program, name
        self.studies, self.folders = [], []
        for part, text in enumerate(texts):
            (folder / f"{name}{part}.yaml").write_text(text)
            self.studies.append(folder / f"{name}{part}.yaml")
            self.folders.append(folder / f"{name}{part}.out")
            subprocess.run([self.program, "run", self.studies[part], "-o", self.folders[part]], check=True, capture_output=True)
        self.results = [results(out) for out in self.folders]
        self.blocks = {path.read_bytes() for out in self.folders for path in out.glob("blocks/*.block")}
        self.answers = [subprocess.run([self.program, "compare", out], capture_output=True).stdout for out in self.folders]
        self.plans = {path.read_bytes() for out in self.folders for path in out.glob("plan/*")}


class Ran:
    """A command that has ended, or that was killed."""

    def __init__(self, words, code, said, answer, killed):
        self.words, self.code, self.said, self.answer, self.killed = words, code, said, answer, killed


class Trial:
    def __init__(self, whole, folder, seed, number):
        self.chance = random.Random(f"{seed} {number}")
        self.whole = whole[self.chance.choice(sorted(whole))]
        self.folder, self.out = folder, folder / "out"
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLURM_", "OMPI_", "PMI_"))}
        self.grown = False     # the larger study was run: the smaller one may be refused
        self.harmed = set()    # files of which bytes were changed
        self.faults = set()    # error numbers that were injected
        self.history = []

    # --- commands ---

    def start(self, words, environment=None, limits=()):
        before = ["prlimit", *limits] if limits else []
        return subprocess.Popen([*before, self.whole.program, *map(str, words)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env={**self.environment, **(environment or {})})

    def end(self, process, words, killed=False):
        try:
            answer, said = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Wrong(f"{words} hangs")
        ran = Ran(words, process.returncode, said.decode(), answer, killed)
        self.history.append(f"  {' '.join(map(str, words))}: status {ran.code}, {ran.said!r}")
        return ran

    def command(self, harmless=False):
        """Words of a command, one that writes more often than one that only reads."""
        part = self.chance.choice((SMALL, LARGE, LARGE))
        run = ["run", self.whole.studies[part], "-o", self.out]
        asked = [["status", self.out], ["status", "--verify", self.out], ["compare", self.out],
                 ["export", self.out, "--to", "csv", "-o", "-"], ["run", self.whole.studies[part], "-o", self.out, "--dry-run"]]
        written = [run, run, [*run, "--threads", 1], [*run, "--shard", f"{self.chance.randint(1, 3)}/3"],
                   [*run, "--no-collect"], [*run, "--progress", "json"], ["collect", self.out],
                   ["collect", self.out, "--partial"], ["collect", self.out, "--only"]]
        return self.chance.choice(asked if harmless or self.chance.random() < 0.2 else written)

    # --- harm ---

    def call(self):
        """Number of a call, rather an early one."""
        return int(2 ** self.chance.uniform(0, 8.5))

    def fault(self, error, under=None):
        return {"LD_PRELOAD": str(BUILD / "faults.so"), "CAVI_FAULT_UNDER": str(under or self.out),
                "CAVI_FAULT_AT": str(self.call()), "CAVI_FAULT_ERROR": str(error)}

    def kill(self):
        """A command is killed in the middle of a call."""
        words = self.command()
        self.check([self.end(self.start(words, self.fault(-1)), words, killed=True)])

    def fail(self):
        """A call fails, or all from one on."""
        error, words = self.chance.choice(ERRORS), self.command()
        environment = self.fault(error)
        if error != errno.EINTR and self.chance.random() < 0.5:
            environment["CAVI_FAULT_STAYS"] = "1"
        self.faults.add(error)
        self.check([self.end(self.start(words, environment), words)])

    def limit(self):
        """A command with too little of something."""
        words = self.command()
        what, value = self.chance.choice((("as", int(2 ** self.chance.uniform(24.8, 28))), ("nofile", self.chance.randint(4, 9)),
                                          ("fsize", int(2 ** self.chance.uniform(6, 18))), ("data", int(2 ** self.chance.uniform(20, 26)))))
        self.history.append(f"  limit {what} {value}")
        self.faults |= {errno.EFBIG, errno.EMFILE, errno.ENOMEM}
        self.check([self.end(self.start(words, limits=[f"--{what}={value}"]), words)], starved=what in ("as", "data"))

    def damage(self):
        """Some bytes of a file are others, or gone, or the whole file."""
        files = sorted(path for path in self.out.rglob("*") if path.is_file() and path.name != "log")
        if not files:
            return
        path = self.chance.choice(files)
        data, kind = path.read_bytes(), self.chance.choice(("flip", "flip", "flip", "cut", "empty", "longer", "gone"))
        at = self.chance.randrange(len(data)) if data else 0
        self.history.append(f"  {kind} {path.relative_to(self.folder)} at {at} of {len(data)}")
        same = os.stat(path).st_ino  # a kill may leave a file with two names
        self.harmed |= {path, *(one for one in self.out.rglob("*") if one.stat().st_ino == same)}
        if kind == "gone":
            path.unlink()
        else:
            path.write_bytes({"flip": data[:at] + bytes([data[at] ^ 1 << self.chance.randrange(8)]) + data[at + 1:] if data else b"x",
                              "cut": data[:at], "empty": b"", "longer": data + b"more"}[kind])

    def together(self):
        """Two to eight commands at once, of which some are killed or asked to stop at some moment."""
        every = [self.command() for _ in range(self.chance.randint(2, 8))]
        lags = [self.chance.choice((0, self.chance.uniform(0, 0.05))) for _ in every]
        ends = [self.chance.choice((None, None, signal.SIGKILL, signal.SIGTERM)) for _ in every]
        times = [self.chance.uniform(0, 0.08) for _ in every]
        ran = [None] * len(every)

        def one(i):
            time.sleep(lags[i])
            process = self.start(every[i])
            if ends[i] is not None:
                time.sleep(times[i])
                process.send_signal(ends[i])
            try:
                ran[i] = self.end(process, every[i], killed=ends[i] is not None)
            except Wrong as wrong:
                ran[i] = wrong
        threads = [threading.Thread(target=one, args=(i,)) for i in range(len(every))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for found in ran:
            if isinstance(found, Wrong):
                raise found
        self.check(ran, alone=False)

    def plain(self):
        words = self.command()
        self.check([self.end(self.start(words), words)])

    # --- what must be true ---

    def check(self, ran, alone=True, starved=False):
        for one in ran:
            words = [str(word) for word in one.words]
            self.grown = self.grown or (words[0] == "run" and words[1].endswith("1.yaml") and "--dry-run" not in words)
            if one.killed and one.code in (-signal.SIGKILL, -signal.SIGTERM):
                continue
            if starved and one.code == 127 or "error while loading shared libraries" in one.said:
                continue
            self.check_end(one, words)
            if one.code == 0:
                self.check_answer(one, words, alone)
        self.check_folder()

    def check_end(self, one, words):
        if one.code not in ENDS:
            raise Wrong(f"{words} ends with {one.code}: {one.said!r}")
        damaged = words[0] == "status" and b"damaged" in one.answer
        if one.code not in (0, 75) and "error: " not in one.said and not damaged:
            raise Wrong(f"{words} ends with {one.code} and says nothing of it: {one.said!r}")
        if one.code == 0 and "error: " in one.said:
            raise Wrong(f"{words} ends well and says {one.said!r}")
        for sentence in re.findall(r"error: (.*)", one.said):
            self.true(sentence)

    def true(self, sentence):
        """Is what a complaint says the case?"""
        for number in {errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.EACCES} - self.faults:
            if os.strerror(number) in sentence:
                raise Wrong(f"says what is not so: {sentence}")
        if "is damaged" in sentence and not self.harmed:
            raise Wrong(f"calls damaged what was not harmed: {sentence}")
        if "another process" in sentence and not self.history:
            raise Wrong(f"says what is not so: {sentence}")

    def check_answer(self, one, words, alone):
        if words[0] == "compare" and GREW.sub(b"", one.answer) not in self.whole.answers:
            raise Wrong(f"another answer: {one.answer!r}")
        if words[0] == "run" and alone and not {"--dry-run", "--no-collect"} & set(words):
            part = int(words[1].endswith("1.yaml"))
            if results(self.out) != self.whole.results[part]:
                raise Wrong(f"{words} ended well with other results")
        if words[0] == "collect" and alone and "--partial" not in words and results(self.out) not in self.whole.results:
            raise Wrong(f"{words} ended well with other results")

    def check_folder(self):
        """Whatever has the name of a block or of the plan is whole, or was harmed here."""
        for path in self.out.rglob("*"):
            known = {".block": self.whole.blocks, ".yaml": self.whole.plans}.get(path.suffix)
            if known is not None and path not in self.harmed and path.parent.parent == self.out:
                try:
                    data = path.read_bytes()
                except OSError:
                    continue
                if data not in known:
                    raise Wrong(f"{path} has other bytes than in an unbroken run")

    def last(self):
        """In the end the command that was given before goes on, and ends as if nothing had been."""
        part = LARGE if self.grown or self.chance.random() < 0.5 else SMALL
        words = ["run", self.whole.studies[part], "-o", self.out]
        one = self.end(self.start(words), words)
        self.check_end(one, words)
        if "run the study that the folder was made with" in one.said and self.harmed:
            made_with = ["run", self.whole.studies[SMALL], "-o", self.out]
            self.check_end(self.end(self.start(made_with), made_with), made_with)
            one = self.end(self.start(words), words)
        if one.code != 0:
            raise Wrong(f"in the end: {one.said!r}")
        if results(self.out) != self.whole.results[part]:
            raise Wrong("in the end there are other results")
        wanted = {path.name: path.read_bytes() for path in self.whole.folders[part].glob("blocks/*.block")}
        for path in self.out.glob("blocks/*.block"):
            if wanted.get(path.name) != path.read_bytes() and path not in self.harmed:
                raise Wrong(f"in the end {path.name} is another")
        left = {path.name for path in self.out.iterdir()} - {"plan", "blocks", "results.h5", "log"}
        if left or list(self.out.rglob("*.tmp")):
            raise Wrong(f"in the end there are left: {left} {list(self.out.rglob('*.tmp'))}")

    def merge(self):
        """What was made here and the smaller study are the same study again, also after a kill."""
        merged, before = self.folder / "merged", results(self.out)
        words = ["collect", self.out, self.whole.folders[SMALL], "-o", merged]
        self.end(self.start(words, self.fault(-1, merged)), words, killed=True)
        one = self.end(self.start(words), words)
        if one.code != 0 or results(merged) != before:
            raise Wrong(f"merged with the smaller study it is another: {one.said!r}")

    def run(self):
        steps = (self.kill, self.kill, self.fail, self.limit, self.damage, self.damage, self.together, self.plain)
        for _ in range(self.chance.randint(1, 5)):
            step = self.chance.choice(steps)
            self.history.append(step.__name__)
            step()
        self.history.append("last")
        self.last()
        if self.chance.random() < 0.25:
            self.history.append("merge")
            self.merge()


def wholes(folder):
    return {name: Whole(name, folder) for name in STUDIES}


def trial(whole, folder, seed, number):
    """What trial `number` found, in words; None where all is well."""
    place = folder / str(number)
    place.mkdir()
    one = Trial(whole, place, seed, number)
    try:
        one.run()
    except Wrong as wrong:
        shutil.copytree(place, folder / f"kept{number}", dirs_exist_ok=True)
        said = f"trial {number} ({one.whole.name}): {wrong}\n" + "\n".join(one.history)
        (folder / f"kept{number}" / "said").write_text(said)
        return said
    finally:
        shutil.rmtree(place)
    return None
