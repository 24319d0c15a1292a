"""What is refused of a question about contacts, in words that name the option; no world is made."""

from collections.abc import Iterator, Mapping

from borgerflow.experiments.findings.question import END, START
from borgerflow.experiments.lookup.proposals import begins_at
from borgerflow.experiments.questions.contacts.asked.command_line import refuse_unknown
from borgerflow.experiments.questions.contacts.asked.contact_law import refuse_exemption, rules_on
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion, Scope
from borgerflow.experiments.questions.contacts.asked.settings import posts_of, rhythms_of
from borgerflow.experiments.questions.contacts.asked.sizes import option_of, refuse_size
from borgerflow.experiments.runs.validate import (
    refuse_before_law,
    refuse_price_year,
    refuse_settings,
    with_days,
)
from borgerflow.experiments.typed.numbers import written
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, read_model
from borgerflow.sim.params.contacts import ContactForms, Teams
from borgerflow.sim.params.patches.catalogue import TALKS, refuse_unmatched
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.world.horizon import horizon_days
from borgerflow.sim.world.municipality import course_on, find_municipality

OF_LAW = ("contact_law", "exempt")  # what is tried of law, the first of each compared with
NO_KIND = Wording("ingen slags samtale", "no kind of talk")
NOTHING_TO_TRY = Wording(
    "Der er ikke angivet noget at undersøge: skriv --rhythm 4/aar eller en af --every, "
    "--first-half-year, --form, --activation, --contact-law, --exempt, --fte, --cut, --cases.",
    "Nothing to try is named: expected --rhythm 4/year or one of --every, "
    "--first-half-year, --form, --activation, --contact-law, --exempt, --fte, --cut, --cases.",
)
POSTS_WITHOUT_LIMIT = Wording(
    "--fte, --cut, --cases og --team ændrer intet med --capacity off: udelad dem.",
    "--fte, --cut, --cases and --team change nothing with --capacity off: leave them out.",
)
HIRE_AND_POSTS = Wording(
    "--hire finder selv årsværkene: udelad --fte og --cut, og skriv højst én --cases.",
    "--hire finds the posts itself: expected no --fte or --cut, and one --cases at most.",
)
HIRE_WITHOUT_LIMIT = Wording(
    "--hire giver ingen mening med --capacity off: dér følger årsværkene samtalerne.",
    "--hire has no meaning with --capacity off: posts follow the talks there.",
)
WHO_AND_EXTRA = Wording(
    "--who og --extra-fte er to spørgsmål: vælg et af dem.",
    "--who and --extra-fte are two questions: expected one of them.",
)
WHO_OF_ONE_RHYTHM = Wording(
    "--who spørger til én rytme: skriv én, fx --rhythm 4/aar, og ingen årsværk.",
    "--who asks of one rhythm: expected one, as --rhythm 4/year, and no posts.",
)
SAVE_ALONE = Wording(
    "--save er et spørgsmål for sig: udelad --who og --extra-fte.",
    "--save is a question of its own: expected neither --who nor --extra-fte.",
)
SAVE_OF_ONE_RHYTHM = Wording(
    "--save spørger, hvem der kan få færre samtaler end nu: skriv én --rhythm, fx --rhythm "
    "6/halvaar, eller én dag i --contact-law, hvis lov er den nuværende rytme, og intet andet.",
    "--save asks who can have fewer talks than now: expected one --rhythm, as --rhythm "
    "6/half-year, or one day of --contact-law whose law is today's rhythm, and nothing else.",
)
SAVE_WITHOUT_LIMIT = Wording(
    "--save lader årsværkene følge samtalerne: skriv --capacity off ved siden af.",
    "--save lets posts follow the talks: expected --capacity off beside it.",
)
WHO_AND_HIRE = Wording(
    "--who ændrer ikke årsværkene: udelad --hire, eller skriv --capacity off, hvor årsværkene "
    "følger samtalerne.",
    "--who leaves the posts as they are: expected no --hire, or --capacity off, "
    "where posts follow the talks.",
)
EXTRA_OF_RHYTHMS = Wording(
    "--extra-fte spørger til rytmer: skriv --rhythm 4/aar uden --fte, --cut og --cases.",
    "--extra-fte asks of rhythms: expected --rhythm 4/year and no --fte, --cut or --cases.",
)
EXTRA_AND_HIRE = Wording(
    "--extra-fte besætter selv sine årsværk: udelad --hire.",
    "--extra-fte fills its posts itself: expected no --hire.",
)


