"""Runs the benchmarks named (all without names) and prints each figure with its target; exit 1 where one is missed."""

import importlib
import sys

from benchmarks.figures import HEADINGS

KINDS = {
    "footprint": "benchmarks.footprint",
    "import": "benchmarks.imports",
    "search": "benchmarks.searches",
    "slack": "benchmarks.slack",
    "discord": "benchmarks.discord",
    "digests": "benchmarks.digests",
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(KINDS):
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There is {', '.join(KINDS)}.", file=sys.stderr)
        return 2
    missed = 0
    print(HEADINGS)
    for name in names or KINDS:
        for figure in importlib.import_module(KINDS[name]).measure():
            missed += not figure.met
            print(figure.line(), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
