"""The file to keep: PDF/A-1b, written beside its place and put there whole.

Source: domain reference 2.5, 4.7 (archive in a format that lasts); R-4.2-01, R-4.3-01.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pikepdf.pdfa

from journal_desktop.domain.errors import BadFile
from journal_desktop.printing.draw import Step, draw
from journal_desktop.printing.page import Page

_FLAVOUR = "1b"
ASIDE = ".печать-"
"""How hidden folders begin in which files wait until they are registered."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says about itself; `made` carries its zone."""

    title: str
    author: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file: its SHA-256 in hexadecimal and its number of pages."""

    path: Path
    sha256: str
    pages: int


def write_pdf(
    pages: Sequence[Page], path: Path, imprint: Imprint, progress: Step, *, check: bool = True
) -> Written:
    """Draw the pages into a PDF/A-1b file; equal pages and imprint give equal bytes.

    The file appears whole or not at all: whatever `progress` raises leaves nothing behind.
    `check` validates what was written (about 7 ms a page).

    Raises:
        BadFile: the folder is missing or read-only, the disk is full, or the file is in use.
    """
    content = finish(draw(pages, progress), imprint, check=check)
    progress(len(pages), len(pages), "Запись файла")
    with told(path):
        _put(content, path)
    return Written(path, sha256(content).hexdigest(), len(pages))


def finish(drawn: bytes, imprint: Imprint, *, check: bool) -> bytes:
    """The drawn file as PDF/A-1b: output intent, XMP, no transitions, fixed identity.

    Raises:
        pikepdf.pdfa.PdfaError: `check` found the result not to conform, which is a bug of ours.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn)) as pdf:
        for page in pdf.pages:
            if "/Trans" in page:
                del page["/Trans"]
        _sign(pdf, imprint)
        pikepdf.pdfa.prepare(pdf, _FLAVOUR)
        _fix_date(pdf, imprint)
        if check:
            pikepdf.pdfa.save(pdf, out, _FLAVOUR, repair=False, deterministic_id=True)
        else:
            pdf.save(out, **pikepdf.pdfa.resolve_save_kwargs(_FLAVOUR, deterministic_id=True))
    return out.getvalue()


def _sign(pdf: pikepdf.Pdf, imprint: Imprint) -> None:
    moment = f"D:{imprint.made:%Y%m%d%H%M%S}{_zone(imprint.made)}"
    for key, value in (
        ("/Title", imprint.title),
        ("/Author", imprint.author),
        ("/Creator", "Классный журнал"),
        ("/CreationDate", moment),
        ("/ModDate", moment),
    ):
        pdf.docinfo[key] = value
    for key in ("/Subject", "/Keywords", "/Trapped"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]


def _zone(moment: datetime) -> str:
    offset = f"{moment:%z}" or "+0000"
    return f"{offset[:3]}'{offset[3:5]}'"


def _fix_date(pdf: pikepdf.Pdf, imprint: Imprint) -> None:
    """The date of the metadata is the date of the book, or equal books would differ."""
    text = pdf.Root.Metadata.read_bytes().decode()
    fixed = _METADATA_DATE.sub(rf"\g<1>{imprint.made.isoformat()}\g<2>", text)
    pdf.Root.Metadata.write(fixed.encode())


def _put(content: bytes, path: Path) -> None:
    unfinished = path.with_name(f".{os.getpid()}-{path.stem[:80]}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in Russian why the file cannot be written; a hidden folder is not told of."""
    folder = path.parent
    if folder.name.startswith(ASIDE):
        folder = folder.parent
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadFile(f"Папки «{folder}» нет: создайте её или выберите другую.") from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "запись не удалась")
        is_aside = path.name.startswith(ASIDE)
        what = "Ничего не записано" if is_aside else f"Файл «{path.name}» не записан"
        raise BadFile(f"{what} в папку «{folder}»: {reason}.") from error


_METADATA_DATE = re.compile(r"(<xmp:MetadataDate>)[^<]*(</xmp:MetadataDate>)")
_DENIED = (
    "нет права записи или файл открыт в другой программе; закройте его или выберите другую папку"
)
_FULL = "на диске нет места; освободите его или выберите другой диск"
_REASONS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "носитель защищён от записи; выберите другой",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENAMETOOLONG: "имя файла слишком длинное; дайте имя короче",
}
