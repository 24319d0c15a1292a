"""What a filled-in workbook leaves open: guessed where that can be done, told where it cannot."""

import datetime as dt
import re
from calendar import isleap
from collections.abc import Iterable, Mapping
from typing import Any

from borgerflow.experiments.authoring.answers import NEEDED, about_amounts, estimate_as_data
from borgerflow.experiments.authoring.draft import LONGEST_NAME
from borgerflow.experiments.authoring.fields import Loc, effect_guess, unit_of, value_at
from borgerflow.experiments.authoring.schema import BY_YEAR
from borgerflow.experiments.authoring.words.choices import OUT, Called, choices_called
from borgerflow.experiments.authoring.words.questions import OWN_ESTIMATE, USUAL
from borgerflow.experiments.authoring.workbook.filled import FilledForm
from borgerflow.experiments.authoring.workbook.layout import (
    EVERY_YEAR,
    FRONT,
    NUMBERS,
    WINDOW,
    YEARS,
    questions,
)
from borgerflow.experiments.lookup.proposals import unknown_start
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import Estimate, Params
from borgerflow.sim.params.proposals.danish_names import KINDS as KIND_WORDS
from borgerflow.sim.params.proposals.danish_names import WAYS_IN
from borgerflow.sim.params.proposals.mechanisms import KINDS
from borgerflow.sim.params.reading.phrases import NUMBER_NEEDED
from borgerflow.sim.params.words.danish import told

Asked = Mapping[str, tuple[Loc, int]]
Mechanism = dict[str, Any]
MOST_RUN = 20  # years: far beyond any budget
DAYS_IN_YEAR, DAYS_IN_LEAP_YEAR = 365, 366
YEARS_OF_OURS = range(2000, 2081)  # as the reader takes, with the years it runs
NUMBER = ("form", "number")
DIGITS = 6  # decimals of an end of a range: 2 x 1.08 - 1 is 1.16
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
SOURCE_NEEDED = Wording(
    "et tal med kilde skal have sin kilde: skriv, hvor det står.",
    "a number that is sourced needs its source: expected where it stands.",
)
A_COUNT_OF_YEARS = Wording(
    f"der skal stå 1-{MOST_RUN} hele år.", f"expected 1-{MOST_RUN} whole years."
)


def complete(filled: FilledForm, asked: Asked, numbers: Mapping[str, bool], params: Params) -> None:
    """Fill in what the author left open, and remember what only the author can answer.

    Parameters
    ----------
    asked : dict
        The place and the cell of each answer on the first sheet.
    numbers : dict
        The numbers of a mechanism, and whether every mechanism has them.
    """
    every_year = filled.data.pop("every year", {})
    _refuse_open(filled, asked, every_year)
    _refuse_unknown_start(filled, params)
    _days(filled, asked, every_year)
    _money(filled, asked, every_year)
    _head(filled)
    for name, mechanism in filled.data.get("mechanisms", {}).items():
        _mechanism(filled, name, mechanism, params)
        _guesses(filled, name, mechanism, numbers, params)


def _refuse_open(filled: FilledForm, asked: Asked, every_year: Mapping[str, Any]) -> None:
    """Remember every question that must be answered and is not."""
    data = filled.data
    for question in questions(filled.lang):
        for key in question.keys if question.needed else ():
            loc, cell = asked.get(key, ((), filled.cell(FRONT, 0, 0)))
            said = every_year.get(key) if key in (*EVERY_YEAR, YEARS) else value_at(data, loc)
            if said is None and not filled.is_told(loc) and not _elsewhere(filled, key, loc):
                filled.refuse(loc, cell, NEEDED)


def _elsewhere(filled: FilledForm, key: str, loc: Loc) -> bool:
    """Tell whether a question is answered on another sheet, or not to be asked."""
    data = filled.data
    if key in EVERY_YEAR:
        return key in data
    if key == YEARS:
        return "until" in data
    if key == "exits":
        kind = value_at(data, (*loc[:-1], "kind"))
        return "unanswered" in data or (kind in KINDS and "exits" not in KINDS[kind].needed)
    return loc[0] == "mechanisms" and "unanswered" in data


def _refuse_unknown_start(filled: FilledForm, params: Params) -> None:
    """Remember a first day of which law or prices are not known."""
    try:
        day = parse_day(str(filled.data.get("start")))
    except InputError:
        return  # told by the form
    said = unknown_start(day, params)
    if said is not None and not filled.is_told(("start",)):
        filled.refuse(("start",), filled.places["start",], said)


def _days(filled: FilledForm, asked: Asked, every_year: Mapping[str, Any]) -> None:
    """Set the end from the number of years, unless a day is given."""
    years, start = every_year.get(YEARS), str(filled.data.get("start"))
    loc, cell = asked.get(YEARS, ((), 0))
    if years is None or "until" in filled.data:
        return
    if years not in range(1, MOST_RUN + 1):
        filled.refuse(loc, cell, A_COUNT_OF_YEARS)
    elif _is_day(start):
        filled.put(("until",), _years_after(start, int(years)), cell)


