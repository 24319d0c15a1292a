"""The names that a template may have in double braces, and which of them it must have.

A row of amounts is named with a year of its own, as ``netto_2019``, or with a place among the four
budget years, as ``netto_aar1``; ``netto_i_alt`` is the amount of the whole period.
"""

from collections.abc import Iterator, Sequence

BUDGET_YEARS = 4  # columns of a municipal form
ASSUMPTIONS = 5
PLACE, TOTAL = "aar", "i_alt"
KRONER = (
    *("aendring_driftsudgifter", "sparet_forsoergelse", "investering", "samtaler_og_aktivering"),
    *("service", "eo", "ei", "overfoersler", "netto", "netto_staten"),
)
POSTS = "personaleforbrug"
ROWS = (*KRONER, POSTS)
NEEDED = ("titel", "prisniveau", "usikkerhed")  # what, in which prices, and how sure
TEXTS = (
    *("kommune", "nummer", "titel", "periode", "prisniveau", "fortegn", "svar", "nulpunkt", TOTAL),
    *("usikkerhed", "tilbagebetaling", "tilbagebetaling_aar", "note_rammer", "note_raekker"),
    *(
        "note_udligning",
        "note_styringsomraader",
        "note_personale",
        "note_aar",
        "note_afrunding",
        "forbehold",
    ),
    "herkomst",
)


def assumption_names() -> tuple[str, ...]:
    """Return the names of the assumptions that move the answer most."""
    return tuple(f"forudsaetning{place}" for place in range(1, ASSUMPTIONS + 1))


def places() -> tuple[str, ...]:
    """Return the names of the four budget years, which stand over their columns."""
    return tuple(f"{PLACE}{place}" for place in range(1, BUDGET_YEARS + 1))


def budget_years(years: Sequence[int]) -> tuple[int, ...]:
    """Return the years of an answer that a form has columns for: the first four."""
    return tuple(years[:BUDGET_YEARS])


def known_names(years: Sequence[int]) -> tuple[str, ...]:
    """Return every name that there is something to put in the place of, by the years there are."""
    return (*TEXTS, *assumption_names(), *places(), *(n for row in ROWS for n in _of(row, years)))


def _of(row: str, years: Sequence[int]) -> Iterator[str]:
    yield from (f"{row}_{place}" for place in (*places(), *years))
    if row != POSTS:
        yield f"{row}_{TOTAL}"


def lacking(names: Sequence[str], years: Sequence[int]) -> tuple[str, ...]:
    """Return what a template must have and lacks.

    It tells of what, in which prices and how sure; it has a row of kroner; each row has every
    budget year there is, and over a year that is named by its place stands which one it is.
    """
    used, shown = set(names), list(zip(places(), budget_years(years), strict=False))
    missing = [name for name in NEEDED if name not in used]
    rows = [row for row in ROWS if used & set(_of(row, years))]
    if not set(rows) & set(KRONER):
        missing.append(f"{KRONER[0]}_{PLACE}1")
    for row in rows:
        missing += [
            f"{row}_{place}"
            for place, year in shown
            if not used & {f"{row}_{place}", f"{row}_{year}"}
        ]
    over = [place for place, _ in shown if any(f"{row}_{place}" in used for row in rows)]
    return (*missing, *(place for place in over if place not in used))
