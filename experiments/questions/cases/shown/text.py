"""Simulated cases in words, in Danish and in English: one in full, many as a table.

Lays out; computes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import kroner, number, percent, persons
from borgerflow.experiments.present.tables import NOTHING, listing
from borgerflow.experiments.questions.cases.compare import BASE_YEAR
from borgerflow.experiments.questions.cases.finding import (
    CaseFinding,
    CaseTable,
    NeededEffect,
    SimulatedCase,
)
from borgerflow.experiments.questions.cases.shown.beside import beside_text, beside_title
from borgerflow.experiments.questions.cases.shown.listing_text import UNTITLED, capitalised, wrapped
from borgerflow.experiments.questions.cases.shown.words import FLAGS, NOT_SIMULATED, ORIGINS, PLACES
from borgerflow.sim.base.wording import sentence
from borgerflow.sim.params.words.danish import told

MOST_SHOWN = 6
CANNOT = {"da": "Kan ikke simuleres", "en": "Cannot be simulated"}
NEAR_ONE = 0.1  # a factor so near to one is told with a further decimal
TO = {"da": "til", "en": "to"}


def case_text(found: CaseFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one case: what it states, what would have to be true, and what is then saved."""
    if not isinstance(found, SimulatedCase):
        return f"{title(found, lang)}\n{cannot(found, lang)}"
    stated, needed, elsewhere, caveats = (
        [heading, *_indented(told)] for heading, told in sections(found, lang)
    )
    beside = [beside_title(found).text(lang), beside_text(found, lang)]
    parts = [title(found, lang), how(found, lang)]
    for section in (stated, needed, beside, elsewhere, caveats):
        parts += ["", *section]
    return "\n".join(parts)


def title(found: CaseFinding, lang: str) -> str:
    """Return which case it is, and where it is simulated."""
    place = found.municipality_label
    return {
        "da": f"{found.case}: simuleret som forslag i {place}",
        "en": f"{found.case}: simulated as a proposal in {place}",
    }[lang]


def cannot(found: CaseFinding, lang: str) -> str:
    """Return why a case cannot be simulated."""
    return sentence(f"{CANNOT[lang]}: {_because(found, found.case, lang)}")


def sections(found: SimulatedCase, lang: str) -> list[tuple[str, list[str]]]:
    """Return what it states, what must be true, where people are instead, and the caveats."""
    flags = [FLAGS[flag].text(lang) for flag in found.flags]
    none = {"da": "ingen", "en": "none"}[lang]
    headings = {
        "da": (
            *("Oplyst", "Forudsætninger for, at casen holder"),
            *("Hvor de ellers er, fuldtidspersoner", "Forbehold"),
        ),
        "en": (
            *("Stated", "What would have to be true"),
            *("Where they are instead, full-time persons", "Caveats"),
        ),
    }[lang]
    told = (_stated(found, lang), _needed(found, lang), [_elsewhere(found, lang)], flags or [none])
    return list(zip(headings, told, strict=True))


