"""A heap of whole numbers in an array: the smallest first (compiled; `heapq` needs a list)."""

from borgerflow.sim.base.arrays import Ints


def push(heap: Ints, size: int, key: int) -> None:
    """Put a key into a heap of a size; there must be room."""
    place = size
    while place > 0 and heap[(place - 1) // 2] > key:
        heap[place] = heap[(place - 1) // 2]
        place = (place - 1) // 2
    heap[place] = key


def pop(heap: Ints, size: int) -> int:
    """Return the smallest key of a heap of a size and take it out."""
    smallest: int = heap[0]
    key, place = heap[size - 1], 0  # the last key sinks from the top to where it fits
    while 2 * place + 1 < size - 1:
        child = 2 * place + 1
        if child + 1 < size - 1 and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = key
    return smallest
