"""Networks as other programs write them, whole and mangled: what is read is read as it is meant, the rest is refused with its place."""

import pathlib
import random
import re

import pytest

NETWORKS = sorted((pathlib.Path(__file__).parent / "networks").iterdir())
STUDY = "months: 3\nreplicates: 1\nplaces: { file: nodes.txt }\nroads: { file: links.txt }\n"


def mangled(data, luck):
    """A few changes somewhere: bytes gone, doubled, turned, cut off, or another file's in between."""
    data = bytearray(data)
    for _ in range(luck.randint(1, 4)):
        at, more = luck.randrange(len(data) + 1), luck.randrange(1, 12)
        kind = luck.randrange(6)
        if kind == 0:
            del data[at : at + more]
        elif kind == 1:
            data[at:at] = data[at : at + more]
        elif kind == 2:
            data[at:at] = luck.choice([b'"', b"\n", b"<", b">", b"&#x10ffff;", b"*Vertices 99999999", b",", b"\0", b"-1", b"1e308", b"]]>"])
        elif kind == 3 and at < len(data):
            data[at] = luck.randrange(256)
        elif kind == 4:
            del data[at:]
        else:
            other = luck.choice(NETWORKS).read_bytes()
            data[at:at] = other[luck.randrange(len(other)) :][: 4 * more]
    return bytes(data)


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.name)
def test_a_mangled_network_is_read_or_refused_with_its_place_and_never_a_crash(path, toy, tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY)
    refused = 0
    for seed in range(12):
        data = mangled(path.read_bytes(), random.Random(f"{path.name} {seed}"))
        (tmp_path / "nodes.txt").write_bytes(data)
        (tmp_path / "links.txt").write_bytes(data)
        done = toy("check", "study.yaml", cwd=tmp_path, expect=None)
        assert done.returncode in (0, 2), (seed, done.stderr)
        refused += done.returncode == 2
        for line in done.stderr.splitlines():
            assert re.match(r"((nodes|links)\.txt|study\.yaml)(:\d+)*: error: |error: ", line), (seed, line)
    assert refused > 0


def test_what_yed_writes_is_read_with_its_labels_and_literal_texts(toy, tmp_path):
    (tmp_path / "nodes.txt").write_bytes((pathlib.Path(__file__).parent / "networks/yed.graphml").read_bytes())
    (tmp_path / "links.txt").write_bytes((tmp_path / "nodes.txt").read_bytes())
    (tmp_path / "study.yaml").write_text(STUDY)
    toy("run", "study.yaml", "-o", "out", "--quiet", cwd=tmp_path)
    text = (tmp_path / "out/plan/study.yaml").read_text()
    assert '"Town & county":' in text and '"Müller":' in text
