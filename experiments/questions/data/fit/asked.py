"""What is asked of a file of spells: one record, and what is refused of it before it is read."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.store.provenance import digest_of_file
from borgerflow.experiments.typed.days import day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.records.files.found import refuse_no_file
from borgerflow.sim.world.municipality import find_municipality


@dataclass(frozen=True, kw_only=True)
class FitQuestion:
    """Which hazards the spells of a file tell.

    ``since`` and ``until`` are the window of plain spells; ``group`` is a column of groups;
    ``municipality`` is that for which params are written, its own factors divided out; ``persons``
    are figures of full-time persons beside those of mean durations. ``smallest_count`` is the least
    count of people that is shown, None for that of params.
    """

    spells: str
    since: str | None = None
    until: str | None = None
    inclusive_ends: bool = False
    group: str | None = None
    frailty: bool = False
    municipality: str | None = None
    persons: str | None = None
    smallest_count: int | None = None

    replications = 1

    @property
    def path(self) -> Path:
        """Return where the spells lie."""
        return Path(self.spells)

    @property
    def persons_path(self) -> Path | None:
        """Return where figures of full-time persons lie, if they are in a file of their own."""
        return None if self.persons is None else Path(self.persons)

    @property
    def study(self) -> str:
        """Return the name under which the answer is kept."""
        return f"fit/{folder_name(self.path.stem)}"

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        content = {"digest": digest_of_file(self.path), "spells": self.path.name}
        beside = self.persons_path
        of_persons = {} if beside is None else {"persons": digest_of_file(beside)}
        return {"kind": "fit", **asdict(self), **content, **of_persons}


def accepted_fit(question: FitQuestion, params: Params) -> FitQuestion:
    """Return the question, if it holds as far as can be told without reading the file."""
    refuse_cpr_name(question.path.name)
    since, until = day("--from", question.since), day("--until", question.until)
    if since is not None and until is not None and since >= until:
        raise InputError(
            Wording(
                f"--until er {question.until}: der skal stå en dag efter --from "
                f"({question.since}).",
                f"--until is {question.until}: expected a day after --from ({question.since}).",
            )
        )
    if question.municipality is not None:
        find_municipality(params, question.municipality)
    refuse_no_file(question.path)
    if question.persons_path is not None:
        refuse_cpr_name(question.persons_path.name)
        refuse_no_file(question.persons_path)
    return question


def refuse_options_of_spells(question: FitQuestion) -> None:
    """Refuse what can be asked of spells alone, where a file holds counts."""
    asked = {
        "--from": question.since,
        "--until": question.until,
        "--inclusive-ends": question.inclusive_ends,
        "--group": question.group,
        "--frailty": question.frailty,
    }
    for option, given in asked.items():
        if given:
            said = Wording(
                " hører til forløb; filen har optalte tal.",
                " belongs to spells; the file has counts.",
            )
            raise InputError(f"{question.path}: {option}" + said)
