"""The site: its pages, and what holds of all of them: language, safety, and how it says no."""

import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from borgerflow.app.asked.own_files import House
from borgerflow.app.words import WORDS
from borgerflow.app.work.desk import Desk
from borgerflow.experiments.present.html import style
from borgerflow.sim.base.wording import LANGUAGES, Wording

MEGABYTE = 1_000_000
MOST_SENT = 8 * MEGABYTE  # a table of jobindsats has a few hundred thousand
OURSELVES = ("127.0.0.1", "localhost")
FORBIDDEN, TOO_LARGE, NO_PAGE, FAULT = 403, 413, 404, 500
REPORT_STYLE = "/static/report.css"
PAGES = tuple((f"{name}.show", name) for name in ("proposal", "own", "talks", "choice", "place"))
WITHIN = {
    "beside": "proposal",
    "citizen": "proposal",
    "observed": "place",
}  # pages that are reached from another
CARRIED = ("own", "place")  # from page to page: what is one's own
HEADERS = {
    # Nothing is fetched but from here; pictures lie in the page itself.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # `no-referrer` would hide that our own forms are ours
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Rooms:
    """What every page works with."""

    house: House
    desk: Desk


def site_of(rooms: Rooms, most_sent: int = MOST_SENT) -> Flask:
    """Return the site, ready to be served or tested; nothing is listened to yet."""
    site = Flask("borgerflow.app")
    site.config["MAX_CONTENT_LENGTH"] = most_sent
    site.config["MAX_FORM_PARTS"] = 500
    site.jinja_env.trim_blocks = site.jinja_env.lstrip_blocks = True
    site.extensions["rooms"] = rooms
    site.before_request(_choose_language)
    site.before_request(_refuse_elsewhere)
    site.after_request(_safe)
    site.context_processor(_words)
    site.add_url_rule(REPORT_STYLE, "report_style", _report_style)
    site.register_error_handler(HTTPException, _no)
    site.register_error_handler(Exception, _fault)
    return site


def say(key: str) -> str:
    """Return words of the pages in the language of the request."""
    return WORDS[key].text(g.lang)


def in_lang(said: Wording) -> str:
    """Return a wording in the language of the request."""
    return said.text(g.lang)


def _choose_language() -> None:
    """Speak Danish unless the link, or the form that was sent, says otherwise.

    Of a form that is too large nothing is read: what is said of it is said by its link.
    """
    g.typed = request.args
    g.lang = _language_in(g.typed)
    if request.method != "GET":
        g.typed = request.values  # refused here where it is too large
        g.lang = _language_in(g.typed)


def _language_in(typed: Mapping[str, str]) -> str:
    asked = typed.get("lang", "")
    return asked if asked in LANGUAGES else "da"


def _refuse_elsewhere() -> Response | None:
    """Refuse what another site, or another name of this machine, has a browser send here."""
    host = request.host.rpartition(":")[0] or request.host
    origin = request.headers.get("Origin")
    strange = origin is not None and origin != request.host_url.rstrip("/")
    if host not in OURSELVES or (request.method == "POST" and strange):
        return _said("elsewhere", FORBIDDEN)
    return None


def _safe(response: Response) -> Response:
    """Return an answer that no other site can read or show, and nobody keeps."""
    response.headers.update(HEADERS)
    return response


def _words() -> dict[str, Any]:
    """Return what every template may call."""
    other = "en" if g.lang == "da" else "da"
    switch = {**request.args.to_dict(), "lang": other}
    kept = {name: g.typed[name] for name in CARRIED if g.typed.get(name)}
    carried = kept if g.lang == "da" else {**kept, "lang": g.lang}
    spoken = {"lang": g.lang, "other": other, "switched": switch, "carried": carried}
    return {"t": say, "w": in_lang, "pages": PAGES, "within": WITHIN, **spoken}


def _report_style() -> Response:
    return Response(style(), mimetype="text/css")


def _no(refused: HTTPException) -> Response:
    """Return the page that says what is wrong with a request."""
    if isinstance(refused, RequestEntityTooLarge):
        return _said("too_large", TOO_LARGE, _most())
    return _said("no_page" if refused.code == NO_PAGE else "fault", refused.code or FAULT)


def too_large_said() -> Wording:
    """Return that what was sent is too large, in one field's few words."""
    more = WORDS["too_large_more"].each(lambda text: text.format(_most()))
    return WORDS["too_large"] + " " + more


def _most() -> str:
    return f"{(request.max_content_length or 0) // MEGABYTE} MB"


def _fault(fault: Exception) -> Response:
    if os.environ.get("BORGERFLOW_DEBUG") == "1":
        traceback.print_exception(fault)
    return _said("fault", FAULT)


def _said(key: str, code: int, *given: str) -> Response:
    """Return a page, or the JSON that a script asked for, that says one thing in two sentences."""
    g.setdefault("lang", "da")
    g.setdefault("typed", request.args)
    more = say(f"{key}_more").format(*given)
    wants_json = request.accept_mimetypes.best == "application/json"
    page = "" if wants_json else render_template("said.html", title=say(key), more=more)
    response = jsonify(said=f"{say(key)} {more}") if wants_json else Response(page)
    response.status_code = code
    return response
