"""What is taken off an effect: what is not carried out, would have come anyway, or is taken.

The file of a proposal may leave these shares out; then the usual ones of
``model/first_guesses.yaml`` hold. Displacement is of jobs: somebody else would have had the job
that one more citizen takes. Nobody else would have had the place in education, the benefit or
the decision; and a fleksjob is subsidised, made for the one who has it.
"""

from typing import Any

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.proposals.mechanisms import MechanismForm
from borgerflow.sim.params.reading.forms import Entry, Sheet
from borgerflow.sim.params.reading.kept import Loc

ORDINARY_JOB = "job"
SHARES = ("implementation", "deadweight", "displacement")
COUNTED = ("inflow", "review", "hours")  # kinds whose effect is a count of successes


class UsualDeadweight(Entry):
    """What would have come anyway: of a ratio to those not helped, and of counted successes."""

    relative: Estimate
    counted: Estimate


class UsualShares(Entry):
    """What holds where the file of a proposal says nothing."""

    implementation: Estimate
    deadweight: UsualDeadweight
    displacement: Estimate

    def of(self, share: str, kind: str) -> Estimate:
        """Return one of the three shares for a mechanism of a kind."""
        if share == "deadweight":
            return self.deadweight.counted if kind in COUNTED else self.deadweight.relative
        return self.displacement if share == "displacement" else self.implementation


def shares_of(form: MechanismForm) -> tuple[str, ...]:
    """Return the shares that can be taken off the effect of a mechanism."""
    return SHARES if leads_to_a_job(form) else SHARES[:2]


def leads_to_a_job(form: MechanismForm) -> bool:
    """Tell whether a mechanism acts on an exit to an ordinary job, in any reading of its words."""
    others = (reading.set.get("exits") for reading in form.readings.values())
    exits = (form.exits, *(named for named in others if isinstance(named, list)))
    return any(ORDINARY_JOB in named for named in exits)


def with_usual_shares(form: MechanismForm, usual: UsualShares | None) -> MechanismForm:
    """Return a mechanism with the usual shares where its file says none.

    A share that cannot be taken off is left away.
    """
    possible = shares_of(form)
    silent = [share for share in possible if getattr(form, share) is None]
    filled = {share: usual.of(share, form.kind) for share in silent} if usual else {}
    away = {share: None for share in SHARES if share not in possible}
    return form.model_copy(update=filled | away)


def refuse_bad_shares(
    sheet: Sheet[Any], loc: Loc, form: MechanismForm, usual: UsualShares | None
) -> None:
    """Refuse a displacement that could act on nothing, and a silence that nothing fills."""
    told = form.displacement
    if told is not None and told.value != 0 and not leads_to_a_job(form):
        raise sheet.fault(
            (*loc, "displacement"),
            Wording(
                f"den trækkes kun fra afgange til {ORDINARY_JOB}, og her er ingen: udelad den.",
                f"it is taken off exits to {ORDINARY_JOB} alone, and there is none here:"
                " leave it out.",
            ),
        )
    silent = [share for share in shares_of(form) if getattr(form, share) is None]
    if silent and usual is None:
        raise sheet.fault(
            (*loc, silent[0]),
            Wording(
                "den skal angives her, for model/first_guesses.yaml har ingen sædvanlige andele.",
                "it is needed here, for model/first_guesses.yaml has no shares that usually hold.",
            ),
        )
