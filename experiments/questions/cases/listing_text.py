"""What the terminal shows of municipal cases, in Danish and in English.

Lays out; computes nothing.
"""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence

from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.labels import GRADES
from borgerflow.experiments.present.numbers import kroner, number, percent, persons, rounded
from borgerflow.experiments.questions.cases.compare import Beside, Expected, Overview
from borgerflow.experiments.questions.cases.listing import CaseInFull, CaseLine
from borgerflow.experiments.questions.cases.words import (
    FLAGS,
    GROUPS,
    ORIGINS,
    PERIODS,
    REASONS,
    SHORT,
    WORDS,
)
from borgerflow.sim.params.cases.catalogue import Stated

Labels = Mapping[str, Mapping[str, str]]
WIDTH = 96
MILLION = 1_000_000
NONE = "-"
KRONER = ("investment", "gross", "net")
AMOUNTS = (*KRONER, "persons", "weeks", "staff_fte")


def cases_page(lines: Sequence[CaseLine], total: int, lang: str) -> str:
    """Return one line per case a year, and how many there are of each kind of flag."""
    head = {
        "da": [
            "id",
            "kommune",
            "år",
            "investering, mio.",
            "brutto, mio.",
            "fuldtidsp.",
            "kr. pr. fuldtidsp.",
            "forbehold",
        ],
        "en": [
            "id",
            "municipality",
            "years",
            "invested, mill.",
            "gross, mill.",
            "full-time",
            "kr. per full-time",
            "caveats",
        ],
    }[lang]
    counted = Counter(short for line in lines for short in _short(line, lang))
    shown = WORDS[lang]["of"].format(shown=len(lines), all=total)
    tail = ". ".join([shown, ", ".join(f"{n} {word}" for word, n in counted.items())]).rstrip(". ")
    rows = [_row(line, lang) for line in lines]
    return table(head, rows, right=[3, 4, 5, 6]) + f"\n\n{tail}."


def case_page(full: CaseInFull, labels: Labels, lang: str) -> str:
    """Return one case: stated, in the common form, flags, and beside the simulated year."""
    words, case = WORDS[lang], full.line.case
    lines = " ".join(case.lines)
    source = f"{words['source']}: {case.document}:{lines} ({GRADES[case.grade][lang]})"
    named = [*(labels[s][lang] for s in case.schemes), *case.others]
    parts = [
        f"{case.id} · {case.municipality}{_period(full.line)}",
        ", ".join(named),
        *([f"{words['moves']} {labels[case.moves_to][lang]}"] if case.moves_to else []),
        source,
        *([case.note] if case.note else []),
        "",
        words["stated"],
        *_stated(full.line, lang),
        "",
        *_common(full.line, lang),
        "",
        words["flags"],
        *(f"  {FLAGS[lang][flag]}" for flag in full.line.flags),
        *([] if full.line.flags else [f"  {words['none']}"]),
        "",
        *_simulated(full, labels, lang),
    ]
    return "\n".join(parts)


def overview_page(found: Overview, labels: Labels, lang: str) -> str:
    """Return stated beside simulated by case and by scheme, and what the differences look like."""
    words = WORDS[lang]
    title = words["beside"].format(place=found.lived.label)
    parts = [title, "", _by_case(found, lang), "", _by_scheme(found, labels, lang), ""]
    parts += [line for reason in found.reasons for line in _reason(found, reason, lang)]
    parts += [
        "",
        words["share"].format(
            n=len(found.cases),
            close=percent(found.near, lang),
            own=percent(found.share("municipal_part"), lang),
            all=percent(found.share("all_payers"), lang),
        ),
    ]
    if found.not_comparable:
        parts.append(f"{words['left']}: {', '.join(found.not_comparable)}.")
    return "\n".join(parts)


def _reason(found: Overview, reason: str, lang: str) -> list[str]:
    """Return a reason with the cases that have it."""
    ids = ", ".join(one.case for one in found.cases if one.reason == reason)
    wrapped = textwrap.wrap(
        ids, WIDTH, initial_indent="     ", subsequent_indent="     ", break_on_hyphens=False
    )
    return [f"{found.reasons[reason]:>3}  {REASONS[lang][reason]}", *wrapped]


def _row(line: CaseLine, lang: str) -> list[str]:
    form = line.form
    return [
        line.case.id,
        line.case.municipality,
        _years(line),
        _millions(form.investment, lang),
        _millions(form.gross, lang),
        _count(form.full_time, lang),
        _rounded(form.kroner_per_full_time, lang),
        ", ".join(_short(line, lang)),
    ]


def _short(line: CaseLine, lang: str) -> list[str]:
    """Return the kinds of flag of a case, each once; what is merely unclear stands in full only."""
    kinds = dict.fromkeys(GROUPS[flag] for flag in line.flags if flag in GROUPS)
    return [SHORT[lang][kind] for kind in kinds]


def _years(line: CaseLine) -> str:
    first, last = line.case.first_year, line.case.last_year
    if first is None:
        return NONE
    return f"{first}-{last or ''}" if first != last else str(first)


def _period(line: CaseLine) -> str:
    return "" if line.case.first_year is None else f", {_years(line)}"


