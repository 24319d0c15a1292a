"""The page on which answers that are there already are laid side by side."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from flask import Blueprint, g, render_template, request

from borgerflow.app.beside.differing import differences
from borgerflow.app.beside.saved import (
    ListedAnswer,
    SavedAnswer,
    held_for,
    listed_answers,
    saved_answer,
)
from borgerflow.app.beside.side_by_side import FEWEST, MOST, SideBySide, one_table
from borgerflow.app.pages.answers import Shown, shown, version_of
from borgerflow.app.pages.asking import documents_in, said, sent
from borgerflow.app.pages.documents import Download
from borgerflow.app.site import Rooms, in_lang
from borgerflow.app.work.beside import LayingBeside
from borgerflow.app.work.desk import Job
from borgerflow.app.work.told import Drawn
from borgerflow.experiments.present.tables import frame
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

ANSWER = "a."  # begins the name of the field of an answer, by its digest
KEPT = "kept"  # answers that were kept on the page of proposals, newest last
TABLE = "borgerflow-answers.csv"
WRITING = "borgerflow.experiments.store.saving:csv_writer"  # loads what draws, for those who ask
HOW_MANY = Wording("Vælg to til fire svar.", "Choose two to four answers.")


def beside_page(rooms: Rooms) -> Blueprint:
    """Return the page of answers side by side."""
    page = Blueprint("beside", __name__)

    @page.get("/sammenlign")
    def show() -> Any:
        return render_template("beside.html", **_page(request.args, rooms))

    @page.get("/sammenlign/hent")
    def download() -> Any:
        try:
            return sent(_table(_beside(request.args, rooms)))
        except InputError:
            return sent(None)

    return page


def chosen_in(typed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the digests of the answers that a link names, in its order."""
    named = (name.removeprefix(ANSWER) for name in typed if name.startswith(ANSWER))
    return tuple(dict.fromkeys(named))


def kept_with(text: str, key: str) -> list[str]:
    """Return the digests of the answers that were kept and of another, as many as are laid out."""
    kept = [each for each in text.split(",") if each and each != key]
    return [*kept, key][-MOST:]


def link_of(keys: Sequence[str]) -> dict[str, str]:
    """Return what a link says that lays answers side by side."""
    return {ANSWER + key: "on" for key in keys}


def _beside(typed: Mapping[str, str], rooms: Rooms) -> SideBySide:
    """Return the answers that a link names.

    Raises
    ------
    InputError
        If there are too few or too many, or one of them is not here.
    """
    chosen = chosen_in(typed)
    if not FEWEST <= len(chosen) <= MOST:
        raise InputError(HOW_MANY)
    answers = tuple(saved_answer(rooms.house.results, each) for each in chosen)
    return SideBySide(answers, differences(answers, held_for(answers, rooms.house)))


def _drawn(beside: SideBySide, rooms: Rooms) -> Job:
    """Return the job that draws answers side by side: a moment's work, begun by the link itself."""
    key = digest_of({"beside": [each.key for each in beside.answers], "lang": g.lang})
    job = rooms.desk.job(key)
    if job is None or (job.is_over and not isinstance(job.ended, Drawn)):
        return rooms.desk.ask(key, [("glance", LayingBeside(beside, g.lang))])
    return job


def _table(beside: SideBySide) -> Download:
    """Return the answers as a table, an answer in each row."""
    write = resolve_name(WRITING)(
        frame(one_table(beside), g.lang), documents_in(g.lang).csv_profile
    )
    with tempfile.TemporaryDirectory(prefix="borgerflow-") as made:
        write(Path(made) / TABLE)
        return Download(TABLE, "text/csv", (Path(made) / TABLE).read_bytes())


def _page(typed: Mapping[str, str], rooms: Rooms) -> dict[str, Any]:
    """Return what the template of the page shows."""
    chosen, wrong, job = chosen_in(typed), None, None
    listed = listed_answers(rooms.house.results, g.lang)
    if len(chosen) >= FEWEST:
        try:
            beside = _beside(typed, rooms)
            job = _drawn(beside, rooms)
            listed = [*_unlisted(beside.answers, listed), *listed]
        except InputError as refused:
            wrong = refused.said
    return {
        "field": ANSWER,
        "chosen": chosen,
        "listed": listed,
        "errors": {} if wrong is None else {"answers": wrong},
        "typed": typed,
        "query": said(typed),
        "now": shown(job, None, rooms.desk) if job else Shown("none", ""),
        "job": job.key if job else "",
        "version": version_of(job) if job else "",
    }


def _unlisted(
    answers: tuple[SavedAnswer, ...], listed: list[ListedAnswer]
) -> Iterator[ListedAnswer]:
    """Yield the answers of a link that are too old for the list, or in the other language."""
    there = {each.key for each in listed}
    yield from (ListedAnswer(a.key, in_lang(a.headline)) for a in answers if a.key not in there)