def _is_day(text: object) -> bool:
    try:
        return dt.date.fromisoformat(str(text)).year in YEARS_OF_OURS
    except ValueError:
        return False


def _years_after(start: str, years: int) -> str:
    day = dt.date.fromisoformat(start)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1).isoformat()


def _money(filled: FilledForm, asked: Asked, every_year: Mapping[str, Any]) -> None:
    """Give each year its amount: that of its row in the budget, else that of every year."""
    data = filled.data
    shares = _shares_of_years(data)
    for key, unit in BY_YEAR.items():
        amount: float | None = every_year.get(key)
        cell = asked[key][1] if key in asked else 0
        for year, share in shares.items() if amount is not None else ():
            if year not in data.get(key, {}):
                part = round(share * (amount or 0)) if key == "cost" else amount
                filled.put((key, year, "value"), part, cell)
        for year, said in data.get(key, {}).items():
            about = _about_amount(filled, said)
            if about["grade"] != "sourced":
                _refuse_unsourced(filled, (key, year), said)
            said.update({"value": None} | about | said)
            said["unit"] = unit
        if key not in data:
            filled.told.add((key,))


def _about_amount(filled: FilledForm, said: Mapping[str, Any]) -> dict[str, str]:
    """Return where an amount is from, as far as its author says: with a range it is a guess."""
    form = filled.data.get("form", {})
    source, grade = about_amounts(form.get("document"), form.get("lines"), filled.lang)
    if "source" in said:
        return {"grade": "sourced"}
    if {"low", "high"} <= said.keys() and said.get("grade", "assumed") == "assumed":
        return {"source": OWN_ESTIMATE.text(filled.lang), "grade": "assumed"}
    return {"source": source, "grade": grade}


def _refuse_unsourced(filled: FilledForm, loc: Loc, said: Mapping[str, Any]) -> None:
    """Remember that a number is called sourced and names no source."""
    place = (*loc, "grade")
    if said.get("grade") == "sourced" and "source" not in said and not filled.is_told(loc):
        filled.refuse(place, filled.places[place], SOURCE_NEEDED)


def _shares_of_years(data: Mapping[str, Any]) -> dict[str, float]:
    """Return the part of each year in which a proposal runs; a cost is paid for that part."""
    if not (_is_day(data.get("start")) and _is_day(data.get("until"))):
        return {}
    start, until = (dt.date.fromisoformat(data[key]) for key in ("start", "until"))
    shares = {}
    for year in range(start.year, until.year + 1):
        first, after = max(start, dt.date(year, 1, 1)), min(until, dt.date(year + 1, 1, 1))
        if first < after:
            days = DAYS_IN_LEAP_YEAR if isleap(year) else DAYS_IN_YEAR
            shares[str(year)] = (after - first).days / days
    return shares


def _head(filled: FilledForm) -> None:
    """Fill in where the proposal stands, and its id: from the title, if no other is given."""
    data, title = filled.data, filled.places.get(("title", filled.lang), 0)
    for loc, usual in USUAL.items():
        if value_at(data, loc) is None:
            filled.put(loc, usual.text(filled.lang), filled.places.get(loc, title))
    if "id" not in data and not filled.is_told(("title",)):
        filled.put(("id",), _id_from(str(value_at(data, ("title", filled.lang)))), title)
    if value_at(data, NUMBER) is None:
        filled.put(NUMBER, data.get("id"), filled.places.get(NUMBER, title))
    if "price_year" not in data and _is_day(data.get("start")):
        filled.put(("price_year",), int(data["start"][:4]), filled.places["start",])
    filled.told |= {(key,) for key in ("id", "price_year", "until") if key not in data}
    filled.told |= {NUMBER} if value_at(data, NUMBER) is None else set()


