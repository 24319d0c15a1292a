"""One proposal alone, read as it is among the others."""

from borgerflow.sim.params import load
from borgerflow.sim.params.proposals.proposals import proposal_of, read_proposal_sheet


def read_proposal(path, schemes):
    """Return the proposal of a file, the usual shares where it is silent."""
    usual, law = load().first_guesses.shares, load().law.parameters
    sheet = read_proposal_sheet(path, schemes, usual, law)
    return proposal_of(sheet.content, str(path), usual)
