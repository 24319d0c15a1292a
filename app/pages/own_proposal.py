"""The page *Eget forslag*: a proposal written in a form, checked, kept and ready to be asked."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from borgerflow.app.asked.own_files import PROPOSALS, House
from borgerflow.app.asked.own_proposal import (
    DraftAsked,
    choices,
    choices_of,
    drafted,
    further_fields,
    further_label,
)
from borgerflow.app.pages.answers import Shown, shown, version_of
from borgerflow.app.pages.places import places_of
from borgerflow.app.site import Rooms, say
from borgerflow.app.work.tasks import Checking
from borgerflow.experiments.authoring.workbook.layout import questions
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params

CHECK = "check-"  # begins the key of a job
WRONG, NOT_FOUND = 422, 404


def own_page(rooms: Rooms) -> Blueprint:
    """Return the page on which a proposal is written."""
    page = Blueprint("own", __name__)

    @page.get("/eget-forslag")
    def show() -> Any:
        params, missing = _held(rooms.house, request.args)
        draft = DraftAsked(errors={} if missing is None else {"form": missing.said})
        return render_template("own.html", **_page(draft, request.args, params, rooms))

    @page.post("/eget-forslag")
    def write() -> Any:
        typed = _typed()
        params, _ = _held(rooms.house, typed)
        draft = drafted(typed, params, g.lang)
        if draft.errors:
            return render_template("own.html", **_page(draft, typed, params, rooms)), WRONG
        digest = rooms.house.keep(PROPOSALS, draft.id, draft.text)
        _check(draft.id, digest, typed, rooms)
        said: dict[str, Any] = {
            name: text for name, text in typed.items() if text and name != "own"
        }
        return redirect(url_for("own.show", **said, own=digest))

    @page.get("/eget-forslag/hent")
    def download() -> Response:
        try:
            path = rooms.house.file(request.args.get("own", ""))
        except InputError:
            abort(NOT_FOUND)
        content = BytesIO(path.read_bytes())
        return send_file(content, "text/yaml", as_attachment=True, download_name=path.name)

    return page


def _typed() -> dict[str, str]:
    """Return what was sent, several exits as one text."""
    sent = request.form
    return {name: "; ".join(text for text in sent.getlist(name) if text.strip()) for name in sent}


def _held(house: House, typed: Mapping[str, str]) -> tuple[Params, InputError | None]:
    """Return what is held true with a municipality of one's own, and what is missing of it."""
    try:
        return house.held(typed.get("place", "")), None
    except InputError as missing:
        return house.held(), missing


def _check(name: str, digest: str, typed: Mapping[str, str], rooms: Rooms) -> None:
    """Have a proposal that was written checked; a full queue leaves the check out."""
    params = rooms.house.held(typed.get("place", ""), digest)
    try:
        key = CHECK + digest + g.lang
        rooms.desk.ask(key, [("glance", Checking(name, params, g.lang))])
    except InputError:
        return


def _page(
    draft: DraftAsked, typed: Mapping[str, str], params: Params, rooms: Rooms
) -> dict[str, Any]:
    """Return what the template of the page shows."""
    own = "" if draft.errors else typed.get("own", "")
    job = rooms.desk.job(CHECK + own + g.lang) if own else None
    try:
        name = rooms.house.file(own).stem if own else ""
    except InputError:
        own, name = "", ""
    return {
        "draft": draft,
        "typed": typed,
        "ticked": [text.strip() for text in typed.get("exits", "").split(";")],
        "asks": {
            question.keys[0].partition(".")[0]: question.asks for question in questions(g.lang)
        },
        "places": places_of(params),
        "schemes": choices("scheme", params, g.lang),
        "kinds": choices("kind", params, g.lang),
        "exits": choices("exits", params, g.lang),
        "further": [
            (row.key, further_label(row, g.lang), choices_of(row, g.lang))
            for row in further_fields(params, g.lang)
        ],
        "own": own,
        "name": name,
        "now": shown(job, None, rooms.desk) if job else Shown("none", ""),
        "job": job.key if job else "",
        "version": version_of(job) if job else "",
        "saved": say("saved") if own else "",
    }
