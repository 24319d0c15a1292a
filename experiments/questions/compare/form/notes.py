"""What a form says below its tables: how sure, what a row holds, and what is not in it."""

from collections.abc import Iterator

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import period
from borgerflow.experiments.present.words import notice
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form.amounts import (
    BENEFITS,
    ByYear,
    FormRow,
    kroner_rows,
    kroner_shown,
)
from borgerflow.experiments.questions.compare.form.layouts import SAVED_BENEFITS
from borgerflow.experiments.questions.compare.form.names import BUDGET_YEARS, budget_years
from borgerflow.experiments.questions.compare.own_numbers.payback_words import (
    beside_mean,
    in_replications,
    paid_back_in,
)
from borgerflow.experiments.questions.compare.text import range_told
from borgerflow.experiments.runs.money import NEGLIGIBLE
from borgerflow.sim.base.wording import Wording, sentence

MONTHS_PER_YEAR = 12
OWN_COST = Wording("forslagets egen udgift", "the proposal's own cost")
TALKS = Wording(
    "ændrede udgifter til samtaler og aktivering", "changed costs of talks and programmes"
)
THE_NET = Wording("Kommunens nettoresultat", "The municipality's net")


def uncertainty(finding: Finding, lang: str) -> str:
    """Return how far chance may move the saved benefits and the net, and the chance of a loss."""
    over = period(finding, lang)
    saved = [row.amounts.total for row in finding.summary if row.line == BENEFITS]
    told = [
        *(_with_ends(SAVED_BENEFITS.text(lang), amount, over, lang) for amount in saved),
        _with_ends(THE_NET.text(lang), finding.net_municipal.total, over, lang),
    ]
    spread = range_told(finding, lang).removeprefix("; ")
    return " ".join([*told, *([sentence(spread[:1].upper() + spread[1:])] if spread else [])])


def _with_ends(name: str, amount: Interval, over: str, lang: str) -> str:
    told = f"{name} {over}: {numbers.kroner(amount.mean, lang)}"
    ends = numbers.net_ends(amount, lang)
    return sentence(f"{told} ({ends})" if ends else told)


def rows_note(finding: Finding, lang: str) -> str:
    """Return what the two rows of kroner in Herning's form hold."""
    rows = kroner_rows(finding)
    cost = _by_year(rows["investering"].by_year, finding, lang)
    talks = _by_year(rows["samtaler_og_aktivering"].by_year, finding, lang)
    return {
        "da": f"Ændring i driftsudgifter rummer {OWN_COST.da} ({cost}) og {TALKS.da} ({talks})"
        f"{_other(rows, finding, lang)}. Sparet forsørgelsesudgift er kommunens ydelser netto "
        "efter statsrefusion. De to rækker er tilsammen kommunens nettoresultat.",
        "en": f"Change in running costs holds {OWN_COST.en} ({cost}) and {TALKS.en} ({talks})"
        f"{_other(rows, finding, lang)}. Saved benefits are what the municipality pays in "
        "benefits, net of refunds. The two rows add up to the municipality's net.",
    }[lang]


def _other(rows: dict[str, FormRow], finding: Finding, lang: str) -> str:
    """Return what else changes in running costs, nothing where nothing does."""
    running, *known = (
        rows[name] for name in ("aendring_driftsudgifter", "investering", "samtaler_og_aktivering")
    )
    left = {
        year: total - sum(row.by_year[year] for row in known)
        for year, total in running.by_year.items()
    }
    if all(abs(amount) < NEGLIGIBLE for amount in left.values()):
        return ""
    told = _by_year(left, finding, lang)
    return {"da": f" samt øvrige ændringer ({told})", "en": f", and other changes ({told})"}[lang]


def _by_year(kroner: ByYear, finding: Finding, lang: str) -> str:
    years = budget_years(finding.years)
    return ", ".join(f"{year}: {kroner_shown(kroner[year], lang)}" for year in years)


