"""Municipal cases in words, in Danish and in English: listed, one in full, all compared.

Lays out; computes nothing.
"""

import textwrap
from collections import Counter
from collections.abc import Mapping

from borgerflow.experiments.findings.table import Column, Table, Unit
from borgerflow.experiments.lookup.cases.common_form import CommonForm
from borgerflow.experiments.present.numbers import percent, persons
from borgerflow.experiments.present.tables import NOTHING, in_words, listing
from borgerflow.experiments.present.words import GRADES, references_told
from borgerflow.experiments.questions.cases.compare import CaseComparison, Overview
from borgerflow.experiments.questions.cases.finding import CaseInFull, CaseLine, CaseList
from borgerflow.experiments.questions.cases.shown.words import FLAGS, ORIGINS, PERIODS, REASONS
from borgerflow.sim.base.wording import Wording, sentence
from borgerflow.sim.params.cases.catalogue import Case, StatedAmount
from borgerflow.sim.params.words.danish import told

WIDTH = 96
UNTITLED = Wording("", "")
NOT_COMPARABLE = Wording(
    "Casen nævner ingen ydelse i modellen, så der er intet at sammenligne med.",
    "No benefit of the model is named, so there is nothing to compare it with.",
)
TOLD_IN_FULL = ("period_unclear", "people_not_full_time", "no_scheme")  # of the flags
CASES = (
    Column("id", "id", "text", lambda line, _: line.case.id),
    Column("kommune", "municipality", "text", lambda line, _: line.case.municipality),
    Column("år", "years", "text", lambda line, _: _years(line.case) or NOTHING),
    Column(
        "investering, mio. kr.",
        "invested, DKK million",
        "millions",
        lambda line, _: line.form.investment,
    ),
    Column("brutto, mio. kr.", "gross, DKK million", "millions", lambda line, _: line.form.gross),
    Column("fuldtidspersoner", "full-time", "persons", lambda line, _: line.form.full_time),
    Column(
        "kr. pr. fuldtidsperson",
        "DKK per full-time",
        "kroner",
        lambda line, _: line.form.kroner_per_full_time,
    ),
    Column("forbehold", "caveats", "text", lambda line, lang: ", ".join(_kinds(line, lang))),
)
AMOUNTS: Mapping[str, tuple[Wording, Unit]] = {  # by field of a case or of its common form
    "investment": (Wording("investering", "investment"), "kroner"),
    "gross": (Wording("bruttobesparelse", "gross saving"), "kroner"),
    "net": (Wording("netto", "net"), "kroner"),
    "persons": (Wording("personer", "persons"), "persons"),
    "weeks": (Wording("uger", "weeks"), "persons"),
    "duration_weeks": (
        Wording("ændret varighed, uger", "change of duration, weeks"),
        "one_decimal",
    ),
    "staff_fte": (Wording("medarbejdere", "staff"), "persons"),
    "full_time": (Wording("fuldtidspersoner", "full-time persons"), "persons"),
    "kroner_per_full_time": (
        Wording("bruttobesparelse pr. fuldtidsperson", "gross saving per full-time person"),
        "kroner",
    ),
    "employees": (Wording("fuldtidsansatte", "full-time employees"), "persons"),
    "saved_weeks_per_employee": (
        Wording("sparede uger pr. fuldtidsansat", "saved weeks per full-time employee"),
        "persons",
    ),
}
COSTS = (
    Column("", "", "text", lambda row, _: row[0]),
    Column("alle betalere", "all payers", "kroner", lambda row, _: row[1]),
    Column("heraf kommunen", "of it the municipality", "kroner", lambda row, _: row[2]),
)
COMPARISONS = (
    Column("id", "id", "text", lambda one, _: one.case),
    Column("oplyst", "stated", "kroner", lambda one, _: one.stated),
    Column("alle betalere", "all payers", "kroner", lambda one, _: one.simulated.gross),
    Column("oplyst/alle", "stated/all", "share", lambda one, _: one.of_gross),
    Column("kommunen", "municipality", "kroner", lambda one, _: one.simulated.municipality),
    Column("oplyst/kommunen", "stated/municip.", "share", lambda one, _: one.of_municipality),
)


