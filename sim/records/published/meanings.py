"""What the dimensions of a published table mean: places, periods, groups, and which are totals."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import (
    MUNICIPALITY,
    REGION,
    UNKNOWN,
    Published,
    plain_name,
)
from borgerflow.sim.records.files.cells.periods import EXPECTED, period_of
from borgerflow.sim.records.published.extract import Dimension, Extract, Member, Placed

ALL = "all"
# What totals are called where no row of ours knows them.
TOTAL = re.compile(r"(?:^|[^\w])(?:i alt|ialt|total|hele landet|all denmark)(?:$|[^\w])", re.I)
TOTAL_CODES = {"TOT", "IALT"}
JOB_CENTRE_AREA = re.compile(r"^RAR\b")  # regional councils of employment: several municipalities
NO_END = "99"  # the last age of the code of a group without one: 6099
AGES: Mapping[str, str] = {
    r"([0-9]{1,3}) ?- ?([0-9]{1,3})": "{}-{}",
    r"([0-9]{2})([0-9]{2})": "{}-{}",  # 6099
    r"(?:-|under )([0-9]{1,3})": "0-{}",
    r"([0-9]{1,3})": "{}",
    r"([0-9]{1,3})(?: og derover|\+| and over)": "{}-",
}


class Meaning(NamedTuple):
    """What a member says in each of the columns of figures, and whether it holds others."""

    columns: Mapping[str, object]
    is_total: bool = False
    factor: float = 1.0
    rank: int | None = None
    assumed: Wording | None = None


@dataclass(frozen=True)
class Meanings:
    """A dimension with what it is and what each of its members means."""

    dimension: Dimension
    role: str  # area, period, sex, age, benefit, unit, visitation, status, or its own name
    members: tuple[Meaning, ...]

    @property
    def total_name(self) -> str:
        """Return what the dimension is called among totals."""
        return {"area": "municipality"}.get(self.role, self.role)

    def assumed(self, extract: Extract) -> Iterator[Placed]:
        """Yield what was assumed of members, each with its first place."""
        for place, member in enumerate(self.members):
            if member.assumed:
                yield member.assumed, extract.place(self.dimension.first_row(place))


def meanings_of(extract: Extract, published: Published) -> tuple[Meanings, ...]:
    """Return what each dimension means; one that says only what the table is about is left out.

    Raises
    ------
    InputError
        At the first period that is none, or if there is no column of periods or two of them.
    """
    found = [_meanings(one, extract, published) for one in extract.dimensions]
    periods = [one for one in found if one.role == "period"]
    if len(periods) != 1:
        names = ", ".join(one.name for one in extract.dimensions)
        raise InputError(
            Wording(
                f"{extract.file}: der er {len(periods)} kolonner med perioder blandt {names}; "
                "der skal være én, som TID eller Periode.",
                f"{extract.file}: found {len(periods)} columns of periods among {names}; expected"
                " one, as TID or Periode.",
            )
        )
    return tuple(one for one in found if one.role != "contents")


def _meanings(one: Dimension, extract: Extract, published: Published) -> Meanings:
    column = published.column(extract.table, *filter(None, (one.name, one.also)))
    role = column.dimension if column and column.dimension else plain_name(one.name)
    if role == "contents" and len(one.members) > 1:
        role = "unit"
    context = _Context(extract, published, one, role)
    means = READERS.get(role, _other)
    return Meanings(one, role, tuple(means(member, context) for member in one.members))


class _Context(NamedTuple):
    """Where a member stands."""

    extract: Extract
    published: Published
    dimension: Dimension
    role: str


def _area(member: Member, context: _Context) -> Meaning:
    area = context.published.area(member.code, member.label)
    if area:
        columns = {"municipality_code": area.code, "municipality": area.name, "level": area.level}
        return Meaning(columns, area.is_total)
    if JOB_CENTRE_AREA.match(member.text):
        columns = {"municipality_code": "", "municipality": member.text, "level": REGION}
        return Meaning(columns, is_total=True)
    known = [each.name for each in context.published.areas.values() if each.level == MUNICIPALITY]
    name = quoted(member.text)
    said = Wording(f"området {name.da} er ikke kendt", f"the area {name.en} is not known")
    columns = {"municipality_code": "", "municipality": member.text, "level": UNKNOWN}
    is_total = bool(TOTAL.search(member.text))
    return Meaning(columns, is_total, assumed=said + _perhaps(member.text, known))


def _perhaps(name: str, known: Sequence[str]) -> Wording | str:
    """Return the nearest known name as a question of its own, or nothing."""
    close = nearest(name, known)
    return "." + close if close.en else ""


def _period(member: Member, context: _Context) -> Meaning:
    for text in filter(None, member):
        period = period_of(text)
        if period:
            return Meaning({"start": period.start, "end": period.end})
    row = context.dimension.first_row(context.dimension.members.index(member))
    place = context.extract.place_in_file(row)
    raise InputError(place + ": " + quoted(context.dimension.name) + _is(member.text) + EXPECTED)


def _is(text: str) -> Wording:
    return Wording(" er ", " is ") + quoted(text)


def _benefit(member: Member, context: _Context) -> Meaning:
    known = context.published.member(context.extract.table, "benefit", *member)
    if known is None:
        return _guessed({"benefit": member.code or member.label}, member, context)
    name = known.means or member.code or member.label
    return Meaning({"benefit": name, "scheme": known.means}, known.is_total)


def _sex(member: Member, context: _Context) -> Meaning:
    known = context.published.member(context.extract.table, "sex", *member)
    if known is None:
        return _guessed({"sex": member.text}, member, context)
    return Meaning({"sex": known.means}, known.is_total)


def _age(member: Member, context: _Context) -> Meaning:
    known = context.published.member(context.extract.table, "age", *member)
    if known:
        return Meaning({"age": known.means}, known.is_total)
    ages = next((text for each in filter(None, member) if (text := _ages(each))), "")
    return Meaning({"age": ages}) if ages else _guessed({"age": member.text}, member, context)


def _ages(text: str) -> str:
    """Return ages as ``16-24``, ``17`` or ``67-``, whatever words or codes stand for them."""
    plain = re.sub(r"\s*\b(?:år|years?)\b", "", text.strip().lower()).strip()
    for form, made in AGES.items():
        found = re.fullmatch(form, plain)
        if found:
            ages = made.format(*(str(int(each)) for each in found.groups()))
            return ages.removesuffix(NO_END) if ages.endswith(f"-{NO_END}") else ages
    return ""


def _unit(member: Member, context: _Context) -> Meaning:
    known = context.published.member(context.extract.table, "unit", *member)
    if known:
        return Meaning({"measure": known.means}, factor=known.factor)
    name = quoted(member.text)
    said = Wording(
        f"enheden {name.da} er ikke kendt og står som mål",
        f"the unit {name.en} is not known and stands as the measure",
    )
    return Meaning({"measure": plain_name(member.text)}, assumed=said)


def _visitation(member: Member, context: _Context) -> Meaning:
    known = context.published.member(context.extract.table, "visitation", *member)
    named: dict[str, object] = {"other": f"visitation={member.text}"}
    if known:
        return Meaning(named | {"scheme": known.means}, known.is_total)
    return _guessed(named | {"scheme": ""}, member, context)


def _other(member: Member, context: _Context) -> Meaning:
    """Return what a member means whose dimension has no column of its own."""
    known = context.published.member(context.extract.table, context.role, *member)
    if known is None:
        known = context.published.member(context.extract.table, context.dimension.name, *member)
    means = (known.means if known else "") or member.text
    columns = {"other": f"{context.role}={means.replace(';', ',')}"}
    if known:
        return Meaning(columns, known.is_total, rank=known.rank)
    return _guessed(columns, member, context)


def _guessed(columns: Mapping[str, object], member: Member, context: _Context) -> Meaning:
    """Return a member that nobody knows: a total where it is called one."""
    called_so = TOTAL.search(member.label) or TOTAL.search(member.code)
    if not called_so and member.code.upper() not in TOTAL_CODES:
        return Meaning(columns)
    name, within = quoted(member.text), quoted(context.dimension.name)
    said = Wording(
        f"{name.da} er efter navnet regnet for summen af {within.da}",
        f"{name.en} is the total of {within.en}, by its name",
    )
    return Meaning(columns, is_total=True, assumed=said)


READERS: Mapping[str, Callable[[Member, _Context], Meaning]] = {
    "area": _area,
    "period": _period,
    "benefit": _benefit,
    "sex": _sex,
    "age": _age,
    "unit": _unit,
    "visitation": _visitation,
}
WHOLE_COUNTRY: Mapping[str, object] = {
    "municipality_code": "000",
    "municipality": "Hele landet",
    "level": "country",
}
