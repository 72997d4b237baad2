"""What is to be said once work takes long: one thread looks after all that is going on, for most is done before."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

LOOKS_EVERY = 0.1
"""Seconds; so much later than asked for, at most, it is said."""

_at_work: dict[object, tuple[float, Callable[[], None]]] = {}
"""What is called at which moment."""
_lock = threading.Lock()
_awaited = threading.Event()
_looking: list[threading.Thread] = []


@contextmanager
def said_after(seconds: float, say: Callable[[], None]) -> Iterator[None]:
    """Calls ``say``, in a thread of its own, where the work inside takes longer. It may still run when that is done."""
    mine = object()
    with _lock:
        _at_work[mine] = time.monotonic() + seconds, say
        if not _looking:
            _looking.append(threading.Thread(target=_look, name="slack-late", daemon=True))
            _looking[0].start()
    if not _awaited.is_set():
        _awaited.set()
    try:
        yield
    finally:
        with _lock:
            _at_work.pop(mine, None)


def _look() -> None:
    while True:
        _awaited.wait()
        now = time.monotonic()
        with _lock:
            late = [one for one, (when, _) in _at_work.items() if when <= now]
            due = [_at_work.pop(one)[1] for one in late]
            if not _at_work:
                _awaited.clear()
        for say in due:
            with suppress(RuntimeError):  # no thread to be had: the answer itself still comes
                threading.Thread(target=say, name="slack-said", daemon=True).start()
        time.sleep(LOOKS_EVERY)
