"""Bytes of a file somebody chose: every way in which it cannot be read has its own sentence."""

from __future__ import annotations

from pathlib import Path

from journal_desktop.domain.errors import BadFile

MEGABYTE = 1024 * 1024


def read_bytes(path: Path, limit: int) -> bytes:
    """The whole file, which has at least one byte and at most `limit`.

    Raises:
        BadFile: missing, a folder, a device, closed to this user, empty, larger than the limit.
    """
    try:
        if path.is_dir():
            raise BadFile(f"{path.name}: это папка, укажите файл в ней.")
        if path.exists() and not path.is_file():
            raise BadFile(f"{path.name}: это не обычный файл, укажите файл на диске.")
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise BadFile(f"{path}: такого файла нет, проверьте имя и папку.") from error
    except PermissionError as error:
        raise BadFile(
            f"{path.name}: нет доступа к файлу, закройте его в других программах."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise BadFile(f"{path.name}: файл не читается ({error}), скопируйте его заново.") from error
    if not content.strip():
        raise BadFile(f"{path.name}: файл пуст, выгрузите его заново.")
    if len(content) > limit:
        raise BadFile(
            f"{path.name}: файл больше {limit // MEGABYTE} МБ, таких файлов программа не загружает."
        )
    return content
