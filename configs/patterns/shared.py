#!/usr/bin/python3
"""Outcomes that a pattern and a claim share, as a table of README.md: printed, or with --write put in its place."""

import pathlib
import re
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
BEGIN, END = "<!-- shared -->\n", "<!-- end of shared -->\n"


def number_of(one):
    """The outcome or history that a pattern or test looks at."""
    return one.get("outcome") or one.get("history")


def patterns():
    """{outcome: names of patterns}, of all studies of this folder."""
    found = {}
    for path in sorted(HERE.glob("*.yaml")):
        for pattern in yaml.safe_load(path.read_text(encoding="utf-8"))["patterns"]:
            found.setdefault(number_of(pattern), set()).add(pattern["name"])
    return found


def claims():
    """{outcome: ids of claims}; an outcome of entities has their kind before its name."""
    found = {}
    for path in HERE.parent.glob("claims/S*.yaml"):
        claim = yaml.safe_load(path.read_text(encoding="utf-8"))["claim"]
        for test in claim.get("tests", []):
            (body,) = test.values()
            kind = body["among"] + "_" if "among" in body else ""
            for name in filter(None, (number_of(body), body.get("beside"))):
                found.setdefault(kind + name, set()).add(claim["id"])
    return found


def in_order(names):
    """Names as a text, S2 before S10."""
    return ", ".join(sorted(names, key=lambda name: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]))


def table():
    """The table in Markdown."""
    asked = claims()
    rows = [(name, in_order(of), in_order(asked[name])) for name, of in sorted(patterns().items()) if name in asked]
    return "| outcome | patterns | claims |\n|---|---|---|\n" + "".join(f"| `{name}` | {of} | {by} |\n" for name, of, by in rows)


def with_table(text):
    """A README's text with the table as it is now."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        README = HERE / "README.md"
        README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(table(), end="")
