"""CVs written by hand, as messy as people send them, each with what is right about it in a file beside it."""

from pathlib import Path

import msgspec

from tests.cvs.person import Person
from tests.cvs.shapes import Rendering

_HERE = Path(__file__).parent


def written() -> list[Rendering]:
    """The hand-written CVs in the order of their names."""
    cvs = sorted(path for path in _HERE.iterdir() if path.suffix in {".txt", ".md", ".org", ".tex", ".html"})
    return [Rendering("written", path.name, path.read_bytes(), _expected(path)) for path in cvs]


def _expected(path: Path) -> Person:
    return msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Person)
