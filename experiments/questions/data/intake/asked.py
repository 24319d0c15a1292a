"""What is asked of a file that comes in, and what is refused of it before it is read."""

import os
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.found import EXTRACTS, refuse_no_file

# Who reads each kind of file: ``reader(file, params, ...)`` returns its table and its note.
READERS = {
    "statbank": "borgerflow.sim.records.files.statbank.reader:read_statbank",
    "jobindsats": "borgerflow.sim.records.files.jobindsats.reader:read_jobindsats",
    "exposure": "borgerflow.sim.records.exposure:read_exposure",
}
ENDINGS = (".csv", ".parquet")
A_FILE = Wording(
    da="; der skal bruges en fil, der er hentet.", en="; expected a file that was saved."
)


def refuse_at_once(file: Path, out: Path | None) -> None:
    """Refuse a file that is not there, a name with a CPR number, and a place for no table."""
    refuse_cpr_name(file.name)
    refuse_no_file(file, A_FILE, EXTRACTS)
    if out is not None:
        refuse_no_place(out)
        _refuse_itself(file, out)


def _refuse_itself(file: Path, out: Path) -> None:
    """Refuse to write the table in the place of the file that it is read from."""
    if os.path.exists(out) and os.path.samefile(file, out):
        said = Wording(
            " er filen, der læses; vælg et andet navn.",
            " is the file that is read; expected another name.",
        )
        raise InputError(Wording("--out ", "--out ") + quoted(str(out)) + said)


def refuse_no_place(out: Path) -> None:
    """Refuse a file to be written that is neither CSV nor Parquet, or lies in no folder."""
    refuse_cpr_name(out)
    got = Wording("--out er ", "--out is ") + quoted(str(out))
    if out.suffix.lower() not in ENDINGS:
        said = Wording(
            ": vælg en fil, der ender på .csv eller .parquet.",
            ": expected a file that ends in .csv or .parquet.",
        )
        raise InputError(got + said)
    if not os.path.isdir(out.parent) or os.path.isdir(out):
        said = Wording(
            ": vælg en fil i en mappe, der findes.", ": expected a file in a folder there is."
        )
        raise InputError(got + said)
