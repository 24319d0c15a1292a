"""The parts that every report has: what it rests on, by which method, and where it comes from."""

from collections.abc import Iterable
from dataclasses import replace
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
from borgerflow.experiments.present.words import ENGINES, ESTIMATORS, GRADES, WORDS, references_told
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.danish import told

SMALLEST_SHOWN = 0.05  # of a person
MOST_SHOWN = 10  # assumptions, of those that move the answer most; the others are folded away
REST = Wording("Vis de øvrige {} forudsætninger", "Show the other {} assumptions")

METHOD_TITLE = Wording("Metoden i korte træk", "The method in brief")
METHOD = (
    Wording(
        "Kommunens borgere i den erhvervsaktive alder simuleres én for én, dag for dag. Hver "
        "borger er hver dag i netop én ordning: job, en ydelse, uddannelse eller selvforsørgelse.",
        "The municipality's residents of working age are simulated one by one, day by day. On any "
        "day each is in exactly one scheme: a job, a benefit, education or self-support.",
    ),
    Wording(
        "Hvor længe et forløb varer, og hvad der følger efter, trækkes efter afgangsrater, der "
        "afhænger af forløbets varighed, borgeren og kalenderen.",
        "How long a stay lasts, and what follows it, is drawn by hazards that depend on its "
        "duration, the citizen and the calendar.",
    ),
    Wording(
        "Lovens frister, samtaler og satser følger af de regler, der gælder den enkelte dag.",
        "Deadlines, talks and rates follow from the rules in force on each day.",
    ),
    Wording(
        "Simuleringen begynder nogle år før perioden, så varigheder og uger på refusionstrappen er "
        "på plads den første dag.",
        "Simulation begins some years before the period, so that durations and weeks on the "
        "refund ladder are in place on its first day.",
    ),
    Wording(
        "Hver uge på en ydelse gøres op efter refusionsreglerne: kommunens andel stiger med "
        "antallet af uger på offentlig forsørgelse.",
        "Each week of benefit is settled by the rules of refunds: the municipality's share rises "
        "with the weeks of public support.",
    ),
)
IN_PAIRS = Wording(
    "De samme borgere simuleres med og uden ændringen og med de samme tilfældige tal. En "
    "borger, som ændringen ikke berører, har præcis det samme forløb.",
    "The same citizens are simulated with and without the change, with the same random numbers. "
    "Whoever the change does not reach lives the very same life.",
)
BY_PROPOSAL = Wording(
    "Forslaget ændrer afgangen, tilgangen, samtalerne eller reglerne, som det selv beskriver det. "
    "En ukendt størrelse sættes til et skøn med et spænd, som står under forudsætningerne.",
    "The proposal changes exits, entries, talks or rules as it says itself. A size nobody knows is "
    "set to a guess with a range, which stands among the assumptions.",
)
BRANCHES = Wording(
    "De forløb, som forslaget kan ændre, vejes med deres sandsynlighed i stedet for "
    "at blive trukket.",
    "Lives that the proposal may change are weighed by their chance instead of being drawn.",
)
REPLICATIONS = Wording(
    "Det hele gentages {} gange. Svaret er gennemsnittet af forskellene, og intervallerne viser "
    "den usikkerhed, som simuleringen selv efterlader.",
    "All of it is repeated {} times. The answer is the mean of the differences, and intervals show "
    "what chance of the simulation leaves open.",
)

REPEATED = Wording(
    "Det hele gentages {} gange. Svaret er gennemsnittet, og intervallerne viser den usikkerhed, "
    "som simuleringen selv efterlader.",
    "All of it is repeated {} times. The answer is the mean, and intervals show what chance of the "
    "simulation leaves open.",
)


def signed(amount: Interval, lang: str) -> str:
    """Return a signed number of persons with its interval."""
    mean = numbers.persons(amount.mean, lang, sign=True)
    if amount.low is None or amount.high is None:
        return mean
    low, high = (numbers.persons(end, lang, sign=True) for end in (amount.low, amount.high))
    return f"{mean} ({low} {WORDS[lang]['to_word']} {high})"


def answered(lead: str, others: Iterable[str], shown: Section, lang: str) -> tuple[Section, ...]:
    """Return the answer in one sentence with the picture of a section, and that without it."""
    figure = shown.figure and replace(shown.figure, title=shown.figure.title or shown.title)
    first = Section(WORDS[lang]["answer"], lead=lead, sentences=tuple(others), figure=figure)
    return first, replace(shown, figure=None)


