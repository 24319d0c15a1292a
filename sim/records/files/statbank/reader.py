"""A file from StatBank, whatever its shape, as figures with a note of how it was read."""

import re
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.words.published import Published
from borgerflow.sim.records.files.formats.grid import WORKBOOK
from borgerflow.sim.records.files.formats.text import utf_8_of
from borgerflow.sim.records.files.found import EXTRACTS, bytes_of
from borgerflow.sim.records.files.statbank.delimited import read_statbank_rows
from borgerflow.sim.records.files.statbank.json_stat import read_json_stat
from borgerflow.sim.records.files.statbank.px import read_px
from borgerflow.sim.records.published.canonical import ReadFigures, figures_of
from borgerflow.sim.records.published.extract import Extract
from borgerflow.sim.records.published.named import table_named
from borgerflow.sim.records.published.page import refuse_page

EXPECTED = Wording(
    da="; der skal bruges et udtræk fra Statistikbanken: CSV, BULK, PX eller JSON-stat.",
    en="; expected an extract from StatBank: CSV, BULK, PX or JSON-stat.",
)
PX_BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX)=")


def read_statbank(file: Path, params: Params, table: str = "") -> ReadFigures:
    """Return the figures of a file from StatBank.

    Parameters
    ----------
    table : str
        The id of the table, where neither the file nor its name says it.

    Raises
    ------
    InputError
        At the first thing that does not hold, with file and line or place.
    """
    return figures_of(_extract(file, params.published, table), params.published)


def _extract(file: Path, published: Published, table: str) -> Extract:
    data = bytes_of(file, EXPECTED, EXTRACTS)
    if data.startswith(WORKBOOK):
        raise InputError(f"{file}" + A_WORKBOOK + EXPECTED)
    refuse_page(file, data, EXPECTED)
    named = table_named(table, file, published, "statbank")
    if PX_BEGINS.match(data):
        return read_px(file, utf_8_of(file, data), named)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        return read_json_stat(file, data, named, published)
    return read_statbank_rows(file, data, named, published)


A_WORKBOOK = Wording(da=" er en Excel-projektmappe", en=" is an Excel workbook")
