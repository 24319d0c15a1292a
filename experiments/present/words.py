"""What things are called: grades, lines, payers, and the words of the report, in two languages."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.rows import AmountRow, LedgerRow, SummaryRow
from borgerflow.experiments.findings.table import Column, Unit, Value
from borgerflow.sim.base.wording import LANGUAGES, Wording

Posted = AmountRow | LedgerRow
REFERENCE = re.compile(r"\b(\d{3}):L(\d+)")  # a source as 000:L206: document and line
GRADES = {
    "sourced": {"da": "med kilde", "en": "sourced"},
    "derived": {"da": "afledt", "en": "derived"},
    "estimated": {"da": "estimeret", "en": "estimated"},
    "recalled": {"da": "ikke efterprøvet", "en": "recalled"},
    "assumed": {"da": "antaget", "en": "assumed"},
}
LINES = {
    "investment": {"da": "Investering", "en": "Investment"},
    "benefits": {"da": "Forsørgelsesudgifter", "en": "Benefits"},
    "contacts_and_activation": {"da": "Samtaler og aktivering", "en": "Contacts and activation"},
    "other": {"da": "Øvrigt", "en": "Other"},
    "service": {
        "da": "Serviceudgifter (inden for servicerammen)",
        "en": "Service expenditure (within the service frame)",
    },
    "transfers": {
        "da": "Overførsler, netto efter refusion",
        "en": "Transfers, net of refunds",
    },
    "net_kommune": {"da": "Netto, kommunen", "en": "Net, municipality"},
    "net_stat": {"da": "Netto, staten", "en": "Net, state"},
    "net_a_kasse": {"da": "Netto, a-kasser", "en": "Net, unemployment funds"},
}
SAVED = {"da": "Sparet udgift", "en": "Saved cost"}
LEVEL_LABELS = {
    "age": {
        "under_25": Wording("under 25 år", "under 25"),
        "age_25_29": Wording("25-29 år", "25-29"),
        "age_30_49": Wording("30-49 år", "30-49"),
        "age_50_59": Wording("50-59 år", "50-59"),
        "age_60_plus": Wording("60 år og derover", "60 and over"),
    },
    "education": {
        "no_education": Wording("uden kompetencegivende uddannelse", "no vocational education"),
        "vocational_or_more": Wording(
            "med kompetencegivende uddannelse", "vocational education or more"
        ),
    },
    "household": {"single": Wording("enlige", "single"), "couple": Wording("par", "couples")},
    "provider": {
        "non_provider": Wording("uden børn at forsørge", "without children to provide for"),
        "provider": Wording("forsørgere", "providers for children"),
    },
    "sector": {
        "none": Wording("uden job", "no employer"),
        "municipal": Wording("kommunalt ansatte", "employed by a municipality"),
        "other_public": Wording("ansatte i stat og region", "employed by state or region"),
        "private": Wording("privatansatte", "employed in the private sector"),
    },
    "insured": {
        "uninsured": Wording("uden a-kasse", "not in an unemployment fund"),
        "insured": Wording("medlem af en a-kasse", "in an unemployment fund"),
    },
}
ATTRIBUTES = {
    "age": Wording("alder", "age"),
    "education": Wording("uddannelse", "education"),
    "household": Wording("husstand", "household"),
    "provider": Wording("forsørgerpligt", "children"),
    "sector": Wording("ansættelse", "employer"),
    "insured": Wording("a-kasse", "unemployment fund"),
}
ENGINES = {
    "auto": {"da": "automatisk valgt motor", "en": "engine auto"},
    "compiled": {"da": "kompileret motor", "en": "engine compiled"},
    "reference": {"da": "referencemotor", "en": "engine reference"},
}
ESTIMATORS = {
    "branch": {"da": "vægtede forløb", "en": "weighted branches"},
    "lottery": {"da": "lodtrækning", "en": "lottery"},
}
PAYERS = {
    "kommune": {"da": "Kommunen", "en": "Municipality"},
    "stat": {"da": "Staten", "en": "State"},
    "a_kasse": {"da": "A-kasser", "en": "Unemployment funds"},
}


def by_language(words: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return the words of each language by name, from pairs of Danish and English."""
    return {lang: {n: pair[at] for n, pair in words.items()} for at, lang in enumerate(LANGUAGES)}


