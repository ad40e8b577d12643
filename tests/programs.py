"""Where the built programs are, and how tests run them."""

import ctypes
import os
import pathlib
import struct
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / os.environ.get("CAVI_BUILD", "build")


class Program:
    """A built program. Tests must not inherit what a cluster's scheduler says of ranks."""

    def __init__(self, path):
        self.path = path
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLURM_", "OMPI_", "PMI_"))}

    def __call__(self, *words, expect=0, cwd=None, **environment):
        done = subprocess.run([self.path, *map(str, words)], capture_output=True, text=True, cwd=cwd,
                              env={**self.environment, **environment}, timeout=300)
        if expect is not None:
            assert done.returncode == expect, f"status {done.returncode}, not {expect}: {done.stderr}"
        return done

    def start(self, *words, cwd=None, **environment):
        """Run in the background; the caller waits."""
        return subprocess.Popen([self.path, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                cwd=cwd, env={**self.environment, **environment})

    def kernels(self):
        """Names of the kernels that this machine can run."""
        names = self("version").stdout.split("kernels:")[1].replace("(chosen)", "").split()
        flags = pathlib.Path("/proc/cpuinfo").read_text()
        needs = {"v4": "avx512bw", "v3": "avx2", "v2": "sse4_2", "generic": ""}
        return [name for name in names if needs[name.split("_")[0]] in flags]


def blocks(folder):
    """Bytes of each block of an output folder."""
    return {path.name: path.read_bytes() for path in sorted(pathlib.Path(folder, "blocks").glob("*.block"))}


def results(folder):
    return pathlib.Path(folder, "results.h5").read_bytes()


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
