"""Whether proposals are fit to be asked about: what they leave out, contradict or overstate.

Reading them is the first check, and refuses at the first thing that does not hold. Here what
can be read is looked over, and everything odd is told at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from borgerflow.experiments.authoring.checks import form
from borgerflow.experiments.authoring.checks.double_counting import double_counting
from borgerflow.experiments.authoring.checks.evidence import beyond_evidence
from borgerflow.experiments.authoring.checks.plausibility import changes_nothing, too_many_reached
from borgerflow.experiments.authoring.checks.reach import (
    Coverage,
    Replication,
    coverage_of,
    empty_targets,
    replication_for,
)
from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.finding import json_text
from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.lookup.cases.catalogue import catalogue_in
from borgerflow.experiments.lookup.check import CHECK_SCHEMA, grades_counted
from borgerflow.experiments.lookup.evidence import evidence_in
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.cases.catalogue import read_case_rules
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.proposals.evidence import EvidenceRow
from borgerflow.sim.world.municipality import municipality_names


@dataclass(frozen=True)
class CheckedForms:
    """What was checked, its count by grade, whom it meets, and everything odd about it."""

    what: str
    grades: Mapping[str, int]
    remarks: tuple[Remark, ...]
    coverage: tuple[Coverage, ...]

    @property
    def errors(self) -> tuple[Remark, ...]:
        """Return the remarks with which nothing can be run."""
        return tuple(remark for remark in self.remarks if remark.severity == "error")

    def to_json(self) -> str:
        """Return the JSON of ``proposals check``."""
        content = {
            "schema": CHECK_SCHEMA,
            "checked": self.what,
            "grades": dict(self.grades),
            "problems": [remark.text("en") for remark in self.errors],
            "findings": [asdict(remark) for remark in self.remarks],
            "met": plain(self.coverage),
        }
        return json_text(content)

    def refuse_errors(self) -> None:
        """Refuse what was checked if anything in it is an error."""
        count = len(self.errors)
        if count:
            raise InputError(
                Wording(
                    f"{count} fejl fundet; se ovenfor.",
                    f"{count} error{'' if count == 1 else 's'} found; see above.",
                )
            )


def check_forms(
    several: Sequence[Written],
    params: Params,
    *,
    together: bool,
    municipality: str | None = None,
    simulated: bool = True,
) -> CheckedForms:
    """Return everything odd about proposals, in their order.

    Parameters
    ----------
    together : bool
        Whether they are meant to run beside each other; else each is looked at alone.
    municipality : str, optional
        Where citizens are counted; by default in the municipality of each proposal.
    simulated : bool
        Whether to live one replication, in order to count whom the mechanisms meet.
    """
    remarks = [remark for one in several for remark in _of_form(one, params)]
    companies = [several] if together else [[one] for one in several]
    for company in companies:
        remarks += double_counting(company, params.law.schemes)
    if together:
        remarks += form.unfit_company(several)
    counts: list[Coverage] = []
    if simulated:
        further, counts = _lived_through(several, params, municipality)
        remarks += further
    names = ", ".join(one.proposal.id for one in several)
    grades = grades_counted([one.proposal for one in several])
    remarks.sort(key=lambda remark: remark.severity)  # errors before warnings
    return CheckedForms(names, grades, tuple(remarks), tuple(counts))


def _of_form(one: Written, params: Params) -> Iterator[Remark]:
    yield from form.unknown_municipality(one, municipality_names(params))
    yield from form.missing_costs(one, _fte_kroner(params))
    yield from form.fewer_posts(one)
    yield from form.sanctions_paid_in_full(one)
    yield from form.staff_beyond_cost(one)
    yield from form.outside_years(one)
    yield from form.odd_grades(one)


def _fte_kroner(params: Params) -> Estimate | None:
    """Return what a full-time post costs, where the folder says so."""
    path = params.directory / "cases" / "rules.yaml"
    return read_case_rules(path).fte_kroner if path.is_file() else None


def _lived_through(
    several: Sequence[Written], params: Params, municipality: str | None
) -> tuple[list[Remark], list[Coverage]]:
    """Return what one replication of each municipality says of its proposals."""
    remarks: list[Remark] = []
    counts: list[Coverage] = []
    evidence, known = evidence_in(params), municipality_names(params)
    acting = [one for one in several if not one.proposal.unanswered]
    catalogue = catalogue_in(params)
    homes = [municipality or one.proposal.municipality for one in acting]
    for home in dict.fromkeys(homes):
        here = [one for one, own in zip(acting, homes, strict=True) if own == home]
        if home not in known and municipality is None:
            continue  # told already, by name
        replication = replication_for(home, [one.proposal for one in here], params)
        for one in here:
            found, further = _met_by(one, replication, evidence)
            counts += found
            remarks += further
            if catalogue is not None:
                remarks += too_many_reached(one, found, catalogue, params.law)
    return remarks, counts


def _met_by(
    one: Written, replication: Replication, evidence: Sequence[EvidenceRow]
) -> tuple[list[Coverage], list[Remark]]:
    counts = [
        coverage_of(replication, one.proposal, mechanism) for mechanism in one.proposal.mechanisms
    ]
    remarks = list(empty_targets(one, counts))
    try:
        remarks += changes_nothing(one, replication.world)
        remarks += beyond_evidence(one, evidence, replication.world)
    except InputError as error:
        remarks.append(one.remark("impossible", ("mechanisms",), error=error.said))
    return counts, remarks
