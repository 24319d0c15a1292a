"""What stands in the place of each name in a template, in both languages."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import (
    assumption_words,
    law_lines,
    period,
    prices,
    provenance_line,
    warning_lines,
)
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form import notes
from borgerflow.experiments.questions.compare.form.amounts import (
    ByYear,
    kroner_rows,
    kroner_shown,
    posts_by_year,
)
from borgerflow.experiments.questions.compare.form.names import (
    POSTS,
    TOTAL,
    assumption_names,
    budget_years,
    places,
)
from borgerflow.experiments.questions.compare.own_numbers.payback_words import payback_words
from borgerflow.experiments.questions.compare.tables.finance import grant_sentences
from borgerflow.experiments.questions.compare.text import answer, readings
from borgerflow.experiments.runs.accounts.tables import frame_notes
from borgerflow.sim.base.wording import LANGUAGES, Wording, same, sentence

DIGEST_SHOWN = 16  # signs of a digest, as the folders of answers have
POSTS_DECIMALS = 2
BLANK = Wording("", "")
Told = Callable[[Finding, str], str]


def _lines(lines: Callable[[Finding, str], list[str]]) -> Told:
    return lambda finding, lang: "\n".join(lines(finding, lang))


def _words(name: str) -> Told:
    return lambda _, lang: WORDS[lang][name]


def _payback(finding: Finding, lang: str) -> str:
    told = payback_words(finding, lang)
    return sentence(told[:1].upper() + told[1:])


def _title(finding: Finding, lang: str) -> str:
    return "; ".join(proposal.title.text(lang) for proposal in finding.proposals)


def _origin(finding: Finding) -> Wording:
    """Return version, chance, law and a digest of the answer: no clock, no machine."""
    digest = hashlib.sha256(finding.to_json().encode()).hexdigest()[:DIGEST_SHOWN]
    return Wording(*(_origin_told(finding, digest, lang) for lang in LANGUAGES))


def _origin_told(finding: Finding, digest: str, lang: str) -> str:
    looked_up = {
        "da": "Loven er efterset for hele perioden.",
        "en": "The law was looked up for the whole period.",
    }[lang]
    sums = {
        "da": f"Svarets SHA-256: {digest} (de første 16 tegn af svarets fil).",
        "en": f"SHA-256 of the answer: {digest} (the first 16 signs, of its file).",
    }[lang]
    made = provenance_line(replace(finding, seconds=None), lang)
    law = law_lines(finding.law, lang) or [looked_up]
    return " ".join([f"borgerflow {finding.version}: {made}", *law, sums, WORDS[lang]["simulated"]])


TOLD: dict[str, Told] = {
    "kommune": lambda finding, _: finding.municipality_label,
    "nummer": lambda finding, _: " + ".join(each.number for each in finding.proposals),
    "titel": _title,
    "periode": period,
    TOTAL: notes.total_called,
    "prisniveau": prices,
    "fortegn": _words("sign_text"),
    "svar": _lines(lambda finding, lang: [*law_lines(finding.law, lang), *answer(finding, lang)]),
    "nulpunkt": _lines(readings),
    "usikkerhed": notes.uncertainty,
    "tilbagebetaling": _payback,
    "tilbagebetaling_aar": notes.payback_years,
    "note_rammer": _lines(lambda finding, lang: frame_notes(finding.frames, lang)),
    "note_udligning": _lines(grant_sentences),
    "note_raekker": notes.rows_note,
    "note_styringsomraader": notes.areas_note,
    "note_personale": notes.staff_note,
    "note_aar": notes.years_note,
    "note_afrunding": _words("rounding"),
    "forbehold": _lines(warning_lines),
}


def placeholders(finding: Finding) -> dict[str, Wording]:
    """Return what each name that a template may have stands for, by name."""
    texts = {name: _in_both(told, finding) for name, told in TOLD.items()}
    texts["herkomst"] = _origin(finding)
    return {**texts, **dict(_assumptions(finding)), **dict(_numbers(finding))}


def _in_both(told: Told, finding: Finding) -> Wording:
    return Wording(*(told(finding, lang) for lang in LANGUAGES))


def _assumptions(finding: Finding) -> Iterator[tuple[str, Wording]]:
    """Yield the assumptions that move the answer most, nothing where there are fewer."""
    for place, name in enumerate(assumption_names()):
        if place < len(finding.assumptions):
            each = finding.assumptions[place]
            yield name, Wording(*(assumption_words(each, lang) for lang in LANGUAGES))
        else:
            yield name, BLANK


def _numbers(finding: Finding) -> Iterator[tuple[str, Wording]]:
    """Yield the budget years and the rows; a year that the answer lacks is left empty."""
    for place, year in _placed(finding):
        yield place, same(str(year)) if year else BLANK
    for name, row in kroner_rows(finding).items():
        yield from _row(name, row.by_year, finding, kroner_shown)
        yield f"{name}_{TOTAL}", numbers.in_both(kroner_shown, row.total)
    yield from _row(POSTS, posts_by_year(finding), finding, _posts)


def _placed(finding: Finding) -> list[tuple[str, int | None]]:
    """Return the four places of a form, each with its year."""
    years: list[int | None] = list(budget_years(finding.years))
    return list(zip(places(), years + [None] * (len(places()) - len(years)), strict=True))


def _row(
    name: str, row: ByYear | None, finding: Finding, shown: Callable[..., str]
) -> Iterator[tuple[str, Wording]]:
    """Yield a row by year and by place."""
    for end, year in [*((str(year), year) for year in finding.years), *_placed(finding)]:
        yield f"{name}_{end}", _cell(row, year, shown)


def _cell(row: ByYear | None, year: int | None, shown: Callable[..., str]) -> Wording:
    if row is None or year is None:
        return BLANK
    return numbers.in_both(shown, row[year])


def _posts(posts: float, lang: str) -> str:
    return numbers.number(posts, lang, POSTS_DECIMALS)
