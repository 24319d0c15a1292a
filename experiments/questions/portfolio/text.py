"""The best set in words, in Danish and in English: the answer first, then what was weighed.

Knows findings and how numbers are read; computes nothing.
"""

from borgerflow.experiments.findings.rows import Interval, Yearly
from borgerflow.experiments.findings.table import Column, Table, year_columns
from borgerflow.experiments.present import numbers, tables
from borgerflow.experiments.present.text import (
    current_lines,
    length,
    period,
    provenance_line,
    rests_on,
    under_lines,
    warning_lines,
)
from borgerflow.experiments.present.words import column
from borgerflow.experiments.questions.compare.text import together_sentence
from borgerflow.experiments.questions.portfolio.choosing.limits_text import (
    frame_limits,
    frame_lines,
    limit_sentences,
    over_words,
)
from borgerflow.experiments.questions.portfolio.choosing.unsure_words import (
    unsure_sentences,
    unsure_table,
)
from borgerflow.experiments.questions.portfolio.finding import Limits, PortfolioFinding, SetRow
from borgerflow.sim.base.wording import Wording, sentence

SEPARATOR = " + "
YES = {"da": "ja", "en": "yes"}


def label_of(row: SetRow, lang: str) -> str:
    """Return what a set is; all that it is, where it is several things."""
    return " = ".join(label.text(lang) for label in row.labels)


def members(row: SetRow, lang: str) -> str:
    """Return the numbers of the proposals in a set."""
    return SEPARATOR.join(row.numbers) or {"da": "ingen", "en": "none"}[lang]


INVESTMENT = Column("investering", "investment", "kr", lambda row, _: row.investment.total)
NET = Column("netto", "net", "kr", lambda row, _: row.net, ends=True)
SET = Column("sæt", "set", "text", label_of)
MEMBERS = Column("forslag", "proposals", "text", members)
ONE_BY_ONE = Column("hver for sig", "one by one", "kr", lambda row, _: row.one_by_one)
TOGETHER = Column(
    "sammen", "together", "kr", lambda row, _: row.net if row.interaction else None, ends=True
)


