"""Compulsory activation in a question about talks: what is refused, and what is to be told."""

from collections.abc import Sequence
from typing import Literal

from borgerflow.experiments.questions.contacts.asked.settings import Posts, Rhythm, Scope
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params
from borgerflow.sim.world.proposals.activation import course_on


def asks_for_activation(rhythms: Sequence[Rhythm]) -> bool:
    """Tell whether compulsory activation is tried."""
    return any(rhythm.kind == "activation" for rhythm in rhythms)


def refuse_beside_activation(rhythms: Sequence[Rhythm], scope: Scope, params: Params) -> None:
    """Refuse options that are about talks alone, and a scheme where no activation is known."""
    if not asks_for_activation(rhythms):
        return
    given = {
        "--from-week": scope.from_week,
        "--to-week": scope.to_week is not None,
        "--weeks-left": scope.weeks_left != (None, None),
        "--instead": scope.instead,
        "--talk": scope.talk,
    }
    for option, value in given.items():
        if value:
            raise InputError(
                f"{option} is about talks: expected --activation without it; --target says whose."
            )
    for scheme in scope.schemes:
        course_on(scheme, params)


Asked = Literal["settings", "who", "extra_fte"]
NO_LOCAL_POLICY = ("form", "activation")  # ask for none


def refuse_strange(
    asked: Asked,
    schemes: Sequence[str],
    rhythms: Sequence[Rhythm],
    posts: Sequence[Posts],
    extra_fte: float | None,
    *,
    capacity: bool,
    hire: bool,
    who: bool,
) -> None:
    """Refuse a question whose parts do not go together."""
    if not rhythms and not posts:
        raise InputError(
            "Nothing to try is named: expected --every 2,4,8 or one of --first-half-year, "
            "--form, --activation, --fte, --caseload."
        )
    if posts and not capacity:
        raise InputError("--fte and --caseload change nothing with --capacity off: leave it out.")
    if posts and hire:
        raise InputError("--hire finds the posts itself: expected it without --fte and --caseload.")
    if hire and not capacity:
        raise InputError("--hire has no meaning with --capacity off: posts follow the talks there.")
    if who and extra_fte is not None:
        raise InputError("--who and --extra-fte are two questions: expected one of them.")
    if who and len(schemes) != 1:
        raise InputError(f"--who asks of one scheme: expected one, got {', '.join(schemes)}.")
    if who and (posts or len(rhythms) != 1 or rhythms[0].kind in NO_LOCAL_POLICY):
        raise InputError("--who asks of one rhythm: expected one number after --every.")
    if asked == "extra_fte" and (posts or not rhythms or rhythms[0].kind == "activation"):
        raise InputError("--extra-fte asks of rhythms: expected --every 2,4,8 and no --fte.")
    if who and hire:
        raise InputError(
            "--who leaves the posts as they are: expected it without --hire, or --capacity off, "
            "where posts follow the talks."
        )
    if asked == "extra_fte" and hire:
        raise InputError("--extra-fte fills its posts itself: expected it without --hire.")
    if extra_fte is not None and extra_fte <= 0:
        raise InputError(f"--extra-fte is {extra_fte:g}: expected posts above 0.")


def refuse_empty_window(scope: Scope) -> None:
    """Refuse weeks of the spell that end before they begin."""
    if scope.from_week < 0:
        raise InputError(f"--from-week is {scope.from_week:g}: expected 0 or more.")
    if scope.to_week is not None and scope.to_week <= scope.from_week:
        raise InputError(
            f"--to-week is {scope.to_week:g}: expected more than --from-week, {scope.from_week:g}."
        )