def accepted_contacts(question: ContactsQuestion, params: Params) -> ContactsQuestion:
    """Return a question that holds as far as it can be told without a world.

    Raises
    ------
    InputError
        At the first thing that does not, with the option that says it.
    """
    params = question.held(params)
    refuse_settings(question)
    refuse_sizes(question)
    known = talks_of(params)
    refuse_talk(question.talk, known)
    rhythms_of(question, known.forms)
    posts_of(question)
    refuse_strange(question)
    home = find_municipality(params, question.municipality)
    refuse_unmatched(params, home)
    refuse_price_year(question.price_year, params)
    refuse_schemes(question, params)
    refuse_empty_window(question)
    refuse_beside_activation(question, params)
    refuse_beside_law(question)
    refuse_beside_posts(question)
    refuse_teams(question, params)
    if home.stock is not None:
        begins = begins_at(START, question.municipality, params)
        question = with_days(question, begins, END)
    refuse_before_law(question.horizon[0], home, params)
    horizon_days(*question.horizon)
    refuse_days(question, params)
    refuse_exemption(question, params.law)
    return question


def talks_of(params: Params) -> ContactForms:
    """Return the forms and kinds of talks there are."""
    found = read_model(params.directory / "model" / "talks.yaml", ContactForms)
    return params.patched_form(TALKS, found)


def refuse_talk(talk: str, known: ContactForms) -> None:
    """Refuse a kind of talk there is not; no kind is as the law has it."""
    if talk and talk not in known.kinds:
        listed = ", ".join(known.kinds)
        more = Wording(da=f" Mulige: {listed}.", en=f" Known: {listed}.")
        raise InputError(unknown(NO_KIND, talk, known.kinds).capital() + more)


def refuse_strange(question: ContactsQuestion) -> None:
    """Refuse a question whose parts do not go together."""
    refusal = next(_refusals(question), None)
    if refusal is not None:
        raise InputError(refusal)


def _refusals(question: ContactsQuestion) -> Iterator[Wording]:
    """Yield why the parts do not go together, the plainest reason first."""
    posts = (*question.fte, *question.cut, *question.caseload)
    if not question.tries_rhythms and not posts:
        yield SAVE_OF_ONE_RHYTHM if question.mode == "mix" else NOTHING_TO_TRY
    if (posts or question.team) and not question.capacity:
        yield POSTS_WITHOUT_LIMIT
    if not question.tries_rhythms and posts and not question.names_posts:
        yield _alone(written(question.caseload[0]))
    if question.names_posts and question.hire:
        yield HIRE_AND_POSTS
    if question.hire and not question.capacity:
        yield HIRE_WITHOUT_LIMIT
    for name in OF_LAW:
        values = getattr(question, name)
        if len(values) == 1 and question.mode != "mix":
            yield _nothing_beside(name, str(values[0]))
    if question.mode == "mix":
        yield from _refusals_of_mix(question, bool(posts))
    if question.who:
        yield from _refusals_of_who(question, bool(posts))
    if question.mode == "extra_fte":
        yield from _refusals_of_extra_fte(question, bool(posts))


