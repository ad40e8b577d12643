"""What `make install` puts where, what it takes away again, what the manual and the shells know, and what `make dist` packs."""

import os
import re
import shutil
import subprocess

import pytest

from programs import BUILD, ROOT


def make(*words):
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    alone = ["flock", BUILD / "image.lock"]  # two tests that install would make one image at the same time
    done = subprocess.run([*alone, "make", f"B={BUILD.relative_to(ROOT)}", *map(str, words)], cwd=ROOT, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    make("install", f"DESTDIR={folder}", "PREFIX=/opt/a b")
    return folder / "opt/a b"


@pytest.fixture(scope="module")
def words(cavi):
    return [line.split()[0] for line in cavi("--help").stdout.splitlines() if line.startswith("  ")]


def test_the_installed_program_runs_an_installed_study(installed, cavi):
    done = subprocess.run([installed / "bin/cavi", "check", installed / "share/cavi/configs/studies/first_look.yaml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (installed / "share/doc/cavi/docs/cluster.md").exists()


def test_each_word_has_a_page_of_the_manual_with_its_options(installed, words, cavi):
    pages = {path.name for path in (installed / "share/man").rglob("*.?")}
    assert pages == {"cavi.1", "cavi-study.5", *(f"cavi-{word}.1" for word in words)}
    for word in words:
        text = (installed / f"share/man/man1/cavi-{word}.1").read_text().replace("\\-", "-")
        for option in re.findall(r"^  (--\w[\w-]*)", cavi(word, "--help").stdout, re.M):
            assert f".B {option}" in text, (word, option)


def test_the_first_page_of_the_manual_has_commands_that_run_as_printed(installed, tmp_path):
    text = (installed / "share/man/man1/cavi.1").read_text().replace("\\-", "-")
    lines = re.findall(r"^cavi ([^#\n]*)", text[text.index(".SH EXAMPLES"):], re.M)
    assert [line.split()[0] for line in lines] == ["new", "check", "run", "compare"]
    for line in lines:
        subprocess.run([installed / "bin/cavi", *line.split()], cwd=tmp_path, capture_output=True, check=True)


@pytest.mark.skipif(not (shutil.which("man") and shutil.which("groff")), reason="man and groff are needed")
def test_the_manual_is_typeset_without_a_warning(installed):
    for path in (installed / "share/man").rglob("*.?"):
        done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-Kutf8", path], capture_output=True, text=True)
        assert done.stderr == "", path.name


AREA = """title: a
organisations: { care: {}, "St Mary's": { sector: health } }
forums: { board: {} }
seats: { board: [care, "St Mary's"] }
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a study, a folder, results, and a file that is neither."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "sub").mkdir()
    for name in ("area.yaml", "r.h5", "a.txt"):
        (folder / name).write_text(AREA)
    return folder


@pytest.mark.parametrize("line, expected", [
    ("cavi sens", ["sensitivity"]),
    ("cavi run ''", ["sub", "area.yaml"]),
    ("cavi compare ''", ["sub", "r.h5"]),
    ("cavi run a.txt -o ''", ["a.txt", "area.yaml", "r.h5", "sub"]),
    ("cavi run area.yaml --quiet ''", ["sub", "area.yaml"]),
    ("CAVI run area.yaml --set forums.board.mee", ["forums.board.meetings="]),
    ("CAVI run area.yaml --set = forums.board.mee", ["forums.board.meetings="]),
    ("CAVI run area.yaml --set seats.board.S", None),
    ("cavi run --thr", ["--threads"]),
    ("cavi run a.yaml --set trust.ga", ["trust.gain="]),
    ("cavi story --", ["--run", "--from", "--to", "--about", "--help"]),
    ("cavi params trust.ga", ["trust.gain"]),
])
def test_bash_completes_words_options_files_parameters_and_cells(installed, place, line, expected):
    words = line.replace("CAVI", f'"{installed}/bin/cavi"')
    script = f'source "{installed}/share/bash-completion/completions/cavi"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _cavi; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=place)
    found = done.stdout.splitlines()
    assert done.stderr == "" and (sorted(found) == sorted(expected) if expected else r"seats.board.St\ Mary\'s.mandate=" in found), found


@pytest.mark.skipif(not shutil.which("zsh"), reason="package zsh is needed")
@pytest.mark.parametrize("line, expected", [("cavi run --thr", "--threads"), ("cavi run a.yaml --set trust.ga", "trust.gain"), ("cavi sens", "sensitivity:"), ("cavi run a", "*.yaml"),
                                            ("CAVI run area.yaml --set forums", "forums.board.meetings"), ("CAVI run area.yaml --set seats", "seats.board.St Mary's.mandate")])
def test_zsh_is_offered_words_options_files_parameters_and_cells(installed, place, line, expected):
    words = line.replace("CAVI", f'"{installed}/bin/cavi"')
    script = f'''complete() {{ local words=({words}) CURRENT={len(line.split())} PREFIX={line.split()[-1]}; words[1]=${{(q)words[1]}}; source "{installed}/share/zsh/site-functions/_cavi" }}
                 compadd() {{ print -rl -- $@ }}; _files() {{ print -rl -- $@ }}; _describe() {{ print -rl -- ${{(P)2}} }}; complete'''
    done = subprocess.run(["zsh", "-fc", script], capture_output=True, text=True, timeout=60, cwd=place)
    assert done.stderr == "" and any(offered.startswith(expected) for offered in done.stdout.splitlines()), done.stdout


def test_uninstall_takes_away_what_install_brought_and_nothing_else(tmp_path):
    others = tmp_path / "usr/share/cavi/mine.txt"
    others.parent.mkdir(parents=True)
    others.write_text("mine")
    make("install", f"DESTDIR={tmp_path}", "PREFIX=/usr")
    assert (tmp_path / "usr/bin/cavi").exists()
    make("uninstall", f"DESTDIR={tmp_path}", "PREFIX=/usr")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [others]
    assert not (tmp_path / "usr/share/doc/cavi").exists()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="packed from what git keeps")
def test_the_same_commit_is_packed_into_the_same_bytes_and_knows_its_name(tmp_path):
    path = ROOT / make("dist").strip()
    first = path.read_bytes()
    path.unlink()
    make("dist")
    assert path.read_bytes() == first
    folder = path.name.removesuffix(".tar.gz")
    known = subprocess.run(["tar", "-xzOf", path, f"{folder}/.ci/commit"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch("[0-9a-f]{40}\n", known) and folder == f"cavi-{known[:12]}"
