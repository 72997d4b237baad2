"""CVs spoilt on purpose, as copying, converting and careless typing spoil them. A mutation takes a text CV to another CV."""

import html
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from tests.cvs.score import with_optional
from tests.cvs.shapes import Rendering
from tests.documents import docx, pdf, styled

Mutation = Callable[[Rendering, Random], Rendering]

_WIDTH = 60
_BULLET = re.compile(r"^([ \t]*)(?:[-•*·]|\d{1,2}\.)[ \t]+", re.MULTILINE)
_RULE = re.compile(r"[-=]{3,}")
_MARKUP = re.compile(r"\*\*|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^#{1,6} |<[^<>\n]*>", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_TAIL = re.compile(r"[\s(|·•,，—–:*]*(?:<span[^<>]*>)?$")
_HEAD = re.compile(r"^(?:</span>)?[\s)|·•,，—–:]+")
"""What joined a date to the words before and after it."""

_DATES = ("work.start", "work.end", "education.start", "education.end", "projects.start", "projects.end")


def mutated(name: str, rendering: Rendering) -> Rendering:
    """The CV after one mutation; the same each time."""
    spoilt = MUTATIONS[name](rendering, Random(f"{name} {rendering.shape} {rendering.file}"))
    return replace(spoilt, shape=f"{rendering.shape}, {name}")


def _text(rendering: Rendering) -> str:
    return rendering.data.decode()


def _with(rendering: Rendering, text: str) -> Rendering:
    return replace(rendering, data=text.encode())


def headings_dropped(rendering: Rendering, _dice: Random) -> Rendering:
    """Nothing says any more what is an award, a project, or a list of skills without labels: these are not asked for."""
    lines: list[str] = []
    dropped = False
    for line in _text(rendering).split("\n"):
        words = re.sub(r"[*#|]", "", line).strip().casefold()
        rule = dropped and _RULE.fullmatch(line.strip())
        dropped = bool(rule) or words in {heading.casefold() for heading in rendering.headings}
        if not dropped:
            lines.append(line)
    spoilt = _with(rendering, "\n".join(lines))
    flat = () if any(group.name for group in rendering.expected.skills) else ("skills",)
    return replace(spoilt, expected=with_optional(rendering.expected, "projects", "awards", *flat))


def blank_lines_dropped(rendering: Rendering, _dice: Random) -> Rendering:
    return _with(rendering, re.sub(r"\n\s*\n", "\n", _text(rendering)))


def lines_glued(rendering: Rendering, dice: Random) -> Rendering:
    """A few line ends between two written lines become blanks; headings stay."""
    lines = _text(rendering).split("\n")
    heads = {heading.casefold() for heading in rendering.headings}

    def written(line: str) -> bool:
        bare = re.sub(r"[*#|]", "", line).strip().casefold()
        return bool(bare) and bare not in heads and not _RULE.fullmatch(bare) and not line.startswith("|")

    joints = [
        at
        for at in range(2, len(lines) - 1)
        if written(lines[at]) and written(lines[at + 1]) and not _BULLET.match(lines[at + 1])
    ]
    for at in sorted(dice.sample(joints, min(3, len(joints))), reverse=True):
        lines[at : at + 2] = [f"{lines[at].rstrip()} {lines[at + 1].lstrip()}"]
    return _with(rendering, "\n".join(lines))


def wrapped(rendering: Rendering, dice: Random) -> Rendering:
    """Lines of 60 columns, the rest below: hanging or flush."""
    hang = dice.choice(("", "  "))

    def wrap(line: str) -> str:
        if len(line) <= _WIDTH or line.startswith("|") or "\t" in line or "   " in line.strip():
            return line
        return "\n".join(
            textwrap.wrap(line, _WIDTH, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
        )

    return _with(rendering, "\n".join(map(wrap, _text(rendering).split("\n"))))


def dates_aside(rendering: Rendering, dice: Random) -> Rendering:
    """Each date on a line of its own, above what it stood beside or below it."""
    above = dice.random() < 0.5

    def move(line: str, date: str) -> list[str]:
        return [date, line] if above else [line, date]

    return _with(rendering, "\n".join(line for lines in _moved(rendering, move) for line in lines))


def dates_fallen(rendering: Rendering, _dice: Random) -> Rendering:
    """The right column, printed after the section: whose date is whose is not said, so no date is asked for."""
    fallen: list[str] = []
    lines: list[str] = []
    heads = {heading.casefold() for heading in rendering.headings}

    def move(line: str, date: str) -> list[str]:
        fallen.append(date)
        return [line]

    for parts in _moved(rendering, move):
        for line in parts:
            if re.sub(r"[*#|]", "", line).strip().casefold() in heads and fallen:
                lines += [*fallen, ""]
                fallen.clear()
            lines.append(line)
    spoilt = _with(rendering, "\n".join([*lines, *fallen]))
    return replace(spoilt, expected=with_optional(rendering.expected, *_DATES))


def _moved(rendering: Rendering, move: Callable[[str, str], list[str]]) -> Iterator[list[str]]:
    """The lines, each as `move` makes it where it has a date and more."""
    dates = list(rendering.dates)
    for line in _text(rendering).split("\n"):
        date = dates[0] if dates and dates[0] in line else ""
        if not date:
            yield [line]
            continue
        dates.pop(0)
        before, _, after = line.partition(date)
        rest = f"{_TAIL.sub('', before)} {_HEAD.sub('', after)}".strip(" *")
        yield move(rest, date) if rest and not line.startswith("|") else [line]


def swapped(rendering: Rendering, _dice: Random) -> Rendering:
    """Title and organization change places where they stand next to each other."""
    text = _text(rendering)
    at = 0
    for post in rendering.expected.work:
        places = [text.find(value, at) for value in (post.title, post.organization)]
        if min(places) < 0 or abs(places[0] - places[1]) > 120:
            continue
        (first, left), (second, right) = sorted(zip(places, (post.title, post.organization), strict=True))
        if first + len(left) > second:
            continue
        end = second + len(right)
        text = text[:first] + right + text[first + len(left) : second] + left + text[end:]
        at = end
    return _with(rendering, text)


def markup_stripped(rendering: Rendering, _dice: Random) -> Rendering:
    """What is left when a rendered page is copied as text: the addresses behind links are lost."""
    text = _LINK.sub(r"\1", _text(rendering)).replace(r"\*", "†")
    text = html.unescape(_MARKUP.sub("", text)).replace("\xa0", " ")
    return replace(_with(rendering, text), expected=with_optional(rendering.expected, "links", "links.network"))


def bullets_changed(rendering: Rendering, dice: Random) -> Rendering:
    sign = dice.choice(("➢ ", "▪ ", "o ", "– ", "✓ ", "► ", "● ", "> "))
    return _with(rendering, _BULLET.sub(lambda match: match[1] + sign, _text(rendering)))


def capitals(rendering: Rendering, _dice: Random) -> Rendering:
    """The name, employers, schools and titles in capitals."""
    person = rendering.expected
    values = {person.name, *(one.institution for one in person.education)}
    values |= {value for one in person.work for value in (one.organization, one.title)}
    text = _text(rendering)
    for value in sorted(values, key=lambda value: (-len(value), value)):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", value.upper(), text)
    return _with(rendering, text)


def page_feet(rendering: Rendering, _dice: Random) -> Rendering:
    """A printed page's foot between the lines: name, date, page number, as a PDF's text has it."""
    lines = _text(rendering).split("\n")
    pages = range(25, len(lines), 25)
    for number, at in reversed(list(enumerate(pages, 1))):
        lines[at:at] = [
            "",
            f"{rendering.expected.name} - Curriculum Vitae   October 2026   Page {number} of {len(pages) + 1}",
            "",
        ]
    return _with(rendering, "\n".join(lines))


def as_docx(rendering: Rendering, _dice: Random) -> Rendering:
    data = docx.document(styled.from_markdown(_text(_printable(rendering))))
    return replace(_printable(rendering), data=data, file=f"{rendering.expected.key}.docx")


def as_pdf(rendering: Rendering, _dice: Random) -> Rendering:
    plain = _printable(rendering)
    return replace(plain, data=pdf.one_column(pdf.from_markdown(_text(plain))), file=f"{rendering.expected.key}.pdf")


def as_two_columns(rendering: Rendering, _dice: Random) -> Rendering:
    """The second half of the sections in a right column."""
    plain = _printable(rendering)
    lines = _text(plain).split("\n")
    heads = {heading.casefold() for heading in rendering.headings}
    starts = [at for at, line in enumerate(lines) if re.sub(r"[*#|]", "", line).strip().casefold() in heads]
    first = starts[0] if starts else 3
    middle = min(starts, key=lambda at: abs(at - len(lines) // 2), default=len(lines) // 2)
    top, left, right = (
        pdf.from_markdown("\n".join(part)) for part in (lines[:first], lines[first:middle], lines[middle:])
    )
    return replace(plain, data=pdf.two_columns(left, right, top=top), file=f"{rendering.expected.key}.pdf")


def _printable(rendering: Rendering) -> Rendering:
    """Without what paper cannot show: addresses behind words, HTML, front matter."""
    text = re.sub(r"\A---\n.*?\n---\n|\{%.*?%\}\n|<!--.*?-->\n", "", _text(rendering), flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^<>\n]*>", "", _LINK.sub(r"\1", text))).replace(r"\*", "†").replace("\xa0", " ")
    return replace(_with(rendering, text), expected=with_optional(rendering.expected, "links", "links.network"))


MUTATIONS: dict[str, Mutation] = {
    "headings dropped": headings_dropped,
    "blank lines dropped": blank_lines_dropped,
    "lines glued": lines_glued,
    "wrapped at 60": wrapped,
    "dates aside": dates_aside,
    "dates fallen": dates_fallen,
    "title and organization swapped": swapped,
    "markup stripped": markup_stripped,
    "other bullets": bullets_changed,
    "capitals": capitals,
    "feet of pages": page_feet,
    "as DOCX": as_docx,
    "as PDF": as_pdf,
    "as PDF of two columns": as_two_columns,
}
