"""The one normalisation of index and query: what is typed and what a CV says meet as the same tokens.

A token is lower case without accents; names that a tokeniser would destroy become one word (``C++`` is ``cpp``);
every Chinese, Japanese or Korean character is a token of its own, so that a phrase finds it in any database.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.normal import normal
from bot.search.remembered import Remembered, forgettable

_MARKS = "".join(chr(c) for c in range(0x300, 0x3100) if unicodedata.category(chr(c)) in {"Mn", "Mc"})
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Soft hyphens, joiners, and marks of the direction of writing."""
_AROUND = " \t\r\n:,;*_|·•–—-"
"""Marks around what is said, as of emphasis or of a list."""
_WIDTHLESS = "\u200b"
_IDEOGRAPH = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_LETTER = f"[^\\W_{_IDEOGRAPH}]"
_WORD = f"{_LETTER}(?:{_LETTER}|[{_MARKS}{INVISIBLE}])*"
_DEGREES = ("sc", "eng", "tech", "phil", "ed", "com")
SPACED = frozenset({"phd", *(level + field for level in "mb" for field in _DEGREES)})
"""The tokens in which a blank may stand: Ph. D., M. Sc."""
_PIECE = re.compile(
    rf"""
    (?-i:(?=[\w.{_IDEOGRAPH}]))(?:                     # nothing else begins a piece: quick
      [A-Za-z0-9]++(?=[ \t\n,;:)*]|$)               # most words: quick
    | [{_IDEOGRAPH}][\u3099\u309a]?
    | [^\W\d_]\w{{0,24}}+(?:\+\+|＋＋)                      # C++, g++
    | \b[cf][\#♯＃]                                    # C#
    | (?:(?<!\w)|(?<=asp)|(?<=ado)|(?<=vb))\.net\b     # .NET
    | [^\W_]{{1,24}}+\.js\b                                   # Node.js
    | \bci/cd\b | \ba/b\b | \bi/o\b | \bobjective-c\b | \bpl/sql\b
    | \b[^\W\d_]{{1,2}}&[^\W\d_]\b                     # R&D
    | \bph\.\s?d\b | \b(?:m|b)\.\s?(?:{"|".join(_DEGREES)})\b | \bd\.phil\b | \bll\.[bm]\b
    | \b(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?|\b[^\W\d_]\.[^\W\d_]\b    # B.S., U.S
    | {_WORD}(?:['’ʼ＇`´](?=[^\W\d_]){_WORD})*        # O'Brien, but NSDI '24
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PIECES = re.compile(f"({_PIECE.pattern})", _PIECE.flags)
"""Splits a text into what stands between pieces and the pieces, in turn."""
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_LATIN_MARKS = dict.fromkeys((*range(768, 880), *map(ord, INVISIBLE)))
_LATELY = Remembered[str](200)
_LONG = 20_000
"""Characters of a text that is looked through anew each time, and not kept."""
_MARKUP = re.compile(r"</?[a-z][^<>]{0,400}>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)


class Token(NamedTuple):
    """A folded word and where it stands in the text it came from."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text as tokens with one space between them. Folding twice changes nothing."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    found: list[str] = []
    for piece in _PIECE.finditer(text):
        found += _fold_piece(piece.group())
    return found


def tokens_with_offsets(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The same tokens as `tokens`, each with the stretch of ``text`` that it stands for; of the whole or a part."""
    parts = _PIECES.split(text[start:end])
    ends = list(itertools.accumulate(map(len, parts), initial=start))[1:]
    pieces = zip(parts[1::2], ends[::2], ends[1::2], strict=False)
    return [Token(word, start, end) for piece, start, end in pieces for word in _fold_piece(piece)]


def visible(text: str) -> str:
    """The text as anybody may search it, every character in its place.

    Comments and front matter are line breaks; markup, and what is private (birth, family, …), is blank.
    What is hidden inside a word leaves the word whole.
    """
    return _visible(text) if len(text) > _LONG else _LATELY.answer(text, lambda: _visible(text))


def _visible(text: str) -> str:
    from bot.cv.private import private_spans  # noqa: PLC0415 -- no word of a query needs what knows a CV's formats
    from bot.cv.read.formats import hidden_in  # noqa: PLC0415

    seen = _blanked(text, hidden_in(text), "\n")
    if "<" in seen or "&" in seen:
        seen = _MARKUP.sub(lambda m: " " * len(m.group()), seen)
    return _blanked(seen, ((span.start, span.end) for span in private_spans(seen)), " ")


def _blanked(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """The text with ``sign`` in place of every character of the spans, which follow one another."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        inside = sign == "\n" and text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isalnum()
        parts += text[at:start], (_WIDTHLESS if inside else sign) * (end - start)
        at = end
    return "".join((*parts, text[at:]))


def find_phrase(found: Sequence[Token], phrase: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The stretches where the tokens stand in this order; a token that ends in ``*`` is a prefix."""
    if not phrase:
        return
    for at in range(len(found) - len(phrase) + 1):
        if all(_fits(found[at + i].text, wanted) for i, wanted in enumerate(phrase)):
            yield found[at].start, found[at + len(phrase) - 1].end


def pairs(words: Iterable[str]) -> list[str]:
    """Neighbouring tokens joined: how a field of loose tokens still answers a name of several words."""
    row = list(words)
    return [f"{a}_{b}" for a, b in itertools.pairwise(row)]


def together(one: str, other: str) -> str:
    """Two tokens of one thing, in whichever order they stand there."""
    return "_".join(sorted((one, other)))


def _fits(token: str, wanted: str) -> bool:
    return token.startswith(wanted[:-1]) if wanted.endswith("*") else token == wanted


@lru_cache(maxsize=50_000)
def _fold_piece(piece: str) -> tuple[str, ...]:
    if piece.isascii() and piece.isalnum():
        return (piece.lower(),)
    before, after = "", _plain(piece)
    while before != after:
        before, after = after, _plain(after)
    parts = tuple(_words(after))
    again = tuple(word for part in parts for word in _PIECE.findall(part))
    return parts if again == parts else tuple(word for part in again for word in _fold_piece(part))


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the marks at its ends: of "**Reviewer**, AAAI" what a person would say."""
    said = text[start:end]
    start += len(said) - len(said.lstrip(_AROUND))
    return start, start + len(said.strip(_AROUND))


def _plain(piece: str) -> str:
    """Without case, accents and compatibility forms, and with the special names spelt out."""
    text = normal("NFKD", piece).casefold().translate(_LATIN_MARKS)
    text = normal("NFC", text).translate(_UNDECOMPOSED)
    text = text.replace("++", "pp").replace("♯", "#")
    if text in {"c#", "f#"}:
        return f"{text[0]}sharp"
    if text == ".net":
        return "dotnet"
    return text


def _words(text: str) -> Iterator[str]:
    joined = re.sub(r"[.&'’ʼ`´/\s-]", "", text)
    word = ""
    for char in joined:
        if char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"}:
            word += char
        elif word:
            yield word
            word = ""
    if word:
        yield word


forgettable(_fold_piece.cache_clear)
forgettable(_LATELY.forget)
