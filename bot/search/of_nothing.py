"""What questions ask and no CV can be asked for: how good a school is, what people are like, who they are in private.

It is left out, and the reading says so.
"""

import re

from bot.search.comparing import SIGNS_SAID
from bot.search.draft import Draft
from bot.search.query import Clause
from bot.search.terms import field_term, has_term, wish_terms
from bot.search.wording import ENDS, NEGATION, NOISE, ROLES, Made, Unknown, Words, clause_of, name_at
from bot.search.words import meanings, word_list

_PRAISE = word_list("praise")
_LIKE = "|".join(sorted(word_list("good_ones"), key=len, reverse=True))
_WORKED = r"(?:(?:work(?:ed|ing|s)?|interned|employed|stud(?:ied|ies)|graduated|is|are|was|were|been) )?"
_OF = rf"{_WORKED}(?:in|at|for|from|of) (?:(?:a|an|the|any|some) )?"
_WHERE = r"(?:schools?|universit(?:y|ies)|unis?|colleges?|compan(?:y|ies)|labs?|institut(?:es?|ions?)|employers?|firms?|programs?|programmes?)"
_GRADE = rf"(?:(?:{_LIKE}|tier|ranked|1|one|very|most) ){{1,4}}"
REPUTE = rf"(?:{_OF})?{_GRADE}(?:\w{{1,20}} )?{_WHERE} "
_SORT = r"(?:(?:\w{2,12} )?start ?ups?|big tech|faang|industry|academia|fortune 500|ivy league(?: (?:schools?|universit(?:y|ies)|colleges?))?|unicorns?) "
_REPUTED = re.compile(REPUTE)
SORT = rf"(?:experience )?(?:in )?both {_SORT}and {_SORT}|{_OF}{_SORT}|(?:industry|industrial|startup|corporate) (?:experience|background) "
_IN_A_SORT = re.compile(rf"(?:in|at|for|of) (?:(?:a|an|the) )?{_SORT}")
VENUES = rf"(?:(?:in|at|to) )?(?:an? |the |any )?{_GRADE}(?:\w{{1,20}} )?(?:venues?|conferences?|journals?) "
SKILLED = (
    r"(?:(?:good|great|strong|excellent|effective|clear) )?(?:communicators?|communication skills|team players?|leaders?|leadership(?: skills| qualities)?"
    r"|(?:fast|quick) learners?|self starters?|soft skills|people skills|social skills|interpersonal skills|work ethic|culture fit) "
)
AUTHOR = r"(?:second|third|fourth|last|senior|middle|corresponding) (?:authors?(?:ed|ing|ship)?) "
MOST = r"(?:the )?(?:most|fewest|highest|lowest|biggest|largest)(?: number of)? (?=(?:papers?|publications?|citations?|gpa|grades?|experience|awards?|skills) )"
BEST = r"(?:the )?(?:best|top|highest|worst|lowest) (?=(?:gpas?|grades?|marks?|grade point average) )"
EXTREME = (
    r"(?:the )?(?:most|least) (?P<like>(?:senior|junior|experienced|qualified|productive|prolific|cited|recent|skilled|educated|decorated|published) )?"
    r"(?!of |likely |recently )|(?:the )(?:oldest|youngest|longest|shortest|newest|latest|earliest|biggest|largest|smartest|highest|lowest|fewest) "
)
TONGUE = r"(?:fluent|native) speakers? (?!of )|bilingual (?!in )"
BEEN = r"been to (?:the )?"
ABROAD = r"(?:(?:lived|lives|living|worked|works|working|studied|study|studying|been|was) )?(?:abroad|overseas) "
OUTSIDE = r"(?:lived|worked|studied|been|travell?ed) outside (?:of )?(?:the )?"
THAN = r"(?:more|fewer|less|better|higher|lower|as many) (?:\w{2,20} ){0,3}?(?:than|as) (?=[^\W\d])"
NUMBER = rf"(?:{SIGNS_SAID}|above|below|higher than|lower than|greater than|better than|exactly) \d{{1,6}} "
LASTING = r"(?:that |which )?(?:(?:were|was|lasted|lasting|took) )?(?:longer|shorter) than (?:\w{1,12} ){1,2}(?:days?|weeks?|months?|years?) "
PRIVATE = (
    r"(?:younger|older) than (?:\d{1,3}|\w{2,10}) (?:years? )?(?:old )?|(?:under|over|below|above|aged?) (?:the age of )?\d{1,3} (?:years? )?(?:old|of age) "
    r"|(?:under|over|below|above) (?:the age of )?[1-9]\d (?:years? )?(?=(?:and|but) |\Z)"
    r"|(?:fe)?males? |wom[ae]n |m[ae]n |girls? |boys? |young(?:er)? |old(?:er)? |married |unmarried |single |pregnant |religious |christians? |muslims? |jew(?:ish|s) |white |black |gender |nationality "
)
COUNTED = (
    rf"(?P<said>(?:(?P<sign>{SIGNS_SAID}) )?(?P<count>\d{{1,3}}|{'|'.join(meanings('numbers'))})(?: plus| or more)?) "
    r"(?=(?:awards?|prizes?|medals?|scholarships?|internships?|jobs?|degrees?|languages?|patents?|citations?|stars?|projects?|conferences?|venues?|schools?|companies|employers?|countries|continents|cities|of|skills|ph ?ds?|doctorates?|masters?|bachelors?) )"
)
_COUNTS = frozenset(
    (
        "jobs",
        "degrees",
        "languages",
        "citations",
        "stars",
        "conferences",
        "venues",
        "schools",
        "companies",
        "countries",
        "continents",
        "cities",
    )
)
_ONLY = frozenset(("only", "solely", "exclusively", "nur", "ausschliesslich"))
_ASKS_FOR = frozenset(
    ("", "not", "but", "show", "list", "find", "give", "get", "me", "us", "want", "need", "please", "and")
)
_OF_PEOPLE = word_list("everybody") | ROLES.keys() | frozenset(("students", "student", "phds", "please", "graduates"))
_SEEKING = frozenset(("looking", "seeking", "seeks", "searching"))
CURRENTLY = r"(?:(?:is|are) )?(?:currently|now|still) (?:interning|an intern) "
INTERNED = r"(?:interned|interning|internships?|an internship(?! (?:at|for|with|bei) )) (?:experiences? )?"
UNDER_REVIEW = (
    r"under (?:peer )?(?:review|submission|revision) (?:(?:at|for|to|with|in|by) (?:the )?\w{2,20} (?:20\d\d )?)?"
)
"""Of a paper that appeared nowhere yet."""
_OPTIONAL = re.compile(
    r"(?:no (?:\w{2,20} ){1,3}?(?:is |are )?|(?:an? )?\w{2,20} (?:degrees? |experience )?(?:is |are )?(?:not (?:strictly |necessarily )?|isnt |arent ))"
    r"(?:required|needed|necessary|mandatory|essential|requirement|must) "
)
"""What need not be: it decides nothing."""
AGO = r"(?:graduated |finished )?(?:(?:at (?:least|most)|more than|less than|over|under|about|around) )\w{1,6} (?:years?|months?) ago "
OWN_YEAR = r"(?:are |is )?(?:in|of) (?:their|his|her|the) (?:last|final|penultimate|first|second|third|fourth) year "
OWN_JOB = r"(?:(?:been |is |are )?(?:at|in)|left|quit) (?:their|his|her) (?:(?:current|last|previous|present|first|latest) )?(?:jobs?|employers?|compan(?:y|ies)|positions?|roles?|posts?|firms?) "


