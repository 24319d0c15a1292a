"""From a question to what is tried: checked, with its municipality and its settings."""

from dataclasses import dataclass

from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.settings import (
    Posts,
    Rhythm,
    Setting,
    posts_of,
    rhythms_of,
    settings_of,
)
from borgerflow.experiments.questions.contacts.asked.sizes import caseload_label
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts, talks_of
from borgerflow.experiments.questions.contacts.finding import AS_NOW
from borgerflow.sim.base.clock import year_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.world.world import World, load_world


@dataclass(frozen=True)
class Design:
    """A question that holds, its municipality as it is, and the settings to try there."""

    question: ContactsQuestion
    bare: World
    rhythms: tuple[Rhythm, ...]
    settings: tuple[Setting, ...]
    posts_now: Posts | None = None  # a caseload; None: as the team is said to have, or needs
    law_now: Rhythm | None = None  # the contact rules that are compared with; None: as they are

    @property
    def compared_with(self) -> Wording:
        """Return what the baseline is called, where no caseload is said."""
        if self.question.mode == "mix":
            today = self.rhythms[0].label
            return Wording(f"samtaler som nu ({today.da})", f"talks as now ({today.en})")
        return AS_NOW if self.law_now is None else self.law_now.label

    @property
    def baseline_label(self) -> Wording:
        """Return what the baseline is called: by the caseload of now, if one is said."""
        now = self.question.caseload_now
        return self.compared_with if now is None else caseload_label(now)

    @property
    def price_year(self) -> int:
        """Return the year whose prices the amounts are in."""
        return self.question.price_year or year_of(self.bare.start_day)


def design_of(question: ContactsQuestion, params: Params) -> Design:
    """Return what is tried; a question that does not hold is refused."""
    question = accepted_contacts(question, params)
    params = question.held(params)
    posts = posts_of(question)
    read = rhythms_of(question, talks_of(params).forms)
    rhythms = tuple(each.under(params.law, question.schemes) for each in read)
    world = load_world(
        question.municipality,
        start=question.horizon[0],
        end=question.horizon[1],
        params=params,
        population=question.population,
        contact_effects=question.effects,
    )
    bare = world if question.accuracy is None else world.exempting(question.accuracy)
    law_now, rhythms = (rhythms[0], rhythms[1:]) if question.tries_law else (None, rhythms)
    if law_now is not None:
        bare = bare.with_law(dict(law_now.law))
    tried = [
        each for each in posts if each.kind != "caseload" or each.number in question.caseloads_tried
    ]
    now = posts[0] if question.caseload_now is not None else None
    settings = () if question.mode == "mix" else settings_of(rhythms, tried)
    return Design(question, bare, rhythms, settings, now, law_now)
