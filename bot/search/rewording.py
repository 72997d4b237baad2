"""What people write in several ways, written in the one way that the rules read: "3.8 GPA" is "gpa >= 3.8", "or less" is "at most"."""

import re
from collections.abc import Callable

from bot.search.comparing import NUMBERS, spelt
from bot.search.counts import KINDS
from bot.search.names import names
from bot.search.skills import skills
from bot.search.text import tokens
from bot.search.wording import DEGREES, ROLES, is_place
from bot.search.words import meanings, word_list

_Change = str | Callable[[re.Match[str]], str]

_COUNT = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})(?!\w)"
_BEFORE_COUNT = rf"(?=\d|(?:{'|'.join(NUMBERS)})(?!\w))"
_DECADES = re.compile(rf"(?<!\w)(?:(?P<half>half )?an? decade|(?P<many>{_COUNT}) decades?)(?!\w)", re.IGNORECASE)
_AND_OR = re.compile(r" and ?/ ?or ", re.IGNORECASE)
_ONE_OR_MORE = re.compile(r"(?<!\w)(?:any )?one or more of(?!\w)", re.IGNORECASE)
_ANY_OF = r"(?P<any>(?:at least )?(?:any|one|either|some) of)"
_OF_THESE = re.compile(
    rf"(?<!\w){_ANY_OF} (?:these|those|(?:the )?following)(?:(?: [a-z]{{3,14}})?: ?| (?=\())", re.IGNORECASE
)
_OR_MORE = re.compile(r"(?<=\w) (?:or|oder) (?:more|better|above|higher|mehr|besser|höher)(?!\w)", re.IGNORECASE)
"""Behind a number or a level, which are the least that is asked for anyway."""
_LESS = r" (?:or|oder) (?:less|fewer|lower|below|weniger)(?!\w)"
_LESS_THAN_FIELD = re.compile(
    rf"(?P<field>(?:gpa|papers|publications|{'|'.join(KINDS)}):) ?(?P<most>[\d./]{{1,9}}){_LESS}", re.IGNORECASE
)
_OR_LESS = re.compile(
    rf"(?<![\w.:-])(?<!: )(?<!last )(?<!past )(?<!within )(?<!in )(?P<said>(?:\d{{1,3}}(?:\.\d{{1,4}})?(?:/\d{{1,3}})?|{_COUNT})(?: [a-z]{{2,12}}){{0,3}}){_LESS}",
    re.IGNORECASE,
)
_TWO_BOUNDS = re.compile(
    rf"(?<!\w)(?:(?P<over>over|more than|above)|at least) (?P<least>{_COUNT}) (?:years? )?(?:but|and) (?:(?P<under>under|less than|fewer than|below)|at most|up to) (?P<most>{_COUNT})(?= (?!c?gpa|months?)(?P<years>years?|yrs?|yoe)?)",
    re.IGNORECASE,
)
_COUNTED = rf"(?:years?|yrs?|yoe|papers|publications|articles|{'|'.join(KINDS)})"
_EITHER_NUMBER = re.compile(
    rf"(?<![\w.-])(?P<one>{_COUNT}) or (?P<other>{_COUNT})(?= (?:[a-z]{{2,12}} )?{_COUNTED}(?!\w))", re.IGNORECASE
)
_AT_MOST = re.compile(
    rf"(?<!\w)(?:(?:no|not) (?:more|longer|greater|over) than|(?:a )?max(?:imum|imal)?\.?(?: of)?) {_BEFORE_COUNT}",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"(?<!\w)(?:(?:no|not) (?:less|fewer|shorter|under) than|(?:a )?min(?:imum|imal)?\.?(?: of)?) {_BEFORE_COUNT}",
    re.IGNORECASE,
)
_OR_LATER = re.compile(
    r"(?:\b(?:in|from|ab) )?(?<![\w./-])(?:(?P<sign>since|after|seit|until|before|bis) )?(?P<year>(?:19|20)\d\d) (?:or|oder) (?:(?P<later>later|newer|after|onwards?|später|danach)|earlier|before|older|früher)(?!\w)(?! (?:19|20)\d\d)",
    re.IGNORECASE,
)
"""A year that is the first or last of those asked for."""
_SINCE = frozenset(("since", "after", "seit"))
_GRADE = r"\d{1,3}(?:\.\d{1,4})?"
_BOUND = r"(?:at least|over|above|(?:more|higher|greater|better|less|lower) than|under|below|at most|[<>]=?)"
_SCALE = r"(?: ?/ ?\d{1,3}(?:\.\d)?)?"
_GRADES = rf"(?P<between>(?:between|from) )?(?P<least>{_GRADE})(?(between) (?:and|to) |(?:[-–]| [-–] | to ))(?P<most>{_GRADE})(?P<scale>{_SCALE})"
_BETWEEN_GRADES = re.compile(rf"(?<!\w)c?gpas?(?: of)?(?: |: ?){_GRADES}(?![\w.]\d)", re.IGNORECASE)
_GRADES_BEFORE = re.compile(rf"(?<![\w./'-]){_GRADES} c?gpas?(?!\w)", re.IGNORECASE)
_GRADE_BEFORE = re.compile(
    r"(?<![\w./'-])(?:(?P<sign>at least|over|above|more than|higher than|under|below|less than|lower than|at most|[<>]=?) ?)?"
    rf"(?P<grade>{_GRADE}{_SCALE})\+?(?: plus)? c?gpas?(?! ?[:<>=≥≤\d-]|\w)"
    rf"(?! (?!of (?:4|5|10|20|100)(?![.\w]))(?:(?:is|was|of) )?(?:(?:at least|at most|over|above|under|below|between|from|of|is|(?:more|less|higher|lower|greater|better) than) )?\d)",
    re.IGNORECASE,
)
_GPA_BOUNDS = re.compile(
    rf"(?<!\w)(?P<gpa>c?gpas?)(?: (?:is|was|of))? ?(?P<one>{_BOUND}) ?(?P<first>{_GRADE}{_SCALE}) (?:but|and) (?P<other>{_BOUND}) ?(?P<second>{_GRADE}{_SCALE})(?=\Z|[,;)?!.]| (?:and|but|or|who|with)(?!\w))",
    re.IGNORECASE,
)
_GPA_NOT_BELOW = re.compile(
    rf"(?<!\w)(?P<gpa>c?gpas?)(?: (?:is|was|of))? (?:not|no) (?:below|under|(?:lower|less|worse) than) (?={_GRADE})",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?<![\w:])(?<!phd )(?<!graduation )(?<!birth )(?:years|yoe|experience)(?: of experience)? ?(?P<sign>[<>]=?|[:=≥≤]) ?(?P<years>\d{1,2}(?:-\d{1,2})?)\+?(?: ?(?:years?|yrs?))?(?![\w.-])",
    re.IGNORECASE,
)
_COMPARED_YEARS = re.compile(r"(?P<sign>[<>]=?|[=≥≤]) ?(?=\d{1,2}\+? ?(?:years?|yrs?|yoe)(?!\w))", re.IGNORECASE)
_SIGNS = {"<": "under", "<=": "at most", "≤": "at most", ">": "over"}
_HAS = r"(?:has|have|had|having|holds?|holding|with|got|did|done|finished|completed|earned|obtained)"
_PURSUES = r"(?:doing|does|pursuing|pursues?|studying (?:for|towards?)|working (?:on|towards?)|enrolled in|in|getting|finishing|completing)"
_AND = r"(?:(?:either|who|is|are|was|has|have|had|already|currently|now|still|actively) ){0,3}"
_IN_ANY_STATE = re.compile(
    rf"(?<!\w){_AND}(?:{_HAS} or {_AND}{_PURSUES}|{_PURSUES} or {_AND}{_HAS}) (?=(?:an?|the|his|her|their) )",
    re.IGNORECASE,
)
"""A degree that is reached or studied for, which is what it is where nothing says which."""

