"""What the terminal shows of proposals, in Danish and in English. Lays out; computes nothing."""

import textwrap
from collections.abc import Mapping, Sequence

from borgerflow.experiments.findings.assumptions import MECHANISM_NUMBERS
from borgerflow.experiments.findings.labels import place_within, scheme_within
from borgerflow.experiments.lookup.proposals import day_before, iso, states_its_effect, total_cost
from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.numbers import kroner, number, percent
from borgerflow.experiments.present.text import sized
from borgerflow.experiments.present.words import (
    ATTRIBUTES,
    GRADES,
    LEVEL_LABELS,
    by_language,
    references_told,
)
from borgerflow.sim.params import ContactMechanism, Estimate, LawPatch, Mechanism, Params, Proposal
from borgerflow.sim.params.proposals.mechanisms import ReadingForm
from borgerflow.sim.params.proposals.names import CAME_FROM
from borgerflow.sim.params.proposals.proposals import Outside
from borgerflow.sim.params.words.danish import told

WIDTH = 96
WORDS = by_language(
    {
        "blank": ("uden tal", "no number"),
        "cost": ("Udgift", "Cost"),
        "saved": ("Sparet udgift", "Saved cost"),
        "fte": ("Årsværk", "Staff (FTE)"),
        "prices": ("{year}-pl", "{year} prices"),
        "stated": ("Skemaet oplyser effekten.", "The form states the effect."),
        "silent": (
            "Skemaet oplyser ingen effekt; tallet herunder er en antagelse.",
            "The form states no effect; the number below is our assumption.",
        ),
        "unanswered": (
            "Modellen kan ikke regne på forslaget, fordi {reason}.",
            "Cannot be answered by this model because {reason}.",
        ),
        "law": ("sætter", "sets"),
        "team": ("medarbejdere i", "staff of"),
        "talks": ("samtaler på", "talks on"),
        "first_within_weeks": ("første inden uge", "the first by week"),
        "talks_in_window": ("samtaler i alt", "talks in all"),
        "window_weeks": ("inden for så mange uger:", "within weeks"),
        "then_every_weeks": ("derefter med så mange uger imellem:", "then every so many weeks:"),
        "activation_week": ("aktiveringspligt i uge", "compulsory activation in week"),
        "instead": ("i stedet for", "instead of"),
        "target": ("målgruppe", "target group"),
        "everyone": ("alle", "everyone"),
        "evidence": ("Evidens", "Evidence"),
        "excludes": ("Kan ikke kombineres med", "Excludes"),
        "excludes_outside": (
            "Kan heller ikke kombineres med (følger ikke med)",
            "Excludes, not in the package",
        ),
        "depends_on": ("Forudsætter", "Depends on"),
        "flags": ("Forbehold", "Caveat"),
        "reading": ("kan også fortolkes som", "can also be read as"),
        "source": ("Kilde", "Source"),
        "to": ("til", "to"),
        "came_from": ("den ordning, borgeren kom fra", "the scheme the citizen came from"),
    }
)
KINDS = {
    ("inflow", "door"): {"da": "afviser nye sager i", "en": "refuses new cases of"},
    ("inflow", "entry"): {"da": "forebygger nye sager i", "en": "prevents"},
    ("hazard", None): {"da": "ændrer afgangen fra", "en": "changes the pace of leaving"},
    ("duration", None): {"da": "ændrer varigheden af", "en": "changes the duration of"},
    ("relapse", None): {"da": "ændrer tilbagefaldet fra", "en": "changes how many fall back from"},
    ("programme", None): {"da": "tilbyder et forløb på", "en": "offers a programme on"},
    ("programme", "must"): {"da": "pålægger et forløb på", "en": "calls to a programme on"},
    ("review", None): {"da": "ændrer afgørelser på", "en": "changes decisions on"},
    ("hours", None): {"da": "øger timetallet på", "en": "raises the hours worked on"},
    ("sanction", None): {"da": "ændrer sanktioner på", "en": "changes sanctions on"},
}
RHYTHM = (
    "first_within_weeks",
    "talks_in_window",
    "window_weeks",
    "then_every_weeks",
    "activation_week",
)


