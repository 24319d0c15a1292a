"""However a workbook is damaged, vast or half calculated: one sentence, and nothing written."""

import io
import random
import re
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from made_workbooks import FULL, PARAMS, YEARS, filled_in

from borgerflow.experiments.authoring.draft import Place
from borgerflow.experiments.authoring.workbook import cells
from borgerflow.experiments.authoring.workbook.cells import MOST_ROWS, cells_of
from borgerflow.experiments.authoring.workbook.layout import FORM, FRONT
from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.experiments.cli import main
from borgerflow.sim.base.errors import InputError

REFUSED = 2
FLIPPED, LONGEST_SENTENCE = 60, 700
LAST_COLUMN = 16_384  # XFD
PARTS = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles", "xl/workbook.xml")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the bytes of a workbook that is filled in and holds."""
    return filled_in(tmp_path_factory.mktemp("book"), "en", FULL, YEARS).read_bytes()


@pytest.fixture
def book(whole, tmp_path):
    """Return a function that keeps the workbook with its parts, or cells of it, changed."""

    def keep(change=lambda name, part: part, *, cell=None):
        path = tmp_path / "book.xlsx"
        path.write_bytes(packed(whole, change))
        if cell is not None:
            changed = openpyxl.load_workbook(path)
            sheet, place, value = cell
            changed[sheet.en][place] = value
            changed.save(path)
        return path

    return keep