_ANYTHING_BUT = re.compile(
    r"(?<!\w)(?P<verb>(?:work|research|focus|speciali[sz]e)(?:e?s|ed|ing)? )?(?:about|on|in) (?:any|every|some)thing (?:but|except|other than|else than|besides)(?!\w)",
    re.IGNORECASE,
)
_FIRST_OR = re.compile(
    r"(?<!\w)(?P<first>first|lead) or (?P<other>second|third|co|joint|senior|last|corresponding|middle)(?=[- ]authors?(?!\w))",
    re.IGNORECASE,
)
_VENUES_OF = re.compile(
    r"(?<!\w)(?:both )?(?P<one>\w{2,20}) (?:and|or) (?P<other>\w{2,20})(?= (?:conferences|venues|journals)(?!\w))",
    re.IGNORECASE,
)

_WEDER = re.compile(r"(?<!\w)weder (?P<one>[^,;()]{1,60}?) noch (?=\S)", re.IGNORECASE)
_THING = r"[\w+#.&'’-]{1,30}(?: [\w+#.&'’-]{1,30}){0,2}?"
_NONE_OF = re.compile(
    rf"(?<!\w)(?P<not>(?:without|except(?: for)?|excluding|other than|apart from|aside from|not|no|nobody|anyone but|everyone but|never|\w{{2,5}}n['’]?t)(?: (?:worked?|been|studied|study|interned|published|know|use))?(?: (?:from|at|in|the|any)){{0,2}}) "
    rf"(?P<some>{_THING}(?:, {_THING}){{0,4}}),? and (?P<last>{_THING})(?=$|[,;)?!]| (?:who|that|but|which|with)(?!\w))",
    re.IGNORECASE,
)
"""What is left out with "and" is left out each: no Java and Scala."""
_LISTED = re.compile(r", ?(?P<one>[\w&'’-]{1,30}(?: [\w&'’-]{1,30}){0,2}?),? and (?=\S)", re.IGNORECASE)
_EMPLOYERS_AND_VENUES = ("schools", "companies", "venues")
_NEAR = 60
"""Characters before and behind a name among which others of its kind stand."""
_LONGEST_LIST = 6
_NUMBERS = re.compile(rf"(?<![\w.:/-])(?P<least>\d{{1,2}})[-–](?P<most>\d{{1,2}})(?= {_COUNTED}(?!\w))", re.IGNORECASE)
_LEVELS = re.compile(r"(?<![\w/-])(?P<least>[abc][12]) ?(?:[-–/]|to) ?[abc][12](?![\w/-])", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\w/.:@-])\w{2,20}(?:/\w{2,20}){1,5}(?![\w/.@-])")
_NAMED = ("schools", "companies", "venues", "places")
_PEOPLE = DEGREES.keys() | ROLES.keys() | {"student", "students", "undergrads", "professors", "academics"}
_ABBREVIATED = frozenset(("ms", "bs", "ba", "ma"))
_UNSURE = word_list("ambiguous_venues")
_FIELDS = word_list("fields_of_venues")


