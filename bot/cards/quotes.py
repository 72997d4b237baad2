"""The CV's own words as spans: verbatim but for markup, cut with "…", the words that count in bold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.chat.messages import Bold, Quote
from bot.chat.messages import Span as Word
from bot.cv.private import private_spans
from bot.profile import Evidence, Profile, Span, facts
from bot.search.contacts import contact_spans

LONGEST = 280
_MARKERS = "-•·◦▪‣–🔹🔸#>|:\t "
_MARKUP = re.compile(
    r"\*\*|(?<![\w_])__(?=\w)|(?<=\w)__(?![\w_])|</?(?:sup|sub|b|i|em|strong|span|br)\b[^<>]{0,80}>|\\(?=[*_#\[\]])"
)
_BREAK = re.compile(r"(?<![ \t\r])(?P<before>[ \t\r]*+)\n\s*+")
_EMPHASIS = re.compile(r"(?<![*\w\\])\*(?=[^\s*])([^*\n]{1,120})(?<=[^\s*\\])\*(?![*\w])")


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole line or lines that hold ``text[start:end]``, less the spaces and list marks around them."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    while first < start and (text[first] in _MARKERS + "\r" or text[first : first + 2] == "* "):
        first += 1
    while last > end and text[last - 1] in " \t\r":
        last -= 1
    return first, last


def lines_that_tell(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines of a stretch and those beside them: `private_spans` and `contact_spans` of them are the whole text's."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    while first and text[first - 1].isspace():
        first -= 1
    while 0 <= last < len(text) and text[last].isspace():
        last += 1
    below = text.find("\n", last) if last >= 0 else -1
    return text.rfind("\n", 0, first) + 1, len(text) if below < 0 else below


class Quotes:
    """The documents of one person as far as the asker may read them.

    Private data (birth, family, …) is blanked for everybody, contacts where ``contacts`` is False: what looks like one,
    and what was read as one of the ``profile``, such as a bare account.
    """

    def __init__(self, texts: Mapping[int, str], *, contacts: bool, profile: Profile | None = None) -> None:
        self._texts, self._contacts = texts, contacts
        self._reached_at = tuple(_contacts(profile)) if profile and not contacts else ()
        self._known: dict[tuple[int, int, int], tuple[Span, ...]] = {}

    def of(self, document: int, start: int, end: int, bold: Iterable[Span] = ()) -> Quote:
        """``text[start:end]`` with the ``bold`` stretches standing out; a long one is cut around the first of them."""
        text = self._texts.get(document, "")
        marks = sorted((mark for mark in bold if start <= mark.start < mark.end <= end), key=lambda mark: mark.start)
        cut_start, cut_end = _window(text, start, end, marks[0] if marks else Span(start, start))
        hidden = self._hidden(document, cut_start, cut_end)
        words = _Words(text, _markup(text, cut_start, cut_end) | _breaks(text, cut_start, cut_end), hidden)
        spans: list[Word] = ["… "] if cut_start > start else []
        at = cut_start
        for mark in marks:
            if mark.start < at or mark.end > cut_end:
                continue
            spans += [words.between(at, mark.start), Bold(words.between(mark.start, mark.end))]
            at = mark.end
        spans.append(words.between(at, cut_end))
        if cut_end < end:
            spans.append(" …")
        return Quote(tuple(span for span in spans if span not in ("", Bold(""))))

    def shows(self, document: int, marks: Iterable[Span]) -> bool:
        """Whether nothing in these stretches is blanked."""
        return not any(self._hidden(document, mark.start, mark.end) for mark in marks)

    def lines(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """The distinct lines that the evidence stands in, in the document's order; none that is blanked altogether."""
        found: set[tuple[int, int, int]] = set()
        for one in evidence:
            text = self._texts.get(one.document, "")
            if one.start < one.end <= len(text):
                found.add((one.document, *line_of(text, one.start, one.end)))
        quotes = (self.of(*place) for place in sorted(found))
        return tuple(
            quote for quote in quotes if any(str(getattr(span, "text", span)).strip(" …") for span in quote.spans)
        )

    def _hidden(self, document: int, start: int, end: int) -> frozenset[int]:
        """The positions in a stretch that are not for the asker."""
        spans = self._withheld(document, *lines_that_tell(self._texts.get(document, ""), start, end))
        return frozenset(at for span in spans for at in range(max(span.start, start), min(span.end, end)))

    def _withheld(self, document: int, first: int, last: int) -> tuple[Span, ...]:
        """In some whole lines."""
        if (document, first, last) not in self._known:
            said = self._texts.get(document, "")[first:last]
            found = (*private_spans(said), *(() if self._contacts else contact_spans(said)))
            read = (Span(one.start, one.end) for one in self._reached_at if one.document == document)
            self._known[document, first, last] = (*(Span(first + one.start, first + one.end) for one in found), *read)
        return self._known[document, first, last]


def _contacts(profile: Profile) -> Iterator[Evidence]:
    every = (*profile.emails, *profile.phones, *profile.links)
    return (place for entry in every for fact in facts(entry) for place in fact.evidence)


def _window(text: str, start: int, end: int, mark: Span) -> tuple[int, int]:
    if end - start <= LONGEST:
        return start, end
    first = start if mark.end - start < LONGEST else max(start, mark.start - LONGEST // 3)
    while start < first < mark.start and not text[first - 1].isspace():
        first += 1
    last = min(end, first + LONGEST)
    while first + LONGEST // 2 < last < end and not text[last].isspace():
        last -= 1
    return first, last


def _markup(text: str, start: int, end: int) -> frozenset[int]:
    """Where the stretch holds no words but the marks of Markdown and HTML around them."""
    found = [range(*match.span()) for match in _MARKUP.finditer(text, start, end)]
    for match in _EMPHASIS.finditer(text, start, end):
        found += [range(match.start(), match.start() + 1), range(match.end() - 1, match.end())]
    return frozenset(position for one in found for position in one)


def _breaks(text: str, start: int, end: int) -> frozenset[int]:
    """What is white beside a line end: how far the next line stands in says nothing where lines are told as one."""
    found = _BREAK.finditer(text, start, end)
    return frozenset(at for match in found for at in range(*match.span()) if at != match.end("before"))


@dataclass(frozen=True, slots=True)
class _Words:
    """A text without its markup, and with "…" where something is not shown."""

    text: str
    markup: frozenset[int]
    hidden: frozenset[int]

    def between(self, start: int, end: int) -> str:
        """Line ends inside the stretch become spaces."""
        kept: list[str] = []
        for at in range(start, end):
            if at in self.hidden:
                if at == start or at - 1 not in self.hidden:
                    kept.append("…")
            elif at not in self.markup:
                kept.append(" " if self.text[at] == "\n" else self.text[at])
        return "".join(kept).replace("\r", "")
