"""The process behind tests/postgres_server.py that owns one throw-away Postgres server.

`postgres_keeper.py DIRECTORY fast|durable` starts a server in the directory and leaves a process
behind that waits until nobody holds a lock on `users.lock` there, then stops the server and
removes the directory. Standard library only.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TextIO

SUPERUSER = "postgres"
HOST = "127.0.0.1"
DEBIAN_BINARIES = "/usr/lib/postgresql"

_LOGINS = f"""\
local all {SUPERUSER} trust
local all all scram-sha-256
host all all {HOST}/32 scram-sha-256
"""
_SETTINGS = {
    "listen_addresses": HOST,
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "jit": "off",
    "log_min_messages": "log",
}
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


class NoPostgresError(RuntimeError):
    """The machine has no Postgres server, or it does not start."""


class Cluster:
    """The files and processes of one server."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "data"
        self.owner = SUPERUSER if os.geteuid() == 0 else None
        self.binaries = find_binaries()

    def make(self, password: str) -> None:
        """Initialise the data directory."""
        for directory in (self.data, self.home / "socket"):
            directory.mkdir(mode=0o700)
            self._give_away(directory)
        secret = self.home / "socket" / "password"
        secret.write_text(password, "utf-8")
        self._give_away(secret)
        arguments = ["-D", str(self.data), "-U", SUPERUSER, "--pwfile", str(secret), "-N"]
        self._run("initdb", *arguments, "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256")
        secret.unlink()
        (self.data / "pg_hba.conf").write_text(_LOGINS, "utf-8")

    def start(self, *, durable: bool) -> int:
        """Start on a free port; the port."""
        for attempt in range(5):
            port = _free_port()
            settings = _SETTINGS | ({} if durable else _FAST) | {"port": str(port)}
            settings["unix_socket_directories"] = str(self.home / "socket")
            lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
            (self.data / "postgresql.auto.conf").write_text(lines, "utf-8")
            try:
                self._control("start", "-t", "60", "-l", str(self.home / "socket" / "log"))
            except NoPostgresError:
                if attempt == 4:
                    raise
            else:
                return port
        raise AssertionError

    def destroy(self) -> None:
        """Stop the server when it runs and remove every file of it."""
        for mode in ("fast", "immediate"):
            if not (self.data / "postmaster.pid").exists():
                break
            with contextlib.suppress(NoPostgresError):
                self._control("stop", "-t", "20", "-m", mode)
        shutil.rmtree(self.home)

    def forget(self) -> None:
        """Remove what a failed start has left, so that the next one begins anew."""
        for directory in (self.data, self.home / "socket"):
            shutil.rmtree(directory, ignore_errors=True)

    def _control(self, action: str, *options: str) -> None:
        self._run("pg_ctl", action, "-D", str(self.data), "-w", "-s", *options)

    def _give_away(self, path: Path) -> None:
        if self.owner:
            shutil.chown(path, self.owner, self.owner)

    def _run(self, program: str, *arguments: str) -> None:
        log = self.home / "keeper.log"
        with log.open("a+", encoding="utf-8") as output:
            done = subprocess.run(
                [str(self.binaries / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                check=False,
                user=self.owner,
                group=self.owner,
                extra_groups=[] if self.owner else None,
            )
        if done.returncode != 0:
            server_log = self.home / "socket" / "log"
            said = log.read_text("utf-8")
            said += server_log.read_text("utf-8") if server_log.exists() else ""
            message = f"Postgres: {program} failed:\n{said}"
            raise NoPostgresError(message)


def find_binaries() -> Path:
    """Directory of initdb and pg_ctl, the newest version of Debian's first.

    Raises:
        NoPostgresError: there is none, or root has no user to run it as.
    """
    found = sorted(Path(DEBIAN_BINARIES).glob("*/bin/initdb"), key=_version)
    other = shutil.which("initdb")
    if not found and not other:
        message = f"No PostgreSQL server in {DEBIAN_BINARIES} or PATH: `make test` installs it."
        raise NoPostgresError(message)
    if os.geteuid() == 0 and SUPERUSER not in {user.pw_name for user in pwd.getpwall()}:
        message = (
            f"Postgres does not run as root and there is no user {SUPERUSER}: `make test` makes it."
        )
        raise NoPostgresError(message)
    return found[-1].parent if found else Path(str(other)).resolve().parent


def _version(binary: Path) -> float:
    name = binary.parent.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def keep(home: Path, *, durable: bool) -> None:
    """Start a server in `home` and leave a process behind that ends it with its last user."""
    cluster = Cluster(home)
    with (home / "users.lock").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)  # nobody takes the unfinished server for a leftover
        password = secrets.token_urlsafe(16)
        try:
            cluster.make(password)
            port = cluster.start(durable=durable)
        except NoPostgresError:
            cluster.forget()
            raise
        ready, tell = os.pipe()
        if os.fork() > 0:
            os.close(tell)
            os.read(ready, 1)  # ends when the other side has announced the server
            return
        _leave_terminal()
        _announce(home, {"port": port, "password": password, "keeper": os.getpid()})
        os.close(tell)
        fcntl.flock(users, fcntl.LOCK_EX)
        if is_still(home / "users.lock", users):
            cluster.destroy()


def _announce(home: Path, facts: dict[str, object]) -> None:
    draft = home / "server.json.new"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(facts), "utf-8")
    draft.rename(home / "server.json")


def _leave_terminal() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def is_still(path: Path, opened: TextIO) -> bool:
    """Whether the open file is the one that lies at the path."""
    try:
        return path.stat().st_ino == os.fstat(opened.fileno()).st_ino
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    try:
        keep(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
    except NoPostgresError as error:
        sys.exit(str(error))
