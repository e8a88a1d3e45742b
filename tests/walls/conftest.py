"""The world of the walls on the tests' own server: one for every test, changed by none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from databases import KeptServer
from sqlalchemy import Engine

from walls.world import PEOPLE, World, build_world


@dataclass
class Server:
    """The world, its owner's engine and an engine of each person."""

    world: World
    owner: Engine
    engines: dict[str, Engine]


@pytest.fixture(scope="module")
def walls(kept_server: KeptServer) -> Iterator[Server]:
    """Built once for a module; every probe rolls back what it did."""
    kept_server.empty()
    kept_server.let_make_temporary()
    world = build_world(kept_server.owner)
    engines = {login: kept_server.engine(login) for login in PEOPLE}
    yield Server(world, kept_server.owner, engines)
    kept_server.rest()
