"""A comparison as a workbook: numbers as numbers, sums that follow what people change."""

from pathlib import Path

from borgerflow.experiments.present.workbook import Workbook, read_me
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables.finance import grant_sentences
from borgerflow.experiments.questions.compare.text import answer, price_sentence
from borgerflow.experiments.questions.compare.workbook.knobs import TITLE
from borgerflow.experiments.questions.compare.workbook.sheets import add_comparison
from borgerflow.sim.base.wording import Wording

FOLLOWS = Wording(
    "{} (arket Resumé). Alle kroner i faste priser følger prisfaktoren; arket Data er tallene, som "
    "de er beregnet, og løbende priser følger kun forslagets pris.",
    "{} (the sheet Summary). All kroner in fixed prices follow the factor; the sheet Data has them "
    "as calculated, and current prices follow what the proposal costs alone.",
)


def write_compare(finding: Finding, path: Path, lang: str) -> None:
    """Write a comparison as a workbook."""
    book = Workbook(path, lang)
    prices = (price_sentence(price, lang) for price in finding.prices)
    follows = FOLLOWS.text(lang).format(TITLE.text(lang))
    told = (*answer(finding, lang), *prices, *grant_sentences(finding, lang), follows)
    sentences = [[sentence] for sentence in told]
    book.lines("Læs mig", [*read_me(finding, lang), [], *sentences])
    add_comparison(book, finding, finding)
    book.close()
