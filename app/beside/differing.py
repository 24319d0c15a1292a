"""In what answers differ: what was asked, and the proposals' own numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.app.beside.saved import SavedAnswer
from borgerflow.experiments.findings.assumptions import MECHANISM_NUMBERS
from borgerflow.experiments.findings.labels import place_within
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.present.numbers import kroner, percent
from borgerflow.experiments.present.text import assumption_words
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import Params

NOT_TOLD = Wording("-", "-")
PRICE = Wording("Forslagets pris i alt", "Price of the proposal in all")
OTHER_VERSIONS = Wording(
    "Svarene er lavet med forskellige udgaver af borgerflow eller af tallene bag: en del af"
    " forskellen kan komme deraf.",
    "The answers were made by different versions of borgerflow or of the numbers behind it: part of"
    " the difference may come from that.",
)
MADE_BY = ("code", "params", "versions")
Told = Callable[[SavedAnswer], Wording]


@dataclass(frozen=True)
class Differing:
    """One thing in which answers differ, as each of them has it."""

    label: Wording
    told: tuple[Wording, ...]


def differences(answers: Sequence[SavedAnswer], params: Params) -> tuple[Differing, ...]:
    """Return in what answers differ, the question first, then the numbers of the proposals."""
    asked = ((label, [told(each) for each in answers]) for label, told in _asked(params))
    every = [*asked, *_numbers(answers, params)]
    return tuple(
        Differing(label, tuple(told)) for label, told in every if any(t != told[0] for t in told)
    )


def made_alike(answers: Sequence[SavedAnswer]) -> bool:
    """Tell whether answers were made by one version of the code, from the same numbers."""
    first, *others = ([each.inputs.get(key) for key in MADE_BY] for each in answers)
    return all(each == first for each in others)


def _asked(params: Params) -> Iterator[tuple[Wording, Told]]:
    """Yield what a question says, under what it is called."""
    yield Wording("Forslag", "Proposal"), lambda each: _proposals(each, params)
    yield Wording("Kommune", "Municipality"), lambda each: _place(each, params)
    yield Wording("År", "Years"), lambda each: _same(f"{each.years[0]}-{each.years[-1]}")
    yield Wording("Prisniveau", "Prices of"), lambda each: _same(each.found["price_year"] or "-")
    yield PRICE, _price
    yield Wording("Antal simuleringer", "Replications"), _input("replications")
    yield Wording("Startværdi (seed)", "Seed"), _input("seed")
    yield Wording("Andel af borgerne", "Share of the citizens"), _share
    yield Wording("Årene er (conditions)", "The years are (conditions)"), _input("conditions")
    yield Wording("Lovudkast", "Draft law"), _input("law")


def _same(value: object) -> Wording:
    return Wording(str(value), str(value))


def _input(name: str) -> Told:
    def told(answer: SavedAnswer) -> Wording:
        value = answer.inputs.get(name)
        return _same(", ".join(value) if isinstance(value, list) else value) if value else NOT_TOLD

    return told


def _share(answer: SavedAnswer) -> Wording:
    share = float(answer.inputs["population"])
    return Wording(percent(share, "da"), percent(share, "en"))


def _proposals(answer: SavedAnswer, params: Params) -> Wording:
    known = [params.proposal(n) for n in answer.found["proposals"] if n in params.proposals]
    named = " + ".join(str(each.form.number) for each in known)
    return _same(named) if named else answer.headline.each(lambda text: text.split(" · ")[1])


def _place(answer: SavedAnswer, params: Params) -> Wording:
    try:
        return place_within(answer.found["municipality"], params).capital()
    except (InputError, KeyError):
        return answer.headline.each(lambda text: text.split(" · ")[0])


def _price(answer: SavedAnswer) -> Wording:
    rows = {row["line"]: row for row in answer.found["summary"]}
    paid = rows["investment"]["total"]["mean"] if "investment" in rows else 0.0
    return Wording(kroner(paid, "da"), kroner(paid, "en"))


def _numbers(
    answers: Sequence[SavedAnswer], params: Params
) -> Iterator[tuple[Wording, list[Wording]]]:
    """Yield the numbers that proposals of every answer have, with grade and range."""
    by_name = [{row["name"]: row for row in each.found["assumptions"]} for each in answers]
    own = [f"{proposal}." for proposal in answers[0].found["proposals"]]
    for name in by_name[0]:
        if name.startswith(tuple(own)) and all(name in each for each in by_name):
            yield _label(name, params), [_in_words(each[name]) for each in by_name]


def _label(name: str, params: Params) -> Wording:
    """Return what a number of a proposal is called: its mechanism, then what it is."""
    proposal, mechanism, *rest = name.split(".")
    what = rest[-1] if rest else mechanism
    called = Wording(*MECHANISM_NUMBERS.get(what, (what, what)))
    found = params.proposal(proposal).mechanisms if proposal in params.proposals else ()
    labels = [Wording(m.label.da, m.label.en) for m in found if m.name == mechanism]
    return labels[0] + ": " + called if labels else called.capital()


def _in_words(row: dict[str, Any]) -> Wording:
    """Return a number with its grade and range, as the answer told it."""
    told = {name: value for name, value in row.items() if name != "label"}
    number = Assumption(**told, label=Wording("", ""))
    return Wording(*(assumption_words(number, lang) for lang in LANGUAGES))
