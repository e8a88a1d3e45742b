"""Which encoding a file really has, whatever it says about itself.

A file is read in another encoding than declared only where that is certain: bytes that are valid
UTF-8 with several letters outside ASCII are UTF-8, and text that is almost all Russian letters in
their usual proportions is windows-1251. Everything else is refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from journal_desktop.domain.errors import BadFile

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_SIGNS = set("«»„“”–—№…•°’\N{NO-BREAK SPACE}")
_FREQUENT = set("оеаинтсрвл")
_FREQUENT_SHARE = 0.5  # about 0.65 in Russian text, 0.34 in KOI8-R taken for windows-1251
_RUSSIAN_SHARE = 0.95
_MANY_LETTERS = 10
_PAGES = (0, 4)
_MOST = 0.6
_SURE_SEQUENCES = 3


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it really had, and remarks on it in Russian."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_xml(content: bytes, file: str) -> Decoded:
    """The text of an XML file by its byte order mark, its declaration and its bytes.

    Raises:
        BadFile: the bytes do not fit the declared encoding and it is not certain which they fit.
    """
    declared = _declared(content)
    codec = _marked(content) or _zero_pattern(content)
    if codec:
        text = _strict(content, codec, file)
        return Decoded(text, codec, _lie(_declared(text[:400].encode()), codec))
    if declared in {"", "utf-8"}:
        return _as_utf8(content, file, declared, least_letters=_MANY_LETTERS)
    if declared.startswith(("utf-16", "utf-32")):  # impossible: the bytes begin as ASCII
        found = _as_utf8(content, file, declared, least_letters=_MANY_LETTERS)
        return Decoded(found.text, found.encoding, _lie(declared, found.encoding))
    if _surely_utf8(content, declared):
        return Decoded(content.decode("utf-8"), "utf-8", _lie(declared, "utf-8"))
    return Decoded(_strict(content, declared, file), declared)


def decode_table(content: bytes, file: str) -> Decoded:
    """The text of a CSV file, which says nothing of its encoding.

    UTF-8, UTF-16, windows-1251, or KOI8-R where enough of it reads as Russian.

    Raises:
        BadFile: it is none of these.
    """
    codec = _marked(content) or _zero_pattern(content)
    if codec:
        return Decoded(_strict(content, codec, file), codec)
    try:
        found = _as_utf8(content, file, "", least_letters=1)
    except BadFile:
        text = content.decode("koi8-r")
        if not reads_as_russian(text):
            raise
        return Decoded(text, "koi8-r")
    return Decoded(found.text, found.encoding)


def reads_as_russian(text: str, least_letters: int = _MANY_LETTERS) -> bool:
    """Whether the letters outside ASCII are Russian text rather than another encoding misread.

    At least `least_letters` of them are needed; from ten on their frequencies are looked at too.
    """
    foreign = [sign for sign in text if not sign.isascii()]
    letters = [sign.lower() for sign in foreign if _CYRILLIC.match(sign)]
    known = len(letters) + sum(sign in _SIGNS for sign in foreign)
    if len(letters) < least_letters or known < _RUSSIAN_SHARE * len(foreign):
        return False
    if len(letters) < _MANY_LETTERS:
        return True
    return sum(letter in _FREQUENT for letter in letters) >= _FREQUENT_SHARE * len(letters)


def _declared(content: bytes) -> str:
    """The normal name of the declared codec, "" when none is declared or Python knows none."""
    start = content.removeprefix(codecs.BOM_UTF8)[:400]
    found = _DECLARATION.match(start)
    if not found:
        return ""
    name = found.group(1).decode("ascii", "replace")
    try:
        codec = codecs.lookup(name)
        b"".decode(codec.name)  # refuses codecs that are not text: «hex», «zip»
    except LookupError:
        return ""
    return codec.name


def _marked(content: bytes) -> str:
    return next((codec for mark, codec in _BOMS if content.startswith(mark)), "")


def _zero_pattern(content: bytes) -> str:
    """UTF-16 without its mark: every other byte is the page, 0 for Latin and 4 for Cyrillic."""
    start = content[:64]
    for codec, pages in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if sum(page in _PAGES for page in pages) > _MOST * len(pages):
            return codec
    return ""


def _lie(declared: str, real: str) -> tuple[str, ...]:
    same = declared == real or real.startswith(declared)  # «utf-16» is «utf-16-le»
    if not declared or same:
        return ()
    return (f"в файле объявлена кодировка {declared}, а на самом деле он в {real}, так и прочитан",)


def _as_utf8(content: bytes, file: str, declared: str, *, least_letters: int) -> Decoded:
    try:
        return Decoded(_utf8(content), "utf-8")
    except UnicodeDecodeError as error:
        russian = content.decode("cp1251", "replace")
        if reads_as_russian(russian, least_letters) and "\N{REPLACEMENT CHARACTER}" not in russian:
            return Decoded(russian, "cp1251", _lie(declared or "utf-8", "cp1251"))
        raise _undecodable(content, error, "utf-8", file) from error


def _utf8(content: bytes) -> str:
    """Text of UTF-8 bytes; a letter cut in two by the end of the file is dropped."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            raise
        return content[: error.start].decode("utf-8")


def _surely_utf8(content: bytes, declared: str) -> bool:
    """Whether bytes declared as something else are UTF-8 and cannot well be what is declared."""
    if content.isascii():
        return False
    try:
        text = _utf8(content)
    except UnicodeDecodeError:
        return False
    if sum(not sign.isascii() for sign in text) >= _SURE_SEQUENCES:
        return True
    return declared == "cp1251" and not reads_as_russian(content.decode("cp1251", "replace"), 1)


def _strict(content: bytes, codec: str, file: str) -> str:
    mark = next(
        (mark for mark, marked in _BOMS if content.startswith(mark) and marked == codec), b""
    )
    body = content[len(mark) :]
    try:
        return body.decode(codec)
    except UnicodeDecodeError as error:
        if error.reason in {"unexpected end of data", "truncated data"}:
            return body[: error.start].decode(codec)
        raise _undecodable(body, error, codec, file) from error


def _undecodable(content: bytes, error: UnicodeDecodeError, codec: str, file: str) -> BadFile:
    line = content.count(b"\n", 0, error.start) + 1
    return BadFile(
        f"{file}, строка {line}: байты не подходят к кодировке {codec}, "
        "сохраните файл заново в кодировке UTF-8."
    )