def proposals_page(proposals: Sequence[Proposal], params: Params, lang: str) -> str:
    """Return one line per proposal."""
    head = {
        "da": ["id", "kommune", "år", "udgift i alt", "oplyst effekt", "titel"],
        "en": ["id", "municipality", "years", "total cost", "states effect", "title"],
    }[lang]
    rows = [
        [
            p.id,
            place_within(p.municipality, params).text(lang),
            _years(p),
            kroner(total_cost(p), lang),
            _states(p, lang),
            _in(p.title, lang),
        ]
        for p in proposals
    ]
    return table(head, rows, right=[3])


def proposal_page(proposal: Proposal, params: Params, lang: str) -> str:
    """Return the whole form in words, with the grade of every number."""
    words = WORDS[lang]
    form = proposal.form
    prices = words["prices"].format(year=proposal.price_year)
    parts = [
        f"{proposal.id} · {form.number} · {_in(proposal.title, lang)}",
        f"{place_within(proposal.municipality, params).text(lang)}, {_period(proposal, lang)}",
        f"{words['source']}: {form.document}, {form.lines}",
        "",
        _wrapped(_in(proposal.description, lang)),
        "",
        *_by_year(f"{words[_cost_word(proposal)]}, {prices}", proposal.cost, lang),
        *_by_year(words["fte"], proposal.fte, lang),
        _answers(proposal, lang),
    ]
    schemes = {name: scheme_within(s).text(lang) for name, s in params.law.schemes.items()}
    for mechanism in proposal.mechanisms:
        parts += ["", *_mechanism(mechanism, schemes, lang)]
    for patch in proposal.law:
        parts += ["", *_law(patch, lang)]
    for talks in proposal.contacts:
        parts += ["", *_contact(talks, schemes, lang)]
    for posts in proposal.capacity:
        heading = f"{posts.name}: {_in(posts.label, lang)} ({WORDS[lang]['team']} {posts.team})"
        parts += ["", heading, f"  {_estimate(posts.fte, lang)}"]
    parts += ["", *_around(proposal, lang)]
    references = (_wrapped(said.text(lang)) for said in references_told(parts))
    return "\n".join([*parts, *references])


def _states(proposal: Proposal, lang: str) -> str:
    """Return whether the form states the effect, or that the model has no answer."""
    if proposal.unanswered:
        return {"da": "kan ikke beregnes", "en": "unanswered"}[lang]
    return {"da": ("nej", "ja"), "en": ("no", "yes")}[lang][states_its_effect(proposal)]


def _cost_word(proposal: Proposal) -> str:
    return "saved" if total_cost(proposal) < 0 else "cost"


def _answers(proposal: Proposal, lang: str) -> str:
    words = WORDS[lang]
    if proposal.unanswered:
        reason = _in(proposal.unanswered, lang).rstrip(".")
        return _wrapped(words["unanswered"].format(reason=reason))
    return words["stated"] if states_its_effect(proposal) else words["silent"]


def _mechanism(mechanism: Mechanism, schemes: Mapping[str, str], lang: str) -> list[str]:
    words = WORDS[lang]
    does = KINDS[mechanism.kind, "must" if mechanism.at_week else mechanism.at][lang]
    target = _target(mechanism.target, lang)
    numbers = [
        (names[lang == "en"], getattr(mechanism, n)) for n, names in MECHANISM_NUMBERS.items()
    ]
    return [
        f"{mechanism.name}: {_in(mechanism.label, lang)} ({does} {schemes[mechanism.scheme]})",
        f"  {words['target']}: {target}",
        *_ways(mechanism, {**schemes, CAME_FROM: words["came_from"]}, words),
        *(f"  {name}: {_estimate(e, lang)}" for name, e in numbers if e is not None),
        *(_reading(reading, lang) for reading in mechanism.readings.values()),
    ]


def _target(target: Mapping[str, Sequence[str]], lang: str) -> str:
    """Return who is in the target group."""
    groups = [", ".join(LEVEL_LABELS[name][v].text(lang) for v in target[name]) for name in target]
    names = [ATTRIBUTES[name].text(lang) for name in target]
    told = [f"{name}: {group}" for name, group in zip(names, groups, strict=True)]
    return "; ".join(told) or WORDS[lang]["everyone"]


