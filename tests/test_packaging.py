"""The wheel and the frozen build carry what the program reads."""

from __future__ import annotations

import ast
import configparser
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from journal_desktop import paths

ROOT = Path(__file__).resolve().parent.parent
DATA = ("db", "resources")
WHERE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from journal_desktop import paths
roots = [paths.__file__, paths.migrations(), paths.resource(""), paths.sql("")]
print(json.dumps([str(root) for root in roots]))
"""


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A directory that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-index"]
    subprocess.run(
        [*pip, "--no-deps", "--no-compile", "--target", str(folder), str(wheel)],
        check=True,
        capture_output=True,
        env=os.environ | {"PIP_USER": "0"},
    )
    return folder


def run_installed(installed: Path, script: str, elsewhere: Path) -> str:
    """What a Python without the checkout on its path says."""
    return subprocess.run(
        [sys.executable, "-I", "-c", script, str(installed)],
        cwd=elsewhere,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_the_wheel_carries_every_module_and_data_file(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"journal_desktop/{name}" for name in files_of(ROOT / "journal_desktop")}
    for folder in DATA:
        expected |= {f"journal_desktop/_data/{folder}/{name}" for name in files_of(ROOT / folder)}
    assert expected - carried == set()


def test_the_installed_program_finds_its_own_data(installed, tmp_path):
    module, migrations, resources, sql = map(
        Path, ast.literal_eval(run_installed(installed, WHERE, tmp_path))
    )
    assert module == installed / "journal_desktop" / "paths.py"
    assert files_of(migrations) == files_of(paths.migrations())
    assert files_of(resources) == files_of(paths.resource(""))
    assert files_of(sql) == files_of(paths.sql(""))
    assert migrations.is_relative_to(installed)


def test_the_installed_command_explains_itself(wheel, installed, tmp_path):
    (listing,) = [name for name in zipfile.ZipFile(wheel).namelist() if "entry_points" in name]
    entry = configparser.ConfigParser()
    entry.read_string(zipfile.ZipFile(wheel).read(listing).decode())
    module, function = entry["console_scripts"]["journal-desktop"].split(":")
    script = (
        f"import sys; sys.path.insert(0, sys.argv.pop()); sys.argv.append('--help')\n"
        f"from {module} import {function}; sys.exit({function}())"
    )
    assert "demo" in run_installed(installed, script, tmp_path)


def test_the_frozen_build_carries_the_same_data(monkeypatch, tmp_path):
    for folder in DATA:
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.migrations().parent == tmp_path / "db"
    assert paths.resource("icons").parent == tmp_path / "resources"
    assert data_of_the_spec() == set(DATA)


def data_of_the_spec() -> set[str]:
    """Folders that build.spec copies into the bundle, read from its DATA tuple."""
    for statement in ast.parse((ROOT / "build.spec").read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "DATA":
            return set(ast.literal_eval(statement.value))
    message = "build.spec has no DATA"
    raise LookupError(message)


def test_the_spec_collects_every_font_package_of_the_project():
    spec = (ROOT / "build.spec").read_text("utf-8")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    fonts = [line.replace("-", "_") for line in wanted if line.startswith("fontpkg")]
    assert fonts
    assert [name for name in fonts if f'"{name}"' not in spec] == []
