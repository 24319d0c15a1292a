"""A declared layout as a Word document: named styles, header rows, tables that are described."""

import datetime as dt
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Row

from borgerflow.experiments.questions.compare.form.layouts import FormTable, Layout, Line

ALWAYS = dt.datetime(1980, 1, 1)  # when made: said of every document, so that equal ones are equal
LANGUAGE = {"da": "da-DK", "en": "en-GB"}
FONT, DARK = "Calibri", RGBColor(0x1F, 0x2A, 0x44)
TABLE, NUMBER, LABEL, NOTE = "Light List Accent 1", "Form Number", "Form Label", "Note"
SIZES = {"Title": 20, "Heading 1": 13, "Normal": 10.5, "Caption": 9.5}  # points
A4, MARGIN, LABEL_WIDTH = (Mm(210), Mm(297)), Mm(22), Mm(64)
WIDTH = A4[0] - 2 * MARGIN
SMALL = 9
HEADED, UNHEADED = "0620", "0600"  # which parts of a table style count, as Word writes it


def document_of(layout: Layout, lang: str) -> bytes:
    """Return a layout as the content of a Word document (.docx), its names still to be filled."""
    document = Document()
    _prepare(document, lang)
    for block in layout:
        if isinstance(block, Line):
            document.add_paragraph(block.text.text(lang), style=block.style)
        else:
            _add_table(document, block, lang)
    _describe(document, layout, lang)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _prepare(document: WordDocument, lang: str) -> None:
    """Set paper, language and styles."""
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), LANGUAGE[lang])
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        if name != "Normal":
            font.color.rgb = DARK
            _own_font(document.styles[name])
    for name, alignment in ((NUMBER, WD_ALIGN_PARAGRAPH.RIGHT), (LABEL, WD_ALIGN_PARAGRAPH.LEFT)):
        style = _new_style(document, name)
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
    caption = document.styles["Caption"].paragraph_format
    caption.space_before, caption.space_after, caption.keep_with_next = Pt(10), Pt(3), True
    note = _new_style(document, NOTE)
    note.font.size = Pt(SMALL)
    note.paragraph_format.space_before = Pt(3)
    note.paragraph_format.space_after = Pt(0)


def _own_font(style: Any) -> None:
    """Leave out the font of the theme, which would go before the one that is named."""
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _new_style(document: WordDocument, name: str) -> Any:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return style


def _add_table(document: WordDocument, block: FormTable, lang: str) -> None:
    document.add_paragraph(block.title.text(lang), style="Caption")
    table = document.add_table(rows=0, cols=len(block.rows[0]), style=TABLE)
    table.autofit = False
    for place, cells in enumerate(block.rows):
        row = table.add_row()
        for at, text in enumerate(cells):
            bold = place in block.strong or (at == 0 and not block.headed)
            _write(row, at, text.text(lang), bold=bold, number=block.headed and at > 0)
    _size(table, block)
    _tell(table, block, lang)


def _write(row: _Row, at: int, text: str, *, bold: bool, number: bool) -> None:
    paragraph = row.cells[at].paragraphs[0]
    paragraph.style = NUMBER if number else LABEL
    paragraph.add_run(text).bold = True if bold else None


def _size(table: Table, block: FormTable) -> None:
    """Set the widths of columns: the first as wide as labels take, the rest alike."""
    rest = (WIDTH - LABEL_WIDTH) // (len(table.columns) - 1)
    for at, column in enumerate(table.columns):
        column.width = LABEL_WIDTH if at == 0 else rest
    for row in table.rows:
        _keep_whole(row)
        for at, cell in enumerate(row.cells):
            cell.width = LABEL_WIDTH if at == 0 else rest
    if block.headed:
        _property(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _keep_whole(row: _Row) -> None:
    _property(row._tr.get_or_add_trPr(), "w:cantSplit")


def _property(parent: Any, name: str, value: str | None = None) -> None:
    element = OxmlElement(name)
    if value is not None:
        element.set(qn("w:val"), value)
    parent.append(element)


def _tell(table: Table, block: FormTable, lang: str) -> None:
    """Say what the header is, and give the table a title and a description for those who listen."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.set(qn("w:val"), HEADED if block.headed else UNHEADED)
    for name in ("firstRow", "lastRow", "firstColumn", "lastColumn"):
        look.set(qn(f"w:{name}"), str(int(block.headed and name == "firstRow")))
    for name in ("noHBand", "noVBand"):
        look.set(qn(f"w:{name}"), "1")
    _property(properties, "w:tblCaption", block.title.text(lang))
    _property(properties, "w:tblDescription", block.description.text(lang))


def _describe(document: WordDocument, layout: Layout, lang: str) -> None:
    """Set what the document says of itself: its title and language, and no name and no clock."""
    about = document.core_properties
    titles = (block.text.text(lang) for block in layout if isinstance(block, Line))
    about.title = f"{next(titles)}: {{{{nummer}}}} {{{{titel}}}}"
    about.language = LANGUAGE[lang]
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = ALWAYS
    about.revision = 1
