"""Where a municipality that is made may be written: refused before anything is simulated."""

from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.municipalities.factor_draws import draws_file

ENDING = ".yaml"


def refuse_out(name: str, out: Path) -> None:
    """Refuse a file that is not called as the municipality, is there already, or has no folder."""
    refuse_cpr_name(out)
    got = Wording("--out er ", "--out is ") + quoted(str(out))
    if out.name != f"{name}{ENDING}":
        raise InputError(got + Wording(": der skal stå ", ": expected ") + f"{name}{ENDING}.")
    for path in (out, draws_file(out)):
        if path.exists() or path.is_symlink():
            said = Wording(
                f": {path.name} findes allerede; vælg et nyt filnavn.",
                f": {path.name} exists; expected a new file.",
            )
            raise InputError(got + said)
    if not out.parent.is_dir():
        said = Wording(
            ": vælg en fil i en mappe, der findes.", ": expected a file in a folder there is."
        )
        raise InputError(got + said)
