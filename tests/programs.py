"""Where the built programs are, and how tests run them."""

import ctypes
import os
import pathlib
import struct
import subprocess

import h5py
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / os.environ.get("CAVI_BUILD", "build")


# Begins a claim about walkers who sing; its text is formatted.
SINGING = """months: 4
replicates: 12
histories: none
arms: {{ quiet: {{}}, loud: {{ walk.loud: true }} }}
"""

# A study that adds replicates until its difference is known.
UNTIL = """title: Enough
months: 8
walk.luck: 0.43
histories: [height]
arms: { up: {}, down: { walk.way: down } }
until: { outcome: height, half_width: 0.9, at_most: 900 }
"""


class Program:
    """A built program. Tests must not inherit what a cluster's scheduler says of ranks."""

    def __init__(self, path):
        self.path = path
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLURM_", "OMPI_", "PMI_"))}

    def __call__(self, *words, expect=0, cwd=None, before=None, **environment):
        """`before` is called in the new process, before it becomes the program."""
        done = subprocess.run([self.path, *map(str, words)], capture_output=True, text=True, cwd=cwd, preexec_fn=before,
                              env={**self.environment, **environment}, timeout=300)
        if expect is not None:
            assert done.returncode == expect, f"status {done.returncode}, not {expect}: {done.stderr}"
        return done

    def finish(self, folder, study, *words, **more):
        """Write a study's text into a folder, which is made where there is none, run it into `out` beside it, and return that."""
        folder.mkdir(exist_ok=True)
        (folder / "study.yaml").write_text(study)
        self("run", folder / "study.yaml", "-o", folder / "out", *words, **more)
        return folder / "out"

    def start(self, *words, cwd=None, before=None, **environment):
        """Run in the background; the caller waits."""
        return subprocess.Popen([self.path, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                cwd=cwd, preexec_fn=before, env={**self.environment, **environment})

    def kernels(self):
        """Names of the kernels that this machine can run."""
        names = self("version").stdout.split("kernels:")[1].replace("(chosen)", "").split()
        flags = pathlib.Path("/proc/cpuinfo").read_text()
        needs = {"v4": "avx512bw", "v3": "avx2", "v2": "sse4_2", "generic": ""}
        return [name for name in names if needs[name.split("_")[0]] in flags]


class Area:
    """A folder in which studies are written, checked and run."""

    def __init__(self, program, folder):
        self.program, self.folder, self.runs = program, folder, 0

    def write(self, **files):
        for name, text in files.items():
            (self.folder / name.replace("_csv", ".csv")).write_bytes(text if isinstance(text, bytes) else text.encode())

    def check(self, text, *words, expect=0):
        self.write(**{"study.yaml": text})
        done = self.program("check", "study.yaml", *words, cwd=self.folder, expect=expect)
        return done.stderr if expect else done.stdout

    def run(self, text, *words):
        self.runs += 1
        self.write(**{"study.yaml": text})
        self.program("run", "study.yaml", "-o", f"out{self.runs}", "--quiet", *words, cwd=self.folder)
        return self.folder / f"out{self.runs}"

    def read(self, text):
        """The first arm as the program has understood it: texts throughout."""
        study = yaml.load(text_of(self.run(text) / "plan/study.yaml"), yaml.BaseLoader)
        return next(iter(study["arms"].values()))


def blocks(folder):
    """Bytes of each block of an output folder."""
    return {path.name: path.read_bytes() for path in sorted(pathlib.Path(folder, "blocks").glob("*.block"))}


def results(folder):
    return pathlib.Path(folder, "results.h5").read_bytes()


# What /provenance says of the program, and of how its study came about; all else follows from the study.
OF_THE_BUILD = {"provenance@commit", "provenance@compiler"}
OF_ITS_GROWTH = {"provenance@grew_from_replicates", "provenance@grew_from_points"}


def held(folder, without=()):
    """Bytes of every variable and text of every attribute of results, by name, but for those left out. References among
    variables are places in the file, and are left out too."""
    found = {}

    def look(name, one):
        for key, value in one.attrs.items():
            if f"{name}@{key}" not in without and key not in ("DIMENSION_LIST", "REFERENCE_LIST"):
                found[f"{name}@{key}"] = repr(value)
        if isinstance(one, h5py.Dataset):
            found[name] = (one.dtype, one.shape, one[()].tobytes() if one.dtype.kind != "O" else repr(one[()]))

    with h5py.File(pathlib.Path(folder, "results.h5") if pathlib.Path(folder).is_dir() else folder) as file:
        look("", file)
        file.visititems(look)
    return found


def same_but_for(without, a, b):
    """Have two output folders the same blocks, and results that differ at most in what is left out?"""
    return held(a, without) == held(b, without) and blocks(a) == blocks(b)


def kernel_without(refused, newer_than=None, error=38):
    """For `before`: from now on the kernel answers system calls of these numbers (of x86-64) with an error (38 is ENOSYS), and
    those of numbers above `newer_than` with ENOSYS."""
    load, equal, greater, give, allow = 0x20, 0x15, 0x25, 0x06, 0x7FFF0000
    rules = [(load, 0, 0, 0)]
    for number in refused:
        rules += [(equal, 0, 1, number), (give, 0, 0, 0x00050000 | error)]
    if newer_than is not None:
        rules += [(greater, 0, 1, newer_than), (give, 0, 0, 0x00050000 | 38)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in [*rules, (give, 0, 0, allow)]))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules) + 1, ctypes.addressof(code)))
    libc = ctypes.CDLL(None)

    def enter():
        no_new_privileges, seccomp, by_filter = 38, 22, 2
        assert libc.prctl(no_new_privileges, 1, 0, 0, 0) == 0 and libc.prctl(seccomp, by_filter, program, 0, 0) == 0
        assert code

    return enter


class Checksum(ctypes.Structure):
    """XXH3-128 as libxxhash returns it."""

    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


def hashed(data):
    """XXH3-128 of bytes, as (low, high)."""
    call = ctypes.CDLL("libxxhash.so.0").XXH3_128bits
    call.restype, call.argtypes = Checksum, (ctypes.c_char_p, ctypes.c_size_t)
    found = call(data, len(data))
    return found.low, found.high


def seal(path, text):
    """Write a text of plan/ with its right checksum."""
    low, high = hashed(text.encode())
    path.write_text(f"{text}# checksum: {high:016x}{low:016x}\n")


def seal_results(path, like):
    """Put the seal of the results file `like` behind a file that has none, with the right size and checksum."""
    seal = like.read_bytes()[-96:]
    data = path.read_bytes()
    data += seal[:16] + struct.pack("<Q", len(data)) + seal[24:80]
    path.write_bytes(data + struct.pack("<QQ", *hashed(data)))


def text_of(path):
    """A text of plan/ without its checksum."""
    return path.read_text().rsplit("# checksum: ", 1)[0]
