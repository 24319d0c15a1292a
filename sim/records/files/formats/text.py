"""Bytes as text: in which encoding a file is written, where that is certain."""

import codecs
from pathlib import Path

import numpy as np

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

UTF_8, UTF_16, WINDOWS = "UTF-8", "UTF-16", "Windows-1252"
WRITTEN_WITH = Wording(da="der skal være tekst i UTF-8", en="expected text in UTF-8")
PROBED = 4096  # bytes that show which of two bytes of a sign is nought


def utf_8_of(file: Path, data: bytes) -> tuple[bytes, str]:
    """Return a text in UTF-8 without a byte order mark, and the encoding it was in.

    UTF-8 and UTF-16 are known by their mark or because nothing else reads so; what is neither
    is Windows-1252, in which Danish programs have saved text for thirty years.

    Raises
    ------
    InputError
        If it is empty or no text.
    """
    if not data.strip():
        raise InputError(
            Wording(
                f"{file} er tom; der skal være en overskrift og rækker.",
                f"{file} is empty; expected a header and rows.",
            )
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _from_utf_16(file, data, "utf-16"), UTF_16
    if halves := _utf_16_without_mark(data):
        return _from_utf_16(file, data, halves), UTF_16
    _refuse_nought(file, data)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_windows(file, data), WINDOWS
    return data, UTF_8


def _utf_16_without_mark(data: bytes) -> str | None:
    """Return the order of bytes if every other one is nought, as Latin letters have it."""
    probe = np.frombuffer(data[:PROBED], dtype=np.uint8)
    if len(data) % 2 or len(probe) < 2:  # noqa: PLR2004 (a sign has two bytes)
        return None
    first_is_nought, second_is_nought = (probe[place::2] == 0 for place in (0, 1))
    if second_is_nought.all() and not first_is_nought.any():
        return "utf-16-le"
    if first_is_nought.all() and not second_is_nought.any():
        return "utf-16-be"
    return None


def _from_utf_16(file: Path, data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding).encode("utf-8")
    except UnicodeError:
        raise InputError(
            Wording(
                f"{file} er ikke gyldig UTF-16; gem filen igen, gerne som UTF-8.",
                f"{file} is no whole UTF-16; save the file again, best as UTF-8.",
            )
        ) from None
    _refuse_nought(file, text)
    return text


def _from_windows(file: Path, data: bytes) -> bytes:
    try:
        return data.decode("cp1252").encode("utf-8")
    except UnicodeDecodeError as error:
        line, byte = line_at(data, error.start), data[error.start]
        raise InputError(
            Wording(
                f"{file}, linje {line}: byten 0x{byte:02x} er hverken UTF-8 eller Windows-1252;"
                " gem filen som UTF-8.",
                f"{file}, line {line}: the byte 0x{byte:02x} is neither UTF-8 nor Windows-1252;"
                " save the file as UTF-8.",
            )
        ) from None


def _refuse_nought(file: Path, data: bytes) -> None:
    if b"\0" in data:
        line = line_at(data, data.index(b"\0"))
        said = Wording(
            f"{file}, linje {line}: indeholder en NUL-byte; ",
            f"{file}, line {line}: holds a NUL byte; ",
        )
        raise InputError(said + WRITTEN_WITH + ".")


def line_at(data: bytes, place: int) -> int:
    """Return the line in which a byte stands, from 1."""
    return len((data[:place] + b".").splitlines())
