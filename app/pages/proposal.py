"""The page *Forslag*: a proposal with its numbers, and what it does to the municipality's purse."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from borgerflow.app.asked.comparison import LABELS, NUMBER, Asked, asked_of
from borgerflow.app.asked.proposal_numbers import A_PERCENT, PRICE_SLIDE
from borgerflow.app.asked.proposal_numbers import in_lang as as_in
from borgerflow.app.beside.side_by_side import MOST
from borgerflow.app.pages.asking import (
    NOWHERE,
    WRONG,
    Standing,
    began,
    begin,
    link,
    said,
    sent,
    shown_of,
    standing,
    wants_json,
    whole,
)
from borgerflow.app.pages.beside import KEPT, kept_with, link_of
from borgerflow.app.pages.documents import document_of, study_of
from borgerflow.app.pages.places import place_called, places_of
from borgerflow.app.site import Rooms, say
from borgerflow.app.work.tasks import Asking, Glance
from borgerflow.experiments.lookup.proposals import total_cost
from borgerflow.experiments.present.numbers import kroner
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params

QUESTION = "borgerflow.experiments.questions.compare.question"
ANSWERING, GLANCING = f"{QUESTION}:answer_to", f"{QUESTION}:glance_at"
SHOW = "proposal.show"


def proposal_page(rooms: Rooms) -> Blueprint:
    """Return the page of proposals."""
    page = Blueprint("proposal", __name__)

    @page.get("/")
    def home() -> Any:
        return redirect(url_for(SHOW))

    @page.get("/forslag")
    def show() -> Any:
        asked = asked_of(request.args, rooms.house, g.lang)
        return render_template("proposal.html", **_page(asked, request.args, rooms))

    @page.post("/forslag")
    def ask() -> Any:
        asked = asked_of(request.form, rooms.house, g.lang)
        found = _begun(asked, rooms)
        if wants_json():
            return began(found, asked.errors, SHOW)
        if found is None:
            wrong = _page(asked, request.form, rooms)
            return render_template("proposal.html", **wrong), WRONG
        return redirect(link(SHOW))

    @page.get("/forslag/hent/<what>")
    def download(what: str) -> Any:
        asked = asked_of(request.args, rooms.house, g.lang)
        if asked.question is None:
            return sent(None)
        if what == "study":
            return sent(study_of(asked.question, _own(asked.params)))
        folder = standing(asked.question, asked.params, rooms).folder
        return sent(None if folder is None else document_of(what, asked.question, folder, g.lang))

    return page


def _begun(asked: Asked, rooms: Rooms) -> Standing | None:
    """Return how the question stands, now that it is asked; None where it cannot be."""
    if asked.question is None:
        return None
    glance = Glance(Asking(asked.question, asked.params, GLANCING, g.lang))
    steps = [("glance", glance), whole(asked.question, asked.params, ANSWERING, rooms)]
    try:
        return begin(asked.question, asked.params, steps, rooms)
    except InputError as full:
        asked.errors["form"] = full.said
        return None


def _page(asked: Asked, typed: Mapping[str, str], rooms: Rooms) -> dict[str, Any]:
    """Return what the template of the page shows."""
    now = NOWHERE if asked.question is None else standing(asked.question, asked.params, rooms)
    kept = kept_with(typed.get(KEPT, ""), now.key)
    fields = {NUMBER + each.name for part in asked.numbers for each in part.fields}
    hidden = {n: t for n, t in typed.items() if n.startswith(NUMBER) and n not in fields}
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
        "kept_typed": hidden,
        "query": said(typed),
        "keep": {KEPT: ",".join(kept[1 - MOST :])},
        "beside": link_of(kept),
        **shown_of(now),
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