WORDS = by_language(
    {
        "answer": ("Svaret", "The answer"),
        "line": ("Linje", "Line"),
        "year": ("År", "Year"),
        "price_level": ("Prisniveau", "Price level"),
        "horizon_ends": ("Periode (begge dage medregnet)", "Period (both days included)"),
        "table": ("Økonomien år for år", "The economy year by year"),
        "unit": (
            "1.000 kr., {prices}, + udgift, - besparelse",
            "DKK 1,000, {prices}, + expense, - saving",
        ),
        "prices": ("{year}-pl", "{year} prices"),
        "prices_of_year": ("årets priser", "prices of each year"),
        "current": (
            "Løbende priser er de kroner, der betales i året: ydelser efter årets satser, service "
            "efter prisindekset. Faste priser er de samme kroner divideret med prisindekset.",
            "Current prices are the kroner paid in the year: benefits at the rates of the year, "
            "services by the price index. Fixed prices are the same kroner, divided by that index.",
        ),
        "total": ("I alt", "Total"),
        "interval": ("95 pct.-interval", "95 % interval"),
        "rounding": (
            "Som følge af afrunding kan summen af tallene afvige fra totalen.",
            "Rounded numbers may not add up.",
        ),
        "chart": ("Hvornår er forslaget tjent hjem?", "When does it pay back?"),
        "chart_run": ("Hvor er borgerne?", "Where are the citizens?"),
        "alt": (
            "Kommunens samlede nettoudgift måned for måned fra {start} til {end}, med "
            "95 pct.-interval. Ved udgangen af perioden er den {last}",
            "The municipality's cumulative net expense month by month from {start} to "
            "{end}, with a 95 % interval. At the end it is {last}",
        ),
        "alt_run": (
            "Antal personer i hver ordning den første i hver måned fra {start} til {end}.",
            "Persons in each scheme on the first of each month from {start} to {end}.",
        ),
        "data": ("Tallene bag figuren", "The numbers behind the chart"),
        "cumulative": (
            "Samlet nettoudgift for kommunen ved månedens udgang, 1.000 kr., + udgift, "
            "- besparelse",
            "Cumulative net expense of the municipality at the end of the month, DKK 1,000, "
            "+ expense, - saving",
        ),
        "month": ("Måned", "Month"),
        "mean": ("Gennemsnit", "Mean"),
        "low": ("Nedre grænse", "Lower"),
        "high": ("Øvre grænse", "Upper"),
        "paid_back": (
            "Simuleringer, hvor forslaget er tjent hjem ved årets udgang, med tallene som antaget",
            "Replications in which it has paid back by the end of the year, with the numbers as "
            "assumed",
        ),
        "many_paid_back": ("Antal", "Number"),
        "why": ("Hvorfor", "Why"),
        "full_time": (
            "Ændring i fuldtidspersoner (med forslaget minus uden)",
            "Change in full-time persons (investment minus baseline)",
        ),
        "scheme": ("Ordning", "Scheme"),
        "baseline": ("Uden forslaget, første år", "Baseline, first year"),
        "flows": (
            "Største ændringer i overgange, borgere pr. år (med forslaget minus uden)",
            "Largest changes in moves, citizens a year (investment minus baseline)",
        ),
        "spans": (
            "95 pct.-interval for hvert år, 1.000 kr.",
            "95 % interval of each year, DKK 1,000",
        ),
        "mean_full_time": (
            "Fuldtidspersoner i gennemsnit over perioden",
            "Full-time persons on average over the period",
        ),
        "prices_of_results": (
            "Kommunens nettoudgift pr. resultat (+ udgift, - besparelse)",
            "The municipality's net for each result (+ expense, - saving)",
        ),
        "gains": (
            "Hvem ændringen kommer fra (hele perioden, uden forslagets udgift; grupper med under 5 "
            "berørte er udeladt)",
            "Who brings the change (the whole period, without what the proposal costs; groups of "
            "fewer than 5 touched left out)",
        ),
        "group": ("Gruppe", "Group"),
        "whose_life": ("Berørte borgere", "Citizens touched"),
        "more_in_work": (
            "Fuldtidspersoner i arbejde pr. år",
            "Full-time persons in work a year",
        ),
        "net_of_group": ("Kommunen i alt, 1.000 kr.", "Municipality in all, DKK 1,000"),
        "result": ("Resultat", "Result"),
        "more": ("Flere i perioden", "More in the period"),
        "net_for_each": ("Kr. netto pr. resultat", "DKK net for each"),
        "from": ("Fra", "From"),
        "to": ("Til", "To"),
        "touched": (
            "Berørte borgere i året",
            "Citizens whose course changes in the year",
        ),
        "citizens": ("Borgere", "Citizens"),
        "rests": ("Vigtigste forudsætninger", "Key assumptions"),
        "all_of_them": (
            "Alle forudsætninger, de vigtigste først",
            "All assumptions, the most important first",
        ),
        "each": (
            "Hver forudsætning med spænd, grundlag og kilde",
            "Each assumption with range, grade and source",
        ),
        "assumption": ("Forudsætning", "Assumption"),
        "value": ("Værdi", "Value"),
        "range": ("Spænd", "Range"),
        "moves_answer": ("Ændrer nettoresultatet med", "Moves the net by"),
        "grade": ("Grundlag", "Grade"),
        "source": ("Kilde", "Source"),
        "provenance": ("Sådan er tallene fremkommet", "How the numbers came about"),
        "municipality": ("Kommune", "Municipality"),
        "proposals": ("Forslag", "Proposals"),
        "in_both": ("I begge scenarier", "In both worlds"),
        "horizon": ("Periode", "Period"),
        "replications": ("Simuleringer", "Replications"),
        "seed": ("Startværdi (seed)", "Seed"),
        "engine": ("Simuleringsmotor", "Engine"),
        "estimator": ("Beregningsmåde", "Estimator"),
        "law_known": ("Lov", "Law"),
        "version": ("Version", "Version"),
        "seconds": ("Regnetid", "Run time"),
        "sign": ("Fortegn", "Sign"),
        "sign_text": (
            "+ udgift, - besparelse for den, der betaler",
            "+ expense, - saving for whoever pays",
        ),
        "simulated": (
            "Personerne er simulerede; ingen virkelige borgere indgår.",
            "The persons are simulated; no real citizen is in it.",
        ),
        "again": ("Kommando, der gentager beregningen", "Again"),
        "persons": (
            "Fuldtidspersoner i gennemsnit pr. år og forløbenes gennemsnitlige varighed i uger",
            "Full-time persons, mean of each year, and mean weeks of a stay",
        ),
        "to_word": ("til", "to"),
        "where": ("Hvor borgerne er", "Where the citizens are"),
        "stocks": ("Personer den første i måneden", "Persons on the first of the month"),
        "moves": ("Største overgange, borgere pr. år", "Largest moves, citizens a year"),
        "kommune": ("Kommunen", "Municipality"),
        "stat": ("Staten", "State"),
        "a_kasse": ("A-kasser", "Unemployment funds"),
        "benefit": ("Ydelse", "Benefit"),
        "contact": ("Samtaler", "Talks"),
        "activation": ("Aktivering", "Activation"),
        "investment": ("Investering", "Investment"),
        "other": ("Øvrigt", "Other"),
        "payer": ("Betaler", "Payer"),
        "frames": (
            "Kommunens netto på rammer, 1.000 kr.",
            "The municipality's net by frame, DKK 1,000",
        ),
        "accounts": (
            "Kommunens netto på rammer og konti",
            "The municipality's net by frame and account",
        ),
        "function": ("Funktion", "Function"),
        "function_name": ("Navn", "Name"),
        "frame": ("Ramme", "Frame"),
        "dranst": ("Dranst", "Dranst"),
        "checked": ("Kontering", "Posting"),
        "checked_yes": ("med kilde", "sourced"),
        "checked_no": ("ikke efterprøvet", "not verified"),
        "paid": ("1, drift", "1, paid"),
        "refunded": ("2, statsrefusion", "2, refunded by the state"),
        "net": ("netto", "net"),
        "kept": (
            "Hvad kommunen beholder, når bloktilskuddet er fulgt med, 1.000 kr. i alt",
            "What the municipality keeps when the block grant has followed, DKK 1,000 in all",
        ),
        "kept_folded": (
            "Alene eller alle: hvad kommunen beholder",
            "Alone or all: what the municipality keeps",
        ),
        "kept_meaning": (
            "Beløbet ovenfor gælder, hvis kommunen handler alene. Gør alle kommuner det samme, går "
            "det, der spares på de budgetgaranterede områder, til staten gennem bloktilskuddet, op "
            "til to år senere (ikke efterprøvet). Det er ikke medregnet ovenfor.",
            "The amount above is the municipality's own if it acts alone. If all municipalities do "
            "the same, what is saved under the budget guarantee goes to the state through the "
            "block grant, up to two years later (recalled). That is not counted above.",
        ),
        "equalisation": (
            "Tilskud og udligning (ikke regnet med)",
            "Grants and equalisation (not counted)",
        ),
        "grant_rule": ("Område", "Area"),
        "net_in_all": ("Netto", "Net"),
        "kept_alone": ("Alene", "Alone"),
        "kept_half": ("Halvdelen af de øvrige", "Half of the others"),
        "kept_all": ("Alle", "All"),
        "rule_checked": ("Regel", "Rule"),
        "looked_up": ("Slået op", "Looked up"),
        "kind": ("Art", "Kind"),
    }
)


