"""What holds the shape of the code and of its dependencies."""

from __future__ import annotations

import pkgutil
import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import QObject

import journal_desktop

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 400  # lines, architecture §14
SOURCES = sorted(
    path
    for folder in ("journal_desktop", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def pins(lock: str) -> dict[str, str]:
    """Versions by canonical name."""
    text = (ROOT / lock).read_text("utf-8")
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@cache
def asked_for(lock: str) -> frozenset[str]:
    """Names that stand in the lock because pyproject.toml asks for them."""
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8"))
    return frozenset(
        canonicalize_name(block.split("==")[0]) for block in blocks if "pyproject.toml" in block
    )


def dependencies(lock: str) -> list[Requirement]:
    wanted = list(project()["project"]["dependencies"])
    if lock == "requirements-dev.lock":
        wanted += project()["dependency-groups"]["dev"]
    return [Requirement(line) for line in wanted]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_every_package_has_a_layer():
    contract = next(
        contract
        for contract in project()["tool"]["importlinter"]["contracts"]
        if contract["id"] == "layers"
    )
    layered = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    present = {module.name for module in pkgutil.iter_modules(journal_desktop.__path__)}
    assert present - layered - set(contract["exhaustive_ignores"]) == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_exactly_what_the_project_asks_for(lock):
    assert asked_for(lock) == {canonicalize_name(wanted.name) for wanted in dependencies(lock)}
    unmet = [
        f"{wanted} is locked at {pins(lock)[canonicalize_name(wanted.name)]}"
        for wanted in dependencies(lock)
        if pins(lock)[canonicalize_name(wanted.name)] not in wanted.specifier
    ]
    assert unmet == []


def test_the_developers_lock_holds_the_programs_lock():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.split(r"\n(?=[\w.-]+==)", text)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index-url" not in text


def test_the_build_backend_is_the_locked_one():
    (backend,) = project()["build-system"]["requires"]
    assert backend == f"hatchling=={pins('requirements-dev.lock')['hatchling']}"


def test_qt_keeps_its_references_to_none():
    """PySide6 6.12.0 drops one at each void call, which ends Python 3.11 after some thousands."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) <= 100
