"""The program itself, started with the name of a file and its own arguments, where its event loop notes how late it hears.

A line for each delay worth telling: when it ended, in seconds of the clock, and its milliseconds.
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import TextIO

from bot.__main__ import main

EVERY = 0.002
WORTH_TELLING = 3.0


class Noting(asyncio.DefaultEventLoopPolicy):
    """Its loops have something to do each `EVERY` seconds."""

    def __init__(self, file: TextIO) -> None:
        super().__init__()
        self._file = file

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        loop.call_soon(self._hear, loop, loop.time())
        return loop

    def _hear(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        late = 1000 * (loop.time() - due)
        if late > WORTH_TELLING:
            self._file.write(f"{time.time()} {late}\n")
        loop.call_later(EVERY, self._hear, loop, loop.time() + EVERY)


def delays(file: Path, since: float) -> list[float]:
    """Milliseconds of each delay that ended since then."""
    rows = (line.split() for line in file.read_text().splitlines())
    return [float(late) for at, late in rows if float(at) >= since]


if __name__ == "__main__":
    with Path(sys.argv[1]).open("w", buffering=1) as notes:
        asyncio.set_event_loop_policy(Noting(notes))
        main(sys.argv[2:], prog_name="recruitbot")
