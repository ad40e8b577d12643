"""Would anybody notice a wrong rule? Breaks the kernel's rules, one place at a time, and says which tests see it.

    python3 tests/slow/mutate.py --count 80 --seed 1

A mutant is one change of one line of models/: a sign, a comparison, an index, a number, a term or statement dropped, operands swapped.
It is built in a copy of the sources, with one kernel of one lane. Mutants that do not compile, or compile to the same code, are passed over.
Every witness is a command that should fail. Where none of them sees a mutant, look whether it changes anything that can be seen: a limit that no
number ever meets, say, changes nothing.
"""

import argparse
import filecmp
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3"
WITNESSES = {"reference": f"CAVI_BUILD=build REFERENCE_STUDIES=60 REFERENCE_MONTHS=60 {PYTHON} -B -m pytest -x -q -p no:cacheprovider tests/test_reference.py",
             "rules": "make -s build/test_models {flags} && build/test_models"}
FLAGS = "KERNELS=generic_1 CFLAGS=-O1"
KERNEL = "build/models/collaboration_kernel-generic_1.o"
OTHER = {"<": ">", ">": "<", "<=": "<", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "&&": "||", "||": "&&", "i": "j", "j": "i",
         "least": "most", "most": "least", "min": "max", "max": "min"}


def closed(code, at):
    """End of the operand that begins at `at`: where a bracket closes or an operator of a sum, a comparison, a list follows."""
    depth = 0
    for end in range(at, len(code)):
        depth += (code[end] in "([") - (code[end] in ")]")
        if depth < 0 or (depth == 0 and (code[end] in ",;" or re.match(r" ([-+*/<>?:&|]|[=!]=)", code[end:]))):
            return end
    return len(code)


def other(kind, pattern):
    return kind, pattern, lambda code, m: [(m.start(1), m.end(1), OTHER[m[1]])]


def swapped(code, m):
    middle = closed(code, m.end())
    end = closed(code, middle + 2)
    first, second = code[m.end():middle], code[middle + 2:end]
    return [(m.end(), end, f"{second}, {first}")] if code[middle:middle + 2] == ", " and first != second and "real " not in first else []


def without(code, m):
    return [(m.start(), closed(code, m.end()), "")]


# kind, where, and what then stands there: (from, to, text)
MUTATIONS = [
    other("sign", r" ([-+])=? "),
    other("comparison", r"(?<!for).* (<=|>=|<|>|==|!=) "),
    ("limit", r"^(?!\s*for).* ([<>]) ", lambda code, m: [(m.start(1), m.end(1), m[1] + "=")]),
    other("index", r"\[([ij])\]"),
    ("index", r"(?<![\w.(])(\d+)(?![\w.])", lambda code, m: [(m.start(1), m.end(1), str(int(m[1]) + 1))]),
    ("number", r"R\(([\d.]+)\)", lambda code, m: [(m.start(1), m.end(1), f"{float(m[1]) * 1.25 + 0.01:.4g}")]),
    ("dropped term", r" [-+] ", without),
    ("dropped factor", r" [*] ", without),
    ("dropped statement", r"^ +(?:now->|AT\(|\*)[^;]* [-+*]?= [^;]*;$", lambda code, m: [(m.start(), m.end(), ";")]),
    ("swapped operands", r"\b(?!least|most|min|max)[a-z]\w+\(", swapped),
    other("least and most", r"\b(least|most|min|max)\("),
    other("and, or", r" (&&|\|\|) "),
]


def sources(root):
    """The kernel's chapters, and the headers that hold their rules."""
    chapters = re.findall(r'^#include "(\w+)\.c"', (root / "models/collaboration_kernel.c").read_text(), re.M)
    return [root / f"models/{name}.{end}" for name in chapters for end in "ch" if (root / f"models/{name}.{end}").exists()]


def mutants(root):
    """kind -> list of (file, number of the line, line, line in its place)."""
    found = {}
    for path in sources(root):
        text = re.sub(r'/\*.*?\*/|"[^"\n]*"|^#.*?$', lambda m: re.sub(r"[^\n]", "~", m[0]), path.read_text(), flags=re.M | re.S)
        for number, (line, code) in enumerate(zip(path.read_text().split("\n"), text.split("\n"))):
            for kind, pattern, change in MUTATIONS:
                for m in re.finditer(pattern, code):
                    for start, end, now in change(code, m):
                        found.setdefault(kind, []).append((path.relative_to(root), number, line, line[:start] + now + line[end:]))
    return found


def drawn(root, seed):
    """Mutants in an order drawn by seed, one of every kind in turn."""
    chance, kinds = random.Random(seed), mutants(root)
    for some in kinds.values():
        chance.shuffle(some)
    while any(kinds.values()):
        for kind, some in kinds.items():
            if some:
                yield (kind, *some.pop())


def shell(command, root):
    try:
        return subprocess.run(["nice", "bash", "-c", command.format(flags=FLAGS)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              timeout=600).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def tried(root, first, mutant, witnesses):
    """Which witnesses see it; None where it does not compile, or to the same code."""
    kind, path, number, line, now = mutant
    whole = (root / path).read_text()
    lines = whole.split("\n")
    lines[number] = now
    (root / path).write_text("\n".join(lines))
    try:
        if not shell("make -s build/cavi {flags}", root) or filecmp.cmp(root / KERNEL, first, shallow=False):
            return None
        return {name: not shell(command, root) for name, command in witnesses.items()}
    finally:
        (root / path).write_text(whole)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--among", default="", type=lambda text: [int(one) for one in text.split(",") if one], help="their numbers, to try these alone: 3,17")
    parser.add_argument("--sources", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent.parent)
    parser.add_argument("--witness", action="append", default=[], help="NAME=COMMAND, run in the copy; in place of the usual ones")
    options = parser.parse_args()
    witnesses = dict(one.split("=", 1) for one in options.witness) or WITNESSES
    with tempfile.TemporaryDirectory(prefix="cavi_mutants_") as folder:
        root, first = pathlib.Path(folder, "sources"), pathlib.Path(folder, "first.o")
        shutil.copytree(options.sources, root, ignore=shutil.ignore_patterns("build", "out", ".git"))
        if not shell("make -s build/cavi {flags}", root) or not all([shell(command, root) for command in witnesses.values()]):
            sys.exit("the sources do not build, or a witness fails before anything is broken")
        shutil.copy(root / KERNEL, first)
        seen = []
        print("\t".join(["", *witnesses, "kind", "where", "change"]))
        for number, mutant in enumerate(drawn(root, options.seed)):
            if len(seen) == (len(options.among) or options.count):
                break
            if options.among and number not in options.among:
                continue
            result = tried(root, first, mutant, witnesses)
            if result is not None:
                kind, path, at, line, now = mutant
                print("\t".join([str(number), *("sees" if sees else "-" for sees in result.values()), kind, f"{path}:{at + 1}",
                                 f"{line.strip()}  =>  {now.strip()}"]), flush=True)
                seen.append(result)
    for name in witnesses:
        print(f"{name} sees {sum(one[name] for one in seen)} of {len(seen)}")


if __name__ == "__main__":
    main()
