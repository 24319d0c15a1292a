"""What is held true, found by a word: values of law, rates and the words of the field.

Reads ``params``; computes nothing from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from borgerflow.experiments.findings.finding import AsTyped, json_text, law_dict
from borgerflow.experiments.findings.labels import rate_label
from borgerflow.experiments.findings.plain import plain
from borgerflow.sim.base.clock import date_of, parse_day
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import DatedValue, Parameter, Params, RateRow, Term, load
from borgerflow.sim.params.law.looked_up import LookedUp, looked_up
from borgerflow.sim.params.law.prices import PriceRise
from borgerflow.sim.params.proposals.own_files import with_own_files

LAW_SCHEMA = "borgerflow/law/1"
DANISH_TO_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "_": " ", "-": " ", ".": " "})
PRICE_INDEX, PER_CENT, DECIMALS = "price_index", 100, 6
PRICES_RISE = {
    "da": "prisindeks: stigning i priser og løn i kommunal service (pl) siden året før",
    "en": "price index: rise of prices and pay of municipal service (p/l) since the year before",
}
ALL_OF_IT = Wording(
    " »borgerflow law« uden et ord viser det hele.",
    " `borgerflow law` without a word lists all of it.",
)


@dataclass(frozen=True)
class LookupValue:
    """One value or amount: from when, how much, and why we believe it."""

    since: str
    value: float | bool | None
    source: str
    grade: str
    note: str
    low: float | None = None  # the range of one that nobody knows
    high: float | None = None


@dataclass(frozen=True)
class LookupEntry:
    """A value of law, a rate or an index, with the dated values that were asked for."""

    name: str
    label: Mapping[str, str]
    unit: str
    law: str
    values: tuple[LookupValue, ...]


@dataclass(frozen=True)
class Lookup:
    """Everything a word leads to."""

    terms: tuple[Term, ...]
    found: tuple[LookupEntry, ...]
    law: LookedUp | None = None  # what is carried on to the day asked about, where anything is

    def to_json(self) -> str:
        """Return the JSON of ``law``."""
        terms = [term.model_dump() for term in self.terms]
        head = {"schema": LAW_SCHEMA, **law_dict(self.law)}
        return json_text({**head, "terms": terms, "values": plain(self.found)})


def load_params(directory: Path | None = None) -> Params:
    """Return what is held true in a folder: the one named, BORGERFLOW_PARAMS or the packaged."""
    return load(directory)


def load_params_and_ids(
    directory: Path | None, named: Sequence[str]
) -> tuple[Params, tuple[str, ...]]:
    """Return what is held true in a folder with the files among the proposals named, and ids."""
    return with_own_files(load_params(directory), named)


def as_typed(params: Params) -> AsTyped:
    """Return how a command names the user's own files, and the conditions its worlds are under."""
    files = (params.own, params.own_places)
    proposals, places = ({path.stem: str(path) for path in each} for each in files)
    return AsTyped(proposals, places, params.conditions)


def place_typed(name: str, params: Params) -> str:
    """Return what a shell is given for a municipality: its name, or the path of its file."""
    return quote(as_typed(params).municipality.get(name, name))


def look_up(params: Params, term: str | None = None, day: str | None = None) -> Lookup:
    """Return every value, rate, index and word that a term leads to; without a term, all of them.

    A term is a name, a part of one, a paragraph, or a word in Danish or English; æ, ø and å
    may be written ae, oe and aa. With a day, each value is only the one in force that day.

    Raises
    ------
    InputError
        If the term leads nowhere; it names the nearest word that leads somewhere.
    """
    asked_day = None if day is None else date_of(parse_day(day)).isoformat()
    wanted = _folded(term or "")
    everything = [*_parameters(params), *_rates(params), _price_index(params)]
    exact = {entry.name for entry in everything if entry.name == term}
    terms = [t for t in params.glossary.values() if wanted and wanted in _words_of(t)]
    words = {wanted, *(_folded(t.identifier) for t in terms)}
    found = [
        f for f in everything if (f.name in exact if exact else any(w in _text(f) for w in words))
    ]
    if not found and not terms:
        known = _known_words(params, everything)
        nothing = Wording("Intet i lovbogen hedder ", "Nothing in the law book is called ")
        near = nearest(wanted, known)
        raise InputError(nothing + quoted(term or "") + "." + (near if near.en else ALL_OF_IT))
    until = _until(params, day)
    carried_on = None if until is None else _carried_on(params, found, until)
    return Lookup(tuple(terms), tuple(_on(f, asked_day) for f in found), carried_on)


