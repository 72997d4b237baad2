"""A question names what people applied for, and whose they are."""

import pytest

from bot.openings.known import openings_within
from bot.openings.records import Opening
from bot.search.language import parse
from bot.search.reading import typed


class _Team:
    def openings(self):
        names = ("", "Compiler engineer", "Kernel engineer", "ML systems", "Head of research and development")
        return tuple(Opening(at, name) for at, name in enumerate(names, 1))


@pytest.fixture(autouse=True)
def _own_openings():
    with openings_within(_Team()):
        yield


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("who applied for Compiler engineer?", 'opening:"Compiler engineer"'),
        ("who applied for the compiler engineer position", 'opening:"Compiler engineer"'),
        ("who applied to ML systems?", 'opening:"ML systems"'),
        ("who applied for ml?", 'opening:"ML systems"'),
        ("applicants for ML systems", 'opening:"ML systems"'),
        ("candidates for ML systems", 'opening:"ML systems"'),
        ("who applied for engineer?", 'opening:"Compiler engineer" or opening:"Kernel engineer"'),
        ("who applied for compiler or kernel?", 'opening:"Compiler engineer" or opening:"Kernel engineer"'),
        ("who did not apply for ML systems?", '-opening:"ML systems"'),
        ("who applied for Head of research and development?", 'opening:"Head of research and development"'),
        ("who applied for ML systems and knows rust?", 'opening:"ML systems" rust'),
        ("who is applying for ML systems in interview?", 'opening:"ML systems" stage:interview'),
        ("who is assigned to me?", "owner:me"),
        ("who is assigned to Jonas Weber?", 'owner:"Jonas Weber"'),
        ("who is assigned to me or jonas?", "owner:me or owner:jonas"),
        ("who is assigned to jonas and knows rust?", "owner:jonas rust"),
        ("who does jonas own?", "owner:jonas"),
        ("who do I own?", "owner:me"),
        ("who is owned by jonas?", "owner:jonas"),
        ("who is assigned to nobody?", "owner:nobody"),
        ("who is not assigned to anyone?", "owner:nobody"),
        ("who isn't assigned?", "owner:nobody"),
        ("who is assigned?", "-owner:nobody"),
        ("who has no owner?", "owner:nobody"),
        ("unassigned", "owner:nobody"),
        ("unassigned in interview", "owner:nobody stage:interview"),
    ],
)
def test_an_opening_or_an_owner_is_understood(asked, read):
    assert typed(parse(asked)) == read


@pytest.mark.parametrize(
    "asked",
    [
        "who applied for rust?",
        "who applied for a job?",
        "who applied last week?",
        "candidates for compiler",
        "compiler engineer",
        "who was a product owner?",
        "does anybody know her own?",
        "own rust crate",
    ],
)
def test_what_is_neither_stays_what_it_was(asked):
    fields = {term.field for clause in parse(asked).clauses for term in clause.terms}
    assert fields.isdisjoint({"opening", "owner"})
