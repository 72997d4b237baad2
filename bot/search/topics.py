"""What papers are about, by the words of their titles and the skills that these name.

Tokens of the field ``paper`` that begin with a number are of one paper, so that what it is about, where it appeared, when,
and who stands first hold of the same one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from bot.profile import Publication
from bot.search import papers
from bot.search.names import names
from bot.search.skills import skills
from bot.search.text import tokens, tokens_with_offsets
from bot.search.words import word_list

_ENTRIES = 9
"""Papers that are told apart; the last one stands for all that follow."""
_STEM = 5
"""Letters that words must share to be forms of one another: schedule, schedulers, scheduling."""
_ENDINGS = ("ers", "ing", "ed", "er", "es", "s")
_CONNECTIVES = word_list("connectives")


def tokens_of(paper: Publication, number: int, venues: Sequence[str]) -> Iterator[str]:
    """What a paper answers to with what it is about. ``number``: from 1; ``venues``: the tokens of its venue."""
    one, about = entry(number), topics_of(paper.title.value)
    named = [key for _, _, key in names("venues").find(tokens(paper.venue.value))] if paper.venue else []
    yield from (is_about("", topic) for topic in about)
    yield from (is_about(one, topic) for topic in about)
    yield from (appeared(one, said) for said in papers.tokens_of(paper, named or venues))


def topics_of(title: str) -> list[str]:
    """The words of a title, and each skill that it names or that these imply."""
    row = tuple(tokens_with_offsets(title))
    named = [match.skill for match in skills().matches(title, row, lists=[], outside=[])]
    implied = (skill for one in named for skill in skills().implies(one))
    words = (token.text for token in row if token.text not in _CONNECTIVES)
    return list(dict.fromkeys((*words, *map(of_skill, (*named, *implied)))))


def entry(number: int) -> str:
    """What the tokens of one paper begin with."""
    return str(min(number, _ENTRIES))


def entries() -> list[str]:
    """What those of each paper begin with that there may be."""
    return [entry(number + 1) for number in range(_ENTRIES)]


def told_apart(token: str) -> bool:
    """Whether a token is of one paper alone."""
    return token[:1].isdecimal() and token[1:2] in {"/", "="} and token[0] != entry(_ENTRIES)


def is_about(one: str, topic: str) -> str:
    return f"{one}/{topic}"


def appeared(one: str, said: str) -> str:
    """The token of one paper with its venue, its year and the candidate's place, as of `papers.tokens_of`."""
    return f"{one}={said}"


def of_skill(skill: str) -> str:
    return f"#{skill}"


def asked_topics(topic: str) -> list[list[tuple[str, ...]]]:
    """The ways in which a title may say it, each as the topics of which one of each row must do: LLM serving is a skill, and two words."""
    words = [word for word in tokens(topic) if word not in _CONNECTIVES]
    ways = [list(_rows(words, longest=True)), list(_rows(words, longest=False))]
    return ways if ways[0] != ways[1] else ways[:1]


def _rows(words: Sequence[str], *, longest: bool) -> Iterator[tuple[str, ...]]:
    at = 0
    while at < len(words):
        found = skills().longest_name(words if longest else words[: at + 1], at)
        end = found[1] if found else at + 1
        said = (of_skill(found[0].skill),) if found else ()
        yield (*said, *(_forms(words[at]) if end == at + 1 else ()))
        at = end


def _forms(word: str) -> Iterable[str]:
    """A word of a title, and what is formed from the same one."""
    stem = next((word.removesuffix(end) for end in dropwhile(lambda end: not word.endswith(end), _ENDINGS)), word)
    if len(stem) >= _STEM and word.isascii():
        return (f"{stem}*",)
    return word, word.removesuffix("s") if word.endswith("s") else f"{word}s"
