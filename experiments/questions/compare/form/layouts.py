"""The templates of ours, declared: headings, tables and lines, with names in double braces."""

from dataclasses import dataclass
from typing import Literal

from borgerflow.experiments.questions.compare.form.names import (
    POSTS,
    TOTAL,
    assumption_names,
    places,
)
from borgerflow.sim.base.wording import Wording, same

Style = Literal["Title", "Heading 1", "Normal", "List Bullet", "Note"]
BLANK = same("")  # left for whoever fills the form in by hand
THOUSANDS = Wording("1.000 kr., {{prisniveau}}", "DKK 1,000, {{prisniveau}}")
IN_ALL = same(f"{{{{{TOTAL}}}}}")
FTE = Wording("Årsværk", "Full-time posts")
RUNNING = Wording("Ændring i driftsudgifter", "Change in running costs")
SAVED_BENEFITS = Wording("Sparet forsørgelsesudgift", "Saved benefits")
STAFF = Wording(
    "Ændring i personaleforbrug (årsstillinger, 2 decimaler)",
    "Change in staff (full-time posts, 2 decimals)",
)
STAFF_CHANGE = Wording("Ændring i personaleforbrug", "Change in staff")


@dataclass(frozen=True)
class Line:
    """A paragraph in a named style."""

    text: Wording
    style: Style = "Normal"


@dataclass(frozen=True)
class FormTable:
    """A table: its title and description, its rows, those in bold.

    ``headed`` tells that the first row is the header; if not, the first column is.
    """

    title: Wording
    description: Wording
    rows: tuple[tuple[Wording, ...], ...]
    strong: frozenset[int] = frozenset()
    headed: bool = True


Layout = tuple[Line | FormTable, ...]


def called(name: str) -> Wording:
    """Return a name as a template has it, in double braces."""
    return same(f"{{{{{name}}}}}")


def _heading(da: str, en: str) -> Line:
    return Line(Wording(da, en), "Heading 1")


def _notes(*names: str) -> tuple[Line, ...]:
    return tuple(Line(called(name), "Note") for name in names)


def _years(first: Wording, *more: Wording) -> tuple[Wording, ...]:
    return (first, *map(called, places()), *more)


def _row(label: Wording, name: str, *, total: bool = True) -> tuple[Wording, ...]:
    """Return a row of amounts: its label, the four years, and the whole period if wanted."""
    cells = [called(f"{name}_{place}") for place in places()]
    return (label, *cells, *([called(f"{name}_{TOTAL}")] if total else []))


def _blank_row(label: Wording) -> tuple[Wording, ...]:
    return (label, *[BLANK] * (len(places()) + 1))


def _facts(*rows: tuple[Wording, Wording]) -> FormTable:
    title = Wording("Forslaget", "The proposal")
    told = Wording("Hvilket forslag skemaet handler om.", "Which proposal the form is about.")
    return FormTable(title, told, rows, headed=False)


def _staff() -> FormTable:
    description = Wording(
        "Ændring i antal årsværk i hvert budgetår, med to decimaler.",
        "Change in full-time posts in each budget year, with two decimals.",
    )
    rows = (_years(FTE), _row(STAFF_CHANGE, POSTS, total=False))
    return FormTable(STAFF_CHANGE, description, rows)


PROPOSAL = (Wording("Forslag", "Proposal"), same("{{nummer}} {{titel}}"))
MUNICIPALITY = (Wording("Kommune", "Municipality"), called("kommune"))
PERIOD = (Wording("Periode", "Period"), called("periode"))
SIGNS = Line(
    Wording("Fortegn: {{fortegn}}.", "Sign: {{fortegn}}."),
    "Note",
)
RESTS_ON: Layout = (
    _heading("Vigtigste forudsætninger", "Key assumptions"),
    *(Line(called(name), "List Bullet") for name in assumption_names()),
    _heading("Sådan er tallene fremkommet", "How the numbers came about"),
    Line(called("herkomst")),
)
ANSWER: Layout = (
    _heading("Beregningens svar", "What the calculation answers"),
    Line(called("svar")),
    Line(called("forbehold")),
)

