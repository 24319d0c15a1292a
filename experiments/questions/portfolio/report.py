"""The report of a choice: which proposals together, what they come to, and how sure it is."""

from borgerflow.experiments.present import numbers, tables
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.portfolio import text
from borgerflow.experiments.questions.portfolio.choosing.limits_text import finance_tables
from borgerflow.experiments.questions.portfolio.choosing.unsure_words import unsure_table
from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding
from borgerflow.experiments.runs.accounts.tables import frame_notes


def portfolio_page(finding: PortfolioFinding, lang: str) -> Page:
    """Return the report of a choice."""
    lead, *others = text.answer(finding, lang)
    answer, sets = shared.answered(lead, others, _sets(finding, lang), lang)
    sections = (
        answer,
        _proposals(finding, lang),
        sets,
        *_finance(finding, lang),
        shared.rests_on(finding, lang),
        shared.method(finding, lang),
        shared.provenance(finding, shared.command(_question(finding), finding), lang),
    )
    return Page(lang, text.head_line(finding, lang), sections)


def _proposals(finding: PortfolioFinding, lang: str) -> Section:
    title = {"da": "Forslagene hver for sig", "en": "The proposals one by one"}[lang]
    sentences = (*text.surety(finding, lang), *text.left_out_lines(finding, lang))
    shown = (text.candidate_table(finding), text.current_table(finding))
    sheets = tuple(tables.sheet(table, lang) for table in shown)
    return Section(title, sentences=sentences, sheets=sheets)


def _sets(finding: PortfolioFinding, lang: str) -> Section:
    best, count = finding.best, len(finding.sets)
    amounts = (best.investment.total, best.net.mean)
    cost, net = (numbers.kroner(kroner, lang) for kroner in amounts)
    title, alt = {
        "da": (
            "Hvad hvert beløb højst kan give",
            f"Investering og kommunens netto for {count} sæt af forslag. Det valgte koster {cost} "
            f"og giver netto {net}",
        ),
        "en": (
            "The most that each sum can do",
            f"Investment and municipal net of {count} sets of proposals. The chosen one costs "
            f"{cost} and comes to {net} net.",
        ),
    }[lang]
    drawn = () if finding.unsure is None else (unsure_table(finding.unsure),)
    sheets = tuple(tables.sheet(table, lang) for table in (text.set_table(finding), *drawn))
    notes = tuple(text.note_lines(finding, lang))
    return Section(title, notes=notes, figure=Figure("frontier", alt), sheets=sheets)


def _finance(finding: PortfolioFinding, lang: str) -> tuple[Section, ...]:
    """Return the chosen set by frame and function, and the limits; none where nothing is chosen."""
    sheets = tuple(tables.sheet(each, lang) for each in finance_tables(finding))
    notes = tuple(frame_notes(finding.frames, lang))
    return (Section(WORDS[lang]["accounts"], sentences=notes, sheets=sheets),) if sheets else ()


def _question(finding: PortfolioFinding) -> str:
    """Return the command with its names and limits."""
    limits = finding.limits
    budgets = [f"--budget {year}={b:.15g}" for year, b in limits.by_year.items() if b is not None]
    total = [] if limits.total is None else [f"--budget-total {limits.total:.15g}"]
    least = [] if limits.at_least is None else [f"--spend-at-least {limits.at_least:.15g}"]
    frames = [f"--limit {frame}:{year}={n:.15g}" for (frame, year), n in limits.frames.items()]
    must = [f"--must {name}" for name in shared.proposals_typed(finding, limits.must)]
    ids = shared.proposals_typed(finding, (row.id for row in finding.candidates))
    draws = [] if finding.unsure is None else [f"--draws {finding.unsure.draws}"]
    return " ".join(["portfolio", *ids, *budgets, *total, *least, *frames, *must, *draws])
