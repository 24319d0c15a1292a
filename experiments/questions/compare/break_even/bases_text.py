"""What an effect is measured on, in Danish and in English: which cases, decisions or exits."""

from borgerflow.experiments.findings.rows import BreakEven
from borgerflow.experiments.present import numbers

DOING = {
    ("da", "door"): "afvist ved visitationen",
    ("da", "entry"): "forebygget",
    ("en", "door"): "refused at intake",
    ("en", "entry"): "prevented",
}


def base_of(found: BreakEven, lang: str) -> str:
    """Return what a share is a share of."""
    if found.kind == "review":
        return decisions_told(found, lang)
    reached = "" if found.everybody else {"da": " omfattede", "en": " it reaches"}[lang]
    if found.within_weeks is None:
        return {
            "da": f"af de{reached} nye sager",
            "en": f"of the new cases{reached}",
        }[lang]
    weeks = numbers.number(found.within_weeks, lang)
    return {
        "da": f"af de{reached} sager, der ellers var afsluttet inden for {weeks} uger,",
        "en": f"of the cases{reached} that would have ended within {weeks} weeks",
    }[lang]


def among_those_reached(found: BreakEven, lang: str) -> str:
    """Return for whom a factor or a change of weeks holds, if not for all."""
    if found.everybody:
        return ""
    return {"da": " blandt de omfattede borgere", "en": " among those it reaches"}[lang]


def base_told(found: BreakEven, lang: str) -> str:
    """Return what the effect is measured on."""
    if found.kind == "review":
        return decisions_told(found, lang)
    if found.unit == "share":
        done = DOING[lang, found.at or "entry"]
        return f"{_cases_effects_told(found, lang)} {done}"
    among = (
        ""
        if found.everybody
        else {"da": " blandt de omfattede borgere", "en": " among those reached"}[lang]
    )
    if found.unit == "hours":
        return {"da": f"på {found.scheme}{among}", "en": f"on {found.scheme}{among}"}[lang]
    if found.unit == "weeks":
        return {
            "da": f"pr. forløb på {found.scheme}{among}",
            "en": f"a stay on {found.scheme}{among}",
        }[lang]
    exits = ", ".join(found.exits)
    return {
        "da": f"på afgangen fra {found.scheme} til {exits}{among}",
        "en": f"on exits from {found.scheme} to {exits}{among}",
    }[lang]


def decisions_told(found: BreakEven, lang: str) -> str:
    """Return which decisions a share is a share of, and what they become."""
    about, towards = decisions_about(found, lang), found.exits[1]
    return {
        "da": f"{about} ændret til {towards}",
        "en": f"{about} changed to {towards}",
    }[lang]


def decisions_about(found: BreakEven, lang: str) -> str:
    """Return which decisions would be other ones."""
    return {
        "da": f"af afgørelserne på {found.scheme} om {found.exits[0]}",
        "en": f"of the decisions on {found.scheme} for {found.exits[0]}",
    }[lang]


def _cases_effects_told(found: BreakEven, lang: str) -> str:
    """Return which cases a share is a share of."""
    cases = {
        "da": f"af de nye sager i {found.scheme}",
        "en": f"of new cases of {found.scheme}",
    }[lang]
    if not found.everybody:
        cases += {"da": " blandt de omfattede borgere", "en": " among those reached"}[lang]
    if found.within_weeks is not None:
        weeks = numbers.number(found.within_weeks, lang)
        cases += {
            "da": f", der ellers var afsluttet inden for {weeks} uger,",
            "en": f" that would end within {weeks} weeks",
        }[lang]
    return cases
