"""Word, OpenDocument and Rich Text: the same CV is read alike, whichever of them it was saved as."""

from collections.abc import Callable

import pytest

from bot.cv import read_cv
from bot.cv.passage import Sheet
from bot.cv.read import docx, odt, rtf
from tests.documents import docx as word
from tests.documents import odt as open_document
from tests.documents import rtf as rich_text
from tests.documents.styled import from_markdown

CV = """# Ada Example
ada@mail.example | [GitHub](https://github.com/ada-example) | +44 20 7946 0142

## Education
**Brackwater University**\tOslo, Norway
B.Sc. in Marine Physics\t2019 – 2022

## Experience
**Quill Ltd**\tBern, Switzerland
*Software Engineer*\tJan 2022 – present
- Wrote kernels
  - and tests

## Skills
Programming: C++, Rust
"""

WRITTEN = {
    "docx": word.document(from_markdown(CV)),
    "odt": open_document.document(from_markdown(CV)),
    "rtf": rich_text.document(from_markdown(CV)),
}
READERS: dict[str, Callable[[bytes], Sheet]] = {"docx": docx.read, "odt": odt.read, "rtf": rtf.read}
FORMATS = [*WRITTEN]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cv_is_read_with_its_marks(kind: str) -> None:
    sheet = READERS[kind](WRITTEN[kind])
    assert [(line.kind, line.level or line.indent, line.text) for line in sheet.lines] == [
        ("heading", 1, "Ada Example"),
        ("text", 0, "ada@mail.example | GitHub | +44 20 7946 0142"),
        ("heading", 2, "Education"),
        ("text", 0, "Brackwater University\tOslo, Norway"),
        ("text", 0, "B.Sc. in Marine Physics\t2019 – 2022"),
        ("heading", 2, "Experience"),
        ("text", 0, "Quill Ltd\tBern, Switzerland"),
        ("text", 0, "Software Engineer\tJan 2022 – present"),
        ("bullet", 0, "Wrote kernels"),
        ("bullet", 2, "and tests"),
        ("heading", 2, "Skills"),
        ("text", 0, "Programming: C++, Rust"),
    ]
    for line in sheet.lines:
        assert "".join(sheet.text[line.passage.opens(at)] for at in range(len(line.text))) == line.text


@pytest.mark.parametrize("kind", FORMATS)
def test_its_facts_are_those_of_the_same_cv_in_markdown(kind: str) -> None:
    profile, markdown = read_cv(WRITTEN[kind], f"cv.{kind}").profile, read_cv(CV.encode(), "cv.md").profile
    (work,) = profile.work
    assert [fact and fact.value for fact in (work.organization, work.title, work.start, work.end, work.place)] == [
        "Quill Ltd", "Software Engineer", "2022-01", "present", "Bern, Switzerland",
    ]  # fmt: skip
    assert [link.url and link.url.value for link in profile.links] == ["https://github.com/ada-example"]
    assert len(profile.education) == len(markdown.education) == 1
    assert [skill.name.value for skill in profile.skills] == ["C++", "Rust"]
