"""Where the built programs are, and how tests run them."""

import os
import pathlib
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
