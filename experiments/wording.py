"""A comparison in words: the answer first, then the table, then why, then what it rests on.

Knows findings and how numbers are read; computes nothing.
"""

import pandas as pd

from experiments import numbers
from experiments.breakeven_words import (
    assumed_words,
    break_even_sentence,
    delivered_sentence,
    labelled,
)
from experiments.findings import (
    Assumption,
    BreakEven,
    Finding,
    FullTimeRow,
    Head,
    Interaction,
    Interval,
    RunFinding,
)
from experiments.grades import GRADES
from experiments.tables import PAYERS, line_label, run_table

RESTS_ON = 3
SCHEMES_TOLD = 6
SMALLEST_TOLD = 0.05  # full-time persons
LABEL_WIDTH = 38
COLUMN_WIDTH = 10
UNITS = {
    "weeks": {"da": "uger"},
    "months": {"da": "måneder"},
    "per week": {"da": "pr. uge", "en": "a week"},
    "factor": {"da": "", "en": ""},
    "kr": {"da": "kr.", "en": "kr."},
    "kr/week": {"da": "kr. pr. uge", "en": "kr. a week"},
    "kr/month": {"da": "kr. pr. måned", "en": "kr. a month"},
    "kr/minute": {"da": "kr. pr. minut", "en": "kr. a minute"},
}