def _refusals_of_who(question: ContactsQuestion, posts: bool) -> Iterator[Wording]:
    if question.extra_fte is not None:
        yield WHO_AND_EXTRA
    if len(question.schemes) != 1:
        yield _one_scheme(", ".join(question.schemes))
    if len(question.rhythm) != 1 or question.form or question.activation or posts:
        yield WHO_OF_ONE_RHYTHM
    if question.hire:
        yield WHO_AND_HIRE


def _refusals_of_extra_fte(question: ContactsQuestion, posts: bool) -> Iterator[Wording]:
    if posts or not question.tries_rhythms or question.activation or question.tries_law:
        yield EXTRA_OF_RHYTHMS
    if question.hire:
        yield EXTRA_AND_HIRE


def _refusals_of_mix(question: ContactsQuestion, posts: bool) -> Iterator[Wording]:
    if question.who or question.extra_fte is not None:
        yield SAVE_ALONE
    others = question.form or question.activation or question.exempt or posts or question.team
    if len((*question.rhythm, *question.contact_law)) != 1 or others:
        yield SAVE_OF_ONE_RHYTHM
    if question.capacity:
        yield SAVE_WITHOUT_LIMIT


def refuse_sizes(question: ContactsQuestion) -> None:
    """Refuse numbers of a size that makes no sense, from whichever side they come."""
    for name in ("from_week", "to_week", "extra_fte", "save", "accuracy"):
        value = getattr(question, name)
        if value is not None:
            refuse_size(name, value)
    for end in question.weeks_left:
        if end is not None:
            refuse_size("weeks_left", end)
    for posts in question.team.values():
        refuse_size("team", posts)


def refuse_teams(question: ContactsQuestion, params: Params) -> None:
    """Refuse a team there is not, and one that holds none of the contacts asked about."""
    teams = read_model(params.directory / "model" / "teams.yaml", Teams).teams
    groups = {params.law.schemes[name].contact for name in question.schemes}
    asked = [name for name, team in teams.items() if groups & set(team.groups)]
    schemes = ", ".join(question.schemes)
    for name in question.team:
        refuse_unknown("--team", name, teams)
        if name not in asked:
            raise InputError(
                Wording(
                    da=f"--team nævner {name}, som ikke holder samtaler i {schemes}: skriv "
                    f"{' eller '.join(asked)}.",
                    en=f"--team names {name}, which holds no talks of {schemes}: expected "
                    f"{' or '.join(asked)}.",
                )
            )


def refuse_schemes(scope: Scope, params: Params) -> None:
    """Refuse a scheme there is not, one without contacts, and none at all."""
    schemes, known = scope.schemes, params.law.schemes
    contacted = [name for name, scheme in known.items() if scheme.contact]
    listed = ", ".join(contacted)
    if not schemes:
        raise InputError(
            Wording(
                da=f"Ingen ordning er nævnt: skriv --scheme og en af {listed}.",
                en=f"No scheme is named: expected --scheme and one of {listed}.",
            )
        )
    for name in schemes:
        if name not in known:
            more = Wording(da=f" Med samtaler: {listed}.", en=f" With talks: {listed}.")
            raise InputError(unknown(NO_SCHEME, name, known).capital() + more)
        if name not in contacted:
            raise InputError(_without_talks(name, listed))
        if list(schemes).count(name) > 1:
            raise InputError(
                Wording(
                    da=f"{name} er nævnt to gange: skriv hver ordning én gang.",
                    en=f"{name} is named twice: expected each scheme once.",
                )
            )


def _without_talks(name: str, listed: str) -> Wording:
    return Wording(
        da=f"{name} har ingen samtaler efter loven. Ordninger med samtaler: {listed}.",
        en=f"{name} has no talks by law. Schemes with talks: {listed}.",
    )


def refuse_empty_window(question: ContactsQuestion) -> None:
    """Refuse weeks of the spell that end before they begin."""
    first, last = question.from_week, question.to_week
    if last is not None and last <= first:
        got, least = written(last), written(first)
        raise InputError(
            Wording(
                da=f"--to-week er {got}: der skal stå mere end --from-week, {least}.",
                en=f"--to-week is {got}: expected more than --from-week, {least}.",
            )
        )


