"""What compiles, or is compiled, kept from deafness to Ctrl-C."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from borgerflow.experiments.runs.pool import LISTENS_EVERY

T = TypeVar("T")


def interruptible(task: Callable[[], T]) -> T:
    """Return what a task returns that compiles, or is compiled: Ctrl-C is heard meanwhile.

    The compiler and machine code hear nothing until they are done, which may take seconds. They
    work in a thread beside the one that waits; who stops waiting leaves it to end with the process.
    """
    done: Future[T] = Future()

    def work() -> None:
        try:
            done.set_result(task())
        except BaseException as error:
            done.set_exception(error)

    beside = Thread(target=work, daemon=True)
    beside.start()
    while beside.is_alive():
        beside.join(LISTENS_EVERY)
    return done.result()
