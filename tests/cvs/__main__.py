"""``python -m tests.cvs``: see a CV of the test set, and what its reading missed, got wrong or invented."""

import sys

import click

from tests.cvs.calibration import TABLE, table
from tests.cvs.corpus import NAMES, cvs, digest, faults, judged, spoilt, total
from tests.cvs.mutations import MUTATIONS, mutated
from tests.cvs.report import PAGE, with_figures
from tests.cvs.score import Score
from tests.cvs.shapes import Rendering

shape_argument = click.argument("shape", type=click.Choice(NAMES))
mutation_option = click.option("--mutation", type=click.Choice(list(MUTATIONS)))


@click.group()
def main() -> None:
    """The project's fictional CVs."""


@main.command("list")
def list_shapes() -> None:
    """The F1 of each shape."""
    for shape in NAMES:
        click.echo(_row(shape, total(cvs(shape))))


@main.command("mutations")
def list_mutations() -> None:
    """The F1 of each mutation over all text shapes."""
    for name in MUTATIONS:
        click.echo(_row(name, total(spoilt(name))))


@main.command()
@shape_argument
@click.argument("person")
@mutation_option
def show(shape: str, person: str, mutation: str | None) -> None:
    """Print one CV."""
    for one in _chosen(shape, person, mutation):
        sys.stdout.buffer.write(one.data)


@main.command()
@shape_argument
@click.argument("person", required=False)
@mutation_option
def check(shape: str, person: str | None, mutation: str | None) -> None:
    """List what was missed, wrong, extra and invented in a shape's CVs, or in one person's."""
    for one in _chosen(shape, person, mutation):
        found = judged(one)
        click.echo(f"\n{one.shape} {one.expected.key}: F1 {found.f1:.3f}")
        for finding in faults(found):
            click.echo(f"  {finding}")
        for what in found.invented:
            click.echo(f"  invented: {what}")
        for what in found.private:
            click.echo(f"  private: {what}")


@main.command("digest")
@click.argument("shapes", nargs=-1, type=click.Choice(NAMES))
def print_digest(shapes: tuple[str, ...]) -> None:
    """Print one number that changes when any reading of these shapes (or of all) changes."""
    click.echo(digest(one for shape in shapes or NAMES for one in cvs(shape)))


@main.command()
def calibrate() -> None:
    """Measure how often each rule is right, and write it down for the confidence of facts."""
    whole = [total(cvs(shape)) for shape in NAMES]
    TABLE.write_text(table(whole, [total(spoilt(name)) for name in MUTATIONS], len(MUTATIONS)), encoding="utf-8")


@main.command()
def report() -> None:
    """Measure everything and write the figures into docs/reading.md."""
    page = with_figures(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(page, encoding="utf-8")
    click.echo(page)


def _chosen(shape: str, person: str | None, mutation: str | None) -> list[Rendering]:
    some = [one for one in cvs(shape) if person in (None, one.expected.key)]
    if not some:
        raise click.BadParameter(f"no CV of {person} in this shape")
    return [mutated(mutation, one) for one in some] if mutation else some


def _row(name: str, score: Score) -> str:
    return f"{name:30} {score.f1:.3f}  P {score.precision:.3f}  R {score.recall:.3f}  invented {len(score.invented)}  private {len(score.private)}"


if __name__ == "__main__":
    main()
