"""An answer as a page shows it: how far it is, the report in parts, and what may be downloaded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, render_template, request
from markupsafe import Markup

from borgerflow.app.site import Rooms, in_lang, say
from borgerflow.app.words import (
    AHEAD,
    COMPILING,
    DONE_OF,
    FIRST,
    GOING_ON,
    ONE_AHEAD,
    READ,
    SEARCHING,
    SO_FAR,
    STARTING,
    TRIALS,
    WORDS,
)
from borgerflow.app.work.desk import Desk, Job
from borgerflow.app.work.told import (
    Broken,
    Drawn,
    Dropped,
    Glanced,
    Kept,
    MadeOwn,
    Refused,
    Seen,
    Stopped,
)
from borgerflow.experiments.present.html import sections_of
from borgerflow.experiments.present.numbers import rounded
from borgerflow.experiments.store.documents import REPORT
from borgerflow.sim.base.wording import Wording

PICTURE, TABLE = "<figure", "<table"


@dataclass(frozen=True)
class AnswerParts:
    """A report in the order in which a page shows it."""

    lead: Markup
    picture: Markup
    table: Markup
    rest: Markup


def parts_of(report: str) -> AnswerParts:
    """Return the parts of a report: the answer, the picture, the year table, and all the rest.

    A table has a part of its own where it comes before the picture, or the answer has the picture.
    """
    sections = [Markup(section) for section in sections_of(report)]
    every = range(len(sections))
    picture = next((n for n in every if PICTURE in sections[n]), len(sections))
    before = every[1 : picture or 2]
    table = next((n for n in before if TABLE in sections[n]), 0)
    order = ([0], [picture] if picture else [], [table] if table else [])
    shown = {n for part in order for n in part}
    parts = (*order, [n for n in every if n not in shown])
    return AnswerParts(
        *(Markup("\n").join(sections[n] for n in part if n in every) for part in parts)
    )


@dataclass(frozen=True)
class Shown:
    """How a job stands, in words and in the parts of its report."""

    state: str  # none, waiting, working, done, stopped, refused
    status: str
    done: int = 0
    total: int = 0
    report: str | Path = ""  # its text, or the folder where it lies

    @property
    def parts(self) -> AnswerParts | None:
        """Return the parts of the report, if there is one: read when they are asked for."""
        if isinstance(self.report, Path):
            return parts_of((self.report / REPORT).read_text(encoding="utf-8"))
        return parts_of(self.report) if self.report else None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to come."""
        return self.state not in ("waiting", "working")


def shown(job: Job | None, folder: Path | None, desk: Desk) -> Shown:
    """Return how a job stands; an answer that lies in a folder needs none."""
    if folder is not None:
        return Shown("done", say("done"), report=folder)
    if job is None:
        return Shown("none", "")
    if job.ended is not None:
        return _over(job)
    first = _seen(job)
    done, total = _done(job)
    state = "working" if desk.is_at_work(job) else "waiting"
    return Shown(state, in_lang(_how_far(job, desk)), done, total, first)


def _over(job: Job) -> Shown:
    ended = job.ended
    first = _seen(job)
    if isinstance(ended, Kept):
        return Shown("done", say("done"), report=ended.folder)
    if isinstance(ended, Glanced | Drawn):
        return Shown(
            "done", say("checked" if isinstance(ended, Glanced) else "drawn"), report=first
        )
    if isinstance(ended, MadeOwn):
        return Shown("made", say("place_made"), report=first)
    if isinstance(ended, Stopped):
        return Shown("stopped", say("stopped"), report=ended.folder or first)
    if isinstance(ended, Refused | Broken):
        return Shown("refused", in_lang(ended.said.capital()))
    assert isinstance(ended, Dropped)
    return Shown("none", "")


def _how_far(job: Job, desk: Desk) -> Wording:
    """Return how far a job is: its place in the queue, else what is done of it."""
    ahead = 0 if desk.is_at_work(job) else desk.before(job)
    if ahead:
        return ONE_AHEAD if ahead == 1 else _with(AHEAD, ahead)
    if job.compiling:
        return COMPILING
    return _before_an_answer(job) if job.seen is None else _seen_so_far(job, job.seen)


def _before_an_answer(job: Job) -> Wording:
    starting = WORDS["glancing"] if job.lane == "glance" else STARTING
    return starting if job.moved is None else _with(DONE_OF, *_done(job))


def _seen_so_far(job: Job, seen: Seen) -> Wording:
    """Return what a job has shown, and what it does meanwhile."""
    if not seen.replications:  # figures that were read, and no answer
        return READ if job.moved is None else READ + _with(TRIALS, *_done(job))
    first = _with(FIRST, seen.replications)
    if job.moved is None:
        return first + GOING_ON
    if job.moved.total <= job.replications:
        return first + _with(DONE_OF, *_done(job)) + _net(job)
    return first + _with(SEARCHING, *_done(job))


def _done(job: Job) -> tuple[int, int]:
    return (job.moved.done, job.moved.total) if job.moved else (0, 0)


def _seen(job: Job) -> str:
    return job.seen.report if job.seen else ""


def _net(job: Job) -> Wording:
    net = job.net
    if net is None or net.low is None or net.high is None:
        return Wording("", "")
    told = [[rounded(x, lang) for x in (net.mean, net.low, net.high)] for lang in ("da", "en")]
    return Wording(SO_FAR.da.format(*told[0]), SO_FAR.en.format(*told[1]))


def _with(said: Wording, *given: object) -> Wording:
    return said.each(lambda text: text.format(*given))


def jobs_page(rooms: Rooms) -> Blueprint:
    """Return the addresses at which a page asks how far a job is, stops it or lets it go."""
    page = Blueprint("job", __name__)

    @page.get("/job/<key>")
    def how_far(key: str) -> Response:
        """Return how a job stands; the parts of the answer only where they are new."""
        job = rooms.desk.job(key)
        if job is None:
            abort(404)
        seen = request.args.get("seen", "")
        return jsonify(told(shown(job, None, rooms.desk), version_of(job), seen))

    @page.post("/job/<key>/stop")
    def stop(key: str) -> Response:
        rooms.desk.stop(key)
        return jsonify({})

    @page.post("/job/<key>/release")
    def release(key: str) -> Response:
        rooms.desk.release(key, request.form.get("asker", ""))
        return jsonify({})

    return page


def version_of(job: Job) -> str:
    """Return the name of what an answer holds so far, other whenever its parts are."""
    return f"{job.key}.{job.version}"


def told(now: Shown, version: str, seen: str) -> dict[str, Any]:
    """Return how a job stands, as the script of a page reads it."""
    facts = {"state": now.state, "status": now.status, "done": now.done, "total": now.total}
    facts |= {"over": now.is_over, "version": version}
    if version != seen:
        facts["html"] = render_template("parts.html", parts=now.parts)
    return {**facts, "lang": g.lang}
