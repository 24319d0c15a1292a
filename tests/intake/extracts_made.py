"""One municipality's figures in every shape of StatBank and jobindsats, made by hand."""

import json

import openpyxl

from borgerflow.sim.params import load

PARAMS = load()
# Area, benefit, sex, age, quarter, figure: by codes and by Danish and English labels.
AREAS = {"000": ("Hele landet", "All Denmark"), "657": ("Herning", "Herning")}
BENEFITS = {
    "TOT": ("Offentligt forsørgede i alt", "Total"),
    "SY": ("Sygedagpenge mv.", "Sickness benefits"),
}
SEXES = {"TOT": ("I alt", "Total"), "M": ("Mænd", "Men"), "K": ("Kvinder", "Women")}
AGES = {"TOT": ("Alder i alt", "Age, total"), "6099": ("60 år og derover", "60-99 years")}
QUARTERS = {"2025K3": ("2025K3", "2025Q3"), "2025K4": ("2025K4", "2025Q4")}
VARIABLES = {
    "OMRÅDE": AREAS,
    "YDELSESTYPE": BENEFITS,
    "KØN": SEXES,
    "ALDER": AGES,
    "TID": QUARTERS,
}
SIZES = [len(members) for members in VARIABLES.values()]
CELLS = 2 * 2 * 3 * 2 * 2


def figures():
    """Return a figure for each cell, the last one missing."""
    return [str(1000 + n) for n in range(CELLS - 1)] + [".."]


def keys():
    """Return the codes of each cell, the last variable fastest."""
    found = [()]
    for members in VARIABLES.values():
        found = [(*key, code) for key in found for code in members]
    return found


def csv_text(told=lambda code, _: code, between=";"):
    """Return StatBank's CSV; ``told`` says how a code and its labels are written."""
    head = between.join([*VARIABLES, "INDHOLD"])
    lines = [
        between.join([*(told(c, VARIABLES[v][c]) for v, c in zip(VARIABLES, key, strict=True)), f])
        for key, f in zip(keys(), figures(), strict=True)
    ]
    return "\n".join([head, *lines]) + "\n"


def px_text(codes=True):
    """Return a PX file with the quarter in the heading and a text that runs over two lines."""
    names = ["område", "ydelsestype", "køn", "alder", "kvartal"]
    told = [
        'CHARSET="ANSI";',
        'AXIS-VERSION="2000";',
        'CODEPAGE="Windows-1252";',
        'LANGUAGE="da";',
        'MATRIX="AUK01";',
        'TITLE="Offentligt forsørgede; efter område, "',
        '"ydelsestype, køn, alder og tid";',
        'STUB="område","ydelsestype","køn","alder";',
        'HEADING="kvartal";',
    ]
    for name, members in zip(names, VARIABLES.values(), strict=True):
        labels = ",".join(f'"{label}"' for label, _ in members.values())
        labels = labels.replace("Offentligt forsørgede i alt", 'Offentligt "\n"forsørgede i alt')
        told.append(f'VALUES("{name}")={labels};')
        if codes:
            told.append(f'CODES("{name}")={",".join(map(_quoted, members))};')
    cells = [_quoted(each) if each == ".." else each for each in figures()]
    lines = [" ".join(cells[n : n + 2]) for n in range(0, CELLS, 2)]
    return "\r\n".join([*told, "DATA=", *lines]) + ";\r\n"


def _quoted(text):
    return f'"{text}"'


def json_stat(version=2, sparse=False):
    """Return a cube in JSON-stat; the places of a category are not in the order of its labels."""
    values = [None if each == ".." else int(each) for each in figures()]
    about = {
        name: {
            "label": name.lower(),
            "category": {
                "index": {code: n for n, code in reversed(list(enumerate(members)))},
                "label": {code: label for code, (label, _) in reversed(members.items())},
            },
        }
        for name, members in VARIABLES.items()
    }
    value = {str(n): v for n, v in enumerate(values) if v is not None} if sparse else values
    ids = {"id": list(VARIABLES), "size": SIZES}
    if version == 1:
        return {"dataset": {"dimension": {**about, **ids}, "value": value}}
    return {"class": "dataset", "version": "2.0", **ids, "dimension": about, "value": value}


def with_contents(cube):
    """Return a cube with the dimension of one member in which StatBank says what is counted."""
    about = {"label": "Indhold", "category": {"index": {"00": 0}, "label": {"00": "Personer"}}}
    ids, sizes = ["ContentsCode", *cube["id"]], [1, *cube["size"]]
    dimension = cube["dimension"] | {"ContentsCode": about}
    return cube | {"id": ids, "size": sizes, "dimension": dimension}


COLUMNS = ["Periode", "Område", "Køn", "Antal personer", "Antal fuldtidspersoner"]
ROWS = [
    ["2025M11", "Herning", "Køn i alt", "1.234", "987,5"],
    ["2025M11", "Herning", "Mænd", "600", "-"],
    ["2025M11", "Herning", "Kvinder", "634", "480"],
    ["2025M11", "Hele landet", "Køn i alt", "70.000", "61.234,5"],
]


def v3(columns=COLUMNS, rows=ROWS):
    """Return an answer of version 3."""
    return {"columns": columns, "rows": rows}


def v2(rows=ROWS):
    """Return an answer of version 2, with machine names."""
    names = ["period", "area", "_kon", "memba02_1", "memba02_2"]
    pairs = zip(names, ["Periode", "Area", *COLUMNS[2:]], strict=True)
    return [{"Variables": [{"Name": n, "Label": label} for n, label in pairs], "Data": rows}]


def page(rows=ROWS):
    """Return what the page of jobindsats reads, with two rows of headers."""
    return {"header": [["", "", "", "Sygedagpenge", ""], COLUMNS], "data": rows}


def jobindsats_csv(columns=COLUMNS, rows=ROWS, above=""):
    """Return a CSV of jobindsats, with what stands above its header."""
    return above + "\r\n".join(";".join(row) for row in [columns, *rows]) + "\r\n"


def workbook(path, rows, *, sheet="Data"):
    """Write a workbook with these rows, an empty sheet before them."""
    book = openpyxl.Workbook()
    book.active.title = "Læs mig"
    page_of_data = book.create_sheet(sheet)
    for row in rows:
        page_of_data.append(row)
    book.save(path)


def written(path, content):
    """Write a text, bytes or JSON to a file and return the file."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8", newline="")
    return path
