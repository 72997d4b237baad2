"""What an award is found by: its name, and the years in which it was won."""

from itertools import combinations

from bot.profile import Award
from bot.search.passages import value
from bot.search.text import together, tokens
from bot.search.words import word_list

_CONNECTIVES = word_list("connectives")
_LONGEST_AWARD = 200
"""Characters of an award that it answers to."""


def award_tokens(award: Award) -> list[str]:
    """What an award answers to: its words, any two of them together, wherever they stand in it, and each with its year."""
    said = tokens(f"{value(award.title)} {value(award.awarder)}"[:_LONGEST_AWARD])
    words = [word for word in dict.fromkeys(said) if word not in _CONNECTIVES]
    years = [year for year in (value(day)[:4] for day in award.dates) if year.isdecimal()]
    dated = (awarded_in(word, year) for word in ("", *words) for year in dict.fromkeys(years))
    return [*words, *(together(one, other) for one, other in combinations(words, 2)), *dated]


def awarded_in(word: str, year: str) -> str:
    """The token of an award that has a word, or of any, with its year."""
    return f"{word}:{year}"
