"""Proposals that are named by files of the user's own, beside those that are named by their ids."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from borgerflow.sim.base.errors import InputError, refuse_lone
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.sim.params import Params

OWN_FILES = (".yaml", ".xlsx")
Named = Sequence[str | Path]


def with_own_files(
    held: "Params", named: Named, home: Path = Path()
) -> tuple["Params", tuple[str, ...]]:
    """Return what is held true with the files among the proposals named, and every id.

    A name that ends in .yaml is a file of the user's own, read beside the packaged proposals,
    its path from ``home`` on; a packaged file is known by its id.

    Raises
    ------
    InputError
        If a name is a workbook.
    """
    ids = ids_of(named)
    packaged = (held.directory / "proposals").resolve()
    files = [home / name for name in dict.fromkeys(map(str, named)) if name.endswith(OWN_FILES)]
    for path in files:
        if path.suffix == ".xlsx":
            first = f"borgerflow proposals new --from {path}."
            raise InputError(
                Wording(
                    f"{path} er et regneark: lav det først om til et forslag med {first}",
                    f"{path} is a workbook: write its proposal first with {first}",
                )
            )
    own = [path for path in files if packaged not in path.resolve().parents]
    return held.with_own(own) if own else held, ids


def ids_of(named: Named) -> tuple[str, ...]:
    """Return the ids of proposals that are named by their ids or their files."""
    refuse_lone("proposals", named)
    return tuple(Path(n).stem if n.endswith(OWN_FILES) else n for n in map(str, named))
