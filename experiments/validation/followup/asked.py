"""What is asked of a forecast and of what came: two files, and what is refused of them unread."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.store.provenance import digest_of_file
from borgerflow.experiments.validation.forecast.asked import ENDING
from borgerflow.experiments.validation.forecast.document import EXPECTED
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.found import refuse_no_file

EXPECTED_ACTUALS = Wording(
    da="; der skal bruges tal: det, import skriver, eller en CSV med figure;period;value.",
    en="; expected figures: what import writes, or a CSV with figure;period;value.",
)


@dataclass(frozen=True, kw_only=True)
class FollowupQuestion:
    """Whether what came lies where it was expected, small counts of people not shown."""

    forecast: str
    actuals: str
    smallest_count: int = 1

    replications = 1

    @property
    def study(self) -> str:
        """Return the name under which the answer is kept."""
        return f"followup/{folder_name(Path(self.forecast).stem)}"

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        files = {"forecast": Path(self.forecast), "actuals": Path(self.actuals)}
        told = {name: {"file": p.name, "digest": digest_of_file(p)} for name, p in files.items()}
        return {"kind": "followup", "smallest_count": self.smallest_count, **told}


def accepted_followup(question: FollowupQuestion) -> FollowupQuestion:
    """Return the question, if both files are there."""
    forecast, actuals = Path(question.forecast), Path(question.actuals)
    for file in (forecast, actuals):
        refuse_cpr_name(file.name)
    refuse_no_file(forecast, EXPECTED, (ENDING,))
    refuse_no_file(actuals, EXPECTED_ACTUALS)
    return question
