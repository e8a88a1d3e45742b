"""The smallest old binary workbook (BIFF8 in a compound file) with one column of text."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_STREAM_SECTORS = 8  # 4096 bytes: shorter streams live elsewhere


def xls(rows: Sequence[Sequence[str]], sheet: str) -> bytes:
    """A workbook of one sheet."""
    return compound("Workbook", _book(rows, sheet))


def compound(name: str, content: bytes) -> bytes:
    """A compound file with one stream; Excel puts a locked xlsx into «EncryptedPackage»."""
    stream = content.ljust(_STREAM_SECTORS * _SECTOR, b"\0")
    assert len(stream) == _STREAM_SECTORS * _SECTOR
    fat = [_FAT, _END, *range(3, 2 + _STREAM_SECTORS), _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    directory = (
        _entry("Root Entry", 5, 1, _END, 0)
        + _entry(name, 2, _NONE, 2, len(stream))
        + _entry("", 0, _NONE, 0, 0) * 2
    )
    return _header() + struct.pack("<128I", *fat) + directory + stream


def _header() -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    shape = struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    tables = struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return start + shape + tables + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return named + struct.pack("<3I36xIQ", _NONE, _NONE, child, start, size)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _book(rows: Sequence[Sequence[str]], sheet: str) -> bytes:
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    title = sheet.encode("utf-16-le")
    length = len(begin) + 4 + 8 + len(title) + 4
    bound = struct.pack("<IHBB", length, 0, len(sheet), 1) + title
    head = begin + _record(0x85, bound) + _record(0x0A, b"")
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            label = struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
            body += _record(0x204, label)
    return head + body + _record(0x0A, b"")