def portfolio_text(finding: PortfolioFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *under_lines(finding, lang),
        *answer(finding, lang),
        "",
        unit_of(finding).text(lang),
        tables.listing(candidate_table(finding), lang),
        "",
        tables.listing(set_table(finding), lang),
        *frame_lines(finding, lang),
        *current_line(finding, lang),
        *_unsure_lines(finding, lang),
        *surety(finding, lang),
        *left_out_lines(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        *note_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def _unsure_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return what sets come to over draws, where the numbers of the proposals were drawn."""
    table = None if finding.unsure is None else unsure_table(finding.unsure)
    return [] if table is None else ["", tables.listing(table, lang), ""]


def candidate_table(finding: PortfolioFinding) -> Table:
    """Return the proposals, those chosen first, then by net."""
    draws = finding.draws
    columns = (
        Column(
            "forslag", "proposal", "text", lambda row, lang: f"{row.number} {row.title.text(lang)}"
        ),
        INVESTMENT,
        NET,
        Column("valgt", "chosen", "text", lambda row, lang: YES[lang] if row.chosen else "-"),
        Column(
            f"valgt af {draws} gange",
            f"times of {draws}",
            "number",
            lambda row, _: None if row.share is None else row.share * draws,
        ),
    )
    rows = sorted(finding.candidates, key=lambda row: (not row.chosen, row.net.mean, row.id))
    return Table(unit_of(finding), columns, rows)


def set_table(finding: PortfolioFinding) -> Table:
    """Return the sets, the chosen one first."""
    title = Wording(
        "Sæt af forslag, hver for sig og sammen", "Sets of proposals, one by one and together"
    )
    columns = (SET, INVESTMENT, ONE_BY_ONE, TOGETHER, MEMBERS)
    return Table(title, columns, finding.sets, strong=frozenset({0}))


def current_table(finding: PortfolioFinding) -> Table:
    """Return what each proposal costs in current prices, by year and in all."""
    columns = (
        Column("forslag", "proposal", "text", lambda row, _: row.number),
        *year_columns(finding.years, "kr", lambda row, year, _: row.investment.current[year]),
        column("total", "kr", lambda row, _: sum(row.investment.current.values())),
    )
    title = Wording(
        "Investering, 1.000 kr. i løbende priser, + udgift",
        "Investment, DKK 1,000 in current prices, + expense",
    )
    return Table(title, columns, finding.candidates)


def current_line(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return what the chosen set costs in current prices; none where nothing is chosen."""
    amounts = {year: Interval(kroner) for year, kroner in finding.best.investment.current.items()}
    total = Interval(finding.best.investment.total)
    current = Yearly(amounts, Interval(sum(each.mean for each in amounts.values())))
    what = Wording("det valgte sæt koster", "the chosen set costs")
    told = current_lines(what, Yearly({}, total, current), lang)
    return told if finding.best.proposals else []


def unit_of(finding: PortfolioFinding) -> Wording:
    """Return the unit of the tables with its sign."""
    year = finding.price_year
    return Wording(
        f"1.000 kr. over perioden, {year}-pl, + udgift, - besparelse",
        f"DKK 1,000 over the horizon, {year} prices, + expense, - saving",
    )


def head_line(finding: PortfolioFinding, lang: str) -> str:
    """Return municipality, how many proposals, the budget and the years in one line."""
    count = len(finding.candidates)
    one = {"da": "forslag", "en": "proposal" if count == 1 else "proposals"}[lang]
    years = period(finding, lang)
    unlimited = {"da": "uden budget", "en": "without a budget"}[lang]
    limits = limits_text(finding.limits, lang) or unlimited
    return " · ".join([finding.municipality_label, f"{count} {one}", limits, years])


def answer(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return the sentences a committee member reads first."""
    best = finding.best
    sentences = [best_sentence(finding, lang)]
    if best.interaction is not None and len(best.proposals) > 1:
        sentences.append(together_sentence(best.interaction, lang))
    named = [_named_sentence(finding, row, lang) for row in finding.sets if row.named]
    limits = limit_sentences(finding, lang)
    return [*sentences, *limits, *named, *unsure_sentences(finding.unsure, lang)]


def best_sentence(finding: PortfolioFinding, lang: str) -> str:
    """Return which set is best and what it comes to."""
    best, within = finding.best, _within(finding.limits, lang)
    if not best.proposals:
        return {
            "da": f"Med de forudsatte effekter tjener intet forslag{within} sig selv hjem: det "
            "bedste er ikke at vælge nogen.",
            "en": f"With the effects as given no proposal{' that fits' if within else ''}{within} "
            "pays for itself: the best choice is to choose none.",
        }[lang]
    lead = {
        "da": f"Med de forudsatte effekter er det bedste valg{within}",
        "en": f"With the effects as given the best choice{within} is",
    }[lang]
    return sentence(f"{lead} {members(best, lang)}: {_result(finding, best, lang)}")


def _within(limits: Limits, lang: str) -> str:
    """Return within which limits a set is chosen: a budget alone, others in brackets."""
    parts = _limits_told(limits, lang)
    if not parts:
        return ""
    if len(parts) == 1 and not limits.frames:
        return {"da": f" inden for {parts[0]}", "en": f" within {parts[0]}"}[lang]
    several = len(parts) > 1
    called = {"da": ("grænsen", "grænserne"), "en": ("the limit", "the limits")}[lang][several]
    lead = {"da": " inden for", "en": " within"}[lang]
    return f"{lead} {called} ({'; '.join(parts)})"


def _named_sentence(finding: PortfolioFinding, row: SetRow, lang: str) -> str:
    """Return what a choice that somebody made comes to."""
    label = row.labels[-1].text(lang)
    more = {"da": "; det er mere end budgettet", "en": "; that is more than the budget"}[lang]
    beyond = ("" if row.within_budget else more) + over_words(row, lang)
    return sentence(f"{label} ({members(row, lang)}): {_result(finding, row, lang)}{beyond}")


def _result(finding: PortfolioFinding, row: SetRow, lang: str) -> str:
    """Return what a set costs, and what it comes to for the municipality."""
    amounts = (row.investment.total, abs(row.net.mean))
    cost, net = (numbers.kroner(kroner, lang) for kroner in amounts)
    over = length(finding, lang)
    several, saves = len(row.proposals) > 1, row.net.mean < 0
    if lang == "da":
        who, verb = "de" if several else "det", "spare" if saves else "koste"
        how = (" sammen" if row.interaction else " hver for sig") if several else ""
        done = f"ventes{how} at {verb}"
        text = f"{who} koster {cost} i alt og {done} kommunen {net} netto over {over}"
    else:
        s = "" if several else "s"
        who, verb = "they" if several else "it", "save" if saves else "cost"
        how = ("together " if row.interaction else "one by one ") if several else ""
        done = f"{how}{'are' if several else 'is'} expected to {verb}"
        text = f"{who} cost{s} {cost} in all and {done} the municipality {net} net over {over}"
    ends = numbers.saving_or_cost_ends(row.net, lang)
    return f"{text} ({ends})" if ends else text


def limits_text(limits: Limits, lang: str) -> str:
    """Return the limits in words, or nothing where there are none."""
    return ", ".join(_limits_told(limits, lang))


def _limits_told(limits: Limits, lang: str) -> list[str]:
    """Return each limit in words; budgets of several years are one."""
    a_year, in_, no_limit, in_all, least, with_ = {
        "da": ("om året", "i", "uden grænse", "i alt", "mindst {} brugt", "med"),
        "en": ("a year", "in", "no limit", "in all", "at least {} spent", "with"),
    }[lang]
    budgets = {
        year: no_limit if amount is None else numbers.kroner(amount, lang)
        for year, amount in limits.by_year.items()
    }
    amounts, parts = set(limits.by_year.values()), list[str]()
    if amounts - {None}:
        each = [f"{amount} {in_} {year}" for year, amount in budgets.items()]
        one = f"{next(iter(budgets.values()))} {a_year}"
        parts = [", ".join(each) if len(amounts) > 1 else one]
    if limits.total is not None:
        parts.append(f"{numbers.kroner(limits.total, lang)} {in_all}")
    if limits.at_least is not None:
        parts.append(least.format(numbers.kroner(limits.at_least, lang)))
    parts += frame_limits(limits, lang)
    if limits.must:
        parts.append(f"{with_} {SEPARATOR.join(limits.must)}")
    return parts


def surety(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return what the counts of draws mean, if there are any."""
    draws, replications = finding.draws, finding.replications
    sentence = {
        "da": f"Valgets sikkerhed: så mange gange ud af {draws} vælges forslaget, "
        f"når de {replications} simuleringer trækkes igen. Det viser kun "
        "tilfældets betydning, ikke usikkerheden om effekterne.",
        "en": f"How sure the choice is: so many times of {draws}, when the {replications} "
        "replications are drawn again. That is chance alone, not doubt about the effects.",
    }
    return [sentence[lang]] if draws else []


def left_out_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return one line for each proposal that cannot be chosen, with the reason."""
    lead = {"da": "Kan ikke vælges", "en": "Cannot be chosen"}[lang]
    return [sentence(f"{lead}: {out.number}: {out.because.text(lang)}") for out in finding.left_out]


def note_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return what is to be known of the choices somebody made."""
    lead = {"da": "Om byrådets valg", "en": "On the choice that was made"}[lang]
    return [f"{lead}: {note.text(lang)}" for note in finding.notes]