def refuse_beside_activation(question: ContactsQuestion, params: Params) -> None:
    """Refuse options that are about contacts alone, and a scheme where no activation is known."""
    if not question.activation:
        return
    others = {**_of_contacts_alone(question), "--instead": question.instead}
    for option, value in others.items():
        if value:
            raise InputError(
                Wording(
                    da=f"{option} handler om samtaler: den kan ikke bruges sammen med --activation;"
                    " --target siger, hvem aktiveringen gælder.",
                    en=f"{option} is about talks: expected --activation without it; --target says "
                    "whose.",
                )
            )
    for scheme in question.schemes:
        course_on(scheme, params)


def refuse_beside_law(question: ContactsQuestion) -> None:
    """Refuse options that are about local rules, where the contact rules of law are tried."""
    if not question.tries_law:
        return
    tried = option_of("contact_law" if question.contact_law else "exempt")
    others = {**_of_contacts_alone(question), "--target": bool(question.target)}
    if question.contact_law:
        others["--instead"] = question.instead
    for option, value in others.items():
        if value:
            raise InputError(
                Wording(
                    f"{option} handler om lokale samtaler: den kan ikke bruges sammen med {tried}.",
                    f"{option} is about local talks: expected {tried} without it.",
                )
            )


def refuse_beside_posts(question: ContactsQuestion) -> None:
    """Refuse options that are about local talks, where posts alone are tried."""
    if question.tries_rhythms:
        return
    tried = next(name for name in ("fte", "cut", "caseload") if getattr(question, name))
    others = {
        **_of_contacts_alone(question),
        "--target": bool(question.target),
        "--instead": question.instead,
    }
    for option in (option for option, given in others.items() if given):
        raise InputError(
            Wording(
                f"{option} handler om lokale samtaler og ændrer intet, hvor kun årsværkene "
                f"ændres: udelad den, eller skriv --rhythm ved siden af {option_of(tried)}.",
                f"{option} is about local talks and changes nothing where posts alone change: "
                f"expected {option_of(tried)} without it, or --rhythm beside it.",
            )
        )


def refuse_days(question: ContactsQuestion, params: Params) -> None:
    """Refuse a day of contact rules that is no date, or lies before the first ones known."""
    for text in question.contact_law:
        rules_on(params.law, question.schemes, parse_day(text))


def _of_contacts_alone(question: ContactsQuestion) -> Mapping[str, bool]:
    """Return the options that are about local contacts alone, and whether each is given."""
    return {
        "--from-week": question.from_week > 0,
        "--to-week": question.to_week is not None,
        "--weeks-left": question.weeks_left != (None, None),
        "--talk": bool(question.talk),
    }


def _nothing_beside(name: str, value: str) -> Wording:
    option = option_of(name)
    first = {"contact_law": "2026-06-30,2026-07-01", "exempt": "0,0.25"}[name]
    return Wording(
        f"{option} {value} har intet at blive sammenlignet med: skriv først det, der "
        f"sammenlignes med, fx {option} {first}.",
        f"{option} {value} has nothing to be compared with: expected what it is compared with "
        f"first, as {option} {first}.",
    )


def _alone(caseload: str) -> Wording:
    return Wording(
        da=f"--cases {caseload} har intet at blive sammenlignet med: skriv først det sagstal, "
        "der er i dag, fx --cases 50 --cases 35, eller --team dagpenge=12 ved siden af.",
        en=f"--cases {caseload} has nothing to be compared with: expected the "
        "caseload of today first, as --cases 50 --cases 35, or --team dagpenge=12 beside it.",
    )


def _one_scheme(named: str) -> Wording:
    return Wording(
        da=f"--who spørger til én ordning: skriv én, ikke {named}.",
        en=f"--who asks of one scheme: expected one, got {named}.",
    )
