"""Studies told in a sentence: "a second-year student at X University, majoring in Y"."""

import re

from bot.cv.facts.awards import to_last_word
from bot.cv.facts.dates import periods
from bot.cv.facts.education import find_degree
from bot.cv.facts.grades import GPA, SCALED
from bot.cv.facts.labels import labelled
from bot.cv.facts.people import people
from bot.cv.facts.places import split_place
from bot.cv.facts.work import title_score
from bot.cv.passage import Line, Passage
from bot.cv.words import alternation, pattern, phrases
from bot.profile import Award, Education, Fact, Work

_STUDENT = re.compile(
    rf"(?:(?:{alternation(phrases('degrees.years'))})\s)?(?P<what>(?:{alternation(phrases('degrees.names'))})(?:\s(?:student|candidate))?|(?:master|doctoral|undergraduate|graduate|bachelor)\s(?:student|candidate)|senior|junior|sophomore|freshman)(?!\w)"
)
_AWARDED = re.compile(r"\b(?:received|earned|obtained|completed|finished|graduated)\b")
_STUDENT_WORD = re.compile(r"student|candidate|undergraduate")
_IN_CLASS = re.compile(
    r"(?P<year>senior|junior|sophomore|freshman)(?:\s(?:student|undergraduate))?\s(?:at|in(?!\scharge)|studying|majoring)\b"
)
_BEFORE = re.compile(r"\b(?:was|were|been|became|as|since|former|once)\b")
_SENTENCE = re.compile(r"(?<=[a-z)\d][.!?])(?<!\bProf\.)(?<!\bDr\.)\s(?=[A-Z])")
_POST = re.compile(
    r"\b(?:am|is|was|been|served|works?|worked|working)\b(?:(?:(?:\s[\w-]+){0,8}?\sas)?\s(?:an?|the)|\sas)\s(?P<title>[A-Za-z][\w-]+(?:\s[\w&-]+){0,4}?)"
    r"\s(?:with\s(?:Dr\.|Prof\.)[\w.\s]{3,40}?\s)?(?:at|in|with)\s(?:the\s)?(?P<where>[A-Z][\w&.'’+-]*(?:\s(?:[A-Z&+][\w&.'’+-]*|of|and|for|the))*(?:,\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)?)"
)
_AWARD = re.compile(
    r"\b(?:received|awarded|won)\s(?:the\s|an?\s)?(?P<title>[A-Z][\w'’-]*(?:\s(?:[A-Z][\w'’-]*|of|for|in|prize|award|medal))*)"
)
_SCHOOL = re.compile(
    r"(?:[A-Z][\w'’&.-]+(?:\s(?:of|and|at|for|the|de|für)(?=\s[A-Z])|\s[A-Z][\w'’&.-]+|,\s(?=[A-Z][\w]+\s(?:University|College))){0,7})"
)
_MAJOR = re.compile(rf"(?:{alternation(phrases('degrees.majoring'))})\s{{1,2}}")
_END = re.compile(r"[.,;(]|\swith\s|\sat\s|\sin the\s|\sand\s(?=[a-z])")


def studies_in_prose(lines: list[Line]) -> list[Education]:
    found = []
    for line in lines:
        if line.kind != "row":
            for sentence in line.passage.split(_SENTENCE):
                study = _study(sentence)
                if study is not None:
                    found.append(study)
    return found[:4]


def _study(sentence: Passage) -> Education | None:
    sentence = sentence.trim(stop=True)
    match = _STUDENT.search(sentence.folded)
    if not match or any(_post(sentence, post) for post in _POST.finditer(sentence.text)):
        return None
    school = _school(sentence, match.end())
    if school is None:
        return None
    named = find_degree(sentence)
    explicit = named is not None and bool(named.field) and not _STUDENT_WORD.search(named.name.folded)
    major = _field(sentence) or (named.field.fact("prose.field", 0.9) if named and explicit else None)
    degree = named.name if named and explicit else sentence.cut(*match.span("what"))
    awarded = (
        [period.start for period in periods(sentence) if not period.ranged] if _AWARDED.search(sentence.folded) else []
    )
    grade = GPA.search(sentence.folded) or SCALED.search(sentence.folded)
    return Education(
        institution=school.fact("prose.institution", 0.9),
        degree=degree.fact("prose.degree", 0.9),
        field=major,
        end=awarded[0] if len(awarded) == 1 else _goes_on(sentence, match),
        advisers=tuple(
            fact
            for one in labelled(sentence)[1]
            if one.kind == "adviser"
            for fact in people(one.value, "prose.adviser")
        ),
        gpa=sentence.cut(*grade.span("gpa")).trim(stop=True).fact("education.gpa") if grade else None,
    )


