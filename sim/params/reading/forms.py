"""Reads one YAML file into a pydantic model, and says where it went wrong when it does.

Knows forms and lines; how YAML is written, ``yaml_text`` knows.
"""

import json
import re
import types
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar, Union, cast, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)
from pydantic import ValidationError as PydanticError
from pydantic_core import ErrorDetails

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import (
    FormError,
    InputError,
    ParamError,
    nearest,
    refuse_all,
    said_by,
    unknown,
)
from borgerflow.sim.base.files import near_file, reason_of, refuse_cpr_name
from borgerflow.sim.base.texts import quoted, shown
from borgerflow.sim.base.wording import Wording, same, sentence
from borgerflow.sim.params.reading.expected import expected
from borgerflow.sim.params.reading.faults import fault, placed
from borgerflow.sim.params.reading.kept import Loc, cache_reading, cached_reading
from borgerflow.sim.params.reading.phrases import GOT, key_missing, named_twice

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
TEXTS_HELD = 128
TAG = "kind:"  # begins the tag of each alternative of a field that has several


class Entry(BaseModel):
    """Something read from a file: it cannot change, and keys it does not know are refused."""

    # Built when first read: what was kept of an earlier reading needs no validator.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _day(value: object) -> object:
    if not isinstance(value, str):
        raise FormError(
            Wording(da="der skal stå en dato som 2019-01-01", en="expected a date as 2019-01-01")
        )
    try:
        return parse_day(value)
    except InputError as error:
        raise FormError(error.said) from None


