"""Tables of text, aligned for a terminal."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return a plain table: columns as wide as their widest cell, numbers to the right.

    Parameters
    ----------
    head, rows : sequence of str, sequence of sequence of str
        The column names and the cells, already in words.
    right : sequence of int
        Which columns are set to the right.
    """
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]

    def set_out(line: list[str]) -> str:
        cells = [
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join([set_out(lines[0]), "-" * len(set_out(lines[0])), *map(set_out, lines[1:])])


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table, line by line: the first column to the left, numbers to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]

    def set_out(line: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return "  ".join([f"  {first}", *others]).rstrip()

    return [set_out(line) for line in lines]
