"""What questions ask about skills: where one is named, whether it is meant, and how it must be proved."""

from dataclasses import replace

from bot.search import of_degrees, wording
from bot.search.draft import Draft
from bot.search.query import Clause
from bot.search.skills import Alias, skills
from bot.search.terms import begins, phrase_term, skill_term
from bot.search.text import tokens
from bot.search.times import year_at
from bot.search.vocabulary import SkillEntry
from bot.search.wording import Words
from bot.search.words import word_list

_FAR = 16
"""Words that the name of a skill takes at most."""
_OF_AWARDS = {
    (word,) for word in ("medal", "medals", "medalists", "medallists", "prize", "prizes", "award", "awards", "winners")
}
"""Behind the name of a contest, which is no skill there: a physics olympiad medal."""
_MEANT = word_list("asks_for_skill")


def named_at(words: Words, at: int) -> tuple[Alias, int] | None:
    """The skill with the longest name from one word on, and the place after it; "c*" after "cuda" is no part of one."""
    end = min(at + _FAR, len(words.typed))
    stop = next((place for place in range(at, end) if begins(words.typed[place])), end)
    return skills().longest_name(words.tokens[:stop], at)


def wins(words: Words, at: int) -> bool:
    """A name of a skill of several words is one, whatever its words ask by themselves ("work" in "network security")."""
    found = skills().longest_name(words.tokens, at)
    named = found is not None and found[1] - at > 1 and words.tokens[found[1] : found[1] + 1] not in _OF_AWARDS
    return named and words.tokens[at] != "teaching" and not of_degrees.is_before_degree(words, at)


def is_meant(alias: Alias, words: Words, at: int) -> bool:
    """Inside a question an ordinary word is a skill, but for one that questions are made of: "who wants to go"."""
    if not alias.ambiguous or (words.tokens[at] not in wording.NOISE and not _dated(words, at)):
        return True
    return words.typed[at][:1].isupper() or (at > 0 and words.tokens[at - 1] in _MEANT) or len(words.tokens) == 1


def is_named(words: Words, at: int) -> bool:
    found = named_at(words, at)
    return bool(found and is_meant(found[0], words, at))


def _dated(words: Words, at: int) -> bool:
    """Spring 2027."""
    return bool(year_at("".join(words.tokens[at + 1 : at + 2]), short=False))


def slashed(words: Words, at: int, end: int) -> Clause | None:
    """``C/C++`` or ``cuda/triton``: either will do."""
    if "/" not in words.typed[at] or end == at + len(tokens(words.typed[at])):
        return None
    parts = [part for part in words.typed[at].split("/") if part]
    named = [(part, skills().named(tokens(part))) for part in parts]
    terms = tuple(skill_term(alias.skill, part) for part, alias in named if alias)
    return Clause(terms) if len(terms) == len(parts) else None


def proof_of(draft: Draft) -> int:
    """The grade of proof that is asked for; of words in a text there is none."""
    if draft.proof and not any(term.skills for clause in draft.clauses if not clause.negated for term in clause.terms):
        draft.left_out.append("a kind of proof, which goes with a skill,")
        return 0
    return draft.proof


def in_words_too(clause: Clause) -> Clause:
    """A skill that the search rows of some people do not know yet is found by its names as well."""
    known = skills()
    waiting = {skill: term.label for term in clause.terms for skill in term.skills if skill in known.unsettled}
    terms = [phrase_term(name, label) for skill, label in waiting.items() for name in _all_names(known.entries[skill])]
    return replace(clause, terms=(*clause.terms, *filter(None, terms))) if terms else clause


def _all_names(entry: SkillEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.label, *entry.aliases, *entry.ambiguous)))
