"""What of a CV is meant for programs and not for people: hidden words, orders to a reader, letters turned around."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.cv.passage import Concealed, Passage
from bot.cv.words import first, fold, pattern, signs, words_of

_NOTES = frozenset({"a comment", "front matter", "words for screen readers"})
"""Places where writers keep notes of their own, and rarely mean harm."""
_FEW_WORDS = 3
_FEW_IDEOGRAPHS = 6
_LISTED = 25
"""Terms from which on a list in a note is no note but food for a search."""
_REPEATED = 10
_SEPARATOR = re.compile(r"[,;|·•、，；\n]")
_TERM_WORDS = 4
_ORDER_REACH = 60
"""Characters between "ignore" and the "instructions" that are to be ignored."""
_LONGEST_QUOTE = 90
_MOST_TOLD = 5
_TURNED = re.compile(r"[\u202d\u202e]([^\n\u202c]{1,200})")
_LEAD = 14
_POLITE = ("please", "bitte", "por favor", "s'il vous plait", "请", "請")
_BLANKS = re.compile(r"\s+")


def hidden_words(found: Iterable[Concealed]) -> tuple[str, ...]:
    """Warnings about words that the page does not show and a person should know of."""
    told = list(dict.fromkeys(_warning(one) for one in found if _matters(one)))
    rest = len(told) - _MOST_TOLD
    more = (f"{rest} more stretches of hidden text were not used.",) if rest > 1 else tuple(told[_MOST_TOLD:])
    return (*told[:_MOST_TOLD], *more)


def odd_words(text: str, lines: Iterable[Passage]) -> tuple[str, ...]:
    """Warnings about what does show, and reads as if it was written for a program. It stays part of the CV."""
    orders = [line.text for line in lines if _may_order(line.words) and is_order(line.text)]
    told = [f'A line reads like an order to a program: "{_quote(line)}".' for line in orders[:_MOST_TOLD]]
    turned = _TURNED.search(text)
    if turned and turned[1].strip():
        told.append(f'Letters are turned around on the page; they were read as written: "{_quote(turned[1])}".')
    return tuple(dict.fromkeys(told))


def is_order(words: str, *, hidden: bool = False) -> bool:
    """Whether the words tell a program what to do, as a sentence such as "Ignore all previous instructions" does.

    Where words are hidden, an order may stand inside a sentence, and a hint is enough.
    """
    folded = _BLANKS.sub(" ", fold(words))
    said = words_of(folded)
    if first(folded, said, "orders.whole", "orders.hint") if hidden else first(folded, said, "orders.whole"):
        return True
    return any(
        pattern("orders.object").search(folded, match.end(), match.end() + _ORDER_REACH)
        for match in pattern("orders.verb").finditer(folded)
        if hidden or _opens_sentence(folded, match.start())
    )


def _may_order(words: frozenset[str]) -> bool:
    return not signs("orders.whole", "orders.verb").isdisjoint(words)


def _opens_sentence(folded: str, at: int) -> bool:
    before = folded[max(0, at - _LEAD) : at].strip(" \"'“([*_>-•")
    before = next((before.removesuffix(word) for word in _POLITE if before.endswith(word)), before).rstrip()
    return not before or before[-1] in ".!?:;。！？：，,"


def is_stuffing(words: str) -> bool:
    """A long list of terms, or one term again and again."""
    terms = [term for term in _SEPARATOR.split(words) if term.strip()]
    short = sum(1 for term in terms if len(term.split()) <= _TERM_WORDS)
    if short >= _LISTED and short * 10 >= len(terms) * 9:
        return True
    common = Counter(word for word in fold(words).split() if len(word) > 2 and word.isalnum()).most_common(1)
    return bool(common) and common[0][1] >= _REPEATED and common[0][1] * 3 >= len(words.split())


def _matters(one: Concealed) -> bool:
    if one.how in _NOTES:
        return is_order(one.words, hidden=True) or is_stuffing(one.words)
    return is_order(one.words, hidden=True) or "width" in one.how or _says_something(one.words)


def _says_something(words: str) -> bool:
    ideographs = sum(1 for char in words if "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af")
    spoken = sum(1 for word in words.split() if any(char.isalpha() for char in word))
    return spoken >= _FEW_WORDS or ideographs >= _FEW_IDEOGRAPHS


def _warning(one: Concealed) -> str:
    return f'Hidden text was not used ({one.how}): "{_quote(one.words)}".'


def _quote(words: str) -> str:
    """The first words, on one line and without signs that print nothing."""
    shown = "".join(_printing(words[: 4 * _LONGEST_QUOTE])).strip()
    if len(shown) <= _LONGEST_QUOTE:
        return shown
    cut = shown.rfind(" ", _LONGEST_QUOTE // 2, _LONGEST_QUOTE)
    return shown[: cut if cut > 0 else _LONGEST_QUOTE].rstrip(" ,;") + " …"


def _printing(words: str) -> Iterator[str]:
    return (char for char in _BLANKS.sub(" ", words) if char.isprintable())
