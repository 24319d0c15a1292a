"""Files of every kind that a command reads: right ones, and what a hand makes of them."""

import io
import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils.exceptions import IllegalCharacterError
from ruamel.yaml import YAML

from borgerflow.experiments.authoring.workbook.layout import SHEETS
from borgerflow.sim.params import load
from tests.fuzzing.damage import PACKED, TEXTS, spoilt, spoilt_part, with_odd_value, yaml_of
from tests.proposing.made_forms import form
from tests.proposing.made_workbooks import FULL, TEN, YEARS, filled_in

HEADER = ("citizen", "scheme", "start", "end", "category", "share", "weekly_amount", "team")
SPELL = (7, "sygedagpenge", "2019-01-07", "2019-02-09", "", "", "", "north")
NEXT = (8, "dagpenge", "2019-03-04", "2020-02-09", "", "", 4355, "south")
HEADERS = ("borger", "ydelse", "Start", "slut", "fra", "til", "andel", "beløb", "citizen", "CPR")
CELLS = (
    *("07-01-2019", "7.1.2019", "2019-01-07T00:00:00", "02/03/2019", "9999-12-31", "31-12-2099"),
    *("4.355", "4.355,00", "1,5", "0", "-4355", "1e7", "Sygedagpenge", "kontanthjaelp", "8"),
)
TYPED_CELLS = (date(2019, 1, 7), datetime(2019, 1, 7, 12, 30), True, 43472, 4.5, None, b"1", [1])
FORMULAS = ("=1/2", "=NA()", "#DIV/0!", "#N/A", "=HYPERLINK(1)", "=A1")
LOADED = YAML(typ="safe", pure=True)


def spell_rows(hand, odd):
    """Return rows of spells under a header, some of whose cells are odd."""
    rows = [list(HEADER), list(SPELL), list(NEXT)]
    for _ in range(hand.choice((0, 1, 1, 2, 3))):
        row = hand.choice(rows)
        row[hand.randrange(len(row))] = odd(hand)
    if hand.happens(0.2):
        hand.choice(rows).insert(hand.randrange(4), odd(hand))
    if hand.happens(0.2):
        rows.insert(hand.randrange(3), [odd(hand)] * hand.randrange(9))
    return rows


def odd_cell(hand):
    """Return a cell as text."""
    return hand.choice((hand.word, lambda: hand.choice(HEADERS), lambda: hand.choice(CELLS)))()


def odd_content(hand):
    """Return a cell as a spreadsheet or a column of Arrow holds it."""
    if hand.happens(0.3):
        return hand.choice((*TYPED_CELLS, *FORMULAS))
    return hand.value() if hand.happens(0.4) else odd_cell(hand)


def spells_csv(hand, folder):
    """Return a file of spells as text."""
    between = hand.choice((",", ",", ";", "\t", "|"))
    rows = spell_rows(hand, odd_cell)
    raw = "\r\n".join(between.join(map(str, row)) for row in rows).encode("utf-8", "replace")
    return kept(hand, folder, "spells.csv", spoilt(hand, raw, TEXTS) if hand.happens(0.4) else raw)


def spells_xlsx(hand, folder):
    """Return a file of spells as a workbook."""
    book = openpyxl.Workbook()
    if hand.happens(0.1):
        book.active.title = hand.choice(("Forløb", "x" * 31, "0101901234", "a b"))
    for number, row in enumerate(spell_rows(hand, odd_content), start=1):
        for column, content in enumerate(row, start=1):
            put(book.active, number, column, content)
    return kept(hand, folder, "spells.xlsx", maybe_spoilt(hand, bytes_of(book)))


def spells_parquet(hand, folder):
    """Return a file of spells as Parquet."""
    columns = {name: [SPELL[n], NEXT[n]] for n, name in enumerate(HEADER)}
    columns["weekly_amount"] = [4355.0, None]
    for _ in range(hand.choice((0, 1, 1, 2))):
        columns[hand.choice(HEADER)] = [odd_content(hand)] * 2
    if hand.happens(0.2):
        columns[odd_cell(hand)] = columns.pop(hand.choice(HEADER))
    sink = io.BytesIO()
    pq.write_table(arrow_table(columns), sink)
    raw = sink.getvalue()
    raw = spoilt(hand, raw, PACKED) if hand.happens(0.4) else raw
    return kept(hand, folder, "spells.parquet", raw)


def arrow_table(columns):
    """Return columns as a table of Arrow; what Arrow has no kind for stands there as text."""
    made = {}
    for name, content in columns.items():
        try:
            made[name] = written_as_parquet(pa.array(content))
        except (pa.ArrowException, OverflowError, UnicodeEncodeError):
            made[name] = pa.array([ascii(each) for each in content])
    return pa.table({name.encode("utf-8", "replace").decode(): each for name, each in made.items()})


def written_as_parquet(column):
    """Return a column that Parquet can hold; it has no form for a record without fields."""
    if "struct<>" in str(column.type):
        raise pa.ArrowInvalid("a record without fields")
    return column


@cache
def filled_form(lang, short):
    """Return the bytes of a workbook for a proposal that is filled in and holds."""
    answers, years = (TEN, ()) if short else (FULL, YEARS)
    with TemporaryDirectory() as folder:
        return filled_in(Path(folder), lang, answers, years).read_bytes()