def _until(params: Params, day: str | None) -> int | None:
    """Return the day asked about; without one, that of the draft that the law is under, if any."""
    draft = params.law.draft
    if day is None:
        return None if draft is None else draft.day
    return parse_day(day)


def _carried_on(params: Params, found: Sequence[LookupEntry], day: int) -> LookedUp | None:
    """Return what of the entries found was last looked up before a day."""
    law, names = params.law, [entry.name for entry in found]
    rates = [n for n in names if n in law.rates.names and law.rates.history(n)[0].valid_from <= day]
    return looked_up(law, day, [n for n in names if n in law.parameters], rates)


def _parameters(params: Params) -> list[LookupEntry]:
    return [_of_parameter(params.law.parameter(name)) for name in params.law.names]


def _of_parameter(parameter: Parameter) -> LookupEntry:
    values = tuple(_of_value(value) for value in parameter.values)
    return LookupEntry(parameter.name, parameter.label, parameter.unit, parameter.law, values)


def _of_value(value: DatedValue) -> LookupValue:
    since = date_of(value.day).isoformat()
    told = (value.source, value.grade, value.note or "")
    return LookupValue(since, value.value, *told, value.low, value.high)


def _rates(params: Params) -> list[LookupEntry]:
    rates = params.law.rates
    return [_of_rate(params, name, rates.history(name)) for name in rates.names]


def _of_rate(params: Params, name: str, rows: tuple[RateRow, ...]) -> LookupEntry:
    """Return a rate with the label of its scheme, where the name begins with one."""
    last = rows[-1]
    values = tuple(
        LookupValue(date_of(r.valid_from).isoformat(), r.amount, r.source, r.grade, r.note)
        for r in rows
    )
    label = {"da": rate_label(name, params.glossary).da, "en": _in_english(params, name)}
    return LookupEntry(name, label, last.unit, last.law, values)


def _price_index(params: Params) -> LookupEntry:
    """Return by how much prices rise each year, as a share."""
    values = tuple(_of_rise(rise) for rise in params.price_index.rises)
    return LookupEntry(PRICE_INDEX, PRICES_RISE, "share/year", "", values)


def _of_rise(rise: PriceRise) -> LookupValue:
    ends = (None if end is None else _as_share(end) for end in (rise.low, rise.high))
    share, told = _as_share(rise.percent), (rise.source, rise.grade, "")
    return LookupValue(f"{rise.year}-01-01", share, *told, *ends)


def _as_share(percent: float) -> float:
    return round(percent / PER_CENT, DECIMALS)


def _in_english(params: Params, name: str) -> str:
    benefit, _, category = name.partition(".")
    word = params.glossary.get(benefit)
    return f"{word.en if word else benefit}: {category.replace('_', ' ')}"


def _on(found: LookupEntry, day: str | None) -> LookupEntry:
    """Return the same with only the value in force on a day (none, if none is)."""
    if day is None:
        return found
    return replace(found, values=tuple(v for v in found.values if v.since <= day)[-1:])


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(DANISH_TO_ASCII).split())


def _text(found: LookupEntry) -> str:
    return _folded(" ".join((found.name, *found.label.values(), found.law)))


def _words_of(term: Term) -> str:
    return _folded(" ".join((term.identifier, term.term, term.da, term.en)))


def _known_words(params: Params, everything: Iterable[LookupEntry]) -> list[str]:
    terms = [
        _folded(word) for t in params.glossary.values() for word in (t.identifier, t.term, t.en)
    ]
    parts = [_folded(part) for found in everything for part in found.name.split(".")]
    labels = [_folded(label) for found in everything for label in found.label.values()]
    return [*dict.fromkeys((*terms, *parts, *labels))]
