"""Whether what was just spoken of goes on or is over, as the words behind it say: "now", "and still does", "but left"."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.search.draft import Draft
from bot.search.query import Clause
from bot.search.terms import field_term
from bot.search.wording import Words, present_at

_THEY = r"(?:but|and|who|which|then|later|has|have|had|is|are|was|were|since|already|now|meanwhile|they|he|she|it)"
_THERE = r"(?:there|here|it|them|anymore|any more|any longer|since|again|the company|the firm)"
_OVER = re.compile(
    rf"(?:{_THEY} ){{0,6}}(?:(?:left|quit|departed|moved on|gone)(?= (?:{_THERE}|{_THEY}|in|for|before|after|with|or)|\s*\Z)"
    rf"|(?:no longer|not|isnt|arent|doesnt|dont|does not|do not)(?: (?:is|are|works?|working|employed|do|does|an?))*(?= {_THERE} ))"
    rf"(?: {_THERE})* "
)
_STILL = re.compile(rf"(?:{_THEY} ){{1,4}}(?:still )?(?:does?|are|is|works?|stays?|remains?)(?: still)?(?: {_THERE})* ")
_WORKS_THERE = re.compile(
    rf"(?:{_THEY} ){{0,4}}(?:(?:still|currently) )?(?:works?|working|employed|stayed|is|are)(?: (?:still|now|currently))? there(?: (?:still|now|today|currently|full time))? "
)
_FAR = 14
"""Words that say so at most."""
_NOW = frozenset(("now", "home", "student"))
"""Fields of what goes on."""
_THEN = frozenset(("who", "and", "but", "with"))
"""Words before which "now" is said of the school, and not of what comes next: "studied at MIT, now at Google"."""
_EMPLOYERS = frozenset(("company", "now", "former"))


def lasts(draft: Draft, words: Words, at: int) -> int:
    """Says of the employer that was named last whether somebody is there still; the place after it, 0 where nothing does."""
    fields = {term.field for clause in draft.last for term in clause.terms}
    if len(draft.last) != 1 or draft.last[0] not in draft.clauses or draft.joins or draft.negates:
        return 0
    if end := present_at(words, at):
        studying = fields == {"school"} and (end == len(words.tokens) or words.tokens[end] in _THEN)
        if (fields == {"company"} or studying) and not draft.last[0].negated:
            _change(draft, "now")
            return end
        return end if fields and fields <= _NOW | {"company"} else 0
    if draft.last[0].negated:
        return 0
    if not fields & _EMPLOYERS or not fields <= _EMPLOYERS | {"school"}:
        return _works_there(draft, words, at, fields)
    rest = " ".join(words.tokens[at : at + _FAR]) + " "
    for pattern, field in ((_OVER, "former"), (_STILL, "now")):
        if (found := pattern.match(rest)) and (field == "former" or "still" in found.group().split()):
            _change(draft, field)
            return at + len(found.group().split())
    return _works_there(draft, words, at, fields)


def _works_there(draft: Draft, words: Words, at: int, fields: AbstractSet[str]) -> int:
    """Who was an intern or a student there, and works there."""
    found = _WORKS_THERE.match(" ".join(words.tokens[at : at + _FAR]) + " ")
    said = {term.label.partition(":")[2].strip('"') for term in draft.last[0].terms}
    where = said.pop().rpartition("intern at ")[2] if len(said) == 1 else ""
    if not found or not where or not fields <= {"school", "company", "worked"}:
        return 0
    term = field_term("now", where)
    draft.add(Clause((term,)) if term else None)
    return at + len(found.group().split())


def _change(draft: Draft, field: str) -> None:
    said = dict.fromkeys(term.label.partition(":")[2].strip('"') for term in draft.last[0].terms)
    terms = tuple(term for one in said if (term := field_term(field, one)))
    changed: Clause = replace(draft.last[0], terms=terms or draft.last[0].terms)
    draft.clauses[draft.clauses.index(draft.last[0])] = changed
    draft.last = [changed]