def list_text(found: CaseList, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one line per case a year, and how many there are of each kind of flag."""
    counted = Counter(kind for line in found.lines for kind in _kinds(line, lang))
    kinds = ", ".join(f"{n} {kind}" for kind, n in counted.items())
    of = {"da": "af", "en": "of"}[lang]
    tail = f"{len(found.lines)} {of} {found.total} cases. {kinds}".rstrip(". ")
    return sentence(f"{listing(Table(UNTITLED, CASES, found.lines), lang)}\n\n{tail}")


def full_text(full: CaseInFull, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one case: stated, in the common form, flags, and beside the simulated year."""
    case, form, flags = full.line.case, full.line.form, full.line.flags
    years = ", ".join(map(str, form.years))
    moves, source, stated, common, caveats, none = {
        "da": ("flytter til", "Kilde", "Oplyst", "I fælles format, pr. år", "Forbehold", "ingen"),
        "en": ("moves to", "Source", "Stated", "In the common form, a year", "Caveats", "none"),
    }[lang]
    rates = {"da": f"satser fra {years}", "en": f"rates of {years}"}[lang]
    parts = [
        ", ".join(filter(None, [f"{case.id} · {case.municipality}", _years(case)])),
        ", ".join([*(full.labels[scheme][lang] for scheme in case.schemes), *case.others]),
        *([f"{moves} {full.labels[case.moves_to][lang]}"] if case.moves_to else []),
        f"{source}: {case.document}:{' '.join(case.lines)} ({GRADES[case.grade][lang]})",
        *([told(case.note).text(lang)] if case.note else []),
        "",
        stated,
        *_stated(case, lang),
        "",
        f"{common} ({rates})",
        *_common_form(form, lang),
        "",
        caveats,
        *([f"  {FLAGS[flag].text(lang)}" for flag in flags] or [f"  {none}"]),
        "",
        *_simulated(full, lang),
    ]
    return "\n".join([*parts, *(said.text(lang) for said in references_told(parts))])


def overview_text(found: Overview, lang: str, *, all_assumptions: bool = False) -> str:
    """Return stated beside simulated by case and by scheme, and what the differences look like."""
    count, near = len(found.cases), percent(found.near, lang)
    own, every = (percent(found.share(r), lang) for r in ("municipal_part", "all_payers"))
    share, left = {
        "da": (
            f"{count} cases oplyser både kroner og personer. {own} ligger inden for {near} af "
            f"kommunens andel, {every} inden for {near} af hele ydelsen.",
            "Uden ydelse i modellen",
        ),
        "en": (
            f"{count} cases state both kr. and persons. {own} are within {near} of the "
            f"municipality's part, {every} within {near} of the whole benefit.",
            "Without a benefit of the model",
        ),
    }[lang]
    parts = [
        _beside(found.year.label, lang),
        "",
        listing(Table(UNTITLED, COMPARISONS, found.cases), lang),
        "",
        listing(_by_scheme(found), lang),
        "",
        *(line for reason in found.reasons for line in _reason(found, reason, lang)),
        "",
        share,
    ]
    if found.not_comparable:
        parts.append(sentence(f"{left}: {', '.join(found.not_comparable)}"))
    return "\n".join(parts)


def _reason(found: Overview, reason: str, lang: str) -> list[str]:
    """Return a reason with the cases that have it."""
    ids = ", ".join(one.case for one in found.cases if one.reason == reason)
    return [f"{found.reasons[reason]:>3}  {REASONS[reason].text(lang)}", *wrapped(f"     {ids}")]


def _by_scheme(found: Overview) -> Table:
    columns = (
        Column(
            "ydelse, 2019-satser",
            "benefit, rates of 2019",
            "text",
            lambda one, lang: found.labels[one.scheme][lang],
        ),
        Column("alle betalere", "all payers", "kroner", lambda one, _: one.simulated.gross),
        Column("kommunen", "municipality", "kroner", lambda one, _: one.simulated.municipality),
        Column("oplyst, median", "stated, median", "kroner", lambda one, _: one.stated),
        Column("cases alene om den", "cases of it alone", "number", lambda one, _: one.cases),
    )
    return Table(UNTITLED, columns, found.schemes)


def _kinds(line: CaseLine, lang: str) -> list[str]:
    """Return the kinds of flag of a case, each once; what is merely unclear stands in full only."""
    flags = [FLAGS[flag].text(lang) for flag in line.flags if flag not in TOLD_IN_FULL]
    return list(dict.fromkeys(text.split(":")[0] for text in flags))


def _years(case: Case) -> str:
    first, last = case.first_year, case.last_year
    if first is None:
        return ""
    return f"{first}-{last or ''}" if first != last else str(first)


def _stated(case: Case, lang: str) -> list[str]:
    people = {"da": "personer, ikke fuldtidspersoner", "en": "people, not full-time persons"}[lang]
    lines = []
    for name, (label, unit) in AMOUNTS.items():
        stated = getattr(case, name, None)
        if stated is not None:
            tail = f" ({people})" if (name, case.persons_kind) == ("persons", "people") else ""
            lines.append(f"  {label.text(lang)}: {_amount(stated, unit, lang)}{tail}")
    return lines or ["  " + {"da": "intet tal", "en": "no number"}[lang]]


def _amount(stated: StatedAmount | float, unit: Unit, lang: str) -> str:
    """Return an amount with its years or its period."""
    if not isinstance(stated, StatedAmount):
        return _sized(stated, unit, lang)
    if stated.by_year:
        amounts = stated.by_year.items()
        return "; ".join(f"{year}: {_sized(value, unit, lang)}" for year, value in amounts)
    amount = _sized(stated.amount or 0.0, unit, lang)
    return f"{amount} {PERIODS[stated.basis].text(lang)}".rstrip()


def _sized(value: float | None, unit: Unit, lang: str) -> str:
    (text,) = in_words(value, unit, lang)
    return f"{text} kr." if unit == "kroner" and value is not None else text


def _common_form(form: CommonForm, lang: str) -> list[str]:
    origin = f" ({ORIGINS[form.persons_from].text(lang)})" if form.persons_from else ""
    return [
        f"  {AMOUNTS[name][0].text(lang)}: {_sized(value, AMOUNTS[name][1], lang)}"
        f"{origin if name == 'full_time' else ''}"
        for name, value in vars(form).items()
        if name in AMOUNTS
    ]


def _simulated(full: CaseInFull, lang: str) -> list[str]:
    one = full.comparison
    if one is None:
        return [NOT_COMPARABLE.text(lang)]
    in_all, stated = {"da": ("casen i alt", "Oplyst"), "en": ("the case in all", "Stated")}[lang]
    rows = [(full.labels[s][lang], c.gross, c.municipality) for s, c in full.costs.items()]
    rows.append((in_all, one.simulated.gross, one.simulated.municipality))
    costs = listing(Table(UNTITLED, COSTS, [*rows, (stated, one.stated, "")]), lang)
    return [_beside(full.year.label, lang), costs, *_ratios(one, lang), *_break_even(full, lang)]


def _beside(place: str, lang: str) -> str:
    return {
        "da": f"Oplyst og simuleret ({place}), kr. pr. fuldtidsperson og år",
        "en": f"Stated and simulated ({place}), DKK per full-time person and year",
    }[lang]


def _ratios(one: CaseComparison, lang: str) -> list[str]:
    if one.of_gross is None or one.of_municipality is None:
        return []
    every, own = percent(one.of_gross, lang), percent(one.of_municipality, lang)
    ratio = {
        "da": f"Oplyst/simuleret: {every} af alle betaleres, {own} af kommunens.",
        "en": f"Stated/simulated: {every} of what all payers pay, {own} of the municipality's.",
    }[lang]
    return [ratio, sentence(capitalised(REASONS[one.reason].text(lang)))]


def _break_even(full: CaseInFull, lang: str) -> list[str]:
    """Return how many persons pay for the investment, beside those that the case counts on."""
    if full.comparison is None or full.comparison.break_even is None:
        return []
    stated, needed = full.line.form.full_time, persons(full.comparison.break_even, lang)
    none = {"da": "intet tal", "en": "no number"}[lang]
    said = none if stated is None else persons(stated, lang)
    return [
        sentence(
            {
                "da": f"Investeringen er tjent hjem, hvis {needed} fuldtidspersoner pr. år "
                f"forlader ydelsen; casen regner med {said}",
                "en": f"To pay for the investment, {needed} full-time persons a year must leave "
                f"the benefit; the case counts on {said}",
            }[lang]
        )
    ]


def wrapped(text: str) -> list[str]:
    """Return a text in lines that a terminal shows whole, all indented as it is."""
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def capitalised(text: str) -> str:
    """Return a text with its first letter as that of a sentence."""
    return f"{text[0].upper()}{text[1:]}"
