"""The built programs as fixtures."""

import pytest
from programs import BUILD, Program


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
