"""Fills the names in a Word document, wherever they stand, and leaves everything else as it is.

A name may stand in a paragraph, a cell, a header, a footer, a footnote or a text box, and Word may
have split it over several runs. So it is looked for in the text of a whole paragraph.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

NAMED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
ABOUT = "docProps/core.xml"  # the title of the document
MADE = (1980, 1, 1, 0, 0, 0)  # of every part, so that equal documents are equal
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
UNFIT = ("Cc", "Cf", "Cs", "Co", "Cn")  # kinds of signs that no document may have, or nobody sees
LINE_END, NO_BREAK_HYPHEN = "\n", "\u2011"
AS_ELEMENTS = {LINE_END: "w:br", NO_BREAK_HYPHEN: "w:noBreakHyphen"}
MINUS = re.compile(r"(?<=[\s(])-(?=\d)")  # which no line may part from its number
Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    """Return the parts of a document by name, in their order."""
    with ZipFile(BytesIO(data)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def texts_in(data: bytes) -> Iterator[str]:
    """Yield the text of each paragraph of a document, and what it says of itself."""
    for name, content in parts_of(data).items():
        if _may_have_names(name, content):
            yield from map(_text, _paragraphs(name, parse_xml(content)))


def filled(data: bytes, values: Mapping[str, str]) -> bytes:
    """Return a document in which the value of each name stands in its place.

    A paragraph of the body that held nothing but names without a value is left out.
    """
    parts = parts_of(data)
    for name, content in parts.items():
        if _may_have_names(name, content):
            parts[name] = _filled_part(name, content, values)
    return _packed(parts)


def plain_name(written: str) -> str:
    """Return a name as it is known, however Word or a Dane has written it."""
    return written.casefold().translate(DANISH)


def _may_have_names(name: str, content: bytes) -> bool:
    inside = name == ABOUT or (name.startswith("word/") and name.endswith(".xml"))
    return inside and b"{" in content


def _filled_part(name: str, content: bytes, values: Mapping[str, str]) -> bytes:
    root = parse_xml(content)
    for paragraph in list(_paragraphs(name, root)):
        before = _text(paragraph)
        if NAMED.search(before):
            _fill(paragraph, lambda found: _fit(values[plain_name(found[1])]))
            if not _text(paragraph).strip():
                _leave_out(paragraph[0])
    return serialize_part_xml(root)


def _paragraphs(name: str, root: Any) -> Iterator[list[Any]]:
    """Yield the elements that hold the text of each paragraph, in their order."""
    if name == ABOUT:
        yield from ([each] for each in root if each.text)
        return
    for paragraph in root.iter(qn("w:p")):
        texts = [each for each in paragraph.iter(qn("w:t")) if _home(each) is paragraph]
        if texts:
            yield texts


def _home(text: Any) -> Any:
    """Return the paragraph that a text stands in: that of a text box, not the one around it."""
    return next(text.iterancestors(qn("w:p")))


def _text(paragraph: Sequence[Any]) -> str:
    return "".join(each.text or "" for each in paragraph)


def _fill(paragraph: Sequence[Any], value: Callable[[re.Match[str]], str]) -> None:
    """Put a value in the place of each name, the last first so that places stay what they are."""
    for found in reversed(list(NAMED.finditer(_text(paragraph)))):
        _put(paragraph, found.span(), value(found))
    for text in paragraph:
        _with_breaks(text)


def _put(paragraph: Sequence[Any], span: tuple[int, int], value: str) -> None:
    """Put a value in the place of a span of the text, in the run where the span begins."""
    at = 0
    for each in paragraph:
        text = each.text or ""
        first, last = max(span[0] - at, 0), min(span[1] - at, len(text))
        at += len(text)
        if first < last:
            each.text = text[:first] + value + text[last:]
            value = ""


def _with_breaks(text: Any) -> None:
    """Write line ends, and hyphens that no line ends at, as Word has them; keep all blanks."""
    if text.tag != qn("w:t") or not text.text:
        return
    first, *rest = re.split(f"([{''.join(AS_ELEMENTS)}])", text.text)
    text.text = first
    text.set(qn("xml:space"), "preserve")
    for piece in reversed(rest):
        below = OxmlElement(AS_ELEMENTS.get(piece, "w:t"))
        if piece not in AS_ELEMENTS:
            below.text = piece
            below.set(qn("xml:space"), "preserve")
        text.addnext(below)


def _leave_out(text: Any) -> None:
    """Leave out an empty paragraph of the body; a cell needs its own, and so does a section."""
    paragraph = _home(text) if text.tag == qn("w:t") else None
    if paragraph is None or paragraph.getparent().tag != qn("w:body"):
        return
    if next(paragraph.iter(qn("w:sectPr"), qn("w:drawing"), qn("w:pict")), None) is None:
        paragraph.getparent().remove(paragraph)


def _fit(value: str) -> str:
    """Return a value without signs that no document may have."""
    fit = MINUS.sub(NO_BREAK_HYPHEN, LINE_END.join(value.splitlines()))
    return "".join(s for s in fit if s == LINE_END or unicodedata.category(s) not in UNFIT)


def _packed(parts: Parts) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, MADE), content, ZIP_DEFLATED)
    return packed.getvalue()
