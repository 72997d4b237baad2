"""Runs the benchmarks named (all without names) and prints each figure with its target; exit 1 where one is missed.

Where ``FIGURES`` names a page, each writes its section of it: see `benchmarks.page`.
"""

import importlib
import os
import sys
from pathlib import Path

from benchmarks import page
from benchmarks.figures import HEADINGS, Figure

KINDS = {
    "footprint": "benchmarks.footprint",
    "import": "benchmarks.imports",
    "search": "benchmarks.searches",
    "slack": "benchmarks.slack",
    "discord": "benchmarks.discord",
    "digests": "benchmarks.digests",
    "tenants": "benchmarks.tenants",
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(KINDS):
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There is {', '.join(KINDS)}.", file=sys.stderr)
        return 2
    missed, figures_page = 0, os.environ.get("FIGURES")
    print(HEADINGS)
    for name in names or KINDS:
        figures: list[Figure] = []
        for figure in importlib.import_module(KINDS[name]).measure():
            figures.append(figure)
            missed += not figure.met
            print(figure.line(), flush=True)
        if figures_page:
            page.write(Path(figures_page), section(name, Path(figures_page)), page.table(figures), called(name))
    return 1 if missed else 0


def section(name: str, figures_page: Path) -> str:
    """The one of so many people in these databases, where the page has it: of a million nobody measures every time."""
    many = f"{name} of {int(os.environ.get('PROFILES') or 0):,}"
    page_text = figures_page.read_text(encoding="utf-8")
    own = (f"{many} in {os.environ.get('DATABASES') or ''}", many)
    return next((one for one in own if f"<!-- {one} -->" in page_text), name)


def called(name: str) -> str:
    """The call that measures the same again."""
    more = [f"{setting}={given}" for setting in ("PROFILES", "DATABASES", "KEEP") if (given := os.environ.get(setting))]
    return " ".join((f"make bench ONLY={name}", *more))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
