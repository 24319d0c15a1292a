"""The report of a choice: which proposals together, what they come to, and how sure it is."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Page, Section, Sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.portfolio import text as told
from borgerflow.experiments.questions.portfolio.finding import Asked, PortfolioFinding

HEADS = {
    "da": {
        "frontier": "Hvad hvert beløb højst kan give",
        "proposals": "Forslagene hver for sig",
        "sets": "Sæt af forslag, hver for sig og sammen",
        "each": (
            "Forslag",
            "Investering",
            "Netto alene",
            "95 pct.-interval",
            "Valgt",
            "Gange af {}",
        ),
        "set": ("Sæt", "Investering", "Hver for sig", "Sammen", "95 pct.-interval", "Forslag"),
        "alt": "Investering og kommunens netto for {count} sæt af forslag. Det valgte koster "
        "{cost} og giver {net} i 1.000 kr.",
    },
    "en": {
        "frontier": "The most that each sum can do",
        "proposals": "The proposals one by one",
        "sets": "Sets of proposals, one by one and together",
        "each": ("Proposal", "Investment", "Net alone", "95 % interval", "Chosen", "Times of {}"),
        "set": ("Set", "Investment", "One by one", "Together", "95 % interval", "Proposals"),
        "alt": "Investment and municipal net of {count} sets of proposals. The chosen one costs "
        "{cost} and comes to {net} in 1.000 kr.",
    },
}


def portfolio_page(finding: PortfolioFinding, lang: str) -> Page:
    """Return the report of a choice."""
    sections = (
        Section(WORDS[lang]["answer"], sentences=tuple(told.answer(finding, lang))),
        _proposals(finding, lang),
        _sets(finding, lang),
        shared.rests_on(finding, lang),
        shared.provenance(finding, shared.command(_question(finding), finding), lang),
    )
    return Page(lang, told.head_line(finding, lang), sections)


def _proposals(finding: PortfolioFinding, lang: str) -> Section:
    heads = HEADS[lang]
    rows = tuple(
        (
            f"{row.number} {row.title.text(lang)}",
            numbers.thousands(row.cost, lang),
            numbers.thousands(row.net.mean, lang),
            numbers.span(row.net, lang),
            told.YES[lang] if row.chosen else "-",
            "-" if row.share is None else numbers.number(row.share * finding.draws, lang),
        )
        for row in told.candidate_order(finding)
    )
    columns = tuple(head.format(finding.draws) for head in heads["each"])
    sheet = Sheet(told.unit_told(finding, lang), columns, rows)
    sentences = (*told.surety(finding, lang), *told.left_out_lines(finding, lang))
    return Section(str(heads["proposals"]), sentences=sentences, sheets=(sheet,))


def _sets(finding: PortfolioFinding, lang: str) -> Section:
    heads = HEADS[lang]
    best = finding.best
    alt = str(heads["alt"]).format(
        count=len(finding.sets),
        cost=numbers.thousands(best.cost, lang),
        net=numbers.thousands(best.net.mean, lang),
    )
    rows = tuple(
        (
            told.label_of(row, lang),
            numbers.thousands(row.cost, lang),
            numbers.thousands(row.one_by_one.mean, lang),
            numbers.thousands(row.net.mean, lang) if row.lived or not row.proposals else "-",
            numbers.span(row.lived.together, lang) if row.lived else "-",
            told.members(row, lang),
        )
        for row in finding.sets
    )
    sheet = Sheet(
        str(heads["sets"]), tuple(heads["set"]), rows, frozenset({0}), text=frozenset({5})
    )
    chart = shared.figure(lambda path: finding.plot(path, lang), alt)
    notes = tuple(told.note_lines(finding, lang))
    return Section(str(heads["frontier"]), notes=notes, figure=chart, sheets=(sheet,))


def _question(finding: PortfolioFinding) -> str:
    """Return the command with its names and limits."""
    ids = " ".join(row.id for row in finding.candidates)
    return f"portfolio {ids}{''.join(f' {option}' for option in _options(finding.asked))}"


def _options(asked: Asked) -> list[str]:
    budgets = [f"--budget {year}={b:.15g}" for year, b in asked.budgets.items() if b is not None]
    total = [] if asked.total is None else [f"--budget-total {asked.total:.15g}"]
    least = [] if asked.at_least is None else [f"--spend-at-least {asked.at_least:.15g}"]
    return [*budgets, *total, *least, *(f"--must {name}" for name in asked.must)]
