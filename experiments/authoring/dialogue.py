"""A guided conversation that ends in a proposal: each answer is checked as it is given.

Knows what to ask and what to offer; how one is asked, on a terminal or in a test, the caller
knows. Whatever the reader would refuse later is told at once and asked again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from borgerflow.experiments.authoring.answers import (
    A_NEW_NAME,
    NEEDED,
    about_amounts,
    between,
    estimate_as_data,
    not_as_expected,
    read_estimate,
    read_grade,
    refuse_odd_text,
    shown,
    shown_estimate,
    understood,
)
from borgerflow.experiments.authoring.draft import (
    MECHANISM,
    Place,
    fault_at,
    refuse_draft,
    refuse_name,
)
from borgerflow.experiments.authoring.fields import (
    Field,
    Loc,
    effect_guess,
    head_fields,
    in_words,
    mechanism_fields,
    set_at,
    unit_of,
    value_at,
)
from borgerflow.experiments.authoring.schema import BY_YEAR, schema_of
from borgerflow.experiments.authoring.words.choices import GRADES_CALLED
from borgerflow.experiments.authoring.words.questions import USUAL, asked_at, words_of
from borgerflow.experiments.authoring.workbook.layout import FIRST_NAME
from borgerflow.experiments.lookup.proposals import ways_of
from borgerflow.sim.base.clock import date_of, first_day_of_year, parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params.proposals.names import schemes_fit_for
from borgerflow.sim.params.proposals.proposals import no_days_until
from borgerflow.sim.params.proposals.shares import ORDINARY_JOB
from borgerflow.sim.params.reading.units import UNITS_CALLED
from borgerflow.sim.world.municipality import OWN_FILE, with_file_of

Answer = TypeVar("Answer")
Data = dict[str, Any]
BUDGET_YEARS = 4  # a Danish budget holds the year and three more
NOT_ASKED = (
    "excludes_outside",
    "unanswered",
    "spares",
    "readings",
    "at_week",
    "threat",
    "threat_weeks",
)
ONLY_AT = {"origins": "entry", "would_leave_within_weeks": "door"}
OFFERED = {"kind": "hazard", "at": "entry", "exits": "job", "origins": "job", "window_weeks": "0"}
IN_ONE_LANGUAGE = ("title", "description", "label")  # needed, in the language it is asked in
NO_MECHANISM: Data = {"unanswered": {"da": "-", "en": "-"}}  # while the head alone is checked
ASIDES = {
    "estimate": Wording(
        "(tal, eller tal, lavt og højt skøn som 0,5 0,2 1; ukendt, hvis ingen ved det)",
        "(number, or number, low and high as 0.5 0.2 1; unknown if nobody knows)",
    ),
    "names": Wording("(adskilt af »{}«)", "(with {!r} between)"),
    "yes": Wording("(ja eller nej)", "(yes or no)"),
}
ANOTHER = Wording(
    "Endnu en virkning? Dens korte navn, eller Enter, hvis der ikke er flere",
    "Another mechanism? Its short name, or Enter if there are no more",
)
NOTHING = Wording("", "")
MUNICIPALITY = ("municipality",)
NOTHING_TYPED = "-"  # where Enter would take what is offered
MOST_LISTED = 20
NO_COST = Wording(
    "Udgiften mangler: mindst ét år skal have et beløb, 0, hvis der ingen udgift er.",
    "The cost is missing: at least one year needs an amount, 0 if nothing is spent.",
)
AGAIN = Wording("Der spørges igen.", "It is asked again.")


class Talk(Protocol):
    """Somebody to ask."""

    def ask(self, question: str, default: str) -> str:
        """Return the answer; the default where none is given."""

    def tell(self, text: str) -> None:
        """Tell something that is no question."""


@dataclass
class Interview:
    """One conversation: who is asked, in which language, under what is held true."""

    talk: Talk
    place: Place
    lang: str
    own_place: Path | None = None  # the file of a municipality that is not packaged, once named

    def proposal(self, name: str | None = None) -> Data:
        """Return a whole proposal, as its file will have it."""
        if name:
            refuse_name(name)
        data: Data = {"id": name} if name else {}
        self._until_it_holds(lambda: self._head(data), lambda: {**data, **NO_MECHANISM})
        mechanism = self._name(words_of("name", self.lang), FIRST_NAME.text(self.lang), ())
        while mechanism:
            self._mechanism(data, mechanism)
            mechanism = self._name(ANOTHER.text(self.lang), "", tuple(data["mechanisms"]))
        return data

    @cached_property
    def schema(self) -> Data:
        """Return the form in words of the language."""
        return schema_of(self.place.params, self.lang)

    def _said(self, fields: tuple[Field, ...]) -> Iterator[Field]:
        """Yield fields in words, without those of the other language."""
        for field in in_words(fields, self.place.params):
            if field.loc[-1] not in LANGUAGES:
                yield field
            elif field.loc[-1] == self.lang:
                yield replace(field, needed=field.needed or field.name in IN_ONE_LANGUAGE)

    def _until_it_holds(self, ask: Callable[[], None], draft: Callable[[], Data]) -> None:
        """Ask until the reader takes the draft; earlier answers are offered again."""
        while True:
            try:
                ask()
                content = draft()
                path = self.place.path(content["municipality"], content["id"])
                refuse_draft(content, self.place.params, path)
            except InputError as error:
                self.talk.tell((error.said.capital() + " " + AGAIN).text(self.lang))
            else:
                return

    def _head(self, data: Data) -> None:
        """Ask for all but the mechanisms; the municipality first, for the id lies below it."""
        fields = [field for field in self._said(head_fields(self.schema)) if _asked(field)]
        for field in sorted(fields, key=lambda f: f.name != "municipality"):
            company = field.name in ("excludes", "depends_on")
            known = tuple(self.place.params.proposals) if company else field.choices
            self._ask(data, (), replace(field, choices=known))
        if not _years(data):
            raise InputError(no_days_until(parse_day(data["until"])))
        self._money(data)
        if not data.get("cost"):
            raise InputError(NO_COST)

    def _money(self, data: Data) -> None:
        """Ask for cost and staff, year by year, all from one place."""
        form = data["form"]
        said, known = about_amounts(form["document"], form["lines"], self.lang)
        source = self._source(f"{words_of('cost', self.lang)}: ", said)
        grade = self._grade(known if source == said else "sourced")
        for key, unit in BY_YEAR.items():
            before: Data = data.pop(key, {})
            offered = None
            for year in _years(data):
                offered = before.get(year, offered)
                offered = self._amount(data, (key, year), offered, (unit, source, grade))

    def _amount(
        self, data: Data, loc: Loc, offered: Data | None, about: tuple[str, str, str]
    ) -> Data | None:
        """Return the amount of one year; no answer leaves the year out."""

        def read(typed: str) -> Data | None:
            said = _estimate(read_estimate(typed, self.lang), *about) if typed else None
            self._set(data, loc, said)
            return said

        question = f"{words_of(loc[0], self.lang)} {loc[1]} {ASIDES['estimate'].text(self.lang)}"
        return self._answer(question, shown_estimate(offered, self.lang), read)

    def _mechanism(self, data: Data, name: str) -> None:
        asked: Data = {}
        data.setdefault("mechanisms", {})[name] = asked
        self._until_it_holds(lambda: self._one_mechanism(data, name, asked), lambda: data)

    def _one_mechanism(self, data: Data, name: str, asked: Data) -> None:
        """Ask for the kind first, for it decides what else there is to ask."""
        root = ("mechanisms", name)
        kind = next(f for f in self._said(mechanism_fields(self.schema)) if f.name == "kind")
        self._ask(data, root, kind)
        for field in self._said(mechanism_fields(self.schema, asked["kind"])):
            if ONLY_AT.get(field.name, asked.get("at")) != asked.get("at"):
                asked.pop(field.name, None)
            elif field.name in (*NOT_ASKED, "kind"):
                continue
            elif field.name == "displacement" and ORDINARY_JOB not in asked.get("exits", ()):
                asked.pop(field.name, None)
            elif field.shape == "estimate":
                self._number(data, root, field, asked)
            else:
                self._ask(data, root, self._possible(field, asked))

    def _possible(self, field: Field, asked: Data) -> Field:
        """Return a field with only the names that its kind or its scheme allows."""
        fit: Sequence[str]
        if field.name == "scheme":
            fit = schemes_fit_for(asked["kind"], self.place.params.law.schemes)
        elif field.name == "exits":
            fit = ways_of(self.place.params).get(asked["scheme"], ())
        else:
            return field
        return replace(field, choices=tuple(c for c in field.choices if c in fit))

    def _number(self, data: Data, root: Loc, field: Field, asked: Data) -> None:
        """Ask for a number with its range; another than the one offered needs its source."""
        unit = unit_of(field.name, asked["kind"], self.place.params.first_guesses)
        offered = asked.get(field.name) or self._guess(field.name, unit, asked)

        def read(typed: str) -> None:
            if offered and typed == shown_estimate(offered, self.lang):
                said: Data | None = offered
            elif not typed and not field.needed:
                said = None
            else:
                numbers = read_estimate(typed, self.lang)
                source = self._source("", "")
                said = _estimate(numbers, unit, source, self._grade("assumed"))
            self._set(data, (*root, *field.loc), said)

        about = f"{asked_at(field.loc, self.lang)}, {UNITS_CALLED[unit].text(self.lang)}"
        question = f"{about} {ASIDES['estimate'].text(self.lang)}"
        self._answer(question, shown_estimate(offered, self.lang), read)

    def _guess(self, name: str, unit: str, asked: Data) -> Data | None:
        """Return what is offered where nobody has answered yet."""
        guess = self.place.params.first_guesses.number(name, asked["kind"])
        if name == "effect":
            guess = effect_guess(self.place.params, unit, asked)
        return estimate_as_data(guess) if guess else None

    def _ask(self, data: Data, root: Loc, field: Field) -> None:
        """Ask for one field until the answer can be read and fits."""
        loc = (*root, *field.loc)

        def read(typed: str) -> None:
            read_it = self._municipality if loc == MUNICIPALITY else understood
            value = read_it(field, typed, self.lang)
            if value is None and field.needed:
                raise InputError(NEEDED)
            refuse_odd_text(value)
            if loc == ("id",):
                self.place.refuse_taken(data["municipality"], str(value))
            self._set(data, loc, value)

        aside = ASIDES.get(field.shape, NOTHING).text(self.lang).format(between(field))
        names = [shown(replace(field, shape="choice"), name, self.lang) for name in field.choices]
        listed = f"[{' | '.join(names)}]" * (0 < len(names) <= MOST_LISTED)
        asked = tuple(part for part in field.loc if part not in LANGUAGES)
        question = " ".join(filter(None, (asked_at(asked, self.lang), aside, listed)))
        self._answer(question, self._offer(data, root, field), read)

    def _municipality(self, field: Field, typed: str, lang: str) -> Any:
        """Return the name of a packaged municipality, or of that in a file of one's own."""
        own = typed.endswith(OWN_FILE)
        name = with_file_of(self.place.params, typed)[1] if own else understood(field, typed, lang)
        self.own_place = Path(typed) if own else None
        return name

    def _offer(self, data: Data, root: Loc, field: Field) -> str:
        """Return the answer given before, or one that is likely."""
        loc = (*root, *field.loc)
        if loc == MUNICIPALITY and self.own_place:
            return str(self.own_place)
        before = value_at(data, loc)
        if before is not None:
            return shown(field, before, self.lang)
        if field.loc == ("form", "number"):
            return str(data.get("id", ""))
        if field.name == "until":
            year = year_of(parse_day(data["start"])) + BUDGET_YEARS
            return date_of(first_day_of_year(year)).isoformat()
        likely = {
            "price_year": str(data.get("start", ""))[:4],
            "label": root[-1].replace("_", " ") if root else "",
            "stated": shown(field, self._is_typed(data, root), self.lang)
            if field.shape == "yes"
            else "",
        }
        return likely.get(field.name) or self._usual(field)

    def _is_typed(self, data: Data, root: Loc) -> bool:
        """Tell whether the effect of a mechanism is its author's own, and not the one offered."""
        asked = value_at(data, root) or {}
        effect = asked.get("effect", {})
        unit = unit_of("effect", asked.get("kind", ""), self.place.params.first_guesses)
        return effect.get("value") is not None and effect != self._guess("effect", unit, asked)

    def _usual(self, field: Field) -> str:
        """Return what most forms say."""
        if field.loc in USUAL:
            return USUAL[field.loc].text(self.lang)
        usual = OFFERED.get(field.name)
        value = [usual] if field.shape == "names" else usual
        return usual or "" if field.shape == "weeks" else shown(field, usual and value, self.lang)

    def _name(self, question: str, offered: str, taken: tuple[str, ...]) -> str:
        """Return the short name of a mechanism, or nothing where there are no more."""

        def read(typed: str) -> str:
            if (typed or not taken) and (typed in taken or not MECHANISM.fullmatch(typed)):
                raise not_as_expected(typed, A_NEW_NAME)
            refuse_odd_text(typed)
            return typed

        return self._answer(question, offered, read)

    def _grade(self, offered: str) -> str:
        listed = " | ".join(said.text(self.lang) for said in GRADES_CALLED.values())
        question = f"{words_of('grade', self.lang)} [{listed}]"
        return self._answer(question, GRADES_CALLED[offered].text(self.lang), read_grade)

    def _source(self, about: str, offered: str) -> str:
        def read(typed: str) -> str:
            if not typed:
                raise InputError(NEEDED)
            refuse_odd_text(typed)
            return typed

        return self._answer(f"{about}{words_of('source', self.lang)}", offered, read)

    def _answer(self, question: str, offered: str, read: Callable[[str], Answer]) -> Answer:
        """Return the first answer that can be read; why one cannot is told."""
        while True:
            try:
                typed = self.talk.ask(question, offered).strip()
                return read("" if typed == NOTHING_TYPED else typed)
            except InputError as error:
                self.talk.tell(error.said.text(self.lang))

    def _set(self, data: Data, loc: Loc, value: object) -> None:
        """Set an answer; one that the reader would refuse is refused in its words."""
        set_at(data, loc, value)
        fault = fault_at(data, loc)
        if fault:
            set_at(data, loc, None)
            raise InputError(fault)


def _asked(field: Field) -> bool:
    return field.name not in NOT_ASKED


def _years(data: Data) -> list[str]:
    """Return the calendar years that a proposal runs in."""
    first = parse_day(data["start"])
    last = parse_day(data["until"]) - 1 if "until" in data else first
    return [str(year) for year in range(year_of(first), year_of(last) + 1)]


def _estimate(numbers: Data, unit: str, source: str, grade: str) -> Data:
    known = {key: value for key, value in numbers.items() if value is not None or key == "value"}
    return {**known, "unit": unit, "source": source, "grade": grade}