def reworded(line: str) -> str:
    """The line in the words of the rules; what stands in quotes as it is."""
    parts = line.split('"')
    return '"'.join(part if at % 2 else _changed(part) for at, part in enumerate(parts))


def _changed(part: str) -> str:
    for _ in range(_LONGEST_LIST):
        part, before = _LISTED.sub(_all_listed, part), part
        if part == before:
            break
    for pattern, change in _CHANGES:
        part = pattern.sub(change, part)
    return part


def _bounded(year: re.Match[str]) -> str:
    """A bound that is said twice is what it is by its sign; one way and the other are two, and stay."""
    sign = (year["sign"] or "").casefold()
    if sign and (sign in _SINCE) != bool(year["later"]):
        return year.group()
    return f"{sign or ('since' if year['later'] else 'until')} {year['year']}"


def _both_bounds(found: re.Match[str]) -> str:
    """Of what is counted the numbers between; of years, which have parts, both bounds as they are said."""
    least, most = spelt(found["least"].casefold()), spelt(found["most"].casefold())
    if not found["years"]:
        least, most = least + bool(found["over"]), most - bool(found["under"])
        return f"{least} to {most}" if least <= most else found.group()
    if not (found["over"] or found["under"]):
        return f"{least} to {most}"
    return f"{'over' if found['over'] else 'at least'} {least} and {'under' if found['under'] else 'at most'} {most}"


