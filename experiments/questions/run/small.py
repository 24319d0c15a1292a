"""The first stocks of lives that begin with real people: small counts of them hidden."""

from dataclasses import replace

from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.sim.records.small_counts import hidden_counts, told_hidden


def without_small_first_stocks(finding: RunFinding, smallest: int) -> RunFinding:
    """Return a finding whose stocks of the first day do not tell of few people.

    On that day each scheme has as many as a table of real people counts; who they are, and all
    that follows, is simulated. Everybody together is known: the residents of the municipality.
    """
    first = [row for row in finding.stocks if row.month == finding.stocks[0].month]
    counts = [row.persons.mean if row.persons else 0.0 for row in first]
    everybody = len(counts), range(len(counts))
    hidden = hidden_counts([*counts, sum(counts)], [everybody], smallest)
    if not hidden:
        return finding
    shown = tuple(
        replace(row, persons=None) if place in hidden else row for place, row in enumerate(first)
    )
    warnings = (*finding.warnings, told_hidden(smallest))
    return replace(finding, stocks=(*shown, *finding.stocks[len(first) :]), warnings=warnings)
