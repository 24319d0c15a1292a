"""``borgerflow import``: files as they are, read into one table, and told how."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import Spoken, SpokenGroup, in_danish, told
from borgerflow.experiments.cli.questions.settle import InclusiveEnds
from borgerflow.experiments.typed import sizes
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.questions.data.intake.question import Imported
    from borgerflow.sim.params import Params

import_app = typer.Typer(
    cls=SpokenGroup,
    help=told(
        da="Læs en fil, som den er: fra Statistikbanken, jobindsats, DREAM eller egne tabeller.",
        en="Read a file as it is: from StatBank, jobindsats, DREAM, or tables of your own.",
    ),
)
AnyFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        parser=options.path_typed,
        help=told(da="Filen, som den er hentet.", en="The file as it was saved."),
    ),
]
FileOrTable = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Filen, som den er hentet; med --fetch tabellens navn, som Y07A02.",
            en="The file as it was saved; with --fetch the name of a table, as Y07A02.",
        ),
    ),
]
TableName = Annotated[
    str,
    typer.Option(
        "--table",
        metavar="ID",
        show_default=told(da="efter filens navn eller indhold", en="by the file's name or content"),
        help=told(da="Hvilken tabel filen er fra.", en="Which table the file is of."),
    ),
]
TableFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Hvor tabellen skrives: en fil, der ender på .csv eller .parquet.",
            en="Where the table is written: a file that ends in .csv or .parquet.",
        ),
    ),
]
Fetch = Annotated[
    bool,
    typer.Option(
        "--fetch",
        help=told(
            da="Hent tabellen hos jobindsats; nøglen står i miljøvariablen JOBINDSATS_API_TOKEN.",
            en="Get the table from jobindsats; the key is in JOBINDSATS_API_TOKEN.",
        ),
    ),
]
Periods = Annotated[
    int,
    typer.Option(
        "--periods",
        metavar="N",
        parser=options.whole("--periods", sizes.PERIODS),
        help=told(
            da="Med --fetch: de seneste N perioder.", en="With --fetch: the latest N periods."
        ),
    ),
]
PersonsFile = Annotated[
    Path | None,
    typer.Option(
        "--persons",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="En tabel med fuldtidspersoner: så følger kroner pr. fuldtidsperson med.",
            en="A table of full-time persons: then kroner per full-time person are added.",
        ),
    ),
]


WeekFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE [FILE ...]",
        parser=options.path_typed,
        help=told(
            da="Filen med en kolonne pr. uge (y_1901), eller én fil pr. år (y_01) med år i navnet.",
            en="The file with a column a week (y_1901); or one a year (y_01), named by it.",
        ),
    ),
]
CodesFile = Annotated[
    Path | None,
    typer.Option(
        "--codes",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="den medfølgende", en="the packaged one"),
        help=told(
            da="Din egen tabel over koder, som dream_codes.csv.",
            en="A table of codes of your own, as dream_codes.csv.",
        ),
    ),
]
Weeks = Annotated[
    str,
    typer.Option(
        "--weeks",
        metavar="corrected|as-they-are",
        help=told(
            da="corrected: én dag med ydelse tæller ikke som en hel uge; as-they-are: det gør den.",
            en="corrected: one day does not fill its week; as-they-are: whole weeks.",
        ),
    ),
]
GapWeeks = Annotated[
    int,
    typer.Option(
        "--max-gap-weeks",
        metavar="N",
        parser=options.whole("--max-gap-weeks", sizes.GAP),
        help=told(
            da="Et ophold uden ydelse på højst så mange uger afbryder ikke et forløb.",
            en="So many weeks without benefit at most do not end a spell.",
        ),
    ),
]
GapDays = Annotated[
    int,
    typer.Option(
        "--max-gap-days",
        metavar="N",
        parser=options.whole("--max-gap-days", sizes.GAP),
        help=told(
            da="Et ophold uden ydelse på højst så mange dage afbryder ikke et forløb.",
            en="So many days without benefit at most do not end a spell.",
        ),
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DAY",
        show_default=told(da="filens første dag", en="the first day of the file"),
        help=told(da="Den første dag, der er set.", en="The first day that was seen."),
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        show_default=told(da="filens sidste dag", en="the last day of the file"),
        help=told(
            da="Dagen efter den sidste, der er set.", en="The day after the last that was seen."
        ),
    ),
]
READING = Wording("Læser ...", "Reading ...")
WEEKS = ("corrected", "as-they-are")


@import_app.callback(no_args_is_help=True)
def choose(lang: options.Lang = None) -> None:
    """Read a file as it is: from StatBank, jobindsats, or tables of your own."""
    options.language(lang)


@import_app.command("statbank", cls=Spoken)
@in_danish("Læs et udtræk fra Statistikbanken: CSV, BULK, PX eller JSON-stat.")
def statbank(
    file: AnyFile,
    *,
    table: TableName = "",
    out: TableFile = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Read an extract from StatBank: CSV, BULK, PX or JSON-stat."""
    display = groups.display(lang=lang, json=json, quiet=quiet, csv_profile=csv_profile)
    _show("statbank", file, folder, out, display, table=table)