def _ways(mechanism: Mechanism, schemes: Mapping[str, str], words: Mapping[str, str]) -> list[str]:
    """Return where a mechanism leads, or from where to where decisions are moved."""
    came = ", ".join(schemes[name] for name in mechanism.came_from)
    if mechanism.exits:
        exits = ", ".join(schemes[name] for name in mechanism.exits)
        return [f"  {schemes[mechanism.scheme]} > {exits}{f' ({came} >)' if came else ''}"]
    if mechanism.away_from and mechanism.towards:
        away, towards = schemes[mechanism.away_from], schemes[mechanism.towards]
        return [f"  {towards} {words['instead']} {away}"]
    return []


def _law(patch: LawPatch, lang: str) -> list[str]:
    """Return what a patch of law sets, day by day."""
    heading = f"{patch.name}: {_in(patch.label, lang)} ({WORDS[lang]['law']} {patch.parameter})"
    days = (
        f"  {iso(day)}: {dated.value} ({GRADES[dated.grade][lang]}): {_said(dated.source, lang)}"
        for day, dated in patch.values.items()
    )
    return [heading, *(_wrapped(line.strip(), "  ") for line in days)]


def _contact(talks: ContactMechanism, schemes: Mapping[str, str], lang: str) -> list[str]:
    """Return the rhythm and the form of talks that are asked for."""
    words = WORDS[lang]
    rhythm = [
        f"{words[name]} {number(value, lang)}"
        for name in RHYTHM
        if (value := float(getattr(talks, name) or 0))
    ]
    forms = [f"{form} {percent(share, lang)}" for form, share in talks.forms.items()]
    named = ", ".join(schemes[name] for name in talks.schemes)
    return [
        f"{talks.name}: {_in(talks.label, lang)} ({words['talks']} {named})",
        f"  {words['target']}: {_target(talks.target, lang)}",
        f"  {'; '.join([*rhythm, *forms, *filter(None, [talks.talk])])}",
        _wrapped(f"{GRADES[talks.grade][lang]}: {_said(talks.source, lang)}", "  "),
    ]


def _reading(reading: ReadingForm, lang: str) -> str:
    text = f"{WORDS[lang]['reading']}: {_in(reading.label, lang)}. {_said(reading.source, lang)}"
    return _wrapped(text, "  ")


def _around(proposal: Proposal, lang: str) -> list[str]:
    words = WORDS[lang]
    lines = [_wrapped(f"{words['evidence']}: {_said(proposal.evidence, lang)}")]
    for name in ("excludes", "depends_on"):
        if named := getattr(proposal, name):
            lines.append(f"{words[name]}: {', '.join(named)}")
    if outside := [_named(one, lang) for one in proposal.excludes_outside]:
        lines.append(_wrapped(f"{words['excludes_outside']}: {', '.join(outside)}"))
    return lines + [_wrapped(f"{words['flags']}: {_said(flag, lang)}") for flag in proposal.flags]


def _named(outside: Outside, lang: str) -> str:
    told = [_said(text, lang) for text in (outside.source, outside.note) if text]
    said = "; ".join(told)
    return f"{outside.number} ({said})"


def _by_year(title: str, amounts: Mapping[int, Estimate], lang: str) -> list[str]:
    return [f"{title}:", *(f"  {y}: {_estimate(e, lang)}" for y, e in amounts.items())] * bool(
        amounts
    )


def _estimate(estimate: Estimate, lang: str) -> str:
    """Return a number with unit, range, grade and source."""
    grade = GRADES[estimate.grade][lang]
    value = _amount(estimate.value, estimate.unit, lang)
    span = ""
    if estimate.low is not None and estimate.high is not None:
        low, high = (_amount(end, estimate.unit, lang) for end in (estimate.low, estimate.high))
        span = f", {low} {WORDS[lang]['to']} {high}"
    return _wrapped(f"{value} ({grade}{span}): {_said(estimate.source, lang)}", "    ").strip()


def _said(text: str, lang: str) -> str:
    """Return a source, a note or a flag in one language."""
    return told(text).text(lang)


def _amount(value: float | None, unit: str, lang: str) -> str:
    if value is None:
        return WORDS[lang]["blank"]
    return kroner(value, lang) if unit == "kr" else sized(value, unit, lang)


def _period(proposal: Proposal, lang: str) -> str:
    return f"{iso(proposal.start)} {WORDS[lang]['to']} {day_before(proposal.until)}"


def _years(proposal: Proposal) -> str:
    years = sorted(proposal.cost)
    return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])


def _in(label: object, lang: str) -> str:
    return str(getattr(label, lang))


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent
    )