def table_text(table: CaseTable, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one line per simulated case, how many of each answer, and why others are not."""
    simulated = table.simulated
    unit = {
        "da": "personer: fuldtidspersoner om året (* når investeringen lige er tjent hjem); beløb "
        "i 1.000 kr. om året, + besparelse;\n"
        "andel: kommunens andel af ydelsen; netto: kommunens besparelse i alt minus investeringen",
        "en": "persons: full-time persons a year, * at break-even; DKK 1,000 a year, + is "
        "saved;\nits part: the municipality's, of the benefit; net: the municipality on "
        "everything, less cost",
    }[lang]
    shown = [listing(Table(UNTITLED, COLUMNS, simulated), lang), unit, "", *counts(table, lang)]
    reasons = left_out(table, lang)
    lead = [f"{CANNOT[lang]}:"] if reasons else []
    told = [line for because, ids in reasons for line in (f"  {because}", *wrapped(f"    {ids}"))]
    return "\n".join([*(shown if simulated else []), *lead, *told])


def counts(table: CaseTable, lang: str) -> list[str]:
    """Return how many cases are simulated, and how many of each answer there are."""
    simulated = table.simulated
    fewer = [one.concentrated.place for one in simulated if one.concentrated]
    every = _counted([one.evidence.place for one in simulated], lang)
    reached = _counted(fewer, lang)
    left = len(table.cases) - len(simulated)
    count, for_all, for_reached = {
        "da": (
            f"{len(simulated)} cases er simuleret, {left} kan ikke.",
            sentence(f"Hvis alle på ydelsen bidrager: {every}"),
            sentence(
                f"Hvis kun de borgere bidrager, som de ansatte kan nå ({len(fewer)}): {reached}"
            ),
        ),
        "en": (
            f"{len(simulated)} cases are simulated, {left} cannot be.",
            sentence(f"Shared by all on the benefit: {every}"),
            sentence(f"Borne by those whom the employees can reach ({len(fewer)}): {reached}"),
        ),
    }[lang]
    return [count, for_all, *([for_reached] if fewer else [])]


def how(found: SimulatedCase, lang: str) -> str:
    """Return which years stand for which, how many pairs of worlds, and the prices."""
    own, pairs, prices = found.stands_for, found.replications, found.price_year
    years = f"{BASE_YEAR}-{BASE_YEAR + len(own) - 1}"
    its = str(own[0]) if len(own) == 1 else f"{own[0]}-{own[-1]}"
    return {
        "da": f"{years} i stedet for {its}; {pairs} parrede simuleringer; {prices}-pl",
        "en": f"{years} in place of {its}; {pairs} pairs of worlds; kr. in prices of {prices}",
    }[lang]


def _stated(found: SimulatedCase, lang: str) -> list[str]:
    """Return the effect that the case states, and whom it names."""
    said = found.said
    if said.persons is None:
        parts = [
            {
                "da": "ingen effekt; her findes den, hvor investeringen lige er tjent hjem",
                "en": "no effect; what is searched is the one that just earns the investment",
            }[lang]
        ]
    else:
        n, stock = persons(said.persons, lang), persons(found.full_time, lang)
        share = percent(said.persons / found.full_time, lang)
        origin = ORIGINS[said.persons_from].text(lang)
        who = _listed(found.schemes, found, lang)
        parts = [
            {
                "da": f"{n} fuldtidspersoner om året ({origin}); {share} af de {stock} på {who}",
                "en": f"{n} full-time persons a year ({origin}); {share} of the {stock} on {who}",
            }[lang]
        ]
    if said.weeks is not None:
        each = {"da": "uger pr. forløb", "en": "weeks a stay"}[lang]
        parts.append(f"{number(said.weeks, lang, 1)} {each}")
    if found.reach is not None:
        reach = percent(found.reach, lang)
        parts.append(
            {
                "da": f"når {reach} af de nye sager: det antal borgere, casen nævner",
                "en": f"reaches {reach} of new cases: as many citizens as the case names",
            }[lang]
        )
    return parts


def _needed(found: SimulatedCase, lang: str) -> list[str]:
    """Return the effect that everybody needs, beside what trials found, and those reached."""
    needed, evidence = found.needed, found.evidence
    place = capitalised(PLACES[evidence.place].text(lang))
    ways = _listed(found.ways, found, lang)
    parts = [_nothing(found, lang) if needed.effect is None else _needs(needed, ways, lang)]
    trials = _trials(found, lang)
    if trials is None:
        parts.append(sentence(place))
    else:
        lead = {"da": "Forsøg og skøn for ydelsen", "en": "Trials and judgement of the benefit"}
        low, high = trials
        parts += [sentence(f"{lead[lang]}: {low} {TO[lang]} {high}. {place}")]
        parts += [f"  {told(source).text(lang)}" for source in evidence.sources]
    parts += _reached(found, lang)
    if found.saved.with_stated_weeks is not None:
        weeks = number(found.said.weeks or 0.0, lang, 1)
        count = persons(found.saved.with_stated_weeks.mean, lang)
        parts.append(
            {
                "da": f"De oplyste {weeks} uger giver {count} fuldtidspersoner om året.",
                "en": f"The {weeks} weeks stated give {count} full-time persons a year.",
            }[lang]
        )
    return parts


def _needs(needed: NeededEffect, ways: str, lang: str) -> str:
    """Return what must happen to everybody on the benefit."""
    effect, factor = _effect(needed, lang), _as_factor(needed, lang)
    return {
        ("hazard", "da"): f"Afgangen til {ways} skal være {effect} gange så hurtig for alle på "
        "ydelsen.",
        ("hazard", "en"): f"Exits to {ways} must come {effect} times as fast, for all on the "
        "benefit.",
        (
            "duration",
            "da",
        ): sentence(f"Et forløb skal ændres med {effect} uger for de borgere, der nås{factor}"),
        ("duration", "en"): sentence(
            f"A stay must change by {effect} weeks for those reached{factor}"
        ),
        ("inflow", "da"): f"{effect} af tilgangen fra {ways} skal undgås.",
        ("inflow", "en"): f"{effect} of those coming from {ways} must be kept from it.",
    }[needed.kind, lang]


def _reached(found: SimulatedCase, lang: str) -> list[str]:
    """Return what would have to be true of those whom the employees can reach."""
    fewer = found.concentrated
    if fewer is None:
        return []
    needed, place = fewer.needed, capitalised(PLACES[fewer.place].text(lang))
    effect, factor = _effect(needed, lang), _as_factor(needed, lang)
    employees, citizens = number(fewer.employees, lang, 1), number(fewer.citizens, lang)
    share, furthest = percent(fewer.reach, lang), _sized(needed.furthest, needed, lang)
    kind = "nothing" if needed.effect is None else needed.kind
    needs = {
        ("hazard", "da"): f"skal afgangen være {effect} gange så hurtig",
        ("hazard", "en"): f"exits must come {effect} times as fast",
        ("duration", "da"): f"skal et forløb ændres med {effect} uger{factor}",
        ("duration", "en"): f"a stay must change by {effect} weeks{factor}",
        ("nothing", "da"): f"er ingen effekt op til {furthest} nok",
        ("nothing", "en"): f"no effect up to {furthest} is enough",
    }[kind, lang]
    return [
        sentence(
            {
                "da": f"Med {employees} ansatte kan casen nå omkring {citizens} borgere om året, "
                f"{share} af de nye sager. For dem {needs}. {place}",
                "en": f"With {employees} employees it can reach some {citizens} citizens a year, "
                f"{share} of new cases. For them {needs}. {place}",
            }[lang]
        )
    ]


def _nothing(found: SimulatedCase, lang: str) -> str:
    """Return that no effect is enough, and how far the strongest comes."""
    furthest, saved = _sized(found.needed.furthest, found.needed, lang), found.saved
    if found.goal == "persons":
        unit = {"da": "fuldtidspersoner om året", "en": "full-time persons a year"}[lang]
        most = f"{persons(saved.persons.mean, lang)} {unit}"
    else:
        whom = {"da": "om året til kommunen", "en": "a year to the municipality"}[lang]
        most = f"{kroner(saved.own.mean, lang)} {whom}"
    return sentence(
        {
            "da": f"Ingen effekt op til {furthest} er nok: højst {most}",
            "en": f"No effect up to {furthest} is enough: at most {most}",
        }[lang]
    )


def _effect(needed: NeededEffect, lang: str) -> str:
    """Return the needed effect with its interval, to as many decimals."""
    found = needed.effect
    if found is None:
        return ""
    mean = _sized(found.mean, needed, lang)
    if found.low is None or found.high is None:
        return mean
    low, high = (_sized(end, needed, lang) for end in (found.low, found.high))
    return f"{mean} ({low} {TO[lang]} {high})"


def _as_factor(needed: NeededEffect, lang: str) -> str:
    words = {"da": "afgangen {} gange så hurtig", "en": "exits {} times as fast"}[lang]
    return f" ({words.format(number(needed.factor or 0.0, lang, 2))})"


def _sized(value: float, needed: NeededEffect, lang: str) -> str:
    """Return an effect with its unit, to as many decimals as the one that is needed."""
    if needed.unit == "share":
        return percent(value, lang)
    middle = needed.tried if needed.effect is None else needed.effect.mean
    near_one = abs(middle - 1) < NEAR_ONE
    return number(value, lang, 1 if needed.unit == "weeks" else 2 + near_one)


def _elsewhere(found: SimulatedCase, lang: str) -> str:
    """Return the schemes that have more or fewer persons, those that can be told from none."""
    changes = [
        (scheme, more.mean)
        for scheme, more in found.saved.elsewhere.items()
        if more.low is None or more.high is None or more.low > 0 or more.high < 0
    ]
    changes.sort(key=lambda pair: -abs(pair[1]))
    parts = [
        f"{_label(scheme, found, lang)} {persons(more, lang, sign=True)}"
        for scheme, more in changes[:MOST_SHOWN]
    ]
    nobody = {
        "da": "ingen ændring, der kan skelnes fra nul",
        "en": "nowhere distinguishable from none",
    }
    return ", ".join(parts) or nobody[lang]


def _persons(found: SimulatedCase, lang: str) -> str:
    """Return the persons stated, or those saved at break-even, with a star."""
    if found.goal == "persons" and found.said.persons is not None:
        return persons(found.said.persons, lang)
    return f"{persons(found.saved.persons.mean, lang)}*"


def _brief(needed: NeededEffect | None, lang: str) -> str:
    """Return the needed effect in a cell: a factor, or weeks with the factor they are."""
    if needed is None:
        return NOTHING
    effect = _sized(needed.tried, needed, lang)
    if needed.effect is None:
        return f"> {effect}"
    if needed.kind != "duration":
        return f"{'x' if needed.kind == 'hazard' else '-'} {effect}"
    weeks = {"da": "uger", "en": "weeks"}[lang]
    return f"{effect} {weeks} (x {number(needed.factor or 0.0, lang, 2)})"


def _trials(found: SimulatedCase, lang: str) -> tuple[str, str] | None:
    """Return the lowest and the highest factor that trials found, if any are of its kind."""
    low, high = found.evidence.low, found.evidence.high
    if low is None or high is None or found.needed.kind == "inflow":
        return None
    return number(low, lang, 2), number(high, lang, 2)


def _counted(places: Sequence[str], lang: str) -> str:
    counted = Counter(places)
    return ", ".join(
        f"{counted[place]} {words.text(lang)}"
        for place, words in PLACES.items()
        if place in counted
    )


def left_out(table: CaseTable, lang: str) -> list[tuple[str, str]]:
    """Return why cases are not simulated, and which, those with one reason together."""
    together: dict[str, list[str]] = defaultdict(list)
    for one in table.cases:
        if not isinstance(one, SimulatedCase):
            together[_because(one, "ID", lang)].append(one.case)
    return [(because, ", ".join(ids)) for because, ids in together.items()]


def _because(found: CaseFinding, case: str, lang: str) -> str:
    if found.because is not None:
        return found.because[lang]
    return NOT_SIMULATED[found.reason or ""].text(lang).format(case=case)


def _listed(schemes: Sequence[str], found: SimulatedCase, lang: str) -> str:
    """Return the names of schemes, as people list them."""
    names = [_label(scheme, found, lang) for scheme in schemes]
    last = {"da": " og ", "en": " and "}[lang]
    return last.join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _label(scheme: str, found: SimulatedCase, lang: str) -> str:
    return in_a_sentence(found.labels[scheme][lang].split(" (")[0])


def _indented(parts: Sequence[str]) -> list[str]:
    return [line for part in parts for line in wrapped(f"  {part}")]


COLUMNS = (
    Column("case", "case", "text", lambda one, _: one.case),
    Column("personer", "persons", "text", _persons),
    Column(
        "af dem",
        "of those",
        "share",
        lambda one, _: (one.said.persons or one.saved.persons.mean) / one.full_time,
    ),
    Column("effekt, alle", "needs, all", "text", lambda one, lang: _brief(one.needed, lang)),
    Column("når", "reaches", "share", lambda one, _: (one.concentrated or one).reach),
    Column(
        "effekt, nåede",
        "needs, those",
        "text",
        lambda one, lang: _brief(one.concentrated and one.concentrated.needed, lang),
    ),
    Column("forsøg", "trials", "text", lambda one, lang: "-".join(_trials(one, lang) or ("", ""))),
    Column("svar", "answer", "text", lambda one, lang: PLACES[one.place].text(lang)),
    Column(
        "oplyst pr. person", "stated kr./p.", "kr", lambda one, _: one.said.kroner_per_full_time
    ),
    Column(
        "andel pr. person", "its part kr./p.", "kr", lambda one, _: one.each(one.saved.own_benefit)
    ),
    Column("netto, oplyst", "net, stated", "kr", lambda one, _: one.said.net),
    Column("netto", "net", "kr", lambda one, _: one.net),
)
