"""The parts that every report has: the chart, what it rests on, and where it comes from."""

from collections.abc import Iterable
from shlex import quote

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.rows import Assumption, Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.page import PageTable, Section
from borgerflow.experiments.present.text import (
    last_day,
    law_lines,
    law_list,
    named,
    patch_lines,
    sized,
)
from borgerflow.experiments.present.words import ENGINES, ESTIMATORS, GRADES, WORDS
from borgerflow.sim.params.words.danish import told

SMALLEST_SHOWN = 0.05  # of a person


def signed(amount: Interval, lang: str) -> str:
    """Return a signed number of persons with its interval."""
    mean = numbers.persons(amount.mean, lang, sign=True)
    if amount.low is None or amount.high is None:
        return mean
    low, high = (numbers.persons(end, lang, sign=True) for end in (amount.low, amount.high))
    return f"{mean} ({low} {WORDS[lang]['to_word']} {high})"


def is_seen(amounts: Iterable[Interval]) -> bool:
    """Tell whether any of the amounts is large enough to be shown."""
    return any(abs(amount.mean) >= SMALLEST_SHOWN for amount in amounts)


def rests_on(finding: Head, lang: str) -> Section:
    """Return every assumption with its range, grade and source, and the warnings."""
    words = WORDS[lang]
    columns = ("assumption", "value", "range", "moves_answer", "grade", "source")
    sheet = PageTable(
        caption=words["each"],
        columns=tuple(words[name] for name in columns),
        rows=tuple(_assumption(a, lang) for a in finding.assumptions),
        text=frozenset({4, 5}),
    )
    warnings = tuple(warning.text(lang) for warning in finding.warnings)
    law = (
        *law_lines(finding.law, lang),
        *patch_lines(finding.patched, lang),
        *law_list(finding.law, lang),
    )
    return Section(words["rests"], notes=(*law, *warnings), sheets=(sheet,))


def _assumption(assumption: Assumption, lang: str) -> tuple[str, ...]:
    label = assumption.name if assumption.label is None else assumption.label.text(lang)
    value, unit = assumption.value, assumption.unit
    bare = unit if unit == "share" else ""
    ends = [end for end in (assumption.low, assumption.high) if end is not None]
    return (
        label,
        "-" if value is None else sized(value, unit, lang),
        f" {WORDS[lang]['to_word']} ".join(sized(end, bare, lang) for end in ends),
        "-" if assumption.moves is None else numbers.kroner(assumption.moves, lang),
        GRADES[assumption.grade][lang],
        told(assumption.source).text(lang),
    )


def provenance(finding: Head, command: str, lang: str) -> Section:
    """Return what was asked, by which version, and how to ask again."""
    words = WORDS[lang]
    facts = {
        "municipality": finding.municipality_label,
        "proposals": named(finding.proposals),
        "in_both": named(finding.given),
        "horizon": f"{finding.start} {words['to_word']} {last_day(finding)}",
        "sign": words["sign_text"],
        "replications": str(finding.replications),
        "seed": str(finding.seed),
        "engine": ENGINES[finding.engine][lang],
        "estimator": "" if finding.estimator is None else ESTIMATORS[finding.estimator][lang],
        "version": f"borgerflow {finding.version}",
        "seconds": ""
        if finding.seconds is None
        else f"{numbers.number(finding.seconds, lang, 1)} s",
        "again": command,
    }
    told = tuple((words[name], text) for name, text in facts.items() if text)
    return Section(words["provenance"], sentences=(words["simulated"],), facts=told)


def command(question: str, finding: Head) -> str:
    """Return the command that asks for the finding again."""
    return (
        f"borgerflow {question} --municipality {finding.municipality} --start {finding.start} "
        f"--end {finding.end} --replications {finding.replications} --seed {finding.seed}"
        f"{''.join(f' --baseline {proposal.id}' for proposal in finding.given)}"
        f"{_under(finding)}"
    )


def _under(finding: Head) -> str:
    """Return the options that say which draft the law is under and which numbers are set."""
    draft = None if finding.law is None else finding.law.draft
    law = "" if draft is None else f" --law {draft.name}"
    lines = () if finding.patched is None else finding.patched.set
    return law + "".join(f" --set {quote(f'{name}={change}')}" for name, change in lines)