def packed(raw, change):
    """Return a workbook in which each part is what a function makes of it."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return packed.getvalue()


def refusal(path):
    with pytest.raises(InputError) as caught:
        read_filled(path, PARAMS)
    for said in (caught.value.said.da, caught.value.said.en):
        assert said.startswith(str(path))
        assert len(said) < LONGEST_SENTENCE
        assert "\n" not in said
    return caught.value.said


def with_rows(xml, sheet=2):
    """Return a change that puts rows at the end of a sheet."""
    end = b"</sheetData>"

    def change(name, part):
        return part.replace(end, xml + end) if name.endswith(f"sheet{sheet}.xml") else part

    return change


def flip(rng, raw):
    raw[rng.randrange(len(raw))] = rng.randrange(256)


def change_a_digit(rng, raw):
    digits = [place for place, byte in enumerate(raw) if byte in b"0123456789"]
    raw[rng.choice(digits or [0])] = rng.choice(b"0123456789-")


def cut_out(rng, raw):
    place = rng.randrange(len(raw))
    del raw[place : place + rng.randrange(60)]


def put_in(rng, raw):
    place = rng.randrange(len(raw))
    raw[place:place] = b"9" * 20


def flipped(rng, raw):
    """Return a part with some of its bytes, digits or stretches changed."""
    changed = bytearray(raw)
    for _ in range(rng.choice((1, 2, 5))):
        rng.choice((flip, change_a_digit, cut_out, put_in))(rng, changed)
    return bytes(changed)


def refused(path):
    """Return what is said of a workbook, nothing where it is read."""
    try:
        read_filled(path, PARAMS)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["as it was mailed", "as it was packed"])
def test_a_workbook_with_flipped_bytes_is_read_or_refused(whole, tmp_path, where):
    rng, path = random.Random(where), tmp_path / "book.xlsx"
    said = []
    for _ in range(FLIPPED):
        chosen = rng.choice(PARTS)

        def change(name, part, chosen=chosen):
            return flipped(rng, part) if name.startswith(chosen) else part

        mailed = where == "as it was mailed"
        path.write_bytes(flipped(rng, whole) if mailed else packed(whole, change))
        said.append(refused(path))
    told = [sentence for sentence in said if sentence]
    assert all(each.startswith(str(path)) and len(each) < LONGEST_SENTENCE for each in told)
    assert len(told) > FLIPPED / 5, "the flips break nothing: the test tests nothing"


def test_packed_bytes_that_a_mail_broke_are_refused(whole, tmp_path):
    path = tmp_path / "book.xlsx"
    with ZipFile(io.BytesIO(whole)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    broken = bytearray(whole)
    start = part.header_offset + 30 + len(part.filename)
    broken[start : start + 40] = bytes(40)
    path.write_bytes(broken)
    assert "is no Excel workbook (.xlsx), or it is damaged" in refusal(path).en
    assert "er ikke en Excel-projektmappe (.xlsx), eller den er beskadiget" in refusal(path).da


def test_a_style_that_is_not_there_is_of_no_matter(book):
    path = book(lambda name, part: part.replace(b' s="1"', b' s="999"'))
    assert read_filled(path, PARAMS).data["id"] == "from-excel"


SPACE = b'<c r="%s" t="inlineStr"><is><t> </t></is></c>'


@pytest.mark.parametrize("cell", [b"C1048576", b"XFD1048576"])
def test_a_space_in_the_last_row_costs_nothing(book, cell):
    row = b'<row r="1048576">' + SPACE % cell + b"</row>"
    assert read_filled(book(with_rows(row)), PARAMS).data["id"] == "from-excel"


def test_a_note_beside_the_form_is_not_read(book):
    note = b'<row r="900"><c r="F900" t="inlineStr"><is><t>0101901234</t></is></c></row>'
    assert read_filled(book(with_rows(note)), PARAMS).data["id"] == "from-excel"


@pytest.mark.parametrize(
    ("cell", "sheet"), [("C1048576", 1), ("CW900", 4), (f"B{MOST_ROWS + 1}", 3)]
)
def test_what_stands_outside_the_form_is_refused_with_its_cell(book, cell, sheet):
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    xml = f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'
    said = refusal(book(with_rows(xml.encode(), sheet)))
    assert f"!{cell}: the cell lies outside the form; clear it." in said.en


def test_a_vast_sheet_is_refused_before_it_is_read(book):
    rows = b"".join(
        b'<row r="%d"><c r="C%d"><v>1</v></c></row>' % (n, n) for n in range(99, 250_000)
    )
    assert "is too large for a form." in refusal(book(with_rows(rows))).en


def test_rows_that_reach_to_the_last_column_are_refused_soon(book):
    wide = range(99, 99 + cells.MOST_LOOKED_AT // LAST_COLUMN + 1)
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in wide)
    assert "is too large for a form." in refusal(book(with_rows(rows))).en


def test_a_formula_without_its_result_is_no_empty_cell(book):
    path = book(cell=(FRONT, "C7", "=A1&A2"))
    said = refusal(path)
    assert f"{path}, Proposal!C7: the formula has not kept its result" in said.en
    assert f"{path}, Proposal!C7: formlens resultat er ikke gemt" in said.da


RESULTS = {
    "a number": (b'<c r="B2"><f>200000*2</f><v>400000</v></c>', None),
    "an error": (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "the formula gives #DIV/0!."),
}


@pytest.mark.parametrize(("cell", "words"), RESULTS.values(), ids=RESULTS)
def test_a_formula_is_read_by_the_result_it_kept(book, cell, words):
    def change(name, part):
        old = rb'<c r="B2" s="\d+" t="n"><v>400000</v></c>'
        assert re.search(old, part) or not name.endswith("sheet3.xml")
        return re.sub(old, cell, part) if name.endswith("sheet3.xml") else part

    path = book(change)
    if words is None:
        assert read_filled(path, PARAMS).data["cost"]["2021"]["value"] == 400_000
    else:
        assert f"{path}, Budget!B2: {words}" in refusal(path).en


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(book):
    def change(name, part):
        empty = b'<row r="90"><c r="C90" t="str"><f>""</f><v></v></c></row>'
        return with_rows(empty)(name, part)

    assert (89, 2) not in cells_of(book(change)).of(FORM)


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        ("C5", "Vedr. borger 0101901234", "the text looks like a CPR number and is not repeated"),
        ("C5", "A\u202eB", "the text holds the sign U+202E"),
        ("C7", "x" * 6000, "the text has 6000 letters; expected 5000 at most."),
        ("C5", 3112901234, "the answer looks like a CPR number and is not repeated here"),
    ],
)
def test_a_text_that_no_proposal_may_hold_is_refused_with_its_cell(book, place, text, words):
    path = book(cell=(FRONT, place, text))
    said = refusal(path).en
    assert said.startswith(f"{path}, Proposal!{place}: ")
    assert words in said
    assert "901234" not in said


def test_an_id_that_no_disk_takes_is_refused(tmp_path):
    with pytest.raises(InputError, match="60 at most"):
        Place(tmp_path, PARAMS).refuse_taken("herning", "x" * 300)


def test_what_openpyxl_lets_through_would_be_a_fault_of_ours(book, monkeypatch, capsys):
    """The sister: an exception of any kind in the reader is the file's fault, none outside it."""

    def breaks(*_, **__):
        raise ZeroDivisionError

    path = book()
    monkeypatch.setattr(cells, "load_workbook", breaks)
    assert "is no Excel workbook" in refusal(path).en
    monkeypatch.setattr(cells, "_opened", breaks)
    assert main(["proposals", "new", "--from", str(path)]) != REFUSED
    assert "made a mistake of its own (ZeroDivisionError" in capsys.readouterr().err