def sort_at(words: Words, at: int) -> int:
    """The place after "in industry", "at startups" or "at big companies", 0 for none: no CV says which of its jobs were."""
    rest = " ".join(words.tokens[at : at + 8]) + " "
    found = _IN_A_SORT.match(rest) or _REPUTED.match(rest)
    return at + len(found.group().split()) if found else 0


def optional(draft: Draft, words: Words, at: int) -> int:
    """The place after what is said to be no condition: "no PhD required", "PhD not necessary"; 0 where nothing is."""
    found = _OPTIONAL.match(" ".join(words.tokens[at : at + 8]) + " ")
    if not found or draft.negates:
        return 0
    end = at + len(found.group().split())
    draft.leave_out(f"“{words.said(at, end)}”")
    return end


def unknown(words: Words, at: int, found: re.Match[str]) -> Made:
    return Unknown(_quoted(words, at, found)), at


def praised(words: Words, at: int, found: re.Match[str]) -> Made:
    """What people are like, before a word for people or none: smart contracts are something else."""
    known = NOISE | ENDS | ROLES.keys() | {"students", "student", "phd", "phds", "undergrads", "interns"}
    fits = found["praise"] in _PRAISE and (at >= len(words.tokens) or words.tokens[at] in known | _PRAISE)
    return unknown(words, at, found) if fits else None


