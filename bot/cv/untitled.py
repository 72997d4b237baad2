"""Parts of a CV that no heading announces, told by what they hold: dated posts, degrees, papers, lists."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cv.facts.authors import author_list
from bot.cv.facts.citations import citation_of, is_title
from bot.cv.facts.dates import periods
from bot.cv.facts.education import find_degree
from bot.cv.facts.known_skills import is_known
from bot.cv.facts.languages import languages_of
from bot.cv.facts.links import names_networks
from bot.cv.facts.skills import labelled_lists, list_items
from bot.cv.facts.work import title_score
from bot.cv.passage import Line
from bot.cv.sections import Section

_PROSE = 16
_HEAD = 4
"""Lines of a paragraph that may hold its employer, title, place and dates."""
_LOOSE = frozenset({"top", "biography", "contact", "other"})
_FEW = 3


def with_untitled_parts(parts: list[Section]) -> list[Section]:
    """The parts, with those set apart that stand under no heading of their own."""
    known = {kind for part in parts for kind in part.kinds}
    if not known & {"work", "education", "publications"}:
        parts = [piece for part in parts for piece in _by_paragraphs(part)]
        known = {kind for part in parts for kind in part.kinds}
    return _with_virtual_papers(_with_untitled_posts(parts, known))


# ---------------------------------------------------------------- paragraph by paragraph


def _by_paragraphs(part: Section) -> list[Section]:
    """A CV without headings: each paragraph is of the kind that its lines tell, or goes on with the one before."""
    if part.kind not in _LOOSE or (part.heading is not None and part.kind == "other"):
        return [part]
    found = [replace(part, lines=[])]
    for paragraph in _paragraphs(part.lines):
        kind = _told_kind(paragraph)
        if kind and kind != found[-1].kind:
            found.append(Section((kind,), None, []))
        elif not kind and found[-1].kind not in {*_LOOSE, "work", "education"}:
            found.append(Section(("other",), None, []))
        found[-1].lines += paragraph
    return found


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap:
            yield lines[start:index]
            start = index


def _told_kind(paragraph: list[Line]) -> str:
    """What a paragraph surely is; empty where its lines do not tell."""
    if all(languages_of(line, only_languages=False) for line in paragraph):
        return "languages"
    if _is_paper(paragraph):
        return "publications"
    head = paragraph[:_HEAD]
    dated = any(periods(line.passage) for line in head)
    short = [line for line in head if len(line.text.split()) < _PROSE]
    if dated and any(find_degree(line.passage) for line in short) and not any(map(_is_title, short)):
        return "education"
    if any(period.ranged for line in short for period in periods(line.passage)) and any(map(_is_title, short)):
        return "work"
    if all(map(_lists_skills, paragraph)):
        return "skills"
    if all(map(_is_award, paragraph)):
        return "awards"
    return ""


def _is_award(line: Line) -> bool:
    short = len(line.text.split()) < _PROSE
    return short and line.passage.find("awards.words") is not None and not names_networks(line.passage)


def _is_paper(paragraph: list[Line]) -> bool:
    first = paragraph[0].passage
    if len(paragraph) > 1 and author_list(paragraph[1].passage) is not None and is_title(first):
        return True
    cited = citation_of(first)
    return cited is not None and bool(cited.authors) and cited.title is not None


def _is_title(line: Line) -> bool:
    return title_score(line.passage) > 0 or bool(line.passage.find("work.titles") and periods(line.passage))


def _lists_skills(line: Line) -> bool:
    items = [item for _, rest in labelled_lists(line) for item in list_items(rest)]
    return len(items) >= _FEW and 2 * sum(map(is_known, items)) >= len(items)


# ---------------------------------------------------------------- where posts and papers begin


def _with_untitled_posts(parts: list[Section], known: set[str]) -> list[Section]:
    """Dated lines with titles or degrees that no heading announces are posts and studies all the same."""
    out: list[Section] = []
    for part in parts:
        at = _posts_begin(part, known) if part.kind in _LOOSE else None
        if at is None:
            out.append(part)
        else:
            out += [replace(part, lines=part.lines[: at[0]]), Section((at[1],), None, part.lines[at[0] :])]
    return out


def _posts_begin(part: Section, known: set[str]) -> tuple[int, str] | None:
    if part.heading is not None and part.kind == "other":
        return None
    dated = [
        index
        for index, line in enumerate(part.lines)
        if any(period.ranged for period in periods(line.passage)) and len(line.text.split()) < _PROSE
    ]
    titled = [
        index
        for index in dated
        if any(line.passage.find("work.titles") for line in part.lines[max(0, index - 2) : index + 3])
    ]
    if "work" not in known and len(titled) > 1:
        return _head_start(part, titled[0]), "work"
    studied = [index for index in dated if find_degree(part.lines[index].passage)]
    return (studied[0], "education") if "education" not in known and studied else None


def _head_start(part: Section, dated: int) -> int:
    """A dated line may stand under the employer's and the title's lines."""
    at = dated
    while at > 0 and dated - at < 2 and not part.lines[at].gap and len(part.lines[at - 1].text) < 90:
        at -= 1
    return at


def _with_virtual_papers(parts: list[Section]) -> list[Section]:
    """Papers that follow a section without a heading of their own: titles with author lists under them."""
    out: list[Section] = []
    for part in parts:
        at = _papers_begin(part)
        if at is None:
            out.append(part)
        else:
            out.append(replace(part, lines=part.lines[:at]))
            out.append(Section(("publications",), None, part.lines[at:]))
    return out


def _papers_begin(part: Section) -> int | None:
    if part.kind not in {"work", "education", "projects"}:
        return None
    listed = [
        index
        for index, line in enumerate(part.lines)
        if line.kind == "text" and len(author_list(line.passage) or []) >= 3
    ]
    if len(listed) < 2:
        return None
    for index in range(listed[0] - 1, max(-1, listed[0] - 4), -1):
        line = part.lines[index]
        if line.kind == "bullet" or any(period.ranged for period in periods(line.passage)):
            return index + 1
        if line.passage.styles[:1] == "b" or index == listed[0] - 3:
            return index
    return None
