"""The built programs as fixtures, and the order of the files."""

import pytest
from programs import BUILD, Area, Program

DEAREST = ["test_documents", "test_extending", "test_figures", "test_live", "test_same_bits", "test_reference", "test_report", "test_smallest_cases"]


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest: each processor takes a file at a time, and at the end none should wait for another."""
    place = {name: i for i, name in enumerate(DEAREST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(DEAREST)))


@pytest.fixture(scope="session")
def toy():
    return Program(BUILD / "toy")


@pytest.fixture(scope="session")
def told():
    return Program(BUILD / "told")


@pytest.fixture(scope="session")
def cavi():
    return Program(BUILD / "cavi")


@pytest.fixture(scope="session")
def programs():
    """Every model, and the same built by the other compiler."""
    return {name: (Program(BUILD / name), Program(BUILD / "clang" / name)) for name in ("cavi", "toy")}


@pytest.fixture
def area(cavi, tmp_path):
    return Area(cavi, tmp_path)
