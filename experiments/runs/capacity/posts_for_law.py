"""The posts with which law's dates are kept, and what is kept with them."""

from dataclasses import dataclass, field

from borgerflow.experiments.findings.plain import LEFT_OUT, called
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording


@dataclass(frozen=True)
class PostsForLaw:
    """The change of posts that keeps the law's dates, and the share kept with it; or no search.

    ``fte`` is None where staff alone does not: the share is then that with as many as were tried.
    """

    fte: float | None = field(default=None, metadata=called("fte_for_law"))
    kept: Interval | None = field(default=None, metadata=called("fte_for_law_on_time"))
    kept_in_all: Interval | None = field(  # the months before those hired are there included
        default=None, metadata=called("fte_for_law_on_time_in_all")
    )
    talks: Wording | None = field(default=None, metadata=LEFT_OUT)  # the rhythm; None: as now
