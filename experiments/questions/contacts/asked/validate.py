"""What is refused of a question about contacts, in words that name the option."""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.questions.contacts.asked.command_line import refuse_unknown
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.sizes import refuse_size
from borgerflow.experiments.questions.contacts.simulation.worlds import teams_of
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
    posts = (*question.fte, *question.caseload)
    if not question.tries_rhythms and not posts:
        yield (
            "Nothing to try is named: expected --rhythm 4/year or one of --every, "
            "--first-half-year, --form, --activation, --fte, --cases."
        )
    if (posts or question.team) and not question.capacity:
        yield "--fte, --cases and --team change nothing with --capacity off: leave it out."
    if not question.tries_rhythms and posts and not question.fte and not question.caseloads_tried:
        yield (
            f"--cases {question.caseload[0]:g} has nothing to be compared with: expected the "
            "caseload of today first, as --cases 50 --cases 35, or --team dagpenge=12 beside it."
        )
    if (question.fte or question.caseloads_tried) and question.hire:
        yield "--hire finds the posts itself: expected it without --fte and without more --cases."
    if question.hire and not question.capacity:
        yield "--hire has no meaning with --capacity off: posts follow the talks there."
    if question.who:
        yield from _refusals_of_who(question, bool(posts))
    if question.mode == "extra_fte":
        yield from _refusals_of_extra_fte(question, bool(posts))


def _refusals_of_who(question: ContactsQuestion, posts: bool) -> Iterator[str]:
    if question.extra_fte is not None:
        yield "--who and --extra-fte are two questions: expected one of them."
    if len(question.schemes) != 1:
        yield f"--who asks of one scheme: expected one, got {', '.join(question.schemes)}."
    if len(question.rhythm) != 1 or question.form or question.activation or posts:
        yield "--who asks of one rhythm: expected one, as --rhythm 4/year, and no posts."
    if question.hire:
        yield (
            "--who leaves the posts as they are: expected it without --hire, or --capacity off, "
            "where posts follow the talks."
        )


def _refusals_of_extra_fte(question: ContactsQuestion, posts: bool) -> Iterator[str]:
    if posts or not question.tries_rhythms or question.activation:
        yield "--extra-fte asks of rhythms: expected --rhythm 4/year and no --fte or --cases."
    if question.hire:
        yield "--extra-fte fills its posts itself: expected it without --hire."


def refuse_sizes(question: ContactsQuestion) -> None:
    """Refuse numbers of a size that makes no sense, from whichever side they come."""
    for name in ("from_week", "to_week", "extra_fte"):
        value = getattr(question, name)
        if value is not None:
            refuse_size(name, value)
    for end in question.weeks_left:
        if end is not None:
            refuse_size("weeks_left", end)
    for posts in question.team.values():
        refuse_size("team", posts)


def refuse_teams(world: World, question: ContactsQuestion) -> None:
    """Refuse a team there is not, and one that holds none of the contacts asked about."""
    asked = teams_of(world, question.schemes)
    for name in question.team:
        refuse_unknown("--team", name, world.team_names)
        if name not in asked:
            raise InputError(
                f"--team names {name}, which holds no talks of {', '.join(question.schemes)}: "
                f"expected {' or '.join(asked)}."
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
