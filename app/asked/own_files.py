"""Proposals and municipalities of one's own, as the app keeps them: by digest, never by a path.

A browser names them by the digest of what they hold; what it sends is no name of a file.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.lookup.law import load_params
from borgerflow.experiments.store.provenance import DIGEST_LENGTH, digest_of
from borgerflow.sim.base.errors import InputError, SeveralFaultsError
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk, write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.own_files import with_own_files
from borgerflow.sim.world.municipality import with_file_of

DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_LENGTH}}}")
OWN = "app-own"  # the folder of them, among the results
NOT_HERE = Wording(
    "Linket nævner et forslag eller en kommune, som ikke findes på denne maskine.",
    "The link names a proposal or a municipality that is not on this machine.",
)


@dataclass(frozen=True)
class House:
    """Where what is held true is read, and where answers and files of one's own are kept."""

    params: Path | None
    results: Path

    def held(self, *digests: str) -> Params:
        """Return what is held true, with files of one's own by their digests; empty ones aside.

        Raises
        ------
        InputError
            If there is no such file, or it does not hold.
        """
        held = load_params(self.params)
        for path in map(self.file, filter(None, digests)):
            with _told_by_name(path):
                if path.parent.parent.name == PROPOSALS:
                    held, _ = with_own_files(held, [str(path)])
                    held.proposal(path.stem)  # read here, where what does not hold is told
                else:
                    held, _ = with_file_of(held, str(path))
        return held

    def file(self, digest: str) -> Path:
        """Return the file of a digest.

        Raises
        ------
        InputError
            If there is none.
        """
        if DIGEST.fullmatch(digest):
            for kind in (PROPOSALS, MUNICIPALITIES):
                found = sorted((self.results / OWN / kind / digest).glob("*.yaml"))
                if len(found) == 1:
                    return found[0]
        raise InputError(NOT_HERE)

    def keep(self, kind: str, name: str, text: str) -> str:
        """Return the digest under which a file of one's own is kept from now on."""
        digest = digest_of({kind: name, "text": text})
        folder = self.results / OWN / kind / digest
        path = folder / f"{name}.yaml"
        with refusing_a_bad_disk(not_written(path)):
            folder.mkdir(parents=True, exist_ok=True)
            write_text(path, text)
        return digest


@contextmanager
def _told_by_name(path: Path) -> Iterator[None]:
    """Tell the first thing that does not hold of a file, and not where the file lies."""
    try:
        yield
    except InputError as refused:
        faults = refused.faults if isinstance(refused, SeveralFaultsError) else (refused,)
        more = len(faults) - 1
        said = faults[0].said.each(lambda text: text.replace(str(path), path.name))
        if more:
            said += Wording(f" Flere fejl i filen: {more}.", f" More faults in the file: {more}.")
        raise InputError(said) from None


PROPOSALS, MUNICIPALITIES = "proposals", "municipalities"