@import_app.command("jobindsats", cls=Spoken)
@in_danish("Læs et udtræk fra jobindsats: JSON, CSV eller Excel, eller hent det med --fetch.")
def jobindsats(
    file: FileOrTable,
    *,
    table: TableName = "",
    persons: PersonsFile = None,
    fetch: Fetch = False,
    periods: Periods = 12,
    out: TableFile = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Read an extract from jobindsats: JSON, CSV or Excel, or get it with --fetch."""
    display = groups.display(lang=lang, json=json, quiet=quiet, csv_profile=csv_profile)
    if fetch:
        _fetch(str(file), periods, folder, out, display)
        return
    beside = partial(_with_persons, persons) if persons else None
    _show("jobindsats", file, folder, out, display, beside, table=table)


@import_app.command("exposure", cls=Spoken)
@in_danish("Læs en tabel med hændelser og eksponering: ordning, uger, afgange og personuger.")
def exposure(
    file: AnyFile,
    *,
    out: TableFile = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Read a table of occurrences and exposure: scheme, weeks, exits and person-weeks."""
    display = groups.display(lang=lang, json=json, quiet=quiet, csv_profile=csv_profile)
    _show("exposure", file, folder, out, display)


@import_app.command("dream", cls=Spoken)
@in_danish("Læs DREAM: en kolonne pr. uge med en kode; forløb med start, slut og hvad der fulgte.")
def dream(
    files: WeekFiles,
    *,
    codes: CodesFile = None,
    weeks: Weeks = WEEKS[0],
    max_gap_weeks: GapWeeks = 0,
    out: TableFile = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Read DREAM: a column a week with a code; spells with start, end and what followed."""
    display = groups.display(lang=lang, json=json, quiet=quiet, csv_profile=csv_profile)
    options.refuse_unknown("--weeks", weeks, WEEKS)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.data.intake.asked import refuse_at_once

    for file in (*files, *([codes] if codes else [])):
        refuse_at_once(file, out)
    params = load_params(folder)
    from borgerflow.experiments.questions.data.intake.observed import import_dream
    from borgerflow.sim.records.files.dream.stretches import WeekRules

    rules = WeekRules(max_gap_weeks, is_corrected=weeks == WEEKS[0])
    _tell(lambda: import_dream(files, params, rules, codes), params, out, display)


@import_app.command("spells", cls=Spoken)
@in_danish("Læs forløb, som settle læser dem, set gennem et vindue af dage.")
def spells(
    file: AnyFile,
    *,
    since: Since = None,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    max_gap_days: GapDays = 0,
    out: TableFile = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Read spells as settle reads them, seen through a window of days."""
    display = groups.display(lang=lang, json=json, quiet=quiet, csv_profile=csv_profile)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.data.intake.asked import refuse_at_once
    from borgerflow.experiments.typed.days import day

    window = day("--from", since), day("--until", until)
    refuse_at_once(file, out)
    params = load_params(folder)
    from borgerflow.experiments.questions.data.intake.observed import import_spells

    of_window = partial(import_spells, file, params, window, inclusive_ends=inclusive_ends)
    _tell(partial(of_window, max_gap_days=max_gap_days), params, out, display)


def _show(
    kind: str,
    file: Path,
    folder: Path | None,
    out: Path | None,
    display: groups.Display,
    beside: Callable[..., "Imported"] | None = None,
    **asked: Any,
) -> None:
    """Read a file of a kind and show it; ``beside`` adds what another file gives."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.data.intake.asked import refuse_at_once

    refuse_at_once(file, out)
    params = load_params(folder)
    from borgerflow.experiments.questions.data.intake.question import import_file

    def read() -> "Imported":
        imported = import_file(kind, file, params, **asked)
        return beside(imported, params) if beside else imported

    _tell(read, params, out, display)


def _with_persons(persons: Path, costs: "Imported", params: Any) -> "Imported":
    from borgerflow.experiments.questions.data.intake.asked import refuse_at_once
    from borgerflow.experiments.questions.data.intake.question import import_file, with_unit_cost

    refuse_at_once(persons, None)
    return with_unit_cost(costs, import_file("jobindsats", persons, params))


def _fetch(
    table: str, periods: int, folder: Path | None, out: Path | None, display: groups.Display
) -> None:
    """Get a table from the service and show it."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.data.intake.asked import refuse_no_place

    if out is not None:
        refuse_no_place(out)
    params = load_params(folder)
    from borgerflow.experiments.questions.data.intake.fetched import fetch_table

    _tell(lambda: fetch_table(table, periods, params), params, out, display)


def _tell(
    read: Callable[[], "Imported"], params: "Params", out: Path | None, display: groups.Display
) -> None:
    """Read a table, write it where it is asked for, and show what there is and how it was read."""
    from borgerflow.experiments.questions.data.intake.question import keep
    from borgerflow.experiments.questions.data.intake.small import small_counts_told
    from borgerflow.experiments.questions.data.intake.text import imported_page
    from borgerflow.sim.records.small_counts import smallest_shown

    is_quiet = display.quiet or display.json
    with screen.waiting_told(READING, display.lang, quiet=is_quiet):
        imported = read()
        if out is not None:
            keep(imported, out, display.csv_profile)
    text = imported.to_json() if display.json else imported_page(imported, display.lang)
    screen.say(text, out)
    for note in imported.notes:
        screen.tell(note.text(display.lang), quiet=is_quiet)
    if out is not None:
        saved = Wording("Gemt: ", "Saved: ") + str(out)
        screen.tell(saved.text(display.lang), quiet=is_quiet)
        for remark in small_counts_told(imported, smallest_shown(params, None)):
            screen.tell(remark.text(display.lang), quiet=is_quiet)
