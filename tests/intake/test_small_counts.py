"""A small count is hidden, and cannot be worked out from the totals that are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.sim.records.small_counts import hidden_counts, worked_out

ROWS, COLUMNS, LEAST, LARGEST = 2, 3, 5, 8
CELLS = ROWS * COLUMNS


def with_totals(cells, columns=COLUMNS):
    """Return a table row by row with all its totals, and which cells each is the sum of."""
    rows = len(cells) // columns
    counts, sums = list(cells), []
    across = [[row * columns + column for column in range(columns)] for row in range(rows)]
    down = [[row * columns + column for row in range(rows)] for column in range(columns)]
    for parts in (*across, *down):
        sums.append((len(counts), parts))
        counts.append(sum(cells[at] for at in parts))
    of_rows = [total for total, _ in sums[:rows]]
    sums.append((len(counts), of_rows))
    sums.append((len(counts), [total for total, _ in sums[rows:-1]]))
    return [*counts, sum(cells)], sums


def possible(counts, sums, hidden):
    """Return the values that each hidden inner cell may have, by trying every table."""
    free = [at for at in range(CELLS) if at in hidden]
    tried = np.indices([LARGEST + 1] * len(free)).reshape(len(free), (LARGEST + 1) ** len(free))
    whole = {at: np.full(tried.shape[1], count) for at, count in enumerate(counts)}
    whole |= dict(zip(free, tried, strict=True))
    for total, parts in sums:
        whole[total] = sum(whole[part] for part in parts)
    shown = [whole[total] == counts[total] for total, _ in sums if total not in hidden]
    fits = np.logical_and.reduce([np.ones(tried.shape[1], bool), *shown])
    return {at: set(whole[at][fits].tolist()) for at in free}


@given(st.lists(st.integers(0, 7), min_size=CELLS, max_size=CELLS))
def test_a_small_count_has_more_than_one_value_that_fits_all_that_is_shown(cells):
    counts, sums = with_totals(cells)
    hidden = hidden_counts(counts, sums, LEAST)
    small = {at for at, count in enumerate(counts) if 0 < count < LEAST}
    assert small <= hidden
    values = possible(counts, sums, hidden)
    for at in small & set(range(CELLS)):
        assert len(values[at]) > 1, (cells, sorted(hidden))


@given(st.lists(st.integers(0, 12), min_size=20, max_size=20), st.integers(1, 9))
def test_no_sum_of_a_larger_table_tells_a_small_count(cells, least):
    counts, sums = with_totals(cells, 5)
    hidden = hidden_counts(counts, sums, least)
    small = {at for at, count in enumerate(counts) if 0 < count < least}
    assert small <= hidden
    assert not worked_out(hidden, sums) & small
    assert all(counts[at] > 0 for at in hidden)


def test_a_single_small_count_takes_the_smallest_of_its_row_with_it():
    counts, sums = [3, 40, 9, 52], [(3, [0, 1, 2])]
    assert hidden_counts(counts, sums, LEAST) == {0, 2}


def test_two_small_counts_in_a_row_need_no_third():
    assert hidden_counts([3, 2, 40, 45], [(3, [0, 1, 2])], LEAST) == {0, 1}


def test_a_small_count_that_is_its_whole_row_hides_the_total_too():
    assert hidden_counts([3, 0, 0, 3], [(3, [0, 1, 2])], LEAST) == {0, 3}


def test_a_cell_between_two_circles_is_told_though_every_row_has_two_hidden():
    """So that counting two in each row and column is not enough."""
    grid = [1, 2, 0, 0, 2, 1, 3, 0, 0, 0, 1, 2, 0, 0, 2, 1]
    counts, sums = with_totals(grid, 4)
    inner = {at for at in range(16) if grid[at]}
    assert worked_out(inner, sums) == {6}
    assert 6 not in worked_out(hidden_counts(counts, sums, 4), sums)


@pytest.mark.parametrize("least", [0, 1])
def test_nothing_is_hidden_where_every_count_may_be_shown(least):
    assert hidden_counts([3, 1, 4], [(2, [0, 1])], least) == frozenset()
