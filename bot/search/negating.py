"""How questions leave somebody out: not, without, "anyone but", "other than"."""

from bot.search.names import names
from bot.search.query import Clause
from bot.search.terms import name_terms, phrase_term
from bot.search.wording import LEAVES_OUT, NEGATION, Words, skill_at
from bot.search.words import word_list

_EVERYBODY = word_list("everybody")
_GOES_ON = word_list("but_goes_on")
_PAIRS = frozenset((("other", "than"), ("rather", "than"), ("instead", "of"), ("apart", "from"), ("aside", "from")))
_NO_NEGATION = frozenset(("only", "just", "merely"))
_EXCEPTING = frozenset(("but", "except", "than", "excluding", "from", "for"))


def negation_at(words: Words, at: int, *, asked: bool) -> tuple[int, bool] | None:
    """The place after words that turn round what comes next, and whether they do: "not only" does not."""
    word, after = (*words.tokens[at : at + 2], "")[:2]
    if asked and (word, after) == ("no", "longer"):
        return at + 2, False
    if word in (NEGATION if asked else LEAVES_OUT):
        only = asked and after in _NO_NEGATION
        return at + 1 + only, not only
    if (word, after) in _PAIRS:
        return at + 2, True
    excepting = word == "but" and at > 0 and words.tokens[at - 1] in _EVERYBODY and after and after not in _GOES_ON
    return (at + 1, True) if asked and excepting and after not in NEGATION else None


def somebody_at(words: Words, at: int) -> tuple[Clause, int] | None:
    """Whom "anyone but" leaves out by first and last name: the words together, not each."""
    if not at or words.tokens[at - 1] not in _EXCEPTING:
        return None
    end = at
    while end < len(words.tokens) and words.capital(end) and not _is_known(words, end):
        end += 1
    said = words.said(at, end)
    if end - at < 2:
        return None
    return Clause(tuple(filter(None, (*name_terms(said), phrase_term(said))))), end


def _is_known(words: Words, at: int) -> bool:
    kinds = ("schools", "companies", "venues", "places")
    row = words.tokens[at : at + 10]
    return skill_at(words, at) or any(start == 0 for kind in kinds for start, _, _ in names(kind).find(row))
