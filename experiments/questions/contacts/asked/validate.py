"""What is refused of a question about contacts, in words that name the option."""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params import Params
from borgerflow.sim.world.proposals.activation import course_on
from borgerflow.sim.world.world import World


def refuse_strange(question: ContactsQuestion) -> None:
    """Refuse a question whose parts do not go together."""
    refusal = next(_refusals(question), None)
    if refusal is not None:
        raise InputError(refusal)


def _refusals(question: ContactsQuestion) -> Iterator[str]:
    """Yield why the parts do not go together, the plainest reason first."""
    rhythms = (*question.every, *question.first_half_year, *question.form, *question.activation)
    posts = (*question.fte, *question.caseload)
    if not rhythms and not posts:
        yield (
            "Nothing to try is named: expected --every 2,4,8 or one of --first-half-year, "
            "--form, --activation, --fte, --caseload."
        )
    if posts and not question.capacity:
        yield "--fte and --caseload change nothing with --capacity off: leave it out."
    if posts and question.hire:
        yield "--hire finds the posts itself: expected it without --fte and --caseload."
    if question.hire and not question.capacity:
        yield "--hire has no meaning with --capacity off: posts follow the talks there."
    if question.who:
        yield from _refusals_of_who(question, one_rhythm=len(rhythms) == 1 and not posts)
    if question.mode == "extra_fte" and (posts or not rhythms or question.activation):
        yield "--extra-fte asks of rhythms: expected --every 2,4,8 and no --fte."
    if question.mode == "extra_fte" and question.hire:
        yield "--extra-fte fills its posts itself: expected it without --hire."
    if question.extra_fte is not None and question.extra_fte <= 0:
        yield f"--extra-fte is {question.extra_fte:g}: expected posts above 0."


def _refusals_of_who(question: ContactsQuestion, *, one_rhythm: bool) -> Iterator[str]:
    if question.extra_fte is not None:
        yield "--who and --extra-fte are two questions: expected one of them."
    if len(question.schemes) != 1:
        yield f"--who asks of one scheme: expected one, got {', '.join(question.schemes)}."
    if not one_rhythm or question.form or question.activation:
        yield "--who asks of one rhythm: expected one number after --every."
    if question.hire:
        yield (
            "--who leaves the posts as they are: expected it without --hire, or --capacity off, "
            "where posts follow the talks."
        )


def refuse_schemes(world: World, schemes: Sequence[str]) -> None:
    """Refuse a scheme there is not, one without contacts, and none at all."""
    known = world.scheme_names
    contacted = [name for name, scheme in world.law.schemes.items() if scheme.contact]
    listed = ", ".join(contacted)
    if not schemes:
        raise InputError(f"No scheme is named: expected --scheme and one of {listed}.")
    for name in schemes:
        if name not in known:
            near = nearest(name, known)
            raise InputError(f"No scheme is called {name}.{near} With talks: {listed}.")
        if name not in contacted:
            raise InputError(f"{name} has no talks by law. Schemes with talks: {listed}.")
        if list(schemes).count(name) > 1:
            raise InputError(f"{name} is named twice: expected each scheme once.")


def refuse_empty_window(question: ContactsQuestion) -> None:
    """Refuse weeks of the spell that end before they begin."""
    first, last = question.from_week, question.to_week
    if first < 0:
        raise InputError(f"--from-week is {first:g}: expected 0 or more.")
    if last is not None and last <= first:
        raise InputError(f"--to-week is {last:g}: expected more than --from-week, {first:g}.")


def refuse_beside_activation(question: ContactsQuestion, params: Params) -> None:
    """Refuse options that are about contacts alone, and a scheme where no activation is known."""
    if not question.activation:
        return
    given = {
        "--from-week": question.from_week,
        "--to-week": question.to_week is not None,
        "--weeks-left": question.weeks_left != (None, None),
        "--instead": question.instead,
        "--talk": question.talk,
    }
    for option, value in given.items():
        if value:
            raise InputError(
                f"{option} is about talks: expected --activation without it; --target says whose."
            )
    for scheme in question.schemes:
        course_on(scheme, params)