def _goes_on(sentence: Passage, student: re.Match[str]) -> Fact[str] | None:
    """``Senior at Quill University``: in the United States a year of study, and who is in it studies still."""
    said = _IN_CLASS.match(sentence.folded, student.start())
    if said is None or _BEFORE.search(sentence.folded, 0, student.start()):
        return None
    return sentence.cut(*said.span("year")).derived("present", "date.student")


def posts_in_prose(lines: list[Line]) -> list[Work]:
    """``From June to August 2026 I was a research intern at Acme in Rotterdam``."""
    found: list[Work] = []
    for line in lines:
        for sentence in line.passage.split(_SENTENCE) if line.kind == "text" else ():
            found += [post for post in (_post(sentence, match) for match in _POST.finditer(sentence.text)) if post]
    return found[:6]


def _post(sentence: Passage, match: re.Match[str]) -> Work | None:
    title = sentence.cut(*match.span("title")).trim()
    if title_score(title) <= 0 or re.search(r"\bstudent$", title.folded):
        return None
    where = sentence.cut(*match.span("where")).trim(stop=True)
    if pattern("prose.titles").match(where.folded) or len(where.text) < 3:
        return None
    organization, place = split_place(where)
    if not organization:
        return None
    dates = next((period for period in periods(sentence) if period.ranged), None)
    return Work(
        organization=organization.fact("prose.organization", 0.9),
        title=title.fact("prose.title", 0.9),
        start=dates.start if dates else None,
        end=dates.end if dates else None,
        place=place.fact("prose.place", 0.9) if place else None,
        kind="teaching" if title.find("work.teaching") else "job",
    )


def awards_in_prose(lines: list[Line]) -> list[Award]:
    """``I received the Tern Scholarship in 2025``: named awards only."""
    found: list[Award] = []
    for line in lines:
        for match in _AWARD.finditer(line.text) if line.kind == "text" else ():
            title = to_last_word(line.passage.cut(*match.span("title")).trim(stop=True))
            if not title.find("awards.words"):
                continue
            after = line.passage.cut(match.end("title"), match.end("title") + 12)
            dates = tuple(fact for period in periods(after)[:1] for fact in [period.start] if fact)
            found.append(Award(title.fact("prose.award", 0.9), dates))
    return found[:8]


def _school(sentence: Passage, after: int) -> Passage | None:
    """The last capitalised name with a word of schools: the university rather than its department."""
    names = [
        _after_field(sentence.cut(*match.span()))
        for match in _SCHOOL.finditer(sentence.text, after)
        if pattern("work.schools").search(sentence.folded[match.start() : match.end()])
    ]
    best = [name for name in names if re.search(r"univers|\btech\b|college|polytech|hochschule", name.folded)]
    return next(iter(best or names), None)


def _after_field(name: Passage) -> Passage:
    """``Physics at Quill University``: a school is no field."""
    field, at, _ = name.text.partition(" at ")
    return name.cut(len(field) + len(at)) if at and not name.cut(0, len(field)).find("work.schools") else name


def _field(sentence: Passage) -> Fact[str] | None:
    match = _MAJOR.search(sentence.folded)
    if not match:
        inside = re.search(r"(?:student|candidate|undergraduate)\s(?:of|in)\s(?=[A-Z])", sentence.text)
        if not inside:
            return None
        rest = sentence.cut(inside.end())
    else:
        rest = sentence.cut(match.end())
    end = _END.search(rest.text)
    field = rest.cut(0, end.start() if end else None).trim(stop=True)
    named = field and not field.find("work.schools", "work.organizations")
    return field.fact("prose.field", 0.9) if named and len(field.text) < 80 else None