def areas_note(finding: Finding, lang: str) -> str:
    """Return which functions each of København's areas holds, and what stands outside."""
    programmes = [row.function for row in finding.accounts if row.programmes]
    named = ", ".join(programmes) or {"da": "ingen i dette svar", "en": "none in this answer"}[lang]
    return {
        "da": "Service er medarbejdere, samtaler og myndighedsarbejde (6.45.53). Efterspørgsels"
        "styrede indsatser er tilbud og det, forslaget køber ind "
        f"({named}); efterspørgselsstyrede overførsler er ydelser netto efter statsrefusion. "
        "Beregningen skelner ikke mellem engangsudgifter og varige udgifter og rummer ikke anlæg: "
        "implementering og anlæg skrives ind i hånden.",
        "en": "Service is staff, talks and authority work (6.45.53). Demand-led programmes are "
        f"programmes and what the proposal buys ({named}); demand-led transfers are benefits net "
        "of refunds. The calculation does not part one-off costs from lasting ones and holds no "
        "capital: write implementation and capital in by hand.",
    }[lang]


def staff_note(finding: Finding, lang: str) -> str:
    """Return whose posts are told, and whose are not."""
    silent = ", ".join(p.number for p in finding.proposals if not p.posts)
    told = any(proposal.posts for proposal in finding.proposals)
    whose = {
        "da": "Personaleforbruget er det, der står i forslagets eget skema; færre eller flere "
        "sager ændrer det ikke.",
        "en": "Staff is what the proposal's own form has; fewer or more cases do not change it.",
    }[lang]
    missing = {
        "da": f"Der er ikke oplyst personaleforbrug for {silent}.",
        "en": f"No posts are stated for {silent}.",
    }[lang]
    return " ".join([*([whose] if told else []), *([missing] if silent else [])])


def years_note(finding: Finding, lang: str) -> str:
    """Return how the years of the answer differ from four whole budget years; else nothing."""
    return " ".join([*_more_or_fewer(finding, lang), *_in_part(finding, lang)])


def total_called(finding: Finding, lang: str) -> str:
    """Return what stands over sums of the whole period, with its years where a form has fewer."""
    called = notice("total").text(lang)
    beyond = len(finding.years) > BUDGET_YEARS
    return f"{called} {period(finding, lang)}" if beyond else called


def _more_or_fewer(finding: Finding, lang: str) -> Iterator[str]:
    years, over = len(finding.years), period(finding, lang)
    if years > BUDGET_YEARS:
        yield {
            "da": f"Svaret dækker {over}; skemaet viser de første fire år, og summer gælder hele "
            "perioden.",
            "en": f"The answer covers {over}; the form shows the first four years, and a total is "
            "of the whole period.",
        }[lang]
    elif years < BUDGET_YEARS:
        yield {
            "da": f"Svaret dækker kun {over}: skemaets øvrige budgetår er ikke beregnet.",
            "en": f"The answer covers {over} only: the form's other years are not calculated.",
        }[lang]


def _in_part(finding: Finding, lang: str) -> Iterator[str]:
    cut = [str(year) for year, part in finding.parts_of_years.items() if part < 1]
    if cut:
        named = ", ".join(cut)
        yield {
            "da": f"Kun en del af året er med i {named}.",
            "en": f"Only a part of the year is in {named}.",
        }[lang]


def payback_years(finding: Finding, lang: str) -> str:
    """Return the years until it has paid back, with one decimal.

    Where not all of the simulations do, it is in half of them, and it is said in how many.
    """
    month = finding.payback.median
    if month is None:
        return {"da": "ikke inden for perioden", "en": "not within the period"}[lang]
    year, place = map(int, month.split("-"))
    first_year, first_month, _ = map(int, finding.start.split("-"))
    months = (year - first_year) * MONTHS_PER_YEAR + place - first_month + 1
    years = numbers.number(months / MONTHS_PER_YEAR, lang, 1)
    if paid_back_in(finding) == finding.replications:
        return years
    return f"{years} ({in_replications(finding, lang)}{beside_mean(finding, lang)})"
