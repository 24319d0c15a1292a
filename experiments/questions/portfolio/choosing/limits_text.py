"""The chosen set on frames, and what the limits of frames cost, in words and as tables."""

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.questions.portfolio.choosing.frame_limits import (
    FRAME_IN_TEXT,
    frame_named,
)
from borgerflow.experiments.questions.portfolio.finding import (
    FrameYear,
    LimitRow,
    Limits,
    PortfolioFinding,
    SetRow,
)
from borgerflow.experiments.runs.accounts import tables
from borgerflow.sim.base.wording import Wording, sentence

YES = {"da": "ja", "en": "yes"}
LIMITS = Wording("Rammer år for år, 1.000 kr.", "Limits of frames by year, DKK 1,000")
COLUMNS = (
    Column("ramme", "frame", "text", lambda row, lang: frame_named(_of(row)).text(lang)),
    Column("højst", "at most", "kr", lambda row, _: row.most),
    Column("hver for sig", "one by one", "kr", lambda row, _: row.taken),
    Column("sammen", "together", "kr", lambda row, _: row.together),
    Column("binder", "binds", "text", lambda row, lang: YES[lang] if row.binds else "-"),
    Column("koster netto", "costs in net", "kr", lambda row, _: row.costs),
)


def _of(row: LimitRow) -> FrameYear:
    return row.frame, row.year


def frame_lines(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return the chosen set on each frame and in all, by year; none where nothing is chosen."""
    if finding.total is None or not finding.best.proposals:
        return []
    return tables.frame_lines(finding.frames, finding.total, lang)


def finance_tables(finding: PortfolioFinding) -> tuple[Table, ...]:
    """Return the chosen set by frame and by function, and the limits of frames."""
    unit, limits = unit_of(finding), limits_table(finding)
    total = finding.total
    told = () if total is None else (finding.frames, finding.accounts, total, unit)
    booked = tables.finance_tables(*told) if told else ()
    return (*booked, limits) if finding.limit_rows else booked


def limits_table(finding: PortfolioFinding) -> Table:
    """Return each limit of a frame with what the chosen set takes of it and what it costs."""
    binding = frozenset(n for n, row in enumerate(finding.limit_rows) if row.binds)
    return Table(LIMITS, COLUMNS, finding.limit_rows, strong=binding)


def frame_limits(limits: Limits, lang: str) -> list[str]:
    """Return the limits of frames in words: of each year, or of all years where these are alike."""
    told: list[str] = []
    for frame, named in FRAME_IN_TEXT.items():
        by_year = {year: most for (name, year), most in limits.frames.items() if name == frame}
        if len({*by_year.values()}) == 1 and set(by_year) == set(limits.by_year):
            a_year = {"da": "om året", "en": "a year"}[lang]
            (most,) = {*by_year.values()}
            told.append(f"{named.text(lang)} {_at_most(most, lang)} {a_year}")
            continue
        years = ((frame_named((frame, year)).text(lang), most) for year, most in by_year.items())
        told += [f"{each} {_at_most(most, lang)}" for each, most in years]
    return told


def _at_most(kroner: float, lang: str) -> str:
    words = {"da": "højst", "en": "at most"}[lang]
    return f"{words} {numbers.kroner(kroner, lang)}"


def limit_sentences(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return which frames bind and what they cost in net; nothing where none is limited."""
    if not finding.limit_rows:
        return []
    binding = [row for row in finding.limit_rows if row.binds]
    told = [_binding(row, lang) for row in binding] or [_none_alone(finding, lang)]
    if len(binding) > 1:
        told.append(_all_of_them(finding, lang))
    return [*told, *_over_together(finding, lang)]


def _binding(row: LimitRow, lang: str) -> str:
    frame, kroner = frame_named(_of(row)).text(lang), numbers.kroner(row.costs, lang)
    return sentence(
        {
            "da": f"Rammen for {frame} binder: uden den kunne nettoresultatet være {kroner} bedre",
            "en": f"The frame of {frame} binds: without it the net could be {kroner} better",
        }[lang]
    )


def _none_alone(finding: PortfolioFinding, lang: str) -> str:
    """Return that no frame binds by itself, and what all of them do together if they do."""
    if finding.limits_cost > 0:
        alone = {
            "da": "Ingen af rammerne binder alene, men tilsammen gør de",
            "en": "No frame binds by itself, but together they do",
        }[lang]
        return f"{alone}: {_all_of_them(finding, lang)}"
    return {
        "da": "Ingen af rammerne binder: valget ville ikke være bedre uden dem.",
        "en": "No frame binds: without them the choice would be as good.",
    }[lang]


def _all_of_them(finding: PortfolioFinding, lang: str) -> str:
    kroner = numbers.kroner(finding.limits_cost, lang)
    return sentence(
        {
            "da": f"Alle rammer under ét koster {kroner} netto",
            "en": f"All frames together cost {kroner} in net",
        }[lang]
    )


def _over_together(finding: PortfolioFinding, lang: str) -> list[str]:
    """Return the limits that the set, chosen one by one, exceeds as simulated together."""
    lead = {"da": "Simuleret sammen overskrides", "en": "Simulated together it exceeds"}[lang]
    by = {"da": "med", "en": "by"}[lang]
    return [
        sentence(f"{lead} {frame_named(_of(row)).text(lang)} {by} {numbers.kroner(more, lang)}")
        for row in finding.limit_rows
        if row.together is not None and (more := row.together - row.most) >= numbers.THOUSAND / 2
    ]


def over_words(row: SetRow, lang: str) -> str:
    """Return which limits of frames a set exceeds; nothing where it keeps them."""
    if not row.over:
        return ""
    and_, in_ = {"da": (" og ", "i"), "en": (" and ", "in")}[lang]
    by_frame: dict[str, list[str]] = {}
    for frame, year in row.over:
        by_frame.setdefault(FRAME_IN_TEXT[frame].text(lang), []).append(str(year))
    told = [
        f"{frame} {in_} {and_.join(filter(None, (', '.join(years[:-1]), years[-1])))}"
        for frame, years in by_frame.items()
    ]
    lead = {"da": "; det overskrider rammen for", "en": "; that exceeds the frame of"}[lang]
    return f"{lead} {and_.join(told)}"
