"""One citizen's life in both worlds as a page: the table and the picture of ``trace --beside``."""

from collections.abc import Mapping, Sequence
from shlex import quote

from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.page import Figure, Page, PageTable, Section
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.questions.trace.beside import (
    HEADS,
    UNIT,
    BothLives,
    beside_rows,
    same_life,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.patches.changes import changes_of

PICTURE = "lives"
NO_FILES: Mapping[str, str] = {}
WORDS_IN = frozenset({2, 5})  # columns that hold words
SIMULATED = Wording(
    "En simuleret borger: ingen virkelig person. Ydelser alene; samtaler og tilbud er ikke med.",
    "A simulated citizen: no real person. Benefits alone; talks and programmes are left out.",
)
WEEKS = Wording("Uge for uge", "Week by week")
NOBODY = Wording("Ingen borgers forløb ændres i denne simulering.", "No citizen's life is changed.")
NOBODY_AFTER = Wording(
    "Der er ingen berørt borger med et højere nummer.", "No citizen with a higher number is hit."
)


def lives_page(
    lives: BothLives,
    question: TraceQuestion,
    lang: str,
    law: Sequence[str] = (),
    own: Mapping[str, str] = NO_FILES,
) -> Page:
    """Return both lives of a citizen as a page.

    ``law`` is what is told of the law first, ``own`` are the paths of the user's own files.
    """
    title = lives.title.text(lang)
    again = (WORDS[lang]["again"], command_of(question, own))
    if not lives.differ:
        told = same_life(lives).text(lang)
        return Page(
            lang, title, (Section(title, sentences=(told,), notes=(*law,), facts=(again,)),)
        )
    alt = _costs(lives).text(lang)
    rows = tuple(beside_rows(lives, lang))
    table = PageTable(
        UNIT.text(lang), HEADS[lang], rows, strong=frozenset({len(rows) - 1}), text=WORDS_IN
    )
    sections = (
        Section(title, sentences=(alt, SIMULATED.text(lang)), figure=Figure(PICTURE, alt)),
        Section(WEEKS.text(lang), sheets=(table,), notes=(*law,), facts=(again,)),
    )
    return Page(lang, title, sections)


def nobody_page(after: int | None, lang: str) -> Page:
    """Return that nobody is hit, or nobody with a higher number."""
    told = (NOBODY if after is None else NOBODY_AFTER).text(lang)
    return Page(lang, told, (Section(told, sentences=(told,)),))


def _costs(lives: BothLives) -> Wording:
    """Return what the benefits of both lives cost the municipality."""
    before, after = (sum(week.kommune for week in life) for life in (lives.before, lives.after))
    da, en = ([number(kroner, lang) for kroner in (before, after)] for lang in ("da", "en"))
    return Wording(
        f"Borgerens ydelser koster kommunen {da[0]} kr. uden og {da[1]} kr. med forslaget.",
        f"The citizen's benefits cost the municipality DKK {en[0]} without and {en[1]} with the"
        " proposal.",
    )


def command_of(question: TraceQuestion, own: Mapping[str, str] = NO_FILES) -> str:
    """Return the command that shows the same two lives; ``own`` are paths of files, by name."""
    start, end = question.horizon
    lines = (quote(f"{name}={change}") for name, change in changes_of(question.patch))
    *proposals, home = (
        quote(own.get(name, name)) for name in (*question.proposals, question.municipality)
    )
    return (
        f"borgerflow trace {question.citizen} {' '.join(proposals)} --beside --municipality {home}"
        f" --start {start} --end {end} --seed {question.seed}"
        f"{''.join(f' --set {line}' for line in lines)}"
    )
