"""A comparison in words: the answer first, then the table, then why, then what it rests on.

Knows findings and how numbers are read; computes nothing.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from borgerflow.experiments.findings.finding import Head, Patched, PatchedNumber
from borgerflow.experiments.findings.rows import Assumption, ProposalHead, Yearly
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.words import ENGINES, ESTIMATORS, GRADES, WORDS, references_told
from borgerflow.sim.base.clock import date_of, month_index_of, parse_day
from borgerflow.sim.base.wording import LANGUAGES, Wording, sentence
from borgerflow.sim.params.law.book import Draft
from borgerflow.sim.params.law.looked_up import LookedUp
from borgerflow.sim.params.reading.units import UNITS_CALLED
from borgerflow.sim.params.words.danish import told

NUMBERS_CHANGED = {"da": "Ændrede tal", "en": "Numbers changed"}
RESTS_ON = 3
PATCHED_TOLD = 4  # in one line; the report and the workbook have them all
LABEL_WIDTH = 38
COLUMN_WIDTH = 10
AFTER_SHARES = {
    "share": {"da": "", "en": ""},
    "share/week": {"da": " pr. uge", "en": " a week"},
    "share/year": {"da": " pr. år", "en": " a year"},
}
WITHOUT_UNIT = ("", "number", "law")
WITHOUT_NUMBER = ("law", "talks")  # a rule is assumed, not a size


def head_line(finding: Head, lang: str) -> str:
    """Return municipality, proposals, years and what is in both worlds in one line."""
    if len(finding.proposals) == 1:
        proposal = finding.proposals[0]
        named = [proposal.number, proposal.title.text(lang)]
    else:
        named = [" + ".join(proposal.number for proposal in finding.proposals)]
    parts = [finding.municipality_label, *named, period(finding, lang), in_both(finding, lang)]
    return " · ".join(part for part in parts if part)


def named(proposals: Iterable[ProposalHead]) -> str:
    """Return proposals by their numbers, with the ids that commands know them by."""
    return ", ".join(f"{proposal.number} ({proposal.id})" for proposal in proposals)


def in_both(finding: Head, lang: str) -> str:
    """Return the proposals that are in both worlds, nothing where there are none."""
    numbers_named = " + ".join(proposal.number for proposal in finding.given)
    words = {"da": "med {} i begge scenarier", "en": "with {} in both worlds"}[lang]
    return words.format(numbers_named) if numbers_named else ""


def under_lines(finding: Head, lang: str) -> list[str]:
    """Return which law the answer is under where that is told, and which numbers were set."""
    return [*law_lines(finding.law, lang), *patch_lines(finding.patched, lang, PATCHED_TOLD)]


def patch_lines(patched: Patched | None, lang: str, most: int | None = None) -> list[str]:
    """Return in one line which numbers somebody set, at most so many; none where none was."""
    if patched is None:
        return []
    joined = _joined_lines(patched, lang)
    if joined and not patched.numbers:
        return joined
    told_each = [patched_words(number, lang) for number in patched.numbers[:most]]
    more = len(patched.numbers) - len(told_each)
    lead = NUMBERS_CHANGED[lang]
    rest = {"da": f" ... og {more} andre", "en": f" ... {more} more"}[lang] if more else ""
    listed = "; ".join(told_each) or {"da": "ingen", "en": "none"}[lang]
    return [sentence(f"{lead}: {listed}{rest}"), *joined]


def _joined_lines(patched: Patched, lang: str) -> list[str]:
    """Return in one line which numbers somebody said hang together; none where none do."""
    told_each = [f"»{name}« {numbers.number(rho, lang, 2)}" for name, rho in patched.together]
    lead = {"da": "Tal, der hænger sammen (korrelation)", "en": "Numbers that hang together"}[lang]
    return [sentence(f"{lead}: {'; '.join(told_each)}")] if told_each else []


def set_lines(changes: Iterable[Sequence[str]], lang: str) -> list[str]:
    """Return in one line what was said is done to numbers, by name; none where nothing was."""
    told_each = [f"»{name}« {change}" for name, change in changes]
    lead = {"da": "Ændrede tal", "en": "Numbers changed"}[lang]
    return [sentence(f"{lead}: {'; '.join(told_each)}")] if told_each else []


def patched_words(number: PatchedNumber, lang: str) -> str:
    """Return a number that was set as ``price of talk 10 -> 11 kr. a minute``."""
    label = f"»{number.name}«" if number.label is None else number.label.text(lang)
    was, now = ("?" if n is None else sized(n, number.unit, lang) for n in (number.was, number.now))
    to = {"da": "til", "en": "to"}[lang]
    lead = {"da": "fra", "en": "from"}[lang]
    return f"{label} {lead} {was} {to} {now}"


def law_lines(law: LookedUp | None, lang: str) -> list[str]:
    """Return the draft that law is under, if any, and up to which day it was looked up.

    Of the day nothing is said where that is far enough.
    """
    if law is None:
        return []
    told = [sentence(_as_of(law, lang) + _projected(law, lang))] if law.carried_on else []
    if law.draft is not None and law.draft.day > law.last:
        return [_no_day_of(law.draft, lang), *told]
    return [*draft_lines(law.draft, lang), *told]


def _no_day_of(draft: Draft, lang: str) -> str:
    """Return in one line that a draft begins after the last day of an answer."""
    day = numbers.day_in_words(draft.day, lang)
    words = {
        "da": f"Lovudkastet {draft.name}, der ikke er vedtaget, rører ingen dag i svaret: det"
        f" gælder først fra {day}",
        "en": f"The draft {draft.name}, which is not adopted, touches no day of this answer: it"
        f" holds from {day} on",
    }[lang]
    return sentence(words)


def draft_lines(draft: Draft | None, lang: str) -> list[str]:
    """Return in one line that a law is counted on which is not adopted; none without one."""
    if draft is None:
        return []
    label, status = draft.label[lang], draft.status[lang]
    day = numbers.day_in_words(draft.day, lang)
    words = {
        "da": f"Under et lovudkast, der ikke er vedtaget ({draft.name}): {label} fra {day}; "
        f"{status}",
        "en": f"Under a draft that is not adopted ({draft.name}): {label} from {day}; {status}",
    }[lang]
    return [sentence(words)]


def _as_of(law: LookedUp, lang: str) -> str:
    """Return the latest day on which the law was looked up, and how much of it was earlier."""
    if not law.earlier:
        return {"da": "Lov pr. {}", "en": "Law as of {}"}[lang].format(
            numbers.day_in_words(law.day, lang)
        )
    oldest, count = numbers.day_in_words(min(law.earlier.values()), lang), len(law.earlier)
    if law.day >= law.last:
        words = {
            "da": "Lov: {} af {} værdier er senest kontrolleret før {}, den ældste {}",
            "en": "Law: {} of {} values were last looked up before {}, the oldest on {}",
        }[lang]
        return words.format(count, law.values, numbers.day_in_words(law.last, lang), oldest)
    words = {
        "da": "Lov pr. {}, dog er {} af {} værdier kontrolleret tidligere, den ældste {}",
        "en": "Law as of {}, but {} of {} values were looked up earlier, the oldest on {}",
    }[lang]
    return words.format(numbers.day_in_words(law.day, lang), count, law.values, oldest)


def _projected(law: LookedUp, lang: str) -> str:
    if law.projected is None:
        return ""
    years = "-".join(str(year) for year in dict.fromkeys(law.projected))
    return {
        "da": f"; satser for {years} er fremskrevet",
        "en": f"; rates of {years} are projected",
    }[lang]


def law_list(law: LookedUp | None, lang: str) -> list[str]:
    """Return what is carried on, a line for each day on which some of it was looked up."""
    lead = {"da": "Senest kontrolleret", "en": "Last looked up on"}[lang]
    days = {} if law is None else law.by_day()
    return [
        f"{lead} {numbers.day_in_words(day, lang)}: {', '.join(names)}"
        for day, names in days.items()
    ]


def period(finding: Head, lang: str) -> str:
    """Return the horizon as ``2019-2022``, or by its first and last day where years are cut."""
    years, last = finding.years, last_day(finding)
    if set(finding.parts_of_years.values()) == {1.0}:
        return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    return f"{finding.start} {'til' if lang == 'da' else 'to'} {last.isoformat()}"


def last_day(finding: Head) -> dt.date:
    """Return the last day of the horizon."""
    return date_of(parse_day(finding.end) - 1)


def by_the_end(finding: Head, lang: str) -> str:
    """Return the end of the horizon as ``the end of 2022``, or as ``31 January 2019``."""
    last = last_day(finding)
    if (last.month, last.day) == (12, 31):
        return {"da": f"udgangen af {last.year}", "en": f"the end of {last.year}"}[lang]
    dot, month = "." if lang == "da" else "", numbers.MONTHS[lang].split()[last.month - 1]
    return f"{last.day}{dot} {month} {last.year}"


def length(finding: Head, lang: str) -> str:
    """Return how long the horizon is: in years, else in whole months, else in days."""
    start, end = parse_day(finding.start), parse_day(finding.end)
    months = month_index_of(end) - month_index_of(start)
    if set(finding.parts_of_years.values()) == {1.0}:
        return numbers.counted(len(finding.years), "year", lang)
    if months and date_of(start).day == date_of(end).day:
        return numbers.counted(months, "month", lang)
    return numbers.counted(end - start, "day", lang)


def prices(finding: Head, lang: str) -> str:
    """Return which prices the amounts are in."""
    words, year = WORDS[lang], finding.price_year
    return words["prices_of_year"] if year is None else words["prices"].format(year=year)


def unit_of(finding: Head) -> Wording:
    """Return what the amounts of a table are: kroner, of which year, and what the sign means."""
    return Wording(*(WORDS[x]["unit"].format(prices=prices(finding, x)) for x in LANGUAGES))


def current_lines(what: Wording, amounts: Yearly, lang: str) -> list[str]:
    """Return amounts in current prices by year and in all, in one line, where they have these."""
    if amounts.current is None:
        return []
    years = ", ".join(
        f"{numbers.thousands(amount.mean, lang)} ({year})"
        for year, amount in amounts.current.by_year.items()
    )
    total = numbers.thousands(amounts.current.total.mean, lang)
    words = {
        "da": "I løbende priser (1.000 kr.): {} {}, i alt {}",
        "en": "In current prices (DKK 1,000): {} {}, {} in all",
    }[lang]
    return [words.format(what.text(lang), years, total)]


def rests_on(finding: Head, lang: str, *, everything: bool) -> list[str]:
    """Return the first assumptions in one line, or every one on a line of its own."""
    named = [assumption_words(assumption, lang) for assumption in finding.assumptions]
    lead = {"da": "Vigtigste forudsætninger", "en": "Key assumptions"}[lang]
    if everything:
        sources = [told(assumption.source).text(lang) for assumption in finding.assumptions]
        told_each = (f"  {w}: {s}" for w, s in zip(named, sources, strict=True))
        references = (f"  {said.text(lang)}" for said in references_told(sources))
        return [f"{lead}:", *told_each, *references, *law_list(finding.law, lang)]
    more = len(named) - RESTS_ON
    rest = {"da": f" ... og {more} andre", "en": f" ... {more} more"}[lang] if more > 0 else ""
    option = ": --assumptions" if more > 0 else ""
    return [f"{lead}: {', '.join(named[:RESTS_ON])}{',' if rest else ''}{rest}{option}"]


def assumption_words(assumption: Assumption, lang: str) -> str:
    """Return an assumption as ``refused at intake 2.0 % (assumed, 0.0-5.0 %)``."""
    label = assumption.name if assumption.label is None else assumption.label.text(lang)
    grade = GRADES[assumption.grade][lang]
    told = (label, _value(assumption, lang), f"({grade}{_range(assumption, lang)})")
    return " ".join(filter(None, told))


def _value(assumption: Assumption, lang: str) -> str:
    if assumption.value is not None:
        return sized(assumption.value, assumption.unit, lang)
    return "" if assumption.unit in WITHOUT_NUMBER else "?"


def _range(assumption: Assumption, lang: str) -> str:
    if assumption.low is None or assumption.high is None:
        return ""
    if assumption.unit == "share":
        low = numbers.number(100 * assumption.low, lang, 1)
        return f", {low}-{numbers.percent(assumption.high, lang)}"
    to = {"da": "til", "en": "to"}[lang]
    return f", {bare(assumption.low, lang)} {to} {bare(assumption.high, lang)}"


def sized(value: float, unit: str, lang: str) -> str:
    """Return a number with its unit; a share as a per cent."""
    if unit in AFTER_SHARES:
        return f"{numbers.percent(value, lang)}{AFTER_SHARES[unit][lang]}"
    if unit == "factor":
        return f"faktor {bare(value, lang)}" if lang == "da" else bare(value, lang)
    named = "" if unit in WITHOUT_UNIT else UNITS_CALLED[unit].text(lang)
    return f"{bare(value, lang)} {named}".strip()


def bare(value: float, lang: str) -> str:
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
    pairs = finding.paired
    one = finding.replications == 1
    runs = {
        "da": ("parret " if one else "parrede ") * pairs
        + ("simulering" if one else "simuleringer"),
        "en": "paired " * pairs + ("replication" if one else "replications"),
    }[lang]
    seed = {"da": "startværdi (seed)", "en": "seed"}[lang]
    engine = ENGINES[finding.engine][lang]
    told = "" if finding.estimator is None else f", {ESTIMATORS[finding.estimator][lang]}"
    seconds = finding.seconds
    took = "" if seconds is None else f", {numbers.number(seconds, lang, 1)} s"
    return sentence(f"{finding.replications} {runs}, {seed} {finding.seed}, {engine}{told}{took}")


def right_aligned(cells: list[str], width: int = COLUMN_WIDTH) -> str:
    """Return cells right-aligned in columns of a width, the usual one at least."""
    return "".join(f"{cell:>{max(width, COLUMN_WIDTH)}}" for cell in cells)
