"""One proposal alone, read as it is among the others."""

from borgerflow.sim.params.proposals.proposals import proposal_of, read_proposal_sheet


def read_proposal(path, schemes):
    """Return the proposal of a file."""
    return proposal_of(read_proposal_sheet(path, schemes).content, str(path))