def notice(name: str) -> Wording:
    """Return some words of the report in both languages."""
    return Wording(WORDS["da"][name], WORDS["en"][name])


def references_told(texts: Iterable[str]) -> tuple[Wording, ...]:
    """Return in a sentence what the first reference to a document is, where a text has one."""
    found = next(filter(None, map(REFERENCE.search, texts)), None)
    if found is None:
        return ()
    document, line = found.groups()
    said = Wording(
        f"{found[0]} er linje {line} i dokument {document}: de dokumenter, som forslagene er "
        "hentet fra, de fleste kommunernes egne, er nummereret i params/README.md.",
        f"{found[0]} is line {line} of document {document}: the documents that the proposals come "
        "from, most of them the municipalities' own, are numbered in params/README.md.",
    )
    return (said,)


def column(
    name: str, unit: Unit, value: Callable[[Any, str], Value], *, ends: bool = False
) -> Column:
    """Return a column that is called by words of the report."""
    called = notice(name)
    return Column(called.da, called.en, unit, value, ends)


YEAR = column("year", "number", lambda row, _: row.year)
NO_SCHEME = "-"


def posted(finding: Head) -> tuple[Column, ...]:
    """Return the columns that say where an amount belongs: year, payer, scheme and kind."""

    def scheme(row: Posted, lang: str) -> str:
        return finding.scheme_label(row.scheme, lang) or NO_SCHEME

    return (
        YEAR,
        column("payer", "text", lambda row, lang: PAYERS[row.payer][lang]),
        column("scheme", "text", scheme),
        column("kind", "text", lambda row, lang: WORDS[lang][row.kind]),
    )


def line_label(row: SummaryRow, lang: str) -> str:
    """Return what a line of the main table is called; a cost below zero is saved, not invested."""
    if row.line == "investment" and row.amounts.total.mean < 0:
        return SAVED[lang]
    return LINES[row.line][lang] if row.line in LINES else row.line
