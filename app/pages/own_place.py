"""The page *Kommunen*: figures typed or sent become a municipality that simulation meets."""

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from pathlib import Path
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
from werkzeug.exceptions import RequestEntityTooLarge

from borgerflow.app.asked.comparison import Errors
from borgerflow.app.asked.own_files import DIGEST
from borgerflow.app.asked.own_place import (
    FIGURE,
    FILES,
    USUAL_DAY,
    PlaceWanted,
    offered_figures,
    place_asked,
)
from borgerflow.app.pages.answers import Shown, shown, version_of
from borgerflow.app.site import MEGABYTE, TOO_LARGE, Rooms, say, too_large_said
from borgerflow.app.work.desk import Job
from borgerflow.app.work.places import MakingPlace, ReadingPlace
from borgerflow.experiments.store.provenance import digest_of, digests_under
from borgerflow.experiments.validation.municipality.figures import PUBLISHED
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params

WRONG, NOT_FOUND = 422, 404


def place_page(rooms: Rooms) -> Blueprint:
    """Return the page on which a municipality is made."""
    page = Blueprint("place", __name__)
    page.register_error_handler(RequestEntityTooLarge, lambda _: _too_large(rooms))

    @page.get("/kommunen")
    def show() -> Any:
        return render_template("place.html", **_page({}, request.args, rooms))

    @page.post("/kommunen")
    def make() -> Any:
        params = rooms.house.held()
        asked = place_asked(request.form, request.files.getlist("files"), params, g.lang)
        try:
            digest = "" if asked.wanted is None else _begin(asked.wanted, params, rooms)
        except InputError as full:
            asked.errors["form"] = full.said
        if asked.errors:
            wrong = _page(asked.errors, request.form, rooms)
            return render_template("place.html", **wrong), WRONG
        said: dict[str, Any] = {
            name: text for name, text in request.form.items() if text and name != "making"
        }
        return redirect(url_for("place.show", **said, making=digest))

    @page.get("/kommunen/hent/<digest>/<what>")
    def download(digest: str, what: str) -> Response:
        try:
            path = rooms.house.file(digest)
        except InputError:
            abort(NOT_FOUND)
        draws = path.with_name(f"{path.stem}.posterior.csv")
        file = {"file": path, "draws": draws}.get(what)
        if file is None or not file.is_file():
            abort(NOT_FOUND)
        content = BytesIO(file.read_bytes())
        return send_file(content, "text/plain", as_attachment=True, download_name=file.name)

    return page


def _too_large(rooms: Rooms) -> tuple[str, int]:
    """Return the page with what is wrong beside its files; nothing that was sent is read."""
    return render_template("place.html", **_page({FILES: too_large_said()}, {}, rooms)), TOO_LARGE


def _begin(wanted: PlaceWanted, params: Params, rooms: Rooms) -> str:
    """Return the digest of a municipality, which is made unless it is there."""
    digest = _digest_of(wanted, params)
    if _made(digest, rooms) is None:
        making = MakingPlace(wanted, params, rooms.house.results, digest)
        rooms.desk.ask(digest, [("glance", ReadingPlace(wanted, params)), ("whole", making)])
    return digest


def _digest_of(wanted: PlaceWanted, params: Params) -> str:
    """Return the digest of all that a municipality is made from."""
    sent = [(each.name, sha256(each.content).hexdigest()) for each in wanted.uploads]
    given = [(row.figure, row.number) for row in wanted.given]
    said = {**asdict(wanted), "uploads": sent, "given": given}
    return digest_of({**said, "params": digests_under(params.directory, {".yaml", ".csv"})})


def _made(digest: str, rooms: Rooms) -> Path | None:
    """Return the file of a municipality that was made, if it was."""
    try:
        return rooms.house.file(digest)
    except InputError:
        return None


def _page(errors: Errors, typed: Mapping[str, str], rooms: Rooms) -> dict[str, Any]:
    """Return what the template of the page shows."""
    making = typed.get("making", "")
    digest = making if DIGEST.fullmatch(making) and not errors else ""
    path = _made(digest, rooms) if digest else None
    job = None if path else rooms.desk.job(digest)
    params = rooms.house.held()
    return {
        "errors": errors,
        "typed": typed,
        "figure": FIGURE,
        "figures": [
            (each.name, each.label, PUBLISHED.get(each.name, ""))
            for each in offered_figures(params)
        ],
        "usual_day": USUAL_DAY,
        "most": f"{(request.max_content_length or 0) // MEGABYTE} MB",
        "most_bytes": request.max_content_length or 0,
        "now": _now(path, job, rooms),
        "job": job.key if job else "",
        "version": version_of(job) if job else "",
        "made": path.stem if path else "",
        "digest": digest,
    }


def _now(path: Path | None, job: Job | None, rooms: Rooms) -> Shown:
    """Return how far a municipality is: made, being made, or never asked for."""
    if path is not None:
        return Shown("made", say("place_made"), report=path.parent)
    return shown(job, None, rooms.desk)
