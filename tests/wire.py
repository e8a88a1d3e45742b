"""A wire between a client and a server that a test may cut, choke or make deaf."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable

CHUNK = 65_536
Rule = Callable[[bytes, bool], bool]
"""Gets what passes and whether it goes to the server; True lets it through."""


def through(_said: bytes, _to_server: bool) -> bool:  # noqa: FBT001 - a rule's shape
    """Everything passes."""
    return True


def deaf(_said: bytes, _to_server: bool) -> bool:  # noqa: FBT001 - a rule's shape
    """Nothing passes, and nobody is told."""
    return False


class Wire:
    """Listens on `port` and carries everything to the server and back, as `rule` lets it."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self.rule: Rule = through
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._refuses = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection at once, as an unplugged switch does in the end."""
        for pair in self._pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def refuse(self, *, on: bool) -> None:
        """Take no new connections, as a server that is down."""
        self._refuses = on

    def lose_answer_to_commit(self) -> None:
        """Let the next commit through and break every connection before its answer comes."""

        def rule(said: bytes, to_server: bool) -> bool:  # noqa: FBT001 - a rule's shape
            if to_server or b"COMMIT\0" not in said:
                return True
            self.rule = through
            self.cut()
            return False

        self.rule = rule

    def close(self) -> None:
        """End."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._refuses:
                client.close()
                continue
            server = socket.create_connection(self._target)
            self._pairs.append((client, server))
            threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, contextlib.suppress(OSError):
            while self._pass_on(client, server):
                pass

    def _pass_on(self, client: socket.socket, server: socket.socket) -> bool:
        """Carry what has come by now; False when one end is gone."""
        with selectors.DefaultSelector() as both:
            both.register(client, selectors.EVENT_READ, server)
            both.register(server, selectors.EVENT_READ, client)
            for key, _ in both.select():
                said = key.fileobj.recv(CHUNK)  # type: ignore[union-attr]
                if not said:
                    return False
                if self.rule(said, key.fileobj is client):
                    key.data.sendall(said)
        return True
