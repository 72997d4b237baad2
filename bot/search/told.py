"""What a CV tells in a line of its own and no field holds: what was taught, what a thesis is about, certificates, teams led, service.

All that is asked of it must stand in one such line, or in one entry that is about it: a skill in another line is no proof.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, islice, pairwise

from bot.profile import Evidence, Fact, Profile, Work, facts
from bot.search.names import names
from bot.search.passages import value
from bot.search.text import fold, tokens
from bot.search.words import word_list

TAUGHT, THESIS, CERTIFICATE, LED, SERVICE = "taught", "thesis", "certificate", "led", "service"
_SIGNS = {
    TAUGHT: re.compile(
        r"\b(?:teaching (?:assistants?|assistantship|fellow)|lecturer|lectured|tutor|tutored|tutoring|tutorin|instructor|dozent|dozentin|lehrauftrag|übungsleiter(?:in)?|monitor[ae]? de|chargée? de td)\b"
        r"|\bTA\b|助教|\btaught\b(?=[^\n]{0,80}\b(?:class|classes|course|courses|students?|undergraduates?|seminars?|school|semesters?|lectures?)\b)",
        re.IGNORECASE,
    ),
    THESIS: re.compile(
        r"\b(?:thesis|theses|dissertation|\w{0,12}(?:abschluss|master|bachelor|diplom|doktor)arbeit|mémoire|tesis|tese|tesi)\b|学位论文|毕业论文|毕业设计",
        re.IGNORECASE,
    ),
    CERTIFICATE: re.compile(
        r"\b(?:certified|certificates?|certifications?|zertifiziert\w{0,2}|zertifikate?|zertifizierung(?:en)?|certifié\w{0,2}|certificad[oa]s?|certificación|certificazion[ei])\b|证书|认证",
        re.IGNORECASE,
    ),
    LED: re.compile(
        r"\b(?:led|leads?|leading|head of|headed|heading|manag(?:e|ed|es|ing)|managers?|supervis(?:e|ed|es|ing)|mentor(?:ed|ing)?|leitung|leiter(?:in)?|leite|leitet|leitete|geleitet|teamleit(?:er|erin|ung)|dirigé|dirigí)\b(?! by\b)|带领|团队负责人",
        re.IGNORECASE,
    ),
    SERVICE: re.compile(
        r"\b(?:(?<!code )(?<!code-)(?<!design )(?<!test )reviewers?|(?:reviewed|reviewing)(?: papers)? for|peer[- ]review(?:er|ing)?|refereed? for|gutachter(?:in)?|(?:technical )?program(?:me)? committee|programmkomitee"
        r"|artifact[- ]evaluat(?:ors?|ion (?:committee|reviewer|member|chair|track))|AE committee|(?:session|area|general|workshop|track|publicity|program) (?:co-?)?chair"
        r"|volunteer(?:s|ed)?|editorial board|(?:associate|guest) editor|organi[sz](?:ing committee|er of|ed (?:the |an? )?(?:\w+ )?(?:workshop|conference)))\b"
        r"|(?-i:\b(?:(?:T?PC|AEC)(?= (?:[Mm]ember|(?:[Cc]o-?)?[Cc]hair))|[Ss]hadow PC|(?P<bare>TPC|AEC)(?!-))\b)|审稿人|志愿者",
        re.IGNORECASE,
    ),
}
FIELDS = frozenset(_SIGNS) - {SERVICE}
"""Fields whose lines are searched by their words; of service the role is a field of its own."""
_PEOPLE = word_list("people_led")
_OF_OTHERS = word_list("led_with_others")
_NO_PEOPLE = re.compile(r"meeting|event|activit|building|discussion|project|portal|page|communication|wiki|work\Z")
_TEAM_LED = re.compile(
    r"\bteam[\s-]?(?:lead|leads|leader|leaders|leitung|leiter|leiterin|manager)\b|(?:带领|领导)[^。；\n]{0,20}(?:团队|小组)|团队负责人"
    r"|\b(?:team|gruppe|abteilung)\b[^.;\n]{0,40}\bgeleitet\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_REACH = 10
"""Words behind the verb among which its object stands."""
_AROUND = word_list("connectives") | {"on", "member", "members"}
"""What may stand between the name of a venue and its committee, beside the year."""
_SERVES = re.compile(r"review|committee|organi[sz]|\bchair|editor|volunteer", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[\w)\]*\"”]{2}[\w)\]*\"”][.!?;])(?<!Prof\.)\s+|(?<=[。；])")
_MOST, _LONGEST = 12, 400
"""Lines that are kept of each, and their characters."""
_FULL = 60
"""Characters of a line that goes on in the next one, where that begins in small letters."""
_FIELD = "jsonresume.certificate"
"""The rule by which a certificate is read that a file has in a field of its own."""
_UNDER = 8
"""Lines under a heading that are of it."""
_HEADING = 5
"""Words of a heading at most."""
_POST = word_list("teaching_posts")
_COURSE = 10
"""Words of a course's name at most."""
_RULE = re.compile(r"[\s#*=_~-]*")


