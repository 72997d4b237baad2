"""Persons rendered to CVs, one shape a class."""

from dataclasses import dataclass

from tests.cvs.people import PEOPLE
from tests.cvs.person import Person
from tests.cvs.shapes import academic, documents, forms, markdown, plain, sources
from tests.cvs.shapes.layout import Layout

SHAPES: dict[str, type[Layout]] = {
    shape.name: shape for module in (markdown, plain, forms, academic, sources, documents) for shape in module.SHAPES
}


@dataclass(frozen=True)
class Rendering:
    """A CV of an invented person: the file, what is right about it, and what mutations need to know of it."""

    shape: str
    file: str
    data: bytes
    expected: Person
    dates: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def render(shape: str, person: Person) -> Rendering:
    layout = SHAPES[shape](person)
    data = layout.data()
    return Rendering(
        shape,
        f"{person.key}{layout.suffix}",
        data,
        layout.person,
        tuple(layout.printed_dates),
        tuple(layout.printed_headings),
    )


TEXTS = tuple(shape.name for module in (markdown, plain, forms, academic) for shape in module.SHAPES)
"""The shapes that are text, which mutations spoil."""


def renderings(shape: str) -> list[Rendering]:
    """The shape's CVs: of every person who would send one of this shape."""
    return [render(shape, person) for person in PEOPLE.values() if SHAPES[shape].suits(person)]
