"""How fast the terminal is there, and how much memory the bot takes with Slack and Discord connected.

Runs against the stand-ins of ``tests/e2e``, so inside ``tests/e2e/loopback.sh`` and after ``make e2e`` has set them up.
"""

import os
import pty
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from adapters.terminal.keyboard import PROMPT
from benchmarks.figures import Figure
from tests.e2e.both import both

ROOT = Path(__file__).parents[1]
STARTS = 7
IDLE_SECONDS = 30


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name, both(Path(name)) as house:
        starts = [_first_prompt({**house.environment, "TERM": "xterm"}) for _ in range(STARTS)]
        yield Figure("start-up to the first terminal prompt, median", statistics.median(starts), 1.5, "s")
        process = house.start().pid
        time.sleep(IDLE_SECONDS)
        yield Figure("bot process idle, Slack and Discord connected, RSS", _memory(process, "Rss"), 120, "MB")
        family = [process, *_children(process)]
        yield Figure("all its processes together, PSS", sum(_memory(one, "Pss") for one in family), 160, "MB")


def _first_prompt(environment: dict[str, str]) -> float:
    """Seconds from the call to the prompt, on a terminal of its own."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execvpe(sys.executable, [sys.executable, "-m", "bot", "chat"], environment)
    seen = ""
    while PROMPT.strip() not in seen:
        if not select.select([terminal], [], [], 30)[0]:
            raise SystemExit("there was no prompt in 30 s")
        seen += os.read(terminal, 4096).decode(errors="replace")
        if "\x1b[6n" in seen:  # the prompt asks where the cursor is before it draws itself
            os.write(terminal, b"\x1b[1;1R")
            seen = seen.replace("\x1b[6n", "")
    took = time.perf_counter() - start
    os.write(terminal, b"\x04")
    os.close(terminal)
    os.waitpid(process, 0)
    return took


def _memory(process: int, kind: str) -> float:
    """Megabytes of 2**20 bytes, as the kernel counts them."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1024


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [int(one) for one in found] + [grand for one in found for grand in _children(int(one))]
