"""The tasks of a municipality of one's own: its figures read, and the municipality made."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from borgerflow.app.asked.own_files import MUNICIPALITIES, OWN
from borgerflow.app.asked.own_place import PlaceWanted
from borgerflow.app.asked.uploads import Upload
from borgerflow.app.work.runner import Watch
from borgerflow.app.work.told import Glanced, MadeOwn, Over
from borgerflow.experiments.present.html import page_text
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.page import Page, PageTable, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.store.documents import REPORT
from borgerflow.experiments.validation.municipality.given import GivenFigure, figures_in
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import draft_of, not_written, refusing_a_bad_disk, write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params

if TYPE_CHECKING:
    from borgerflow.experiments.validation.municipality.accepted import HeldFigure

ROOM = "borgerflow.experiments.validation.municipality"
RAW = ("jobindsats", "statbank")  # who else may know a file that is no table of figures
READ = Wording("Tallene, der blev læst", "The figures that were read")
MADE = Wording(
    "Så tæt kommer simuleringen på tallene", "How near the municipality is to its figures"
)
COLUMNS = (Wording("tal", "figure"), Wording("personer", "persons"), Wording("kilde", "source"))
TYPED = Wording("skrevet her", "typed here")
AS_AN_OPTION = re.compile(r" (Skriv|Type) --.*$| med --day|--(?=day)")  # as the command says it
TABLES = "tables"  # the folder of tables that were read of files as they are published
KNOWN_BY_NAME = Wording(
    " En fil fra jobindsats kendes på tabellens nummer i sit navn, fx y07a02.csv.",
    " A file of jobindsats is known by the number of its table in its name, as y07a02.csv.",
)


@dataclass(frozen=True)
class ReadingPlace:
    """The figures that were typed and sent, read and accepted, before anything is calculated."""

    wanted: PlaceWanted
    params: Params

    def carry_out(self, watcher: Watch) -> Over:
        """Have the figures seen."""
        known = figures_of(self.wanted, self.params)
        lang = self.wanted.lang
        rows = tuple(
            (
                held.figure.label.text(lang),
                number(held.persons, lang),
                held.source or TYPED.text(lang),
            )
            for held in known.values()
        )
        columns = tuple(column.text(lang) for column in COLUMNS)
        table = PageTable(iso_date(self.wanted.day), columns, rows, text=frozenset({2}))
        watcher.seen(_page(READ.text(lang), (table,), lang), 0)
        return Glanced()


@dataclass(frozen=True)
class MakingPlace:
    """The municipality, made by the figures, kept where it is found again by its digest."""

    wanted: PlaceWanted
    params: Params
    root: Path
    digest: str

    def carry_out(self, watcher: Watch) -> Over:
        """Return by which name and digest the municipality is known from now on."""
        wanted, known = self.wanted, figures_of(self.wanted, self.params)
        how = resolve_name(f"{ROOM}.making:Wanted")(
            wanted.name, wanted.day, 1, wanted.quick, "borgerflow app", wanted.lang
        )
        made = resolve_name(f"{ROOM}.making:made_of")(known, how, self.params, watcher)
        table = sheet(resolve_name(f"{ROOM}.text:fit_table")(made.home), wanted.lang)
        report = _page(MADE.text(wanted.lang), (table,), wanted.lang)
        _keep(made, self.root / OWN / MUNICIPALITIES / self.digest, wanted, report)
        watcher.seen(report, 0)
        return MadeOwn(wanted.name, self.digest)


def _keep(made: Any, folder: Path, wanted: PlaceWanted, report: str) -> None:
    """Have a folder appear whole with the files of a municipality."""
    keep = resolve_name("borgerflow.experiments.validation.calibration.written:keep")
    draft = draft_of(folder)
    with refusing_a_bad_disk(not_written(folder)):
        draft.mkdir(parents=True)
        try:
            keep(made, draft / f"{wanted.name}.yaml", wanted.lang)
            write_text(draft / REPORT, report)
            if not folder.exists():
                draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def figures_of(wanted: PlaceWanted, params: Params) -> "dict[str, HeldFigure]":
    """Return the figures that were typed and sent, accepted.

    Raises
    ------
    InputError
        At what does not hold, with the file as its sender calls it.
    """
    figures = resolve_name(f"{ROOM}.figures:figures_known")(params.law.schemes)
    names = resolve_name(f"{ROOM}.accepted:names_of")(figures)
    with tempfile.TemporaryDirectory(prefix="borgerflow-") as made, _without_paths(made):
        sent = [
            row for each in wanted.uploads for row in _in(each, Path(made), names, wanted, params)
        ]
        given = [*wanted.given, *sent]
        accepted: dict[str, HeldFigure] = resolve_name(f"{ROOM}.accepted:accepted_figures")(
            given, figures
        )
        return accepted


def _in(
    upload: Upload, folder: Path, names: dict[str, str], wanted: PlaceWanted, params: Params
) -> list[GivenFigure]:
    """Return the figures of a file: of a table of figures, or of a file as it is published."""
    path = upload.put_in(folder)
    try:
        return figures_in(path, names, wanted.name, wanted.day)
    except InputError as no_figures:
        table = _table_of(path, params, no_figures)
    try:
        return figures_in(table, names, wanted.name, wanted.day)
    except InputError as none_there:
        raise InputError(none_there.said + KNOWN_BY_NAME) from None


def _table_of(path: Path, params: Params, otherwise: InputError) -> Path:
    """Return the table of a file as it is published; what nobody knows is refused."""
    keep = resolve_name("borgerflow.experiments.questions.data.intake.question:keep")
    read = resolve_name("borgerflow.experiments.questions.data.intake.question:import_file")
    refused = otherwise
    for kind in RAW:
        try:
            found = read(kind, path, params)
        except InputError as error:
            refused = error if kind in path.name.lower() else refused
            continue
        (path.parent / TABLES).mkdir(exist_ok=True)
        table = path.parent / TABLES / f"{path.stem}.csv"
        keep(found, table, "int")
        return table
    raise refused


@contextmanager
def _without_paths(folder: str) -> Iterator[None]:
    """Tell what is refused without where files lie here, and without options of the command."""
    try:
        yield
    except InputError as refused:
        lies = re.compile(rf"{re.escape(folder)}/({TABLES}/)?")
        said = refused.said.each(lambda text: lies.sub("", text))
        raise InputError(said.each(lambda text: AS_AN_OPTION.sub("", text))) from None


def _page(title: str, tables: tuple[PageTable, ...], lang: str) -> str:
    return page_text(Page(lang, title, (Section(title, sheets=tables),)), Path())
