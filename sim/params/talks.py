"""The estimates about talks: forms and kinds, what talks do, and the teams that hold them.

Each form below is one file of ``params/model``; `talk_tables` checks the names of schemes.
"""

from pydantic import Field

from sim.params.estimates import Estimate
from sim.params.reading import Entry, Label, Text


class TalkForm(Entry):
    """How a talk is held, beside a talk in person."""

    label: Label
    minutes: Estimate
    effect: Estimate


class TalkKind(Entry):
    """What a talk is: how long in person, what others are paid for it, and its effect."""

    label: Label
    minutes: Estimate
    kroner: Estimate
    effect: Estimate


class TalkForms(Entry):
    """``model/talks.yaml``."""

    forms: dict[str, TalkForm]
    kinds: dict[str, TalkKind]


class ActivationEffects(Entry):
    """What compulsory activation does in one scheme: factors on the hazards of ``exits``.

    ``threat`` holds in the weeks ahead of it, ``lock_in`` while it lasts, ``effect`` once it is
    completed.
    """

    exits: tuple[Text, ...] = Field(min_length=1)
    threat: Estimate
    threat_weeks: Estimate
    lock_in: Estimate
    effect: Estimate
    lasts_weeks: Estimate


class ActivationCourse(Entry):
    """What compulsory activation takes in one scheme, whatever it does."""

    weeks: Estimate
    completion: Estimate
    kroner_per_week: Estimate  # paid to others, in prices of 2019


class ActivationCourses(Entry):
    """``model/activation.yaml``."""

    courses: dict[str, ActivationCourse]


class SchemeEffects(Entry):
    """What talks do in one scheme.

    ``exits`` holds the factor on each hazard while the effect is at its strongest, ``gain`` the
    share of the strength still missing that a talk gives. Talks due before
    ``from_week`` of a stay give none.
    """

    from_week: Estimate | None = None
    gain: Estimate
    half_life_weeks: Estimate
    displacement: Estimate | None = None
    exits: dict[str, Estimate]
    activation: ActivationEffects | None = None

    def less_displaced(self, factor: float) -> float:
        """Return what is left of a factor when what is taken from others is taken off."""
        taken = self.displacement.value if self.displacement and factor > 1 else None
        return 1 + (factor - 1) * (1 - (taken or 0.0))


class Preset(Entry):
    """A belief about what talks do, scheme by scheme; in the others they do nothing."""

    label: Label
    note: Text | None = None
    schemes: dict[str, SchemeEffects] = Field(default_factory=dict)


class ContactEffects(Entry):
    """``model/contact_effects.yaml``."""

    presets: dict[str, Preset]


class Team(Entry):
    """Who holds the talks of some groups of ``law/contact.yaml``."""

    label: Label
    groups: tuple[Text, ...]
    cases_per_fte: Estimate | None = None


class NoShows(Entry):
    """How often citizens called to a talk stay away, and what then."""

    share: Estimate
    minutes: Estimate
    rebooked_after_days: Estimate


class Teams(Entry):
    """``model/teams.yaml``."""

    teams: dict[str, Team]
    hours_per_day: Estimate
    direct_share: Estimate
    away_share: Estimate
    turnover_per_year: Estimate
    vacancy_weeks: Estimate
    hiring_lag_months: Estimate
    utilisation: Estimate
    booked_ahead_days: Estimate
    no_shows: NoShows
