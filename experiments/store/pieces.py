"""A table too long to be held at once, written piece by piece."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def write_in_pieces(path: Path, pieces: Iterable[pd.DataFrame]) -> None:
    """Write pieces of one table, which have the same columns, as one Parquet file."""
    with ExitStack() as stack:
        writer: pq.ParquetWriter | None = None
        for piece in pieces:
            table = pa.Table.from_pandas(piece, preserve_index=False)
            if writer is None:
                writer = stack.enter_context(pq.ParquetWriter(path, table.schema))
            writer.write_table(table)