def is_seen(amounts: Iterable[Interval]) -> bool:
    """Tell whether any of the amounts is large enough to be shown."""
    return any(abs(amount.mean) >= SMALLEST_SHOWN for amount in amounts)


def rests_on(finding: Head, lang: str) -> Section:
    """Return every assumption with its range, grade and source, and the warnings.

    Those that move the answer most are shown, the others folded away.
    """
    words = WORDS[lang]
    columns = ("assumption", "value", "range", "moves_answer", "grade", "source")
    rows = tuple(_assumption(a, lang) for a in finding.assumptions)
    shown = PageTable(
        caption=words["each"],
        columns=tuple(words[name] for name in columns),
        rows=rows[:MOST_SHOWN],
        text=frozenset({4, 5}),
    )
    rest = REST.text(lang).format(numbers.number(len(rows) - MOST_SHOWN, lang))
    folded = replace(shown, rows=rows[MOST_SHOWN:], folded=rest)
    warnings = tuple(warning.text(lang) for warning in finding.warnings)
    law = (
        *(said.text(lang) for said in references_told(a.source for a in finding.assumptions)),
        *law_lines(finding.law, lang),
        *patch_lines(finding.patched, lang),
        *law_list(finding.law, lang),
    )
    sheets = (shown, folded) if folded.rows else (shown,)
    return Section(words["rests"], notes=(*law, *warnings), sheets=sheets)


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
        "law_known": law_known(finding, lang),
        "version": f"borgerflow {finding.version}",
        "seconds": ""
        if finding.seconds is None
        else f"{numbers.number(finding.seconds, lang, 1)} s",
        "again": command,
    }
    told = tuple((words[name], text) for name, text in facts.items() if text)
    return Section(words["provenance"], sentences=(words["simulated"],), facts=told)


def law_known(finding: Head, lang: str) -> str:
    """Return up to which day the law behind an answer was looked up."""
    if finding.law is None:
        return {
            "da": f"kontrolleret til og med periodens sidste dag, {last_day(finding)}",
            "en": f"looked up to the last day of the period, {last_day(finding)}",
        }[lang]
    return numbers.day_in_words(finding.law.day, lang)


def method(finding: Head, lang: str) -> Section:
    """Return in at most ten lines how an answer is found."""
    told = [
        *METHOD,
        *([IN_PAIRS] if finding.paired else []),
        *([BY_PROPOSAL] if finding.proposals else []),
        *([BRANCHES] if finding.estimator == "branch" else []),
    ]
    count = numbers.number(finding.replications, lang)
    drawn = (REPLICATIONS if finding.paired else REPEATED).text(lang).format(count)
    return Section(METHOD_TITLE.text(lang), steps=(*(line.text(lang) for line in told), drawn))


def command(question: str, finding: Head) -> str:
    """Return the command that asks for the finding again."""
    given = proposals_typed(finding, (proposal.id for proposal in finding.given))
    return (
        f"borgerflow {question} --municipality {place_typed(finding)} --start {finding.start} "
        f"--end {finding.end} --replications {finding.replications} --seed {finding.seed}"
        f"{''.join(f' --baseline {name}' for name in given)}"
        f"{_under(finding)}"
    )


def proposals_typed(finding: Head, ids: Iterable[str]) -> tuple[str, ...]:
    """Return what a shell is given for proposals: an id, or the path of a file of one's own."""
    return tuple(quote(finding.typed.proposals.get(name, name)) for name in ids)


def place_typed(finding: Head) -> str:
    """Return what a shell is given for the municipality: its name, or the path of its file."""
    return quote(finding.typed.municipality.get(finding.municipality, finding.municipality))


def proposals_asked(finding: Head) -> str:
    """Return the proposals that were asked about, as a command names them."""
    return " ".join(proposals_typed(finding, (proposal.id for proposal in finding.proposals)))


def _under(finding: Head) -> str:
    """Return the options that say which draft the law is under and which numbers are set."""
    draft = None if finding.law is None else finding.law.draft
    law = "" if draft is None else f" --law {draft.name}"
    typed, lines = finding.typed, () if finding.patched is None else finding.patched.set
    amid = "".join(f" --conditions {quote(name)}" for name in typed.conditions)
    patch = "".join(f" --set {quote(f'{name}={change}')}" for name, change in lines)
    return law + amid + patch