def _between(grades: re.Match[str]) -> str:
    return f"gpa:{grades['least']}-{grades['most']}{grades['scale'].replace(' ', '')}"


def _of_some(found: re.Match[str]) -> str:
    """Conferences of two fields as of one, whose names are not those of venues."""
    fields = all(_is_field(found[part].casefold()) for part in ("one", "other"))
    return f"{found['one']}/{found['other']}" if fields else found.group()


def _is_field(word: str) -> bool:
    """What conferences may be of: a subject, a skill, or theory."""
    known = names("subjects").whole(tokens(word)) or skills().named(tokens(word))
    return word in _FIELDS or (bool(known) and not names("venues").find(tokens(word)))


def _none_of(found: re.Match[str]) -> str:
    """Where both are of one kind: in "not at Google and fluent in German" something else follows."""
    some = found["some"].split(", ")
    alike = set.intersection(*map(_kinds, (*some, found["last"])))
    return f"{found['not']} {' or '.join((*some, found['last']))}" if alike else found.group()


def _all_listed(found: re.Match[str]) -> str:
    """OSDI, SOSP and NSDI are asked for all; one of the names may be one that nobody told us of."""
    before = tokens(found.string[max(0, found.start() - _NEAR) : found.start()])
    rest = found.string[found.end() : found.end() + _NEAR]
    for kind in _EMPLOYERS_AND_VENUES:
        known = names(kind)
        one, begins = known.whole(tokens(found["one"])), any(start == 0 for start, _, _ in known.find(tokens(rest)))
        other = (one or _is_unknown(found["one"])) and (begins or _is_unknown(rest.split()[0]))
        if (one or begins) and other and any(end == len(before) for _, end, _ in known.find(before)):
            return f" and {found['one']} and "
    return found.group()


def _is_unknown(said: str) -> bool:
    return said[:1].isupper() and not _kinds(said)


def _kinds(said: str) -> set[str]:
    words = tokens(said)
    kinds = {kind for kind in _NAMED if names(kind).whole(words)} | ({"places"} if is_place(said) else set())
    return (
        kinds | ({"skill"} if skills().named(words) else set()) | ({"people"} if _PEOPLE.issuperset(words) else set())
    )


def _slashed(found: re.Match[str]) -> str:
    """OSDI/SOSP, MS/PhD: either will do. Of skills that is known already."""
    parts = found.group().split("/")
    folded = [" ".join(tokens(part)) for part in parts]
    degrees = all(part in DEGREES or part in _ABBREVIATED for part in folded)
    known = any(all(names(kind).whole([part]) for part in folded) for kind in _NAMED)
    named = known and _UNSURE.isdisjoint(folded) and not any(skills().named([part]) for part in folded)
    subjects = all(names("subjects").whole([part]) for part in folded)
    behind = "".join(tokens(found.string[found.end() :])[:1])
    studied = subjects and (behind in _PEOPLE or not all(skills().named([part]) for part in folded))
    return " or ".join(parts) if degrees or named or studied else found.group()


def _of_countries(found: re.Match[str]) -> str:
    """A Chinese or US university is one of either country."""
    both = found["kind"].islower() and all(
        found[part].casefold() in _COUNTRIES or is_place(found[part]) for part in ("one", "other")
    )
    return f"{found['one']} {found['kind']} {found['joins']} a {found['other']}" if both else found.group()


def _years_of(decades: re.Match[str]) -> str:
    if decades["half"]:
        return "5 years"
    return f"{10 * int(spelt((decades['many'] or '1').casefold()))} years"


def _graded(found: re.Match[str]) -> str:
    return f"gpa {found['sign'] or '>='} {found['grade']}"


