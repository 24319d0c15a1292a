"""The answers of a whole municipality, one proposal a line, in Danish and in English.

Made from the findings as they are kept (JSON), so that a kept answer needs no run.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from borgerflow.experiments.findings.finding import LAW_AS_OF, json_text
from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import law_lines, set_lines
from borgerflow.experiments.questions.breakeven.finding import NO_EFFECT
from borgerflow.experiments.questions.compare.break_even.sizes_text import (
    bare_range,
    between,
    one,
    sized,
)
from borgerflow.sim.base.wording import sentence
from borgerflow.sim.params import Params
from borgerflow.sim.params.law.looked_up import looked_up_of

TABLE_SCHEMA = "borgerflow/breakeven-table/1"
HEADS = {
    "da": (
        "nr.",
        "udgift",
        "netto (95 pct.)",
        "nødvendig effekt",
        "af hvad",
        "antaget (spænd)",
        "svar",
    ),
    "en": ("no.", "cost", "net (95 %)", "needs", "of what", "set to (range)", "answer"),
}
UNIT = {
    "da": "1.000 kr. over perioden, + udgift, - besparelse; interval: simuleringsusikkerhed; "
    "nødvendig effekt: som i skemaet, før det, der ikke gennemføres eller var kommet alligevel",
    "en": "DKK 1,000 over the horizon, + expense, - saving; interval: simulation only; "
    "needs: as in the form, before what is not carried out or would have come anyway",
}
RIGHT = (1,)
ANSWERS = {
    "pays_back": {"da": "tjent hjem {month}", "en": "pays back {month}"},
    "pays_back_in_some": {
        "da": "tjent hjem i {of_all} simuleringer, men gennemsnittet er en udgift",
        "en": "pays back in {of_all} replications, but the mean is a cost",
    },
    "does_not_pay_back": {"da": "ikke tjent hjem", "en": "does not pay back"},
    "needs_effect": {"da": "kræver en effekt {place}", "en": "needs an effect {place}"},
    "pays_without_effect": {"da": "tjent hjem uden effekt", "en": "pays without effect"},
    "no_effect_suffices": {"da": "ingen effekt er nok", "en": "no effect suffices"},
    "outside_horizon": {"da": "ikke i kraft i perioden", "en": "not in force in the horizon"},
    "unanswered": {"da": "kan ikke beregnes", "en": "cannot be answered"},
}
WITHOUT_NUMBERS = ("outside_horizon", "unanswered")
PLACES = {
    "below": {"da": "under det antagne spænd", "en": "below its range"},
    "within": {"da": "inden for det antagne spænd", "en": "within its range"},
    "above": {"da": "over det antagne spænd", "en": "beyond its range"},
    None: {"da": "uden et antaget spænd", "en": "that has no range"},
}
Label = Callable[[str], str]
Content = Mapping[str, Any]


def table_json(municipality: str, findings: Sequence[Content]) -> str:
    """Return the JSON of the table: every finding in full."""
    return json_text({"schema": TABLE_SCHEMA, "municipality": municipality, "findings": findings})


def law_of(findings: Sequence[Content], lang: str) -> list[str]:
    """Return up to which day the law was looked up, as the answer that goes furthest says it.

    And which numbers somebody set, who set them in all answers alike.
    """
    told = [looked_up_of(each[LAW_AS_OF]) for each in findings if LAW_AS_OF in each]
    law = law_lines(max(told, key=lambda law: law.last, default=None), lang)
    return [*law, *set_lines(next((e["patch"]["set"] for e in findings if "patch" in e), ()), lang)]


def rows_of(findings: Sequence[Content], params: Params, lang: str) -> list[list[str]]:
    """Return one line for each proposal."""

    def label(scheme: str) -> str:
        return scheme_within(params.law.schemes[scheme]).text(lang)

    return [row_of(finding, lang, label) for finding in findings]


def row_of(finding: Content, lang: str, label: Label) -> list[str]:
    """Return the cells of one proposal; a dash where there is no answer."""
    number = " + ".join(finding["numbers"])
    if finding["answer"] in WITHOUT_NUMBERS:
        return [number, *["-"] * 5, _answer(finding, lang)]
    net = _interval(finding["net_municipal"]["total"])
    return [
        number,
        numbers.thousands(finding["invested"]["mean"], lang),
        f"{numbers.thousands(net.mean, lang)} ({numbers.span(net, lang)})",
        *_of_effect(finding["effects"], lang, label),
        _answer(finding, lang),
    ]


def _of_effect(effects: Sequence[Content], lang: str, label: Label) -> list[str]:
    """Return what is needed, of what, and what is assumed; dashes without an effect of a size."""
    if not effects:
        return ["-"] * 3
    main = effects[0]
    return [_needed(main, lang), _base(main, lang, label), _assumed(main, lang)]


def reasons(findings: Sequence[Content], params: Params, lang: str) -> list[str]:
    """Return one line for each proposal without an answer, with the reason."""
    lines = []
    for finding in findings:
        reason = params.proposal(finding["proposals"][0]).unanswered
        if reason is not None:
            told = str(getattr(reason, lang)).rstrip(".")
            lines.append(sentence(f"{finding['numbers'][0]}: {told}"))
    return lines


def _needed(main: Content, lang: str) -> str:
    if main["effect"] is None:
        low, high = main["searched"]
        told = between(low, high, main["unit"], lang)
        return {"da": f"ingen i {told}", "en": f"none in {told}"}[lang]
    effect = _interval(main["effect"])
    if effect.mean == NO_EFFECT[main["unit"]]:
        return {"da": "ingen effekt", "en": "no effect"}[lang]
    return sized(effect, main["unit"], lang)


def _base(main: Content, lang: str, label: Label) -> str:
    """Return what the effect is measured on, in as few words as a column has room for."""
    scheme = label(main["scheme"])
    if main["kind"] == "review":
        return {"da": f"afgørelser, {scheme}", "en": f"decisions, {scheme}"}[lang]
    if main["unit"] == "hours":
        return {"da": f"timer om ugen, {scheme}", "en": f"hours a week, {scheme}"}[lang]
    if main["unit"] == "share":
        weeks = main["would_leave_within_weeks"]
        short = "" if weeks is None else f" < {numbers.number(weeks, lang)}"
        unit = {"da": " uger", "en": " weeks"}[lang] if short else ""
        cases = {"da": f"nye sager, {scheme}", "en": f"new cases, {scheme}"}[lang]
        return f"{cases}{short}{unit}"
    if main["unit"] == "weeks":
        return {"da": f"pr. forløb, {scheme}", "en": f"a stay, {scheme}"}[lang]
    exits = ", ".join(label(exit_) for exit_ in main["exits"])
    return {"da": f"afgang, {scheme} til {exits}", "en": f"exits, {scheme} to {exits}"}[lang]


def _assumed(main: Content, lang: str) -> str:
    if main["assumed"] is None:
        return "-"
    told = one(main["assumed"], main["unit"], lang)
    low, high = main["assumed_range"]
    if low is None or high is None:
        return told
    return f"{told} ({bare_range(low, high, main['unit'], lang)})"


def _answer(finding: Content, lang: str) -> str:
    month, place, of_all = "", "", ""
    if finding["answer"] in ("pays_back", "pays_back_in_some"):
        found, many = finding["breakeven"], finding["replications"]
        *_, share = found["probability_by_year"].values()
        of_all = numbers.of_all(share, many, lang)
        month = numbers.month(found["month"]["median"], lang)
        month += f" ({of_all})" if share < 1 else ""
    if finding["answer"] == "needs_effect":
        place = PLACES[finding["effects"][0]["place_in_range"]][lang]
    return ANSWERS[finding["answer"]][lang].format(month=month, place=place, of_all=of_all)


def _interval(content: Content) -> Interval:
    return Interval(content["mean"], content["low"], content["high"])
