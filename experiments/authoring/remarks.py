"""What is said of a proposal that can be read and is odd all the same, and where it says so."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from borgerflow.experiments.findings.rows import Notice
from borgerflow.sim.params import Params, Proposal
from borgerflow.sim.params.proposals.proposals import ProposalForm
from borgerflow.sim.params.reading.faults import Cell
from borgerflow.sim.params.reading.forms import Sheet, read_sheet

Severity = Literal["error", "warning"]
Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Remark:
    """One thing to mend (error) or to think about (warning), and where it stands."""

    rule: str
    severity: Severity
    proposal: str
    path: str
    place: str
    what: Notice
    expected: Notice

    def to_dict(self) -> dict[str, Any]:
        """Return the remark as plain content."""
        return asdict(self)

    def text(self, lang: str) -> str:
        """Return the remark as one paragraph."""
        word = {"error": Notice("fejl", "error"), "warning": Notice("advarsel", "warning")}
        expected = Notice("Ventet", "Expected").text(lang)
        said = f"{self.what.text(lang)} {expected}: {self.expected.text(lang)}"
        return f"{word[self.severity].text(lang)}: {self.path}, {self.place}: {said}"


@dataclass(frozen=True)
class Written:
    """A proposal beside the lines (or cells) it is written on."""

    proposal: Proposal
    sheet: Sheet[ProposalForm]

    def remark(
        self, rule: str, severity: Severity, loc: Loc, what: Notice, expected: Notice
    ) -> Remark:
        """Return a remark on the key at ``loc``."""
        line = self.sheet.line(loc)
        place = line.address if isinstance(line, Cell) else f"line {line}"
        path = str(self.sheet.path)
        return Remark(rule, severity, self.proposal.id, path, place, what, expected)


def written(params: Params, name: str) -> Written:
    """Return a proposal by id with the lines of its file."""
    proposal = params.proposal(name)
    return Written(proposal, read_sheet(Path(proposal.path), ProposalForm))