def _id_from(title: str) -> str:
    """Return the id that a title gives: ``Tidlig opfølgning`` is ``tidlig-opfoelgning``."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold().translate(ASCII))
    return plain[:LONGEST_NAME].strip("-")


def _mechanism(filled: FilledForm, name: str, mechanism: Mechanism, params: Params) -> None:
    """Fill in all of a mechanism but its numbers."""
    title = value_at(filled.data, ("title",)) or {filled.lang: name}
    mechanism.setdefault("label", title)
    mechanism.setdefault("stated", value_at(mechanism, ("effect", "value")) is not None)
    window = mechanism.get("window_weeks")
    if isinstance(window, dict):
        first, last = (window.get(part) for part in WINDOW)
        both = first if isinstance(first, list) else [first or 0, None]
        mechanism["window_weeks"] = [both[0], both[1] if last is None else last]
    _refuse_strange_exits(filled, name, mechanism, params)


def _refuse_strange_exits(
    filled: FilledForm, name: str, mechanism: Mechanism, params: Params
) -> None:
    """Remember an exit to where nobody leaves the scheme for."""
    loc = ("mechanisms", name, "exits")
    if "scheme" not in mechanism:
        return
    scheme = str(mechanism["scheme"])
    possible = (*params.law.schemes[scheme].exits, OUT)
    for exit_ in mechanism.get("exits", ()):
        if exit_ not in possible:
            said = _no_exit_called(scheme, exit_, possible, choices_called(params)["exits"])
            filled.refuse(loc, filled.places[loc], said)


def _no_exit_called(scheme: str, exit_: str, possible: Iterable[str], called: Called) -> Wording:
    """Return that a scheme is not left so, in the words of the lists to choose from."""
    da, en = ("; ".join(called[name].text(lang) for name in possible) for lang in LANGUAGES)
    return Wording(
        f"man afgår ikke fra {called[scheme].da} til {called[exit_].da}. Mulige: {da}.",
        f"nobody leaves {called[scheme].en} for {called[exit_].en}. Known: {en}.",
    )


def _guesses(
    filled: FilledForm,
    name: str,
    mechanism: Mechanism,
    numbers: Mapping[str, bool],
    params: Params,
) -> None:
    """Fill in the numbers that nobody gave, and what is missing of those that somebody gave."""
    kind, root = str(mechanism.get("kind")), ("mechanisms", name)
    if kind not in KINDS or "scheme" not in mechanism:
        filled.told |= {(*root, number) for number in numbers}
        return
    needed = KINDS[kind].of(mechanism.keys()).needed
    for field in set(needed) - {*numbers, *mechanism}:
        loc = (*root, field)
        if loc in filled.places and not filled.is_told(loc):
            filled.refuse(loc, filled.places[loc], _needed_of(kind, field))
    for number, always in numbers.items():
        unit = unit_of(number, kind, params.first_guesses)
        guess = _guess(number, unit, mechanism, params)
        if number in mechanism:
            _refuse_unsourced(filled, (*root, number), mechanism[number])
            _fill_in(mechanism[number], guess, filled.lang)
            if number == "effect":
                _give_range(mechanism[number], unit)
        elif guess is not None and (always or number in needed):
            mechanism[number] = _in_lang(guess, filled.lang)
        if number in mechanism:
            mechanism[number] = {"value": None, **mechanism[number], "unit": unit}
            _refuse_without_number(filled, (*root, number), mechanism[number])


def _refuse_without_number(filled: FilledForm, loc: Loc, said: Mapping[str, Any]) -> None:
    """Remember that a number is not there beside what is said of it.

    Source and grade are filled in beside a number, so that where they lack the number does; and
    nothing follows from one that could not be read, or whose key could not.
    """
    value, lacking = (*loc, "value"), {"source", "grade"} - said.keys()
    if lacking and value in filled.places and not filled.is_told(value):
        filled.refuse(value, filled.places[value], NUMBER_NEEDED)
    filled.told |= {(*loc, part) for part in lacking}


def _needed_of(kind: str, field: str) -> Wording:
    """Return that a kind of mechanism needs an answer here, and which there are to the way in."""
    ways = tuple(WAYS_IN.values()) if field == "at" else ()
    choices = Wording("; ".join(w.da for w in ways), "; ".join(w.en for w in ways))
    asked = Wording(
        f"der skal svares her, når ændringen er »{KIND_WORDS[kind].da}«",
        f"an answer is needed here where the change is “{KIND_WORDS[kind].en}”",
    )
    return asked + (": " + choices + "." if ways else ".")


def _guess(number: str, unit: str, mechanism: Mechanism, params: Params) -> Estimate | None:
    if number == "effect":
        return effect_guess(params, unit, mechanism)
    return params.first_guesses.number(number, mechanism["kind"])


def _in_lang(guess: Estimate, lang: str) -> dict[str, Any]:
    return estimate_as_data(guess) | {"source": told(guess.source).text(lang)}


def _fill_in(said: dict[str, Any], guess: Estimate | None, lang: str) -> None:
    """Give a number a source and a grade: those of the guess, where it is the guess."""
    numbers = {part: said.get(part) for part in NUMBERS}
    guessed = guess is not None and numbers == {p: getattr(guess, p) for p in NUMBERS}
    source = told(guess.source) if guess is not None and guessed else OWN_ESTIMATE
    if said.get("value") is not None:
        said.setdefault("source", source.text(lang))
        said.setdefault("grade", "assumed")


def _give_range(effect: dict[str, Any], unit: str) -> None:
    """Give an assumed effect without a range one: from none at all to twice as much."""
    value = effect.get("value")
    bare = effect.get("low") is None and effect.get("high") is None
    if effect.get("grade") == "assumed" and bare and isinstance(value, int | float):
        none = 1.0 if unit == "factor" else 0.0
        twice = max(2 * value - none, 0.0) if unit in ("factor", "share") else 2 * value - none
        far = min(twice, 1.0) if unit == "share" else twice
        effect["low"], effect["high"] = sorted((none, round(far, DIGITS)))
