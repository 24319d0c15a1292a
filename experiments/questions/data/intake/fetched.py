"""A table asked for at jobindsats, read as a saved answer is."""

from pathlib import Path

from borgerflow.experiments.questions.data.intake.question import Imported
from borgerflow.sim.params import Params
from borgerflow.sim.records.files.jobindsats.client import JobindsatsService
from borgerflow.sim.records.files.jobindsats.reader import extract_of_json
from borgerflow.sim.records.published.canonical import figures_of
from borgerflow.sim.records.published.named import table_named


def fetch_table(
    table: str, periods: int, params: Params, service: JobindsatsService | None = None
) -> Imported:
    """Return the latest periods of a table of jobindsats.

    Raises
    ------
    InputError
        If there is no key, the service refuses, or what it answers cannot be read.
    """
    named = table_named(table, Path(table), params.published, "jobindsats")
    answer = (service or JobindsatsService.of_environment()).table(named, periods)
    extract = extract_of_json(Path(f"jobindsats/{named}"), answer, named, params.published)
    read = figures_of(extract, params.published)
    return Imported("jobindsats", read.table, (read.note,))
