"""What the sheets, rows and columns of the file are called, when it is written and when read."""

from borgerflow.experiments.questions.compare.form.soem.case import FULL_TIME_YEARS, PAYERS
from borgerflow.sim.base.wording import LANGUAGES, Wording

EFFORT, COSTS, CONSEQUENCES, PRICES, RESULT = SHEETS = (
    Wording("Indsats", "Effort"),
    Wording("Omkostninger", "Costs"),
    Wording("Konsekvenser", "Consequences"),
    Wording("Priser", "Prices"),
    Wording("Resultat", "Result"),
)
READ = (EFFORT, COSTS, CONSEQUENCES, PRICES)  # what is read; the result is worked out
NAME, GROUP, PRICE_YEAR, START, PARTICIPANTS, SUCCESS, DISCOUNT = FIELDS = (
    Wording("Indsatsens navn", "Name of the effort"),
    Wording("Målgruppe", "Target group"),
    Wording("Prisår", "Price year"),
    Wording("Startår (år 0)", "First year (year 0)"),
    Wording("Antal deltagere", "Participants"),
    Wording("Succesrate, pct.", "Success rate, per cent"),
    Wording("Diskonteringsrente, pct.", "Discount rate, per cent"),
)
YEAR = Wording("År efter start", "Year after the start")
ITEM = Wording("Post", "Item")
PAYER = Wording("Betaler", "Payer")
KRONER = Wording("Kr. (+ udgift)", "DKK (+ expense)")
UNIT = Wording("Enhed", "Unit")
PAYER_CALLED = dict(
    zip(
        PAYERS,
        (Wording("Kommune", "Municipality"), Wording("Region", "Region"), Wording("Stat", "State")),
        strict=True,
    )
)
UNIT_CALLED = Wording(FULL_TIME_YEARS, "full-time years")
WHOLE_EFFORT = Wording("hele indsatsen", "the whole effort")


def language_of(names: list[str]) -> str:
    """Return the language that a workbook is written in: that of most of its sheets."""
    return max(LANGUAGES, key=lambda lang: sum(sheet.text(lang) in names for sheet in SHEETS))
