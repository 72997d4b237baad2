"""Words that say by their looks what they are: an e-mail, a page, a handle; a Chinese name of a school or place."""

import re

from bot.search.chinese import is_ideograph
from bot.search.names import names
from bot.search.query import Clause
from bot.search.terms import field_term, link_term, mail_term, phrase_term
from bot.search.wording import Words

_PAGE = re.compile(r"(?<![\w-])(?:(?:https?://|www\.)\S+|(?:[\w-]{1,63}+\.){1,4}[a-z]{2,12}/\S+)", re.IGNORECASE)
_HANDLE = re.compile(r"@[\w.-]{2,60}")
_CHINESE = {
    "schools": ("school", "company"),
    "companies": ("company",),
    "places": ("place",),
    "degrees": ("degree",),
    "languages": ("language",),
}
"""Whose Chinese names there are, and the fields that they are looked up in."""


def contact_at(words: Words, at: int) -> tuple[Clause, int] | None:
    typed = words.typed[at]
    end = at + 1
    while end < len(words.tokens) and words.typed[end] is typed:
        end += 1
    if typed.startswith("@") and _HANDLE.fullmatch(typed):
        terms = (link_term(typed.lstrip("@"), typed), phrase_term(typed, typed))
    elif "@" in typed and "." in typed:
        terms = (mail_term(typed, typed), None)
    elif _PAGE.fullmatch(typed):
        terms = (link_term(typed, typed), phrase_term(re.sub(r"https?://(?:www\.)?", "", typed), typed))
    else:
        return None
    found = tuple(term for term in terms if term)
    return (Clause(found), end) if found else None


def chinese_at(words: Words, at: int) -> tuple[Clause, int] | None:
    """A known name in Chinese: what goes by it in any script, or the words as they stand."""
    if not is_ideograph(words.tokens[at]):
        return None
    row = words.tokens[at : at + 20]
    known = [(end, kind) for kind in _CHINESE for start, end, _ in names(kind).find(row) if start == 0]
    if not known:
        return None
    length, kind = max(known, key=lambda one: one[0])
    said = "".join(row[:length])
    terms = (*(field_term(field, said, said) for field in _CHINESE[kind]), phrase_term(said, said))
    return Clause(tuple(term for term in terms if term)), at + length
