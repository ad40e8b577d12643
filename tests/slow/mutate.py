"""Would anybody notice a wrong rule? Breaks the kernel's rules, one place at a time, and says whether the reference sees it.

    python3 tests/slow/mutate.py --count 60 --seed 1
    python3 tests/slow/mutate.py --among 3f09a1,77c2de --studies 120
    python3 tests/slow/mutate.py --witness 'rules=make -s build/test_models {flags} && build/test_models --filter "!(parameters|parts)/*"'

A mutant is one change of one line of models/: a sign, a comparison, an index, a number, a term or statement dropped, operands swapped.
Its name is drawn from the line and the change, so that it stays the same while that line does. It is built in a copy of the sources, with
one kernel of one lane. Mutants that do not compile, or compile to the same code, are passed over.

The reference (tests/test_reference.py) is asked first, study by study, until something differs. A month that the mutant leaves as it was
is computed by the reference only once for all mutants. --witness adds a command that should fail. The status is 1 if nobody sees a mutant:
look then whether it changes anything that can be seen. A limit that no number ever meets, say, changes nothing.
"""

import argparse
import filecmp
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from programs import Program  # noqa: E402
from reference.comparison import Comparison  # noqa: E402
from reference.studies import Study  # noqa: E402
from reference.world import Model  # noqa: E402

FLAGS = "KERNELS=generic_1 CFLAGS=-O1 WARN=-w WASM=false"
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
    """The kernel's chapters but the invariants, which no sound month breaks, and the headers that hold their rules."""
    chapters = re.findall(r'^#include "((?!invariants)\w+\.c)"', (root / "models/collaboration_kernel.c").read_text(), re.M)
    return [root / "models" / name for name in chapters] + [path for path in sorted((root / "models").glob("*.h")) if "RULE " in path.read_text()]


def mutants(root):
    """kind -> {name: (file, number of the line, line, line in its place)}."""
    found = {}
    for path in sources(root):
        text = re.sub(r'/\*.*?\*/|"[^"\n]*"|^#.*?$', lambda m: re.sub(r"[^\n]", "~", m[0]), path.read_text(), flags=re.M | re.S)
        for number, (line, code) in enumerate(zip(path.read_text().split("\n"), text.split("\n"))):
            for kind, pattern, change in MUTATIONS:
                for start, end, now in (one for m in re.finditer(pattern, code) for one in change(code, m)):
                    changed = line[:start] + now + line[end:]
                    found.setdefault(kind, {})[named(path.name, line, changed)] = (path.relative_to(root), number, line, changed)
    return found


def named(*words):
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:6]


def drawn(found, seed):
    """Names of mutants in an order drawn by seed, one of every kind in turn."""
    left = [sorted(some, key=lambda name: named(str(seed), name), reverse=True) for some in found.values()]
    while any(left):
        yield from [some.pop() for some in left if some]


class Copy:
    """A copy of the sources, in which they are broken and built."""

    def __init__(self, folder, witnesses, studies, months):
        self.root, self.first, self.witnesses = pathlib.Path(folder, "sources"), pathlib.Path(folder, "first.o"), witnesses
        shutil.copytree(ROOT, self.root, ignore=shutil.ignore_patterns("build", "out", ".git"))
        if not self.builds():
            sys.exit("the sources do not build")
        shutil.copy(self.root / KERNEL, self.first)
        self.cavi = Program(self.root / "build/cavi")
        self.comparison = Comparison(Model(self.cavi("describe", "--markdown").stdout, self.cavi("params", "--markdown").stdout), months)
        self.studies = [Study(self.comparison.model, number) for number in range(studies)]
        seen = self.seen()
        if any(seen.values()):
            sys.exit(f"before anything is broken, this sees a difference: {', '.join(who for who, sees in seen.items() if sees)}")

    def shell(self, command):
        """Run in the copy; whatever a make that called this was told does not hold there."""
        environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")}
        try:
            return subprocess.run(["bash", "-c", command.format(flags=FLAGS)], cwd=self.root, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env=environment, timeout=600).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def builds(self):
        return self.shell("make -s build/cavi {flags}")

    def reference_sees(self):
        self.comparison.seen = {}
        try:
            return any(True for study in self.studies for _ in self.comparison.differences(self.cavi, study))
        except (AssertionError, subprocess.TimeoutExpired):
            return True

    def seen(self):
        return {"reference": self.reference_sees(), **{name: not self.shell(command) for name, command in self.witnesses.items()}}

    def tried(self, path, number, line, changed):
        """witness -> whether it sees the mutant; None where it does not compile, or to the same code."""
        whole = (self.root / path).read_text()
        lines = whole.split("\n")
        lines[number] = changed
        (self.root / path).write_text("\n".join(lines))
        try:
            return self.seen() if self.builds() and not filecmp.cmp(self.root / KERNEL, self.first, shallow=False) else None
        finally:
            (self.root / path).write_text(whole)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="the order in which mutants are drawn")
    parser.add_argument("--count", type=int, default=60, help="how many to try")
    parser.add_argument("--among", default="", help="their names, to try these alone: 3f09a1,77c2de")
    parser.add_argument("--studies", type=int, default=24, help="how many studies the reference computes")
    parser.add_argument("--months", type=int, default=24, help="how many months of each")
    parser.add_argument("--witness", action="append", default=[], help="NAME=COMMAND, run in the copy")
    options = parser.parse_args()
    found = mutants(ROOT)
    where = {name: (kind, *mutant) for kind, some in found.items() for name, mutant in some.items()}
    among = [name for name in options.among.split(",") if name]
    if gone := [name for name in among if name not in where]:
        sys.exit(f"the lines of these mutants have changed; choose others in their place: {', '.join(gone)}")
    results = []
    with tempfile.TemporaryDirectory(prefix="cavi_mutants_") as folder:
        copy = Copy(folder, dict(one.split("=", 1) for one in options.witness), options.studies, options.months)
        for name in among or drawn(found, options.seed):
            kind, path, number, line, changed = where[name]
            result = copy.tried(path, number, line, changed)
            if result is None:
                continue
            results.append(result)
            print("\t".join([name, *(f"{who}: {'sees' if sees else '-'}" for who, sees in result.items()), kind, f"{path}:{number + 1}",
                             f"{line.strip()}  =>  {changed.strip()}"]), flush=True)
            if len(results) == (len(among) or options.count):
                break
    for who in results[0]:
        print(f"{who}: sees {sum(one[who] for one in results)} of {len(results)}")
    sys.exit(not all(any(one.values()) for one in results))


if __name__ == "__main__":
    main()
