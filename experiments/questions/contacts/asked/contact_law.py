"""The contact rules of some schemes: as law has them on a day, or with another share exempt."""

from collections.abc import Sequence

from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.values import Value
from borgerflow.sim.params.reading.phrases import in_digits

Values = dict[str, Value]  # by parameter of law


def rules_on(book: LawBook, schemes: Sequence[str], day: int) -> Values:
    """Return the contact rules of some schemes in force on a day, and whether each is open then."""
    rules = tuple(f"law.contact.{group}." for group in groups_of(book, schemes))
    closings = (book.schemes[name].closed for name in schemes)
    switches = [closed.switch for closed in closings if closed is not None]
    names = [name for name in book.names if name.startswith(rules)]
    return {name: book.on(name, day) for name in (*names, *switches)}


def exempting(book: LawBook, schemes: Sequence[str], share: float) -> Values:
    """Return that so large a share of the citizens of some schemes is exempt from talks."""
    return {_share(group): share for group in groups_of(book, schemes)}


def groups_of(book: LawBook, schemes: Sequence[str]) -> tuple[str, ...]:
    """Return the groups of contact rules that some schemes are in."""
    return tuple(dict.fromkeys(str(book.schemes[name].contact) for name in schemes))


def refuse_exemption(question: ContactsQuestion, book: LawBook) -> None:
    """Refuse to exempt more than law lets be on the first day, unless that is a what-if."""
    if not question.exempt or question.instead:
        return
    first, most = question.horizon[0], max(question.exempt)
    for group in groups_of(book, question.schemes):
        allowed = float(book.on(_share(group), parse_day(first)))
        if most > allowed:
            law, got, least = book.parameter(_share(group)).law, in_digits(most), in_digits(allowed)
            raise InputError(
                Wording(
                    f"--exempt {got.da} er mere, end loven tillader i {group} den {first} ({law}): "
                    f"skriv højst {least.da}, eller --instead for et regneeksempel i strid med "
                    "loven.",
                    f"--exempt {got.en} is more than law allows in {group} on {first} ({law}): "
                    f"expected {least.en} at most, or --instead for a what-if against the law.",
                )
            )


def _share(group: str) -> str:
    return f"law.contact.{group}.exempt_share"
