"""Which lines and branches `make test` runs, by what they are about: ``python -m tests.covered``.

Runs the tests once more under coverage.py, with all processes that they start, and names the lines that no test runs in what has to be covered whole.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GROUPS = {
    "access": ("bot/chat/access.py", "bot/chat/whose.py", "bot/commands/access.py", "storage/access.py"),
    "digests": ("bot/digests/", "bot/commands/digests.py", "storage/digests.py", "storage/deliveries.py"),
    "store": ("storage/",),
    "reading": ("bot/cv/",),
    "elsewhere": ("",),
}
"""What the paths of each begin with; a file is of the first that it fits."""
WHOLE = ("access", "digests", "store", "reading")
"""Of these every branch has to be run."""


@dataclass
class Covered:
    """How many lines and branches there are, and how many of them no test runs."""

    lines: int = 0
    unrun: int = 0
    branches: int = 0
    untaken: int = 0
    where: dict[str, list[str]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Per cent of lines and branches that were run."""
        every = self.lines + self.branches
        return 100 * (every - self.unrun - self.untaken) / every if every else 100.0


def group_of(path: str) -> str:
    return next(name for name, begins in GROUPS.items() if path.startswith(begins))


def by_group(files: Mapping[str, Any]) -> dict[str, Covered]:
    """What ``coverage json`` says of each file, put together."""
    found: defaultdict[str, Covered] = defaultdict(Covered)
    for path, told in files.items():
        group, summary = found[group_of(path)], told["summary"]
        group.lines += summary["num_statements"]
        group.unrun += summary["missing_lines"]
        group.branches += summary["num_branches"]
        group.untaken += summary["missing_branches"]
        if gaps := [*map(str, told["missing_lines"]), *(f"{a}→{b}" for a, b in told["missing_branches"])]:
            group.where[path] = gaps
    return {name: found[name] for name in GROUPS if name in found}


def lines(found: Mapping[str, Covered]) -> Iterator[str]:
    yield f"{'':10} {'lines':>7} {'unrun':>7} {'branches':>9} {'untaken':>8} {'covered':>9}"
    for name, one in found.items():
        yield f"{name:10} {one.lines:7,} {one.unrun:7,} {one.branches:9,} {one.untaken:8,} {one.share:8.2f}%"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="recruitbot-covered-") as folder:
        data, told = f"--data-file={folder}/covered", Path(folder, "told.json")
        coverage = [sys.executable, "-m", "coverage"]
        tests = ["pytest", "-n", "auto", "--dist", "worksteal", "-q"]
        if code := subprocess.run([*coverage, "run", data, "-m", *tests], stdout=sys.stderr, check=False).returncode:
            return code
        subprocess.run([*coverage, "combine", "-q", data, folder], check=True)
        subprocess.run([*coverage, "json", "-q", data, f"-o{told}"], check=True)
        found = by_group(json.loads(told.read_text(encoding="utf-8"))["files"])
    sys.stdout.write("\n".join(lines(found)) + "\n")
    for name in WHOLE:
        for path, gaps in found[name].where.items():
            sys.stderr.write(f"{path}: {', '.join(gaps)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
