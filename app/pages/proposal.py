"""The page *Forslag*: a proposal with its numbers, and what it does to the municipality's purse."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from borgerflow.app.asked.comparison import LABELS, NUMBER, Asked, asked_of
from borgerflow.app.asked.proposal_numbers import A_PERCENT, PRICE_SLIDE
from borgerflow.app.asked.proposal_numbers import in_lang as as_in
from borgerflow.app.pages.answers import Shown, shown, told, version_of
from borgerflow.app.pages.documents import Download, document_of
from borgerflow.app.pages.places import place_called, places_of
from borgerflow.app.site import Rooms, in_lang, say
from borgerflow.app.work.desk import Step
from borgerflow.app.work.tasks import Asking, Glance, Whole
from borgerflow.experiments.lookup.proposals import total_cost
from borgerflow.experiments.present.numbers import kroner
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.runs.pool import cores
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import inputs_of
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params

QUESTION = "borgerflow.experiments.questions.compare.question"
ANSWERING, GLANCING = f"{QUESTION}:answer_to", f"{QUESTION}:glance_at"
NOT_IN_A_LINK = ("asker",)  # who asks, not what
WRONG = 422  # the status of a form with something to mend


@dataclass(frozen=True)
class Standing:
    """A question as the store and the desk know it."""

    key: str
    folder: Path | None
    version: str
    shown: Shown


def proposal_page(rooms: Rooms) -> Blueprint:
    """Return the page of proposals."""
    page = Blueprint("proposal", __name__)

    @page.get("/")
    def home() -> Any:
        return redirect(url_for("proposal.show"))

    @page.get("/forslag")
    def show() -> Any:
        asked = asked_of(request.args, rooms.house, g.lang)
        return render_template("proposal.html", **_page(asked, request.args, rooms))

    @page.post("/forslag")
    def ask() -> Any:
        asked = asked_of(request.form, rooms.house, g.lang)
        wants_json = request.accept_mimetypes.best == "application/json"
        try:
            key = None if asked.question is None else begin(asked, rooms, request.form)
        except InputError as full:
            asked.errors["form"] = full.said
            key = None
        if wants_json:
            return jsonify(_began(asked, key, rooms))
        if key is None:
            wrong = _page(asked, request.form, rooms)
            return render_template("proposal.html", **wrong), WRONG
        return redirect(_link(request.form))

    @page.get("/forslag/hent/<what>")
    def download(what: str) -> Any:
        asked = asked_of(request.args, rooms.house, g.lang)
        document = None
        if asked.question is not None:
            found = standing(asked.question, asked.params, rooms)
            document = document_of(what, asked.question, found.folder, _own(asked.params), g.lang)
        if document is None:
            return render_template("said.html", title=say("not_yet"), more=""), 404
        return _sent(document)

    return page


def begin(asked: Asked, rooms: Rooms, typed: Mapping[str, str]) -> str:
    """Return the key of the question, which is asked unless its answer is there."""
    assert asked.question is not None
    found = standing(asked.question, asked.params, rooms)
    if found.folder is None:
        size = asked.question.replications
        rooms.desk.ask(found.key, _steps(asked, rooms), typed.get("asker", ""), size)
    return found.key


def _steps(asked: Asked, rooms: Rooms) -> list[Step]:
    """Return what is to be done: a first glance, then the answer of the command."""
    assert asked.question is not None
    glance = Glance(Asking(asked.question, asked.params, GLANCING, g.lang))
    whole = Asking(asked.question, asked.params, ANSWERING, g.lang)
    beside = max(1, cores() - 1)  # the glance of somebody else needs one too
    return [
        ("glance", glance),
        ("whole", Whole(whole, documents_in(g.lang), rooms.house.results, beside)),
    ]


def documents_in(lang: str) -> Documents:
    """Return how an answer is written, as the command writes it in a language."""
    return Documents(lang, "da" if lang == "da" else "int")


def standing(question: CompareQuestion, params: Params, rooms: Rooms) -> Standing:
    """Return where the answer to a question lies, else the job that works on it."""
    inputs = inputs_of(question, params, documents_in(g.lang))
    key = digest_of(inputs)
    folder = results.find(rooms.house.results, question.study, inputs)
    job = None if folder else rooms.desk.job(key)
    version = version_of(job) if job else f"{key}.kept" if folder else ""
    return Standing(key, folder, version, shown(job, folder, rooms.desk))


def _began(asked: Asked, key: str | None, rooms: Rooms) -> dict[str, Any]:
    """Return what the script of the page needs to know of a question that was sent."""
    errors = {name: in_lang(said) for name, said in asked.errors.items()}
    if key is None or asked.question is None:
        return {"errors": errors}
    now = standing(asked.question, asked.params, rooms)
    return {
        "errors": {},
        "job": key,
        "link": _link(request.form),
        **told(now.shown, now.version, ""),
    }


def _link(typed: Mapping[str, str]) -> str:
    """Return the address that holds the whole question."""
    said = {name: text for name, text in typed.items() if text and name not in NOT_IN_A_LINK}
    return url_for("proposal.show", **said)  # type: ignore[arg-type]


def _page(asked: Asked, typed: Mapping[str, str], rooms: Rooms) -> dict[str, Any]:
    """Return what the template of the page shows."""
    now = None if asked.question is None else standing(asked.question, asked.params, rooms)
    shown_names = {NUMBER + each.name for part in asked.numbers for each in part.fields}
    return {
        "asked": asked,
        "typed": typed,
        "labels": LABELS,
        "number": NUMBER,
        "as_in": as_in,
        "proposals": _proposals(asked.params),
        "places": places_of(asked.params),
        "percent": A_PERCENT,
        "price_slide": PRICE_SLIDE,
        "cost": kroner(total_cost(asked.proposal), g.lang),
        "kept_typed": {
            n: t for n, t in typed.items() if n.startswith(NUMBER) and n not in shown_names
        },
        "now": now.shown if now else Shown("none", ""),
        "job": now.key if now else "",
        "version": now.version if now else "",
        "query": {n: t for n, t in typed.items() if t and n not in NOT_IN_A_LINK},
    }


def _proposals(params: Params) -> dict[str, list[tuple[str, str]]]:
    """Return id and title of every proposal, by the name of its municipality."""
    own = {path.stem for path in params.own}
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(params.proposals, key=lambda name: (name not in own, name)):
        one = params.proposal(name)
        group = say("own_proposals") if name in own else place_called(one.municipality, params)
        number = one.form.number
        found.setdefault(group, []).append((name, f"{number} · {getattr(one.title, g.lang)}"))
    return found


def _own(params: Params) -> frozenset[str]:
    """Return the names of proposals and municipalities that are of one's own."""
    return frozenset(path.stem for path in (*params.own, *params.own_places))


def _sent(document: Download) -> Response:
    """Return a document as a browser saves it."""
    return send_file(
        BytesIO(document.content),
        mimetype=document.kind,
        as_attachment=True,
        download_name=document.name,
    )
