"""The page of one citizen: what a proposal does to a life, week by week."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from borgerflow.app.asked.citizen import AFTER, CITIZEN, LABEL, CitizenAsked, citizen_asked
from borgerflow.app.pages.answers import Shown, shown, version_of
from borgerflow.app.pages.asking import WRONG, documents_in, link, said
from borgerflow.app.pages.places import place_called
from borgerflow.app.site import Rooms, in_lang
from borgerflow.app.work.citizen import ExplainingCitizen, FoundCitizen
from borgerflow.app.work.desk import Job
from borgerflow.experiments.store.kept import inputs_of
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.sim.base.errors import InputError

SHOW = "citizen.show"
OWN_FIELDS = (CITIZEN, AFTER)


def citizen_page(rooms: Rooms) -> Blueprint:
    """Return the page on which one citizen's two lives are shown."""
    page = Blueprint("citizen", __name__)

    @page.get("/forslag/borger")
    def show() -> Any:
        asked = citizen_asked(request.args, rooms.house, g.lang)
        return render_template("citizen.html", **_page(asked, request.args, rooms))

    @page.post("/forslag/borger")
    def ask() -> Any:
        asked = citizen_asked(request.form, rooms.house, g.lang)
        if not _is_begun(asked, rooms):
            return render_template("citizen.html", **_page(asked, request.form, rooms)), WRONG
        return redirect(link(SHOW))

    return page


def _is_begun(asked: CitizenAsked, rooms: Rooms) -> bool:
    """Tell whether the lives are being found, or are there; what is wrong is told of the form."""
    if asked.question is None:
        return False
    params = asked.comparison.params
    task = ExplainingCitizen(asked.question, params, asked.chosen, asked.after, g.lang)
    try:
        rooms.desk.ask(_key(asked), [("glance", task)])
    except InputError as full:
        asked.comparison.errors["form"] = full.said
        return False
    return True


def _key(asked: CitizenAsked) -> str:
    """Return the digest of all that the lives depend on."""
    assert asked.question is not None
    inputs = inputs_of(asked.question, asked.comparison.params, documents_in(g.lang))
    return digest_of({**inputs, "chosen": asked.chosen, "after": asked.after})


def _found(job: Job | None) -> int | None:
    """Return whose lives are shown, if anybody's are."""
    ended = job.ended if job else None
    return ended.citizen if isinstance(ended, FoundCitizen) else None


def _page(asked: CitizenAsked, typed: Mapping[str, str], rooms: Rooms) -> dict[str, Any]:
    """Return what the template of the page shows."""
    job = rooms.desk.job(_key(asked)) if asked.question is not None else None
    comparison, found = asked.comparison, _found(job)
    question = {name: text for name, text in said(typed).items() if name not in OWN_FIELDS}
    shown_number = typed.get(CITIZEN, "") if found is None else str(found)
    return {
        "field": CITIZEN,
        "label": in_lang(LABEL),
        "number": shown_number,
        "found": found,
        "errors": comparison.errors,
        "facts": (
            comparison.proposal.title,
            place_called(comparison.municipality, comparison.params),
        ),
        "typed": typed,
        "question": question,
        "back": url_for("proposal.show", **question),
        "now": shown(job, None, rooms.desk) if job else Shown("none", ""),
        "job": job.key if job else "",
        "version": version_of(job) if job else "",
    }
