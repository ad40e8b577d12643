"""Did the compiler keep the lanes? Counts float arithmetic in each function of a kernel's object file, scalar and packed.

A lane loop that could not be vectorised still gives the right results, many times slower, and nothing else tells. With
--most the script fails where a function's scalar share is larger; functions named after --may are left out: they run once
a run, or serve rare events on one lane.
"""
import argparse
import collections
import platform
import re
import subprocess
import sys

# x86-64 tells scalar from packed by the end of the word (addss, addps), arm64 by the register (s0, v0.4s), WebAssembly by
# the beginning (f32.add, f32x4.add).
ARITHMETIC = re.compile(r"v?(?:add|sub|mul|div|sqrt|min|max|u?comi|cmp\w*?|round|rndscale|fn?m(?:add|sub)\d+)(ss|sd|ps|pd) |"
                        r"f(?:add|sub|n?mul|div|sqrt|min|max|minnm|maxnm|ccmpe?|cmpe?|cm(?:eq|gt|ge|lt|le)|rint\w|n?madd|n?msub) ([sdv])\d|"
                        r"f(32|64|32x4|64x2)\.(?:add|sub|mul|div|sqrt|p?min|p?max|eq|ne|gt|ge|lt|le|ceil|floor|trunc|nearest)\b")
SCALAR = ("ss", "sd", "s", "d", "32", "64")
MACHINES = {62: "x86-64", 183: "aarch64"}  # e_machine of an ELF file


def functions(path):
    """{function: [scalar, packed]} of an object file. A cold part of a function counts as the function."""
    with open(path, "rb") as file:
        head = file.read(20)
    if head.startswith(b"\0asm"):
        objdump = "llvm-objdump"
    else:
        machine = MACHINES[int.from_bytes(head[18:], "little")]
        objdump = "objdump" if machine.replace("-", "_") == platform.machine() else f"{machine}-linux-gnu-objdump"
    text = subprocess.run([objdump, "-d", "--no-show-raw-insn", path], capture_output=True, text=True, check=True).stdout
    found, counts = None, collections.defaultdict(lambda: [0, 0])
    for line in text.splitlines():
        if heading := re.match(r"[0-9a-f]+ <([^>]+)>:", line):
            found = heading[1].split(".")[0]
        elif found and (words := line.split("\t")[1:]):
            if word := ARITHMETIC.match(re.sub(r"\s+", " ", " ".join(words[:2]))):
                counts[found][(word[1] or word[2] or word[3]) not in SCALAR] += 1
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("object", help="such as build/models/collaboration_kernel-v4_16.o")
    parser.add_argument("--most", type=float, help="largest scalar share allowed, in per cent")
    parser.add_argument("--may", nargs="*", default=[], help="functions that may be scalar")
    options = parser.parse_args()

    counts = functions(options.object)
    if not counts:
        sys.exit(f"{options.object}: no float arithmetic in it")
    print(f"{'function':<36}{'scalar':>8}{'packed':>8}{'share':>8}")
    bad = []
    for name, (scalar, packed) in sorted(counts.items(), key=lambda item: -item[1][0]):
        share = 100 * scalar / (scalar + packed)
        print(f"{name:<36}{scalar:>8}{packed:>8}{share:>7.0f}%")
        if options.most is not None and share > options.most and name not in options.may:
            bad.append(name)
    if bad:
        sys.exit(f"{options.object}: more than {options.most:g} % scalar float arithmetic in: {' '.join(bad)}")


if __name__ == "__main__":
    main()