def proposal_workbook(hand, folder):
    """Return a workbook for a proposal, filled in oddly."""
    raw = filled_form(hand.choice(("da", "en")), hand.happens(0.5))
    if hand.happens(0.6):
        book = openpyxl.load_workbook(io.BytesIO(raw))
        for _ in range(hand.choice((1, 2))):
            sheet = hand.choice(book.worksheets[: len(SHEETS)])
            rows = sheet.iter_rows(min_col=hand.choice((1, 3, 3)))  # answers stand in the third
            filled = [cell for row in rows for cell in row if cell.value is not None]
            cell = hand.choice(filled or [sheet["C3"]])
            put(sheet, cell.row, cell.column, odd_content(hand))
        raw = bytes_of(book)
    return kept(hand, folder, "filled.xlsx", maybe_spoilt(hand, raw))


def put(sheet, row, column, content):
    """Put something in a cell; what Excel itself would not take stands there as text, or not."""
    try:
        sheet.cell(row, column).value = content
        str(content).encode()  # openpyxl itself refuses half a character only where lxml is there
    except (ValueError, IllegalCharacterError):
        sheet.cell(row, column).value = ascii(content)[:1000]


def bytes_of(book):
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def maybe_spoilt(hand, raw):
    """Return a workbook as it is, as a mail broke it, or with one of its parts spoilt."""
    fate = hand.random()
    if fate < 0.2:
        return spoilt(hand, raw, PACKED)
    return spoilt_part(hand, raw) if fate < 0.5 else raw


@cache
def packaged(name):
    """Return a packaged file: its bytes, and what it holds."""
    house = load().directory.parent
    raw = (house / name).read_bytes()
    return raw, LOADED.load(raw.decode())


def yaml_file(hand, folder, name, raw, data):
    """Return a YAML file in which values are odd, or bytes are."""
    if hand.happens(0.3):
        return kept(hand, folder, name, spoilt(hand, raw, TEXTS))
    for _ in range(hand.choice((1, 1, 2, 3))):
        data = with_odd_value(hand, data) if data else data
    return kept(hand, folder, name, yaml_of(data))


def proposal(hand, folder):
    """Return the file of a proposal."""
    made = hand.choice((form(), *(packaged(name)[1] for name in PROPOSALS)))
    return yaml_file(hand, folder, f"{made['id']}-own.yaml", yaml_of(made), own(made))


def own(made):
    """Return a packaged proposal under another id, as one's own."""
    return {**made, "id": f"{made['id']}-own"}


def municipality(hand, folder):
    raw, data = packaged("params/municipalities/modelkommune.yaml")
    return yaml_file(hand, folder, "our-town.yaml", raw, {**data, "name": "our-town"})


def effects(hand, folder):
    """Return a file of what talks do: one belief about two schemes, so that it is read soon."""
    belief = packaged("params/model/contact_effects.yaml")[1]["presets"]["trial"]
    few = {name: belief["schemes"][name] for name in ("dagpenge", "kontanthjaelp_jobparat")}
    data = {"presets": {"trial": {**belief, "schemes": few}}}
    return yaml_file(hand, folder, "effects.yaml", yaml_of(data), data)


def study(hand, folder):
    return yaml_file(hand, folder, "a-study.yaml", *packaged(hand.choice(STUDIES)))


def contact_study(hand, folder):
    return yaml_file(hand, folder, "talks.yaml", *packaged(hand.choice(CONTACT_STUDIES)))


def proposal_of_odd_texts(hand, folder):
    """Return the file of a proposal that holds, but for texts as nobody expects them."""
    made = form(id="odd-texts")
    mechanism = made["mechanisms"]["talks"]
    texts = [made["title"], made["description"], made["form"], mechanism["label"]]
    texts += [mechanism["effect"] | {"da": ""}, mechanism["effect"]]
    for _ in range(hand.choice((1, 2))):
        home = hand.choice(texts)
        home[hand.choice([key for key in home if isinstance(home[key], str)])] = hand.word()
    return kept(hand, folder, "odd-texts.yaml", yaml_of(made))


def params(hand, folder):
    """Return a folder of what is held true, one file of which is spoilt."""
    ours, home = load().directory, folder / "params"
    shutil.copytree(ours, home, dirs_exist_ok=True)
    path = hand.choice(sorted(path for path in home.rglob("*") if path.suffix in (".yaml", ".csv")))
    path.write_bytes(spoilt(hand, path.read_bytes(), TEXTS))
    return home


def kept(hand, folder, name, raw):
    """Return the file that now holds some bytes; now and then under the name of another kind."""
    path = folder / (hand.choice(OTHER_NAMES) if hand.happens(0.03) else name)
    path.write_bytes(raw)
    return path


OTHER_NAMES = ("x", "x.csv", "x.yaml", "x.xlsx", "x.parquet", "X.CSV", "x.txt", "a b.yaml")
PROPOSALS = (
    "params/proposals/herning/herning-syg02.yaml",
    "params/proposals/herning/herning-ung14.yaml",
)


def ready(folder):
    """Return the ready studies of a folder, as `packaged` names them."""
    house = load().directory.parent
    return tuple(f"{folder}/{path.name}" for path in sorted((house / folder).glob("*.yaml")))


STUDIES = ready("experiments/studies")
CONTACT_STUDIES = ready("experiments/studies/contacts")