def _stated(line: CaseLine, lang: str) -> list[str]:
    words, case = WORDS[lang], line.case
    found = []
    for name in AMOUNTS:
        stated = getattr(case, name)
        if stated is not None:
            in_words = _amount(stated, lang, in_kroner=name in KRONER)
            people = name == "persons" and case.persons_kind == "people"
            found.append(
                f"  {words[name]}: {in_words}" + (f" ({words['people']})" if people else "")
            )
    if case.duration_weeks is not None:
        found.append(f"  {words['duration_weeks']}: {number(case.duration_weeks, lang, 1)}")
    return found or [f"  {words['nothing']}"]


def _amount(stated: Stated, lang: str, *, in_kroner: bool) -> str:
    """Return an amount with its years or its period."""

    def said(value: float) -> str:
        return kroner(value, lang) if in_kroner else _count(value, lang)

    if stated.by_year:
        return "; ".join(f"{year}: {said(value)}" for year, value in stated.by_year.items())
    return f"{said(stated.amount or 0.0)} {PERIODS[lang][stated.basis]}".rstrip()


def _common(line: CaseLine, lang: str) -> list[str]:
    words, form = WORDS[lang], line.form
    years = ", ".join(map(str, form.years))
    origin = f" ({ORIGINS[lang][form.persons_from]})" if form.persons_from else ""
    return [
        f"{words['common']} ({words['rates']} {years})",
        f"  {words['investment']}: {_kroner(form.investment, lang)}",
        f"  {words['gross']}: {_kroner(form.gross, lang)}",
        f"  {words['net']}: {_kroner(form.net, lang)}",
        f"  {words['full_time']}: {_count(form.full_time, lang)}{origin}",
        f"  {words['per_person']}: {_kroner(form.kroner_per_full_time, lang)}",
        f"  {words['employees']}: {_count(form.employees, lang)}",
        f"  {words['saved_weeks']}: {_count(form.saved_weeks_per_employee, lang)}",
    ]


def _simulated(full: CaseInFull, labels: Labels, lang: str) -> list[str]:
    words, one = WORDS[lang], full.beside
    if one is None:
        return [words["not_simulated"]]
    head = {
        "da": ["", "alle betalere", "heraf kommunen"],
        "en": ["", "all payers", "of it the municipality"],
    }[lang]
    rows = [
        [labels[s][lang], rounded(cost.gross, lang), rounded(cost.municipality, lang)]
        for s, cost in full.schemes
    ]
    rows.append([words["weighted"], *_both(one.simulated, lang)])
    rows.append([words["stated"], _rounded(one.stated, lang), ""])
    return [
        words["beside"].format(place=full.lived.label),
        table(head, rows, right=[1, 2]),
        *_compared(one, lang),
        *_break_even(full, one, lang),
    ]


def _compared(one: Beside, lang: str) -> list[str]:
    if one.of_gross is None or one.of_municipality is None:
        return []
    ratio = WORDS[lang]["ratio"].format(
        all=percent(one.of_gross, lang), own=percent(one.of_municipality, lang)
    )
    return [ratio, _sentence(REASONS[lang][one.reason])]


def _break_even(full: CaseInFull, one: Beside, lang: str) -> list[str]:
    if one.break_even is None:
        return []
    stated = full.line.form.full_time
    said = WORDS[lang]["nothing"] if stated is None else persons(stated, lang)
    return [WORDS[lang]["break_even"].format(n=persons(one.break_even, lang), stated=said)]


def _by_case(found: Overview, lang: str) -> str:
    head = {
        "da": ["id", "oplyst", "alle betalere", "oplyst/alle", "kommunen", "oplyst/kommunen"],
        "en": ["id", "stated", "all payers", "stated/all", "municipality", "stated/municip."],
    }[lang]
    rows = [
        [
            one.case,
            _rounded(one.stated, lang),
            rounded(one.simulated.gross, lang),
            percent(one.of_gross or 0.0, lang),
            rounded(one.simulated.municipality, lang),
            percent(one.of_municipality or 0.0, lang),
        ]
        for one in found.cases
    ]
    return table(head, rows, right=[1, 2, 3, 4, 5])


def _by_scheme(found: Overview, labels: Labels, lang: str) -> str:
    head = {
        "da": [
            "ydelse, 2019-satser",
            "alle betalere",
            "kommunen",
            "oplyst, median",
            "cases alene om den",
        ],
        "en": [
            "benefit, rates of 2019",
            "all payers",
            "municipality",
            "stated, median",
            "cases of it alone",
        ],
    }[lang]
    rows = [
        [
            labels[one.scheme][lang],
            rounded(one.simulated.gross, lang),
            rounded(one.simulated.municipality, lang),
            _rounded(one.stated, lang),
            str(one.cases),
        ]
        for one in found.schemes
    ]
    return table(head, rows, right=[1, 2, 3, 4])


def _both(simulated: Expected, lang: str) -> list[str]:
    return [rounded(simulated.gross, lang), rounded(simulated.municipality, lang)]


def _millions(amount: float | None, lang: str) -> str:
    return NONE if amount is None else number(amount / MILLION, lang, 2)


def _count(value: float | None, lang: str) -> str:
    return NONE if value is None else persons(value, lang)


def _kroner(amount: float | None, lang: str) -> str:
    return NONE if amount is None else kroner(amount, lang)


def _rounded(amount: float | None, lang: str) -> str:
    return NONE if amount is None else rounded(amount, lang)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