def _of_experience(found: re.Match[str]) -> str:
    sign = "" if "-" in found["years"] else f"{_SIGNS.get(found['sign'], 'at least')} "
    return f"{sign}{found['years']} years of experience,"


_GRADS_OF_YEARS = re.compile(
    r"(?<!\w)(?P<one>20\d\d) (?:and|or) (?P<other>20\d\d) (?:new |recent )?(?:college )?grad(?:s|uates)?(?!\w)",
    re.IGNORECASE,
)
_COUNTRIES = meanings("countries")
_OF_COUNTRIES = re.compile(
    r"(?<!\w)(?P<one>\w{2,20}) (?P<joins>or|and) (?:an? )?(?P<other>\w{2,20})(?= (?P<kind>university|universities|college|school)(?!\w))",
    re.IGNORECASE,
)


def _anything_but(found: re.Match[str]) -> str:
    """A PhD is in a subject, and papers are about something."""
    studied = "".join(tokens(found.string[: found.start()])[-1:]) in _STUDIED
    return f"not {'working on' if found['verb'] else 'in' if studied else 'about'}"


_STUDIED = DEGREES.keys() | {"degree", "degrees", "majored", "majoring", "major"}
_OWNED = re.compile(r"(?<![\w'’])(?P<name>[\w&.-]{2,20})['’]s (?!(?:groups?|labs?|teams?)(?!\w))(?=\w)")


def _of_itself(found: re.Match[str]) -> str:
    """MIT's students are MIT students; of a name alone nothing else is known."""
    known = any(names(kind).whole(tokens(found["name"])) for kind in ("schools", "companies"))
    return f"{found['name']} " if known else found.group()


_EXPECTED = re.compile(
    rf"(?<!\w)expected (?P<level>{'|'.join(DEGREES)}) (?:degree )?(?:in |by )?(?P<year>20\d\d)(?!\w)", re.IGNORECASE
)
_THIS_OR_NEXT = re.compile(r"(?<!\w)(?P<one>this) or (?P<other>next) year(?!\w)", re.IGNORECASE)
_CHANGES: tuple[tuple[re.Pattern[str], _Change], ...] = (
    (_AND_OR, " or "),
    (_DECADES, _years_of),
    (_ONE_OR_MORE, "any of"),
    (_OF_THESE, r"\g<any> "),
    (_OR_MORE, " plus"),
    (_LESS_THAN_FIELD, r"\g<field><=\g<most>"),
    (_OR_LESS, r"at most \g<said>"),
    (_AT_MOST, "at most "),
    (_AT_LEAST, "at least "),
    (_NUMBERS, r"\g<least> to \g<most>"),
    (_LEVELS, r"\g<least>"),
    (_TWO_BOUNDS, _both_bounds),
    (_EITHER_NUMBER, r"\g<one> to \g<other>"),
    (_OR_LATER, _bounded),
    (_BETWEEN_GRADES, _between),
    (_GRADES_BEFORE, _between),
    (_GRADE_BEFORE, _graded),
    (_GPA_BOUNDS, r"\g<gpa> \g<one> \g<first> \g<gpa> \g<other> \g<second>"),
    (_GPA_NOT_BELOW, r"\g<gpa> at least "),
    (_COMPARED_YEARS, lambda found: f"{_SIGNS.get(found['sign'], 'at least')} "),
    (_YEARS, _of_experience),
    (_IN_ANY_STATE, ""),
    (_VENUES_OF, _of_some),
    (_FIRST_OR, r"\g<first> author \g<other>"),
    (_OF_COUNTRIES, _of_countries),
    (_OWNED, _of_itself),
    (_EXPECTED, r"\g<level> expected in \g<year>"),
    (_THIS_OR_NEXT, r"\g<one> year or \g<other>"),
    (_GRADS_OF_YEARS, r"graduates in \g<one> or \g<other>"),
    (_WEDER, r"neither \g<one> nor "),
    (_NONE_OF, _none_of),
    (_SLASHED, _slashed),
    (_ANYTHING_BUT, _anything_but),
)
