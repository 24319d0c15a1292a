"""What every page that asks a question does: it finds the answer, or has it worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, g, jsonify, render_template, request, send_file, url_for

from borgerflow.app.pages.answers import Shown, shown, told, version_of
from borgerflow.app.pages.documents import Download
from borgerflow.app.site import Rooms, in_lang, say
from borgerflow.app.work.desk import Step
from borgerflow.app.work.tasks import Asking, Whole
from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.runs.pool import cores
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import inputs_of
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params

NOT_IN_A_LINK = ("asker",)  # who asks, not what
WRONG, NOT_FOUND = 422, 404


@dataclass(frozen=True)
class Standing:
    """A question as the store and the desk know it."""

    key: str
    folder: Path | None
    version: str
    shown: Shown


NOWHERE = Standing("", None, "", Shown("none", ""))


def documents_in(lang: str) -> Documents:
    """Return how an answer is written, as the command writes it in a language."""
    return Documents(lang, "da" if lang == "da" else "int")


def standing(question: WorldQuestion, params: Params, rooms: Rooms) -> Standing:
    """Return where the answer to a question lies, else the job that works on it."""
    inputs = inputs_of(question, params, documents_in(g.lang))
    key = digest_of(inputs)
    folder = results.find(rooms.house.results, question.study, inputs)
    job = None if folder else rooms.desk.job(key)
    version = version_of(job) if job else f"{key}.kept" if folder else ""
    return Standing(key, folder, version, shown(job, folder, rooms.desk))


def whole(
    question: WorldQuestion, params: Params, answering: str, rooms: Rooms, keeping: str = ""
) -> Step:
    """Return the step that gives the answer of the command; ``keeping`` names what saves it."""
    beside = max(1, cores() - 1)  # the glance of somebody else needs one too
    asking = Asking(question, params, answering, g.lang)
    return "whole", Whole(asking, documents_in(g.lang), rooms.house.results, beside, keeping)


def begin(question: WorldQuestion, params: Params, steps: Sequence[Step], rooms: Rooms) -> Standing:
    """Return how a question stands, which is asked unless its answer is there."""
    found = standing(question, params, rooms)
    if found.folder is not None:
        return found
    rooms.desk.ask(found.key, steps, request.form.get("asker", ""), question.replications)
    return standing(question, params, rooms)


def began(found: Standing | None, errors: Mapping[str, Wording], endpoint: str) -> Response:
    """Return what the script of a page needs to know of a question that was sent."""
    if found is None:
        return jsonify(errors={name: in_lang(said) for name, said in errors.items()})
    facts = told(found.shown, found.version, "")
    return jsonify(errors={}, job=found.key, link=link(endpoint), **facts)


def wants_json() -> bool:
    """Tell whether the script of a page asks, and not a form by itself."""
    return request.accept_mimetypes.best == "application/json"


def said(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what a link holds of what was typed."""
    return {name: text for name, text in typed.items() if text and name not in NOT_IN_A_LINK}


def link(endpoint: str) -> str:
    """Return the address of a page that holds the whole question that was sent."""
    return url_for(endpoint, **said(request.form))


def shown_of(found: Standing) -> dict[str, Any]:
    """Return what a template shows of how a question stands."""
    return {"now": found.shown, "job": found.key, "version": found.version}


def sent(document: Download | None) -> Any:
    """Return a document as a browser saves it; that it is not there yet, where it is not."""
    if document is None:
        return render_template("said.html", title=say("not_yet"), more=""), NOT_FOUND
    return send_file(
        BytesIO(document.content),
        mimetype=document.kind,
        as_attachment=True,
        download_name=document.name,
    )
