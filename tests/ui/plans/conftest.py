"""Plans of the small school as tests of commands make them."""

from commands.conftest import (  # noqa: F401 - fixtures
    add,
    change,
    follow,
    put,
    rows,
    teacher,
    year,
)