def compare_text(finding: Finding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a comparison as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *answer(finding, lang),
        "",
        *main_lines(finding, lang),
        full_time_line(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def run_text(finding: RunFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one world as people read it, ending with a newline."""
    about = {
        "da": "Fuldtidspersoner i gennemsnit pr. år; middelvarighed af et forløb i uger",
        "en": "Full-time persons, mean of each year; mean weeks of a stay",
    }
    parts = [
        head_line(finding, lang),
        about[lang],
        *_aligned(run_table(finding, lang), lang),
        *_payer_lines(finding, lang),
        *_target_lines(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def head_line(finding: Head, lang: str) -> str:
    """Return municipality, proposals and years in one line."""
    years = f"{finding.years[0]}-{finding.years[-1]}"
    if len(finding.proposals) == 1:
        proposal = finding.proposals[0]
        named = [proposal.number, proposal.title.text(lang)]
    else:
        named = [" + ".join(proposal.number for proposal in finding.proposals)]
    return " · ".join(part for part in [finding.municipality_label, *named, years] if part)


def answer(finding: Finding, lang: str) -> list[str]:
    """Return the sentences a committee member reads first."""
    readings = [
        break_even_sentence(_labelled(finding, found, lang), lang) for found in finding.break_even
    ]
    if finding.delivered is not None:
        readings.append(delivered_sentence(finding.delivered, lang))
    told = [_stated_sentence(finding, lang), *readings, net_sentence(finding, lang)]
    together = finding.interaction
    return told if together is None else [*told, together_sentence(together, lang)]


def _labelled(finding: Finding, found: BreakEven, lang: str) -> BreakEven:
    return labelled(found, lambda scheme: finding.scheme_label(scheme, lang))


def _stated_sentence(finding: Finding, lang: str) -> str:
    silent = [proposal.number for proposal in finding.proposals if not proposal.stated]
    if not silent:
        stated = {"da": "Effekten er oplyst i forslaget.", "en": "The form states the effect."}
        return stated[lang]
    if len(finding.proposals) == 1:
        return {"da": "Forslaget oplyser ingen effekt.", "en": "The form states no effect."}[lang]
    named = ", ".join(silent)
    return {
        "da": f"Der er ikke oplyst nogen effekt for {named}.",
        "en": f"The forms state no effect for {named}.",
    }[lang]


def net_sentence(finding: Finding, lang: str) -> str:
    """Return what the assumed or stated effect costs or saves, and the chance of payback."""
    total = finding.net_municipal.total
    amount = numbers.kroner(abs(total.mean), lang)
    years = numbers.words(len(finding.years), lang)
    tail = f"{_in_brackets(total, lang)}; {_payback(finding, lang)}."
    verb = {"da": ("koster", "sparer"), "en": ("costs", "saves")}[lang][total.mean < 0]
    if lang == "da":
        done = f"{verb} det kommunen {amount} netto over {years} år"
    else:
        plural = "" if len(finding.years) == 1 else "s"
        done = f"it {verb} the municipality {amount} net over {years} year{plural}"
    return f"{_with_effect(finding, lang)} {done}{tail}"


def _with_effect(finding: Finding, lang: str) -> str:
    told = ""
    if finding.break_even:
        told = assumed_words(_labelled(finding, finding.break_even[0], lang), lang)
    if not told:
        return {"da": "Med de anførte effekter", "en": "With the effects as given"}[lang]
    return f"{'Med' if lang == 'da' else 'With'} {told}"


def _in_brackets(total: Interval, lang: str) -> str:
    """Return the interval of the signed net: expense is +."""
    if total.low is None or total.high is None:
        return ""
    low, high = (numbers.rounded(end, lang) for end in (total.low, total.high))
    return {
        "da": f" (netto, 95 pct.: {low} til {high} kr.)",
        "en": f" (net, 95 %: {low} to {high} kr.)",
    }[lang]


def _payback(finding: Finding, lang: str) -> str:
    last, chance = list(finding.payback.probability_by_year.items())[-1]
    told = numbers.number(chance, lang, 2)
    sentence = {
        "da": f"tjent hjem ved udgangen af {last} med sandsynlighed {told}",
        "en": f"pays back by the end of {last} with probability {told}",
    }[lang]
    if finding.payback.median is None:
        return sentence
    month = numbers.month(finding.payback.median, lang)
    return f"{sentence}, {'typisk fra' if lang == 'da' else 'typically from'} {month}"


def together_sentence(found: Interaction, lang: str) -> str:
    """Return whether proposals together come to what they come to one by one."""
    more = found.difference
    if more.mean == 0 and not more.low:
        return {
            "da": "Sammen giver forslagene netto præcis det, de giver hver for sig.",
            "en": "Together the proposals come to exactly the net they come to one by one.",
        }[lang]
    apart, both = (numbers.kroner(n.mean, lang) for n in (found.one_by_one, found.together))
    verb = {"da": ("koster", "sparer"), "en": ("cost", "save")}[lang][more.mean < 0]
    small = {"da": "under 1.000 kr.", "en": "less than 1,000 kr."}[lang]
    size = numbers.kroner(abs(more.mean), lang) if abs(more.mean) >= numbers.THOUSAND else small
    told = {
        "da": f"Hver for sig giver forslagene netto {apart}, sammen {both}:"
        f" sammen {verb} de {size} mere end hver for sig",
        "en": f"One by one the proposals come to {apart} net, together to {both}:"
        f" together they {verb} {size} more than one by one",
    }[lang]
    chance = {"da": ", hvilket kan være tilfældigt", "en": ", which may be chance"}[lang]
    holds_none = more.low is not None and more.high is not None and more.low <= 0 <= more.high
    return f"{told}{_in_brackets(more, lang)}{chance if holds_none else ''}."


def main_lines(finding: Finding, lang: str) -> list[str]:
    """Return the main table in 1.000 kr. with its sign convention in the header."""
    prices = _prices(finding, lang)
    header = {
        "da": f"1.000 kr., {prices}, + udgift, - besparelse",
        "en": f"1.000 kr., {prices}, + expense, - saving",
    }[lang]
    total = {"da": "i alt", "en": "total"}[lang]
    interval = {"da": "95 pct.-interval", "en": "95 % interval"}[lang]
    columns = [*(str(year) for year in finding.years), total]
    width = max(len(header) + 2, LABEL_WIDTH)
    lines = [f"{header:<{width}}{_columns(columns)}   {interval}"]
    for row in finding.summary:
        amounts = [*row.amounts.by_year.values(), row.amounts.total]
        cells = [numbers.thousands(amount.mean, lang) for amount in amounts]
        label = f"  {line_label(row, lang)}"
        lines.append(f"{label:<{width}}{_columns(cells)}   {numbers.span(row.amounts.total, lang)}")
    return lines


def _prices(finding: Head, lang: str) -> str:
    if finding.price_year is None:
        return {"da": "årets priser", "en": "prices of each year"}[lang]
    return {"da": f"{finding.price_year}-pl", "en": f"{finding.price_year} prices"}[lang]


def full_time_line(finding: Finding, lang: str) -> str:
    """Return where people are instead, on average over the years, and how many are touched."""
    told = sorted(_mean_by_scheme(finding.full_time).items(), key=lambda item: -abs(item[1]))
    parts = [
        f"{finding.scheme_label(scheme, lang)} {numbers.persons(mean, lang, sign=True)}"
        for scheme, mean in told[:SCHEMES_TOLD]
        if abs(mean) >= SMALLEST_TOLD
    ]
    nobody = {"da": "ingen ændring", "en": "no change"}[lang]
    changes = ", ".join(parts) or nobody
    touched = sum(c.mean for c in finding.touched.values()) / max(len(finding.touched), 1)
    people = numbers.persons(touched, lang)
    return {
        "da": f"Fuldtidspersoner pr. år: {changes}. Berørte borgere pr. år: {people}",
        "en": f"Full-time persons a year: {changes}. Citizens touched a year: {people}",
    }[lang]


def _mean_by_scheme(rows: tuple[FullTimeRow, ...]) -> dict[str, float]:
    years = len({row.year for row in rows})
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.scheme] = sums.get(row.scheme, 0.0) + row.difference.mean / years
    return sums


def rests_on(finding: Head, lang: str, *, everything: bool) -> list[str]:
    """Return the first assumptions in one line, or every one on a line of its own."""
    told = [assumption_words(assumption, lang) for assumption in finding.assumptions]
    lead = {"da": "Hviler på", "en": "Rests on"}[lang]
    if everything:
        sources = [assumption.source for assumption in finding.assumptions]
        return [f"{lead}:", *(f"  {w}: {s}" for w, s in zip(told, sources, strict=True))]
    more = len(told) - RESTS_ON
    rest = {"da": f" ... {more} mere", "en": f" ... {more} more"}[lang] if more > 0 else ""
    option = ": --assumptions" if more > 0 else ""
    return [f"{lead}: {', '.join(told[:RESTS_ON])}{',' if rest else ''}{rest}{option}"]


def assumption_words(assumption: Assumption, lang: str) -> str:
    """Return an assumption as ``turned away at the door 2.0 % (assumed, 0.0-5.0 %)``."""
    label = assumption.name if assumption.label is None else assumption.label.text(lang)
    value = "?" if assumption.value is None else _sized(assumption.value, assumption.unit, lang)
    grade = GRADES[assumption.grade][lang]
    return f"{label} {value} ({grade}{_range(assumption, lang)})"


def _range(assumption: Assumption, lang: str) -> str:
    if assumption.low is None or assumption.high is None:
        return ""
    if assumption.unit == "share":
        low = numbers.number(100 * assumption.low, lang, 1)
        return f", {low}-{numbers.percent(assumption.high, lang)}"
    to = {"da": "til", "en": "to"}[lang]
    return f", {_bare(assumption.low, lang)} {to} {_bare(assumption.high, lang)}"


def _sized(value: float, unit: str, lang: str) -> str:
    """Return a number with its unit; a share as a per cent."""
    if unit == "share":
        return numbers.percent(value, lang)
    named = UNITS.get(unit, {}).get(lang, unit)
    return f"{_bare(value, lang)} {named}".strip()


def _bare(value: float, lang: str) -> str:
    """Return a number with up to four significant digits and no padding."""
    if abs(value) >= numbers.THOUSAND or value == int(value):
        return numbers.number(value, lang)
    text = f"{value:.4g}"
    return text.replace(".", ",") if lang == "da" else text


def warning_lines(finding: Head, lang: str) -> list[str]:
    """Return one line per warning."""
    lead = {"da": "OBS", "en": "Note"}[lang]
    return [f"{lead}: {warning.text(lang)}" for warning in finding.warnings]


def provenance_line(finding: Head, lang: str) -> str:
    """Return how many replications, which seed, which engine, and how long it took."""
    pairs = isinstance(finding, Finding)
    one = finding.replications == 1
    runs = {
        "da": ("parret " if one else "parrede ") * pairs + ("gentagelse" if one else "gentagelser"),
        "en": "paired " * pairs + ("replication" if one else "replications"),
    }[lang]
    seed, engine = {"da": ("frø", "motor"), "en": ("seed", "engine")}[lang]
    seconds = finding.seconds
    took = "" if seconds is None else f", {numbers.number(seconds, lang, 1)} s"
    return f"{finding.replications} {runs}, {seed} {finding.seed}, {engine} {finding.engine}{took}."


def _payer_lines(finding: RunFinding, lang: str) -> list[str]:
    """Return what each payer pays by year, in 1.000 kr., with the total."""
    header = {
        "da": f"1.000 kr., {_prices(finding, lang)}, + udgift",
        "en": f"1.000 kr., {_prices(finding, lang)}, + expense",
    }[lang]
    total = {"da": "i alt", "en": "total"}[lang]
    lines = [f"{header:<{LABEL_WIDTH}}{_columns([*map(str, finding.years), total])}"]
    for payer in dict.fromkeys(row.payer for row in finding.ledger):
        by_year = dict.fromkeys(finding.years, 0.0)
        for row in finding.ledger:
            by_year[row.year] += row.kroner.mean if row.payer == payer else 0.0
        amounts = [*by_year.values(), sum(by_year.values())]
        cells = [numbers.thousands(amount, lang) for amount in amounts]
        lines.append(f"{f'  {PAYERS[payer][lang]}':<{LABEL_WIDTH}}{_columns(cells)}")
    return lines


def _target_lines(finding: RunFinding, lang: str) -> list[str]:
    """Return the published figures beside the simulated ones, and how far each is off."""
    if not finding.targets:
        return []
    header = {"da": "Offentliggjorte tal, personer", "en": "Published figures, persons"}[lang]
    columns = {
        "da": ["dag", "offentl.", "simuleret", "afvigelse"],
        "en": ["day", "published", "simulated", "off"],
    }
    lines = [f"{header:<{LABEL_WIDTH}}{_columns(['', *columns[lang]])}"]
    for row in finding.targets:
        cells = [
            "",
            row.day,
            numbers.persons(row.published, lang),
            numbers.persons(row.simulated.mean, lang),
            f"{numbers.number(100 * row.off, lang, 1, sign=True)} %",
        ]
        lines.append(f"{f'  {row.label.text(lang)}':<{LABEL_WIDTH}}{_columns(cells)}")
    return lines


def _aligned(table: pd.DataFrame, lang: str) -> list[str]:
    """Return a table of persons as lines; what is unknown is a dash."""
    lines = [f"{'':<{LABEL_WIDTH}}{_columns([str(name) for name in table.columns])}"]
    for label, row in table.iterrows():
        cells = ["-" if pd.isna(value) else numbers.persons(value, lang) for value in row]
        lines.append(f"{f'  {label}':<{LABEL_WIDTH}}{_columns(cells)}")
    return lines


def _columns(cells: list[str]) -> str:
    """Return cells right-aligned in columns."""
    return "".join(f"{cell:>{COLUMN_WIDTH}}" for cell in cells)
