"""Runs the benchmarks named (all without names) and prints each figure with its target; exit 1 where one is missed."""

import sys

from benchmarks import footprint

KINDS = {"footprint": footprint.measure}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(KINDS):
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There is {', '.join(KINDS)}.", file=sys.stderr)
        return 2
    missed = 0
    print(f"{'figure':52} {'measured':>12} {'target':>12}  verdict")
    for name in names or KINDS:
        for figure in KINDS[name]():
            met = figure.value <= figure.target
            missed += not met
            measured, target = f"{figure.value:.2f} {figure.unit}", f"{figure.target:g} {figure.unit}"
            print(f"{figure.name:52} {measured:>12} {target:>12}  {'met' if met else 'missed'}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
