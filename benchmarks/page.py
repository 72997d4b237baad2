"""docs/figures.md: for each measurement what its command printed, and when and where; nothing else writes there.

``python -m benchmarks.page`` runs the suites named (all without names), with ``MINUTES=N`` a share of the proofs' cases.
The benchmarks write their own sections where ``FIGURES`` names the page.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"
PROOFS = ("python", "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider")
SUITES: dict[str, tuple[str, ...]] = {
    "reading": ("python", "-m", "tests.cvs", "list"),
    "hostile": (*PROOFS, "tests/proofs/test_reading.py"),
    "killed": (
        *(*PROOFS, "tests/proofs/test_crashes.py", "tests/proofs/test_digest_crashes.py"),
        "tests/proofs/test_interrupted.py",
    ),
    "faults": (*PROOFS, "tests/proofs/test_mutants.py"),
    "covered": ("python", "-m", "tests.covered"),
}
"""What a suite prints is its section."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_PROGRESS = re.compile(r"^[.sxFE]*(?: +\[ *\d+%\])?$")
_ROW = "| {0} | {1} | {2} | {3} | {4} |"


def main(names: Sequence[str], page: Path = PAGE) -> int:
    if unknown := set(names) - set(SUITES):
        print(f"There is no suite {', '.join(sorted(unknown))}. There is {', '.join(SUITES)}.", file=sys.stderr)
        return 2
    failed = [name for name in names or SUITES if not _suite(name, page)]
    if failed:
        print(f"Failed, and not written: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _suite(name: str, page: Path) -> bool:
    """Whether it passed, and its section is written."""
    program, *words = SUITES[name]
    done = subprocess.run([sys.executable, *words], stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="", flush=True)
    if not done.returncode:
        told = [line for line in _COLOURS.sub("", done.stdout).splitlines() if not _PROGRESS.match(line)]
        share = [f"MINUTES={os.environ['MINUTES']}"] if os.environ.get("MINUTES") else []
        write(page, name, "```text\n{}\n```".format("\n".join(told).strip("\n")), " ".join((*share, program, *words)))
    return not done.returncode


def table(figures: Iterable[Figure]) -> str:
    """A row for each figure."""
    rows = [_ROW.format(*one.cells) for one in figures]
    return "\n".join([_ROW.format("figure", "measured", "limit", "target", "verdict"), "| --- " * 5 + "|", *rows])


def write(page: Path, name: str, told: str, command: str) -> None:
    """Put a measurement in the place of the one before."""
    text = page.read_text(encoding="utf-8")
    section = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, by `{command}`:\n\n{told}\n"
    page.write_text(with_section(text, name, section), encoding="utf-8")


def with_section(page: str, name: str, section: str) -> str:
    """The page with this between the marks of the name; KeyError where it has none."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marked.search(page):
        raise KeyError(name)
    return marked.sub(lambda found: found[1] + section + found[2], page)


def machine() -> str:
    """``2 CPUs (Xeon), Linux x86_64, Python 3.11.7``: of no machine by its name."""
    processor = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if found := re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text() if cpuinfo.exists() else "", re.MULTILINE):
        processor = found[1].strip()
    kind = f" ({processor})" if processor else ""
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} CPUs{kind}, {system}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