HERNING: Layout = (
    Line(Wording("Forandringsforslag", "Proposal of change"), "Title"),
    _facts(
        (Wording("Målgruppe", "Target group"), BLANK),
        (Wording("Forslag nr.", "Proposal no."), called("nummer")),
        (Wording("Ansvarlig enhed", "Responsible unit"), BLANK),
        (Wording("Forandringstema", "Theme of change"), BLANK),
        (Wording("Overskrift for forslag", "Title of the proposal"), called("titel")),
        MUNICIPALITY,
    ),
    _heading(
        "Økonomiske og personalemæssige konsekvenser", "Consequences for the economy and the staff"
    ),
    Line(
        Wording(
            "Øgede driftsudgifter = +, sparet forsørgelse = -, alle beløb i 1.000 kr., "
            "{{prisniveau}}.",
            "Higher running costs = +, saved benefits = -, all amounts in DKK 1,000, "
            "{{prisniveau}}.",
        )
    ),
    FormTable(
        Wording("Økonomi og personale", "Economy and staff"),
        Wording(
            "Ændring i driftsudgifter, sparet forsørgelsesudgift og ændring i personaleforbrug i "
            "hvert budgetår.",
            "Change in running costs, saved benefits and change in staff in each budget year.",
        ),
        (
            _years(THOUSANDS),
            _row(RUNNING, "aendring_driftsudgifter", total=False),
            _row(SAVED_BENEFITS, "sparet_forsoergelse", total=False),
            _row(STAFF, POSTS, total=False),
        ),
    ),
    *_notes("note_aar", "usikkerhed", "note_raekker", "note_udligning"),
    *_notes("note_personale", "note_afrunding"),
    *ANSWER,
    *RESTS_ON,
)

KOEBENHAVN: Layout = (
    Line(Wording("Investeringsforslag", "Investment proposal"), "Title"),
    _facts(PROPOSAL, MUNICIPALITY, PERIOD),
    _heading("Økonomiske konsekvenser", "Economic consequences"),
    SIGNS,
    FormTable(
        Wording("Varige ændringer efter styringsområde", "Lasting changes by area of control"),
        Wording(
            "Ændring i kommunens udgifter i hvert budgetår på service, efterspørgselsstyrede "
            "overførsler og efterspørgselsstyrede indsatser, og deres sum.",
            "Change in the municipality's expenditure in each budget year on service, demand-led "
            "transfers and demand-led programmes, and their sum.",
        ),
        (
            _years(THOUSANDS, IN_ALL),
            _row(Wording("Service", "Service"), "service"),
            _row(
                Wording("Efterspørgselsstyrede overførsler (EO)", "Demand-led transfers (EO)"), "eo"
            ),
            _row(
                Wording("Efterspørgselsstyrede indsatser (EI)", "Demand-led programmes (EI)"), "ei"
            ),
            _row(Wording("Samlet varig ændring", "Lasting change in all"), "netto"),
            _blank_row(Wording("Implementeringsomkostninger", "Costs of implementation")),
            _blank_row(Wording("Anlæg", "Capital expenditure")),
            _row(
                Wording(
                    "Samlet økonomisk påvirkning (før implementering og anlæg)",
                    "Economic effect in all (before implementation and capital)",
                ),
                "netto",
            ),
        ),
        strong=frozenset({4, 7}),
    ),
    *_notes("note_aar", "usikkerhed", "note_styringsomraader"),
    *_notes("note_rammer", "note_udligning", "note_afrunding"),
    _heading("Tilbagebetaling og personale", "Payback and staff"),
    Line(
        Wording(
            "Tilbagebetalingstid i år (median): {{tilbagebetaling_aar}}. {{tilbagebetaling}}",
            "Payback in years (median): {{tilbagebetaling_aar}}. {{tilbagebetaling}}",
        )
    ),
    _staff(),
    *_notes("note_personale"),
    *ANSWER,
    *RESTS_ON,
)

BUSINESS_CASE: Layout = (
    Line(Wording("Business case", "Business case"), "Title"),
    _facts(PROPOSAL, MUNICIPALITY, PERIOD),
    *ANSWER,
    _heading("Økonomi", "Economy"),
    SIGNS,
    FormTable(
        Wording("Kommunens netto på rammer", "The municipality's net by frame"),
        Wording(
            "Ændring i serviceudgifter, overførsler og kommunens netto i hvert budgetår, og statens"
            " netto.",
            "Change in service expenditure, transfers and the municipality's net in each budget "
            "year, and the state's net.",
        ),
        (
            _years(THOUSANDS, IN_ALL),
            _row(Wording("Serviceudgifter", "Service expenditure"), "service"),
            _row(
                Wording("Overførsler, netto efter refusion", "Transfers, net of refunds"),
                "overfoersler",
            ),
            _row(Wording("Netto, kommunen", "Net, municipality"), "netto"),
            _row(Wording("Netto, staten", "Net, state"), "netto_staten"),
        ),
        strong=frozenset({3}),
    ),
    *_notes("note_aar", "note_rammer", "note_udligning", "note_afrunding"),
    _heading("Personale", "Staff"),
    _staff(),
    *_notes("note_personale"),
    _heading("Tilbagebetaling og usikkerhed", "Payback and uncertainty"),
    Line(called("tilbagebetaling")),
    Line(called("usikkerhed")),
    *RESTS_ON,
)

LAYOUTS: dict[str, Layout] = {
    "herning": HERNING,
    "koebenhavn": KOEBENHAVN,
    "business-case": BUSINESS_CASE,
}
