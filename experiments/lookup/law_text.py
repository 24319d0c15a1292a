"""What the terminal shows of law and of checks, in Danish and in English.

Lays out; computes nothing.
"""

from collections.abc import Mapping, Sequence

from borgerflow.experiments.lookup.check import CheckReport
from borgerflow.experiments.lookup.law import Lookup, LookupEntry, LookupValue
from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.text import law_lines
from borgerflow.experiments.present.words import GRADES
from borgerflow.sim.params import Term
from borgerflow.sim.params.reading.units import UNITS_CALLED
from borgerflow.sim.params.words.danish import told

MOST_LISTED = 12  # values shown in full; beyond it one line each
MOST_DECIMALS = 4


def law_page(found: Lookup, lang: str) -> str:
    """Return the words, then each value with its dates, source and grade."""
    words = [_word(term, lang) for term in found.terms]
    if len(found.found) > MOST_LISTED:
        values = [_listed(found.found, lang)]
    else:
        values = [_in_full(value, lang) for value in found.found]
    lines = [*law_lines(found.law, lang), *words]
    return "\n\n".join(["\n".join(lines), *values] if lines else values)


def _word(term: Term, lang: str) -> str:
    """Return what a word means, in the other language too where English is read."""
    means = {"da": term.da, "en": f"{term.da} / {term.en}"}[lang]
    law = told(term.law or "").text(lang)
    return f"{term.term} ({term.identifier}): {means}. {law}".rstrip()


def checked_page(result: CheckReport, lang: str) -> str:
    """Return what was checked, the count by grade, and the problems if any."""
    none = {"da": "Ingen fejl.", "en": "No problems."}[lang]
    lines = counted_lines(result.what, result.grades, lang)
    problems = [problem.text(lang) for problem in result.problems]
    return "\n".join([*lines, *(problems or [none])])


def counted_lines(what: str, grades: Mapping[str, int], lang: str) -> list[str]:
    """Return what was checked, and its numbers by grade."""
    counted = ", ".join(
        f"{count} {GRADES.get(grade, {}).get(lang, grade)}" for grade, count in grades.items()
    )
    head = {"da": "Kontrolleret", "en": "Checked"}[lang]
    numbers = f"{number(sum(grades.values()), lang)} {'tal' if lang == 'da' else 'numbers'}"
    return [f"{head}: {what}", f"{numbers}: {counted}"]


def _listed(values: Sequence[LookupEntry], lang: str) -> str:
    head = {
        "da": ["navn", "fra", "værdi", "enhed", "grundlag", "hvad"],
        "en": ["name", "from", "value", "unit", "grade", "what"],
    }[lang]
    rows = [
        [f.name, v.since, _value(v, lang), _unit(f, lang), GRADES[v.grade][lang], f.label[lang]]
        for f in values
        for v in f.values[-1:]
    ]
    return table(head, rows, right=[2])


def _in_full(found: LookupEntry, lang: str) -> str:
    rows = [_dated_line(value, lang) for value in found.values]
    none = {"da": "  ingen værdi den dag", "en": "  no value on that day"}[lang]
    title = f"{found.name}: {found.label[lang]} ({_unit(found, lang)})"
    law = [f"  {told(found.law).text(lang)}"] if found.law else []
    return "\n".join([title, *law, *(rows or [none])])


def _dated_line(value: LookupValue, lang: str) -> str:
    since = {"da": "fra", "en": "from"}[lang]
    note = f" ({told(value.note).text(lang)})" if value.note else ""
    grade, amount = GRADES[value.grade][lang] + _range(value, lang), _value(value, lang)
    return f"  {since} {value.since}  {amount:>10}  {grade}: {told(value.source).text(lang)}{note}"


def _range(value: LookupValue, lang: str) -> str:
    """Return between what a number lies that nobody knows, after a comma."""
    if value.low is None or value.high is None:
        return ""
    to = {"da": "til", "en": "to"}[lang]
    return f", {_plain(value.low, lang)} {to} {_plain(value.high, lang)}"


def _unit(found: LookupEntry, lang: str) -> str:
    return UNITS_CALLED[found.unit].text(lang)


def _value(value: LookupValue, lang: str) -> str:
    if value.value is None:
        return {"da": "ophørt", "en": "ended"}[lang]
    if isinstance(value.value, bool):
        return {"da": ("nej", "ja"), "en": ("no", "yes")}[lang][value.value]
    return _plain(value.value, lang)


def _plain(value: float, lang: str) -> str:
    """Return a number with the decimals it has, four at the most."""
    decimals = next((d for d in range(MOST_DECIMALS) if round(value, d) == value), MOST_DECIMALS)
    return number(value, lang, decimals)