def told(profile: Profile, shown: Mapping[int, str], field: str) -> Iterator[Fact[str]]:
    """The lines and entries of a CV that tell of it, as facts. ``shown``: the texts as `visible`."""
    seen: set[tuple[int, int]] = set()
    wished = [place for wish in profile.availability for place in wish.evidence]
    courses = _courses(profile, shown) if field == TAUGHT else ()
    for one in (*_entries(profile, field), *courses, *islice(_lines(shown, field), _MOST)):
        place = one.evidence[0] if one.evidence else None
        if place and (place.document, place.start) not in seen and not any(overlap(place, one) for one in wished):
            seen.add((place.document, place.start))
            yield one
    if field == CERTIFICATE:
        yield from _under_heading(profile, shown)


def overlap(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _entries(profile: Profile, field: str) -> Iterator[Fact[str]]:
    """What an entry says whose name tells of it: a post as a teaching assistant, a master's thesis."""
    sign = _SIGNS[field]
    for job in profile.work:
        taught = field == TAUGHT and job.kind == "teaching" and not _SERVES.search(value(job.title))
        if taught or (field == THESIS and sign.search(value(job.title))):
            said = (job.title, job.organization, *job.details)
            yield from (fact for fact in said if fact and fact.evidence)


def _courses(profile: Profile, shown: Mapping[int, str]) -> Iterator[Fact[str]]:
    """The line above a post as a teaching assistant that names no course itself, where nothing else is read of that line."""
    bare = [job for job in profile.work if job.kind == "teaching" and _POST.issuperset(tokens(value(job.title)))]
    read = {(place.document, place.start) for fact in facts(profile) for place in fact.evidence} if bare else set()
    for job in bare:
        for place in _first(job):
            text = shown.get(place.document, "")
            above = text[: text.rfind("\n", 0, place.start) + 1].rstrip()
            start, end = above.rfind("\n") + 1, len(above)
            said = tokens(above[start:end])
            named = 0 < len(said) <= _COURSE and above[start].isalpha() and not _POST.issuperset(said)
            if named and not any(document == place.document and start <= at < end for document, at in read):
                yield Fact(above[start:end], (Evidence(start, end, "a line above what was taught", place.document),))


def _first(job: Work) -> list[Evidence]:
    """Where an entry begins."""
    places = [place for fact in (job.title, job.organization) if fact for place in fact.evidence[:1]]
    return sorted(places, key=lambda one: (one.document, one.start))[:1]


def _lines(shown: Mapping[int, str], field: str) -> Iterator[Fact[str]]:
    for document, text in shown.items():
        after = 0
        for sign in _SIGNS[field].finditer(text):
            if sign.start() < after:
                continue
            start, end = _sentence(text, sign.start(), sign.end())
            if sign.groupdict().get("bare") and not _beside_venue(text[start : sign.start()], text[sign.end() : end]):
                continue
            after = end
            said = text[start:end]
            if len(said.split()) > 1 and end - start <= _LONGEST and (field != LED or _leads_people(said)):
                yield Fact(said, (Evidence(start, end, f"a line of {field}", document),))


def _beside_venue(before: str, behind: str) -> bool:
    """Whether the name of a venue ends right before, or begins right behind: a TPC without one is mostly a benchmark."""
    left, right = (
        list(dropwhile(lambda word: word in _AROUND or word.isdecimal(), row))
        for row in (reversed(tokens(before)), tokens(behind))
    )
    left.reverse()
    ends = any(end == len(left) for _, end, _ in names("venues").find(left))
    return ends or any(start == 0 for start, _, _ in names("venues").find(right))


def _leads_people(said: str) -> bool:
    """Whether a verb of the sentence has people for its object: "led weekly team meetings" has none."""
    return bool(_TEAM_LED.search(said)) or any(_object(said[sign.end() :]) for sign in _SIGNS[LED].finditer(said))


def _object(rest: str) -> bool:
    rest = rest.replace("up to", "")
    words = [fold(word[0]) for word in islice(_WORD.finditer(rest), _REACH + 1)]
    for word, after in pairwise([*words, ""]):
        if word in _OF_OTHERS:
            return False
        if word in _PEOPLE:
            return not _NO_PEOPLE.match(after)
    return False


def _under_heading(profile: Profile, shown: Mapping[int, str]) -> Iterator[Fact[str]]:
    """What is listed under "Certificates", or in that field of a file, whatever it is called."""
    listed: dict[int, list[int]] = {}
    for document, start in sorted(
        (place.document, place.start) for award in profile.awards for place in award.title.evidence[:1]
    ):
        listed.setdefault(document, []).append(start)
    for award in profile.awards:
        for place in award.title.evidence[:1]:
            if place.rule == _FIELD or _headed(shown.get(place.document, ""), place.start, listed[place.document]):
                yield award.title


def _headed(text: str, at: int, listed: Sequence[int]) -> bool:
    """Whether the heading above is one of certificates. ``listed``: where its items stand, in order."""
    end = text.rfind("\n", 0, at)
    for _ in range(_UNDER):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[start : max(end, 0)]
        plain = not _RULE.fullmatch(line) and bisect_left(listed, start) == bisect_left(listed, end)
        if plain and (len(line.split()) <= _HEADING or line.startswith("#")) and not line.startswith((" ", "-", "*  ")):
            return bool(_SIGNS[CERTIFICATE].search(line))
        end = start - 1
        if end <= 0:
            break
    return False


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place: of a line, and of those that it is wrapped into."""
    # of a line that is longer than any sentence that is kept, no more than shows that
    least, most = max(0, start - _LONGEST - 1), min(len(text), end + _LONGEST + 1)
    first, last = max(least, text.rfind("\n", least, start) + 1), _line_end(text, end, most)
    while first and last - first < _LONGEST and _goes_on(text, text.rfind("\n", 0, first - 1) + 1, first - 1):
        first = text.rfind("\n", 0, first - 1) + 1
    while last < len(text) and last - first < _LONGEST and _goes_on(text, text.rfind("\n", 0, last) + 1, last):
        last = _line_end(text, last + 1)
    cuts = [first, *(cut.end() for cut in _SENTENCE.finditer(text, first, last)), last]
    first = max(cut for cut in cuts if cut <= start)
    last = min((cut for cut in cuts if cut >= end), default=last)
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and (text[first].isspace() or text[first] in "-*•·|>"):
        first += 1
    return first, last


def _line_end(text: str, at: int, most: int | None = None) -> int:
    """Where the line ends, or ``most`` where that comes first."""
    end = text.find("\n", at, most)
    return (len(text) if most is None else most) if end < 0 else end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a line is wrapped: it is full, and the next one goes on in small letters."""
    following = text[end + 1 : end + 60].lstrip(" \t")
    return end - start >= _FULL and following[:1].islower()
