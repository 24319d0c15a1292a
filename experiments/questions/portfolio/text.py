"""The best set in words, in Danish and in English: the answer first, then what was weighed.

Knows findings and how numbers are read; computes nothing.
"""

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import provenance_line, rests_on, warning_lines
from borgerflow.experiments.questions.compare.text import together_sentence
from borgerflow.experiments.questions.portfolio.finding import (
    Asked,
    CandidateRow,
    PortfolioFinding,
    SetRow,
)

NUMBER, AMOUNT, NET, SHORT = 8, 12, 30, 9
NONE = {"da": "ingen", "en": "none"}
YES = {"da": "ja", "en": "yes"}
SEPARATOR = " + "


def portfolio_text(finding: PortfolioFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *answer(finding, lang),
        "",
        *_candidate_lines(finding, lang),
        "",
        *_set_lines(finding, lang),
        *surety(finding, lang),
        *left_out_lines(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        *note_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def head_line(finding: PortfolioFinding, lang: str) -> str:
    """Return municipality, how many proposals, the budget and the years in one line."""
    count = len(finding.candidates)
    one = {"da": "forslag", "en": "proposal" if count == 1 else "proposals"}[lang]
    years = f"{finding.years[0]}-{finding.years[-1]}"
    asked = asked_told(finding.asked, lang)
    unlimited = {"da": "uden budget", "en": "without a budget"}[lang]
    return " · ".join([finding.municipality_label, f"{count} {one}", asked or unlimited, years])


def answer(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return the sentences a committee member reads first."""
    best = finding.best
    told = [best_sentence(finding, lang)]
    if best.lived is not None and len(best.proposals) > 1:
        told.append(together_sentence(best.lived, lang))
    return told + [_named_sentence(finding, row, lang) for row in finding.sets if row.named]


def best_sentence(finding: PortfolioFinding, lang: str) -> str:
    """Return which set is best and what it comes to."""
    best, asked = finding.best, asked_told(finding.asked, lang)
    if not best.proposals:
        fits = {"da": f" inden for {asked}", "en": f" that fits within {asked}"}[lang]
        return {
            "da": f"Med de anførte effekter tjener intet forslag{fits if asked else ''} sig selv "
            "hjem: det bedste valg er at vælge ingen.",
            "en": f"With the effects as given no proposal{fits if asked else ''} pays for itself: "
            "the best choice is to choose none.",
        }[lang]
    within = {"da": f" inden for {asked}", "en": f" within {asked}"}[lang] if asked else ""
    named = SEPARATOR.join(best.numbers)
    lead = {
        "da": f"Med de anførte effekter er det bedste valg{within} {named}",
        "en": f"With the effects as given the best choice{within} is {named}",
    }[lang]
    return f"{lead}: {_comes_to(finding, best, lang)}."


def _named_sentence(finding: PortfolioFinding, row: SetRow, lang: str) -> str:
    """Return what a choice that somebody made comes to."""
    label = row.labels[-1].text(lang)
    beyond = {"da": "; det er mere end budgettet", "en": "; that is more than the budget"}[lang]
    told = f"{label} ({SEPARATOR.join(row.numbers)}): {_comes_to(finding, row, lang)}"
    return f"{told}{'' if row.within_budget else beyond}."


def _comes_to(finding: PortfolioFinding, row: SetRow, lang: str) -> str:
    """Return what a set costs, and what it comes to for the municipality."""
    net = row.net
    cost, amount = (numbers.kroner(kroner, lang) for kroner in (row.cost, abs(net.mean)))
    years = numbers.words(len(finding.years), lang)
    verb = {"da": ("koster", "sparer"), "en": ("costs", "saves")}[lang][net.mean < 0]
    if len(row.proposals) > 1:
        how = {
            "da": "sammen" if row.lived else "hver for sig",
            "en": "together" if row.lived else "one by one",
        }[lang]
        verb = {"da": verb, "en": verb.rstrip("s")}[lang]
        they = {"da": "de", "en": "they"}[lang]
        subject, verb = they, f"{verb} {how}" if lang == "da" else f"{how} {verb}"
        costs = {"da": "koster", "en": "cost"}[lang]
    else:
        subject, costs = {"da": ("det", "koster"), "en": ("it", "costs")}[lang]
    plural = "" if lang == "da" or len(finding.years) == 1 else "s"
    over = {"da": f"netto over {years} år", "en": f"net over {years} year{plural}"}[lang]
    whom = {"da": "kommunen", "en": "the municipality"}[lang]
    in_all, and_ = {"da": ("i alt", "og"), "en": ("in all", "and")}[lang]
    told = f"{subject} {costs} {cost} {in_all} {and_} {verb} {whom} {amount} {over}"
    return f"{told}{_in_brackets(net, lang)}"


def _in_brackets(net: Interval, lang: str) -> str:
    if net.low is None or net.high is None:
        return ""
    low, high = (numbers.rounded(end, lang) for end in (net.low, net.high))
    return {
        "da": f" (netto, 95 pct.: {low} til {high} kr.)",
        "en": f" (net, 95 %: {low} to {high} kr.)",
    }[lang]


def asked_told(asked: Asked, lang: str) -> str:
    """Return the limits in words, or nothing where there are none."""
    told = []
    if any(amount is not None for amount in asked.budgets.values()):
        told.append(_by_year(asked.budgets, lang))
    if asked.total is not None:
        in_all = {"da": "i alt", "en": "in all"}[lang]
        told.append(f"{numbers.kroner(asked.total, lang)} {in_all}")
    if asked.at_least is not None:
        least = {"da": "mindst {} brugt", "en": "at least {} spent"}[lang]
        told.append(least.format(numbers.kroner(asked.at_least, lang)))
    if asked.must:
        with_ = {"da": "med", "en": "with"}[lang]
        told.append(f"{with_} {SEPARATOR.join(asked.must)}")
    return ", ".join(told)


def _by_year(budgets: dict[int, float | None], lang: str) -> str:
    amounts = set(budgets.values())
    if len(amounts) == 1:
        a_year = {"da": "om året", "en": "a year"}[lang]
        return f"{_limit(amounts.pop(), lang)} {a_year}"
    return ", ".join(f"{_limit(amount, lang)} {_in(lang)} {y}" for y, amount in budgets.items())


def _in(lang: str) -> str:
    return "i" if lang == "da" else "in"


def _limit(amount: float | None, lang: str) -> str:
    unlimited = {"da": "uden grænse", "en": "no limit"}[lang]
    return unlimited if amount is None else numbers.kroner(amount, lang)


def candidate_order(finding: PortfolioFinding) -> list[CandidateRow]:
    """Return the proposals: those chosen first, then by net."""
    return sorted(finding.candidates, key=lambda row: (not row.chosen, row.net.mean, row.id))


def _candidate_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return one line for each proposal: cost, net alone, whether and how often chosen."""
    heads = {
        "da": ("nr.", "investering", "netto alene (95 pct.)", "valgt", f"af {finding.draws}"),
        "en": ("no.", "investment", "net alone (95 %)", "chosen", f"of {finding.draws}"),
    }[lang]
    unit = unit_told(finding, lang)
    rows = [
        (
            row.number,
            numbers.thousands(row.cost, lang),
            _net(row.net, lang),
            YES[lang] if row.chosen else "-",
            "-" if row.share is None else numbers.number(row.share * finding.draws, lang),
            row.title.text(lang),
        )
        for row in candidate_order(finding)
    ]
    return [unit, *(_candidate_line(*cells) for cells in ((*heads, ""), *rows))]


def _candidate_line(number: str, cost: str, net: str, chosen: str, share: str, title: str) -> str:
    cells = f"  {number:<{NUMBER}}{cost:>{AMOUNT}}{net:>{NET}}{chosen:>{SHORT}}{share:>{SHORT}}"
    return f"{cells}   {title}".rstrip()


def unit_told(finding: PortfolioFinding, lang: str) -> str:
    """Return the unit of the tables with its sign."""
    return {
        "da": f"1.000 kr. over perioden, {finding.price_year}-pl, + udgift, - besparelse",
        "en": f"1.000 kr. over the horizon, {finding.price_year} prices, + expense, - saving",
    }[lang]


def _set_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return one line for each set: cost, net one by one and together, and who is in it."""
    heads = {
        "da": ("Sæt", "investering", "hver for sig", "netto sammen (95 pct.)"),
        "en": ("Sets", "investment", "one by one", "net together (95 %)"),
    }[lang]
    rows = [
        (
            f"  {label_of(row, lang)}",
            numbers.thousands(row.cost, lang),
            numbers.thousands(row.one_by_one.mean, lang),
            together_told(row, lang),
            members(row, lang),
        )
        for row in finding.sets
    ]
    width = max(len(label) for label, *_ in rows)
    return [
        f"{label:<{width}}{cost:>{AMOUNT + 2}}{apart:>{AMOUNT + 2}}{both:>{NET}}   {who}".rstrip()
        for label, cost, apart, both, who in ((*heads, ""), *rows)
    ]


def label_of(row: SetRow, lang: str) -> str:
    """Return what a set is; all that it is, where it is several things."""
    return " = ".join(label.text(lang) for label in row.labels)


def together_told(row: SetRow, lang: str) -> str:
    """Return the net of a set lived together, or a dash."""
    if not row.proposals:
        return numbers.thousands(0, lang)
    return "-" if row.lived is None else _net(row.lived.together, lang)


def members(row: SetRow, lang: str) -> str:
    """Return the numbers of the proposals in a set."""
    return SEPARATOR.join(row.numbers) or NONE[lang]


def _net(net: Interval, lang: str) -> str:
    mean = numbers.thousands(net.mean, lang)
    return mean if net.low is None else f"{mean} ({numbers.span(net, lang)})"


def surety(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return what the counts of draws mean, if there are any."""
    if not finding.draws:
        return []
    return [
        {
            "da": f"Hvor sikkert valget er: så mange gange af {finding.draws}, når de "
            f"{finding.replications} gentagelser trækkes igen. Det er tilfældet alene, ikke "
            "tvivlen om effekterne.",
            "en": f"How sure the choice is: so many times of {finding.draws}, when the "
            f"{finding.replications} replications are drawn again. That is chance alone, not doubt "
            "about the effects.",
        }[lang]
    ]


def left_out_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return one line for each proposal that cannot be chosen, with the reason."""
    lead = {"da": "Kan ikke vælges", "en": "Cannot be chosen"}[lang]
    return [f"{lead}: {out.number}: {out.because.text(lang)}." for out in finding.left_out]


def note_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return what is to be known of the choices somebody made."""
    lead = {"da": "Om byrådets valg", "en": "On the choice that was made"}[lang]
    return [f"{lead}: {note.text(lang)}" for note in finding.notes]