def reputed(words: Words, at: int, found: re.Match[str]) -> Made:
    """Venues are spoken of: there is a paper."""
    start = at - len(found.group().split())
    before = words.tokens[max(0, start - 3) : start]
    spoken = any(word.startswith(("publi", "paper", "author", "article")) for word in before)
    return Unknown(_quoted(words, at, found), None if spoken else Clause((has_term("papers"),))), at


def extreme(words: Words, at: int, found: re.Match[str]) -> Made:
    """The most senior, the longest: people are sorted by their proof of skills, and by nothing else that is asked."""
    start = at - len(found.group().split())
    superlative = found["like"] or words.tokens[start] == "the"
    return unknown(words, at, found) if superlative and words.tokens[start - 1 : start] != ("at",) else None


def without_only(words: Words) -> tuple[Words, list[str]]:
    """The words without an "only" that no CV can prove, and what is left out so; "show only students" needs none."""
    only = [at for at in range(len(words.tokens)) if words.tokens[at] in _ONLY and _restricts(words, at)]
    if not only:
        return words, []
    kept = [at for at in range(len(words.tokens)) if at not in only]
    said = [f"“{words.said(at, at + 1)}”" for at in only]
    return Words(tuple(words.tokens[at] for at in kept), tuple(words.typed[at] for at in kept)), said


def _restricts(words: Words, at: int) -> bool:
    before = words.tokens[at - 1] if at else ""
    joined = at > 0 and words.typed[at - 1] is words.typed[at]
    return not (joined or before in _ASKS_FOR or (at + 1 == len(words.tokens) and before in _OF_PEOPLE))


def outside(words: Words, at: int, found: re.Match[str]) -> Made:
    """Who was elsewhere as well may have lived there too."""
    value, end = name_at(words, at, "places")
    return (Unknown(f"“{words.said(at - len(found.group().split()), end)}”"), end) if value else None


def never_been(words: Words, at: int, found: re.Match[str]) -> Made:
    """Behind "never": a CV without the place is not one of somebody who was not there."""
    start = at - len(found.group().split())
    return outside(words, at, found) if start and words.tokens[start - 1] in NEGATION else None


def than(words: Words, at: int, found: re.Match[str]) -> Made:
    """More papers than somebody has."""
    if not words.capital(at):
        return None
    _, end = name_at(words, at)
    start = at - len(found.group().split())
    return Unknown(f"“{words.said(start, end)}”"), end


def counted(words: Words, at: int, found: re.Match[str]) -> Made:
    """Only papers and years are counted; of other things there is one or none."""
    one = found["count"] in {"1", "one", "eine", "ein"} and found["sign"] in {None, "at least"}
    if one:
        return None, at
    thing = words.tokens[at] if at < len(words.tokens) else ""
    return Unknown(_quoted(words, at, found)), at + (thing in _COUNTS)


def interning(_: Words, at: int, __: re.Match[str]) -> Made:
    return clause_of(field_term("now", "intern")), at


def interned(words: Words, at: int, _: re.Match[str]) -> Made:
    """What was done; behind what somebody looks for, what they look for, or do not."""
    if not _SEEKING.isdisjoint(words.tokens[:at]):
        return clause_of(*wish_terms("internship")), at
    return clause_of(field_term("title", "intern"), field_term("title", "internship")), at


def _quoted(words: Words, at: int, found: re.Match[str]) -> str:
    return f"“{words.said(at - len(found.group().split()), at)}”"
