"""JSON-stat, versions 1 and 2: a cube whose figures lie row by row, its first dimension slowest."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import Published
from borgerflow.sim.records.published.extract import (
    Dimension,
    Extract,
    MeasuredColumn,
    Member,
    crossed,
)
from borgerflow.sim.records.published.named import BY_COLUMNS, table_by_columns
from borgerflow.sim.records.published.page import json_of, refuse_error

SHAPE = Wording(da="JSON-stat fra Statistikbanken", en="a StatBank JSON-stat")
CONTENTS = "contentscode"


def value_at(number: int) -> Wording:
    """Return what to call a figure of a cube, from 1."""
    return Wording(f"værdi {number}", f"value {number}")


def read_json_stat(file: Path, data: bytes, table: str, published: Published) -> Extract:
    """Return the extract of a cube.

    Raises
    ------
    InputError
        If it is no JSON-stat, an error of the service, or has other numbers of members or figures
        than it says.
    """
    content = json_of(file, data)
    refuse_error(file, content)
    cube = _cube(file, content)
    names, sizes = _names_and_sizes(file, cube)
    members = [_members(file, cube, name, size) for name, size in zip(names, sizes, strict=True)]
    places = crossed(sizes)
    labels = [str(_about(cube, name).get("label") or "") for name in names]
    dimensions = tuple(map(Dimension, names, labels, members, places))
    by_columns = "" if table else _by_columns(names, published)
    return Extract(
        file=file,
        publisher="statbank",
        table=table or by_columns,
        shape=SHAPE,
        dimensions=dimensions,
        measured=(MeasuredColumn("value", "", _figures(file, cube, math.prod(sizes))),),
        rows=range(1, math.prod(sizes) + 1),
        row_at=value_at,
        encoding="UTF-8",
        assumed=[(BY_COLUMNS, value_at(1))] if by_columns else [],
    )


def _by_columns(names: Sequence[str], published: Published) -> str:
    return table_by_columns((name for name in names if name.lower() != CONTENTS), published)


def _cube(file: Path, content: Any) -> Mapping[str, Any]:
    """Return the only cube of a file: version 2 is one, version 1 holds it by a name."""
    if isinstance(content, dict) and "value" in content and "dimension" in content:
        return content
    held = list(content.values()) if isinstance(content, dict) else []
    cubes = [each for each in held if isinstance(each, dict) and "value" in each]
    if len(cubes) == 1 and isinstance(cubes[0].get("dimension"), dict):
        return dict(cubes[0])
    raise InputError(
        Wording(
            f"{file} er JSON, men ikke JSON-stat: der er {len(cubes)} kuber; der skal være én "
            "med dimension og value. Er den fra jobindsats: borgerflow import jobindsats.",
            f"{file} is JSON but no JSON-stat: found {len(cubes)} cubes; expected one with"
            " dimension and value. If it is from jobindsats: borgerflow import jobindsats.",
        )
    )


def _names_and_sizes(file: Path, cube: Mapping[str, Any]) -> tuple[list[str], list[int]]:
    within = cube["dimension"] if isinstance(cube["dimension"], dict) else {}
    names, sizes = (cube.get(key, within.get(key)) for key in ("id", "size"))
    if isinstance(names, list) and isinstance(sizes, list) and len(names) == len(sizes) > 0:
        whole = all(isinstance(size, int) and size > 0 for size in sizes)
        if whole and all(isinstance(within.get(str(name)), dict) for name in names):
            return [str(name) for name in names], sizes
    raise InputError(
        Wording(
            f"{file}: id og size i JSON-stat passer ikke sammen; der skal være lige mange navne "
            "og størrelser, og hvert navn under dimension.",
            f"{file}: id and size of the JSON-stat do not fit; expected as many names as sizes, and"
            " each name under dimension.",
        )
    )


def _about(cube: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return dict(cube["dimension"][name])


def _members(file: Path, cube: Mapping[str, Any], name: str, size: int) -> tuple[Member, ...]:
    """Return the members of a dimension in the order of their places, not of their labels."""
    category = _object(_about(cube, name).get("category"))
    labels, index = _object(category.get("label")), category.get("index")
    codes = _codes(index, labels)
    if len(codes) != size:
        raise InputError(
            Wording(
                f"{file}: dimensionen {name} har {len(codes)} værdier, men size siger {size}.",
                f"{file}: the dimension {name} has {len(codes)} members, but size says {size}.",
            )
        )
    return tuple(Member(code, str(labels.get(code, ""))) for code in codes)


def _object(held: Any) -> Mapping[str, Any]:
    return held if isinstance(held, dict) else {}


def _codes(index: Any, labels: Mapping[str, str]) -> list[str]:
    if isinstance(index, list):
        return [str(code) for code in index]
    if isinstance(index, dict) and {*map(str, index.values())} == {*map(str, range(len(index)))}:
        return sorted(map(str, index), key=lambda code: int(index[code]))
    return list(labels) if index is None and len(labels) == 1 else []


def _figures(file: Path, cube: Mapping[str, Any], cells: int) -> list[object]:
    """Return the figures of a cube; what has none says so by its status, if it has one."""
    given, statuses = cube["value"], cube.get("status") or {}
    _refuse_odd_figures(file, given, cells)
    figures = _spread(given, cells)
    signs = _spread(statuses, cells)
    if len(figures) != cells:
        raise InputError(
            Wording(
                f"{file}: value har {len(figures)} tal; der skal være {cells} efter size.",
                f"{file}: value has {len(figures)} numbers; expected {cells} by size.",
            )
        )
    pairs = zip(figures, signs if len(signs) == cells else [None] * cells, strict=True)
    return [sign if figure is None and sign else figure for figure, sign in pairs]


def _refuse_odd_figures(file: Path, given: Any, cells: int) -> None:
    """Refuse one figure for all cells, one at a place there is not, and a list for a figure."""
    by_place = given if isinstance(given, dict) else {}
    figures = given.values() if by_place else given if isinstance(given, list) else [[]]
    are_placed = by_place.keys() <= set(map(str, range(cells)))
    if are_placed and not any(isinstance(figure, (list, dict)) for figure in figures):
        return
    raise InputError(
        Wording(
            f"{file}: value passer ikke til size; der skal være {cells} tal i en liste, eller "
            f"tal ved deres pladser fra 0 til {cells - 1}.",
            f"{file}: value does not fit size; expected {cells} numbers in a list, or numbers by"
            f" their places from 0 to {cells - 1}.",
        )
    )


def _spread(given: Any, cells: int) -> list[object]:
    """Return what is given by place, whether as a list or sparsely by its number."""
    if isinstance(given, list):
        return list(given)
    if isinstance(given, dict):
        return [given.get(str(place)) for place in range(cells)]
    return [given] * cells