Day = Annotated[int, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


"""A day number, written in the file as an ISO date."""


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


"""A text that is not empty."""


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise FormError(named_twice(twice))
    return names


Names = Annotated[
    tuple[Text, ...], AfterValidator(_each_once), Field(json_schema_extra={"uniqueItems": True})
]


"""Names, each once: what a name stands for would else be counted or done twice."""


class Label(Entry):
    """A name for people, in Danish and in English."""

    da: Text
    en: Text


class OwnLabel(Label):
    """A name for people whose author wrote it in one language at least; it then stands for both."""

    model_config = ConfigDict(
        json_schema_extra={"required": [], "anyOf": [{"required": ["da"]}, {"required": ["en"]}]}
    )

    @model_validator(mode="before")
    @classmethod
    def _stands_for_both(cls, said: object) -> object:
        if not isinstance(said, dict):
            return said
        known = {lang: text for lang, text in said.items() if text not in (None, "")}
        only = known.get("da", known.get("en"))
        return {"da": only, "en": only, **known} if only is not None else said


@dataclass(frozen=True)
class Sheet(Generic[T_co]):
    """What one file says, and on which line (or in which cell) it says it."""

    path: Path
    content: T_co
    lines: Mapping[Loc, int]

    def line(self, loc: Loc) -> int:
        """Return the line of a key, or of the nearest key around it."""
        return self.lines[_known_part(loc, self.lines)]

    def fault(self, loc: Loc, text: Wording | str) -> ParamError:
        """Return the error that says ``text`` about the key at ``loc``."""
        line = self.line(loc)
        return fault(self.path, line, placed(line, loc) + same(text))

    def refuse_unknown(self, loc: Loc, name: str, known: Iterable[str], kind: Wording) -> None:
        """Refuse a name that nothing of its kind has, with the nearest one."""
        if name not in tuple(known):
            raise self.fault(loc, unknown(kind, name, known))


def read_model(path: Path, form: type[T]) -> T:
    """Return the content of a YAML file as a (pydantic) model.

    Raises
    ------
    ParamError
        Naming file, line, field, what was got, what was expected and the nearest known key.
    """
    return read_sheet(path, form).content


def read_sheet(path: Path, form: type[T]) -> Sheet[T]:
    """Return the content of a YAML file with its line numbers (see ``read_model``)."""
    return cast(Sheet[T], _sheet_of(path, read_text(path), cast(Hashable, form)))


def read_told_whole(path: Path, form: type[T]) -> Sheet[T]:
    """Return what ``read_sheet`` does; every fault is told at once."""
    try:
        return read_sheet(path, form)
    except ParamError:
        refuse_all([told for _, told in every_fault(path, *read_plain(path), form)])
        raise


@lru_cache(maxsize=TEXTS_HELD)
def _sheet_of(path: Path, text: str, form: Any) -> object:
    """Return what a text says; it is read once in a process."""
    return validated(path, *_plain_of(path, text), form)


def validated(path: Path, data: object, lines: Mapping[Loc, int], form: type[T]) -> Sheet[T]:
    """Return data as a sheet of ``form``; the first fault becomes a ParamError."""
    try:
        content = TypeAdapter(form).validate_json(json.dumps(data), strict=True)
    except PydanticError as error:
        loc, said = _by_place(lines, error, form)[0]
        raise fault(path, lines[_known_part(loc, lines)], said) from None
    return Sheet(path, content, lines)


def every_fault(
    path: Path, data: object, lines: Mapping[Loc, int], form: type[T]
) -> list[tuple[Loc, ParamError]]:
    """Return everything for which data is no ``form``, each with its place."""
    try:
        TypeAdapter(form).validate_json(json.dumps(data), strict=True)
    except PydanticError as error:
        faults = _by_place(lines, error, form)
        return [(loc, fault(path, lines[_known_part(loc, lines)], said)) for loc, said in faults]
    return []


def faults_of(data: object, form: type[T]) -> list[tuple[Loc, Wording]]:
    """Return where and how data is no ``form``, in words; what is missing is no fault yet."""
    try:
        TypeAdapter(form).validate_json(json.dumps(data), strict=True)
    except PydanticError as error:
        faults = error.errors(include_url=False)
        return [
            (_as_written(f["loc"]), _in_words(f, form)) for f in faults if f["type"] != "missing"
        ]
    return []


def read_plain(path: Path) -> tuple[object, dict[Loc, int]]:
    """Return a YAML file as plain dicts, lists and scalars, and the line of every key.

    What a text says is kept in the user's cache under the digest of the text, for YAML is slow
    to read; a file that is refused is never kept.
    """
    return _plain_of(path, read_text(path))


def _plain_of(path: Path, text: str) -> tuple[object, dict[Loc, int]]:
    content = cached_reading(text)
    if content is None:
        from borgerflow.sim.params.reading.yaml_text import plain_of  # noqa: PLC0415  (slow; what is kept needs no YAML)

        content = plain_of(path, text)
        cache_reading(text, *content)
    return content


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file (a byte order mark is tolerated)."""
    refuse_cpr_name(path.name)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        lacks = Wording(da=f"{path} findes ikke.", en=f"{path} does not exist.")
        raise ParamError(lacks + near_file(path)) from None
    except OSError as error:
        said = Wording(da=f"{path} kan ikke læses: ", en=f"{path} cannot be read: ")
        raise ParamError(said + reason_of(error) + ".") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        bad = f"byte 0x{raw[error.start]:02X}"
        said = Wording(
            da=f"{bad} er ikke UTF-8; gem filen som UTF-8.",
            en=f"{bad} is not UTF-8; save the file as UTF-8.",
        )
        raise fault(path, line, said) from None


def _by_place(
    lines: Mapping[Loc, int], error: PydanticError, form: object
) -> list[tuple[Loc, Wording]]:
    """Return what is wrong and where, by line; unknown keys go first and missing ones last."""
    faults = error.errors(include_url=False)
    order = {"extra_forbidden": 0, "missing": 2}
    for found in faults:
        found["loc"] = _as_written(found["loc"])
    faults.sort(key=lambda e: (order.get(e["type"], 1), lines[_known_part(e["loc"], lines)]))
    return [(found["loc"], _placed(found, lines) + _in_words(found, form)) for found in faults]


def _placed(found: ErrorDetails, lines: Mapping[Loc, int]) -> str:
    """Return the name of the field that a fault is told of."""
    loc = found["loc"]
    known = _known_part(loc, lines)
    return placed(lines[known], loc[:-1] if found["type"] == "extra_forbidden" else known)


def _in_words(error: ErrorDetails, form: object) -> Wording:
    """Return what is wrong, and what was expected."""
    key = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        return _unknown_key(key, _keys_at(form, error["loc"][:-1]))
    if error["type"] == "missing":
        return key_missing(key)
    if error["type"] == "value_error":
        return said_by(error["ctx"]["error"]).each(sentence)
    found = error["input"]
    got = quoted(found) if isinstance(found, str) else same(shown(found))
    return GOT + got + "; " + expected(error).each(sentence) + _near(error)


def _unknown_key(key: str, names: Sequence[str]) -> Wording:
    known = same("")
    if names:
        listed = ", ".join(names)
        known = Wording(da=f" Mulige: {listed}.", en=f" Known: {listed}.")
    said = Wording("ukendt nøgle ", "unknown key ") + quoted(key) + "."
    return said + nearest(key, names) + known


def _near(error: ErrorDetails) -> Wording:
    if error["type"] != "literal_error":
        return same("")
    return nearest(str(error["input"]), re.findall(r"'([^']*)'", error["ctx"]["expected"]))


def _as_written(loc: Loc) -> Loc:
    """Return a path without the tags of alternatives, which no file holds."""
    return tuple(part for part in loc if not str(part).startswith(TAG))


def _known_part(loc: Loc, lines: Mapping[Loc, int]) -> Loc:
    while loc not in lines and loc:
        loc = loc[:-1]
    return loc


def _keys_at(form: object, loc: Loc) -> list[str]:
    """Return the keys that the model at ``loc`` knows."""
    for part in loc:
        form = next(_inside(form, part), form)
    models = [m for m in _alternatives(form) if isinstance(m, type) and issubclass(m, BaseModel)]
    return [name for model in models for name in model.model_fields]


def _inside(form: object, part: str | int) -> Iterator[object]:
    for model in _alternatives(form):
        if isinstance(model, type) and issubclass(model, BaseModel):
            if part in model.model_fields:
                yield model.model_fields[str(part)].annotation
        elif get_origin(model) in (dict, Mapping):
            yield get_args(model)[1]
        elif get_origin(model) in (list, tuple):
            yield get_args(model)[0]


def _alternatives(form: object) -> tuple[object, ...]:
    if get_origin(form) is Annotated:
        return _alternatives(get_args(form)[0])
    if get_origin(form) in (Union, types.UnionType):
        return tuple(inner for arg in get_args(form) for inner in _alternatives(arg))
    return (form,)
