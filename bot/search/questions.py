"""What people say around the things they ask for: "studied in", "published at", "looking for".

A rule reads the folded words of a question from one place on and says which clause they make and where it ends.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.search import (
    of_advisers,
    of_countries,
    of_counts,
    of_degrees,
    of_languages,
    of_nothing,
    of_papers,
    of_people,
    of_ranks,
    of_service,
    of_studies,
    of_team,
    of_told,
    of_work,
)
from bot.search.names import names
from bot.search.terms import KINDS
from bot.search.wording import (
    ACCOUNTS,
    DEGREES,
    ENDS,
    MONTHS,
    NOISE,
    ROLES,
    Made,
    Words,
    any_field,
    begins_time,
    name_at,
    skill_at,
)


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    read: Callable[[Words, int, re.Match[str]], Made]
    """From the place after the pattern: the clause and where it ends; None where the rule does not apply after all."""


def apply(words: Words, at: int) -> Made:
    """What the first fitting rule makes of the words from here on: a clause (or none) and the place after it."""
    rest = " ".join(words.tokens[at:]) + " "
    for rule in _RULES:
        found = rule.pattern.match(rest)
        if found:
            after = at + len(found.group().split())
            if after < len(words.tokens) and after > at and of_counts.counted_at(words, after):
                if rule.read == of_papers.published:
                    return None, after
                continue
            if rule.read == of_papers.published and of_counts.counted_at(words, after - 1):
                return None, after - 1
            made = rule.read(words, after, found)
            if made:
                return made
    return of_papers.paper_of(words, at)


def another(words: Words, at: int, fields: Sequence[str]) -> Made:
    """One more name for the same fields: Stanford in "studied at MIT or Stanford"."""
    if fields == ("graduates",) and begins_time(words.tokens[at]):
        return any_field(words.tokens[at], "graduates"), at + 1
    if fields in {("opening",), ("owner",)}:
        return of_team.one_more(words, at, *fields)
    if fields == ("adviser",) and words.capital(at) and not skill_at(words, at):
        return of_advisers.advised(words, at)
    if fields == ("studyplace", "school") and (made := of_countries.in_country(words, at)):
        return made
    kinds = tuple(dict.fromkeys(kind for field in fields for kind in KINDS.get(field, ())))
    at += words.tokens[at] == "the" and at + 1 < len(words.tokens)
    if not kinds or (words.tokens[at] in NOISE | ENDS and not words.typed[at].isupper()):
        return None
    known = any(start == 0 for kind in kinds for start, _, _ in names(kind).find(words.tokens[at : at + 10]))
    if not known and (skill_at(words, at) or not words.capital(at)):
        return None
    value, end = name_at(words, at, *kinds)
    return (any_field(value, *fields), end) if value else None


def _rule(pattern: str, read: Callable[[Words, int, re.Match[str]], Made]) -> Rule:
    return Rule(re.compile(rf"\A(?:{pattern})"), read)


_LEVELS = "|".join(DEGREES)
_RULES = (
    _rule(of_ranks.TOP, of_ranks.top),
    _rule(of_ranks.PLACED, of_ranks.placed),
    _rule(of_ranks.FIRST, of_ranks.first),
    _rule(of_ranks.ANY, of_ranks.ranked),
    _rule(r"(?:published|wrote|written) nothing ", of_papers.unpublished),
    _rule(r"study (?!(?:in|at|from) )(?P<where>)", of_studies.not_studied),
    _rule(r"publish (?!(?:in|at|to) )", of_papers.not_published),
    _rule(of_told.COAUTHOR, of_told.wrote_with),
    _rule(of_nothing.UNDER_REVIEW, of_nothing.unknown),
    _rule(of_service.SERVED, of_service.served),
    _rule(of_service.SAT, of_service.served),
    _rule(of_service.DID, of_service.served),
    _rule(of_service.ALONE, of_service.alone),
    _rule(of_service.ANY, of_service.any_service),
    _rule(of_service.BEFORE, of_service.at_venue),
    _rule(of_told.WORKSHOP, of_told.workshops),
    _rule(of_told.THESIS, of_told.thesis),
    _rule(of_told.CERTIFIED, of_told.certified),
    _rule(of_told.CERTIFICATE, of_told.certificate),
    _rule(of_told.LED, of_told.led),
    _rule(of_nothing.CURRENTLY, of_nothing.interning),
    _rule(of_nothing.VENUES, of_nothing.reputed),
    _rule(of_nothing.THAN, of_nothing.than),
    *(
        _rule(said, of_nothing.unknown)
        for said in (
            of_nothing.REPUTE,
            of_nothing.SORT,
            of_nothing.SKILLED,
            of_nothing.AUTHOR,
            of_nothing.MOST,
            of_nothing.BEST,
            of_nothing.ABROAD,
            of_nothing.LASTING,
            of_nothing.AGO,
            of_nothing.OWN_JOB,
            of_nothing.OWN_YEAR,
            of_nothing.TONGUE,
            of_nothing.PRIVATE,
        )
    ),
    _rule(of_nothing.EXTREME, of_nothing.extreme),
    _rule(of_nothing.OUTSIDE, of_nothing.outside),
    _rule(of_nothing.BEEN, of_nothing.never_been),
    _rule(r"(?P<praise>\w{3,20}) ", of_nothing.praised),
    _rule(of_nothing.COUNTED, of_nothing.counted),
    _rule(
        r"(?:appl(?:y|ies|ied|ying)|applica(?:nts?|tions?)|(?P<people>candidates?)) (?:for|to|at|as) (?:(?:the|our|an?) )?",
        of_team.applied_for,
    ),
    _rule(r"(?:assigned to|owned by) ", of_team.assigned_to),
    _rule(r"(?:do|does|did) (?P<owner>(?:\w{1,30} ){1,4}?)own ", of_team.owned_by),
    _rule(r"unassigned |(?P<owner>owner) ", of_team.unowned),
    _rule(r"assigned ", of_team.assigned),
    _rule(
        r"(?:expect(?:ed|s|ing) to )?(?:graduat\w{1,20}|finish\w{0,20}|degree|class|expected graduation)(?: date)?(?: is)? "
        rf"(?:(?P<sign>in|by|of|before|after|since|until|between|from|bis|seit|nach) )?(?P<month>(?:{of_studies.MONTHS}) )?"
        r"(?P<year>20\d\d) (?:(?:(?:and|to|until|und|bis) )?(?P<last>20\d\d) )?(?P<later>or later |on |onwards? )?",
        of_studies.graduates,
    ),
    _rule(
        rf"expected (?:(?P<sign>in|by|before|after|until|from) )?(?P<month>(?:{of_studies.MONTHS}) )?(?P<year>20\d\d) (?P<last>(?!))?(?P<later>or later )?",
        of_studies.expected,
    ),
    _rule(
        rf"(?P<level>{_LEVELS}) (?:graduates |holders )?(?:who|that) (?:have |has )?(?:finished|graduated|completed|defended) (?=(?:in|after|before|since|by|until|between) )",
        of_degrees.finished,
    ),
    _rule(
        rf"(?:(?:studying|studies|study) (?:for|towards?)|(?:working|works|work) towards?) (?=(?:(?:an?|the|their|his|her) )?(?:{_LEVELS}|ms|bs) )",
        of_people.nothing,
    ),
    _rule(r"(?=master|bachelor|doctor|ms |bs )", of_degrees.full_degree),
    _rule(
        r"(?:top|best|first|give me|show me) \d{1,3} |\d{1,3} (?:best|top|strongest) "
        r"|(?:\d{1,3}|two|three|four|five|six|ten|some|a few|several) (?=(?:people|candidates|applicants|persons|folks) )"
        r"|(?:good|great|strong|skilled|excellent|proficient|experienced|best|better|adept|brilliant) (?:at|in|with) ",
        of_people.nothing,
    ),
    _rule(
        r"(?:(?:do|does|did|doing|done|make|makes|made|conducts?|conducted|has|have|having|with) )?(?:(?:an? |any )?research (?:experience|background|work) (?:in|on|with|about) "
        r"|(?:research(?:es|ing|ed)?|(?:research )?interests?|(?:their |whose )?(?:research|work|projects?|thesis work)) (?:(?:is|are|lies?|includes?) )?(?:on|in|into|about|around|includes?) (?=\S)"
        r"|research(?= at )|program(?:s|med|ming)? in (?=\S))",
        of_people.nothing,
    ),
    _rule(r"(?:(?:spring|summer|fall|autumn|winter) )?(?P<year>20\d\d) (?:interns?|internships?) ", of_people.intern),
    _rule(
        r"(?:(?:spring|summer|fall|autumn|winter) )?(?:interns?|internships?) (?:(?:for|in) (?:the )?)?(?:(?:spring|summer|fall|autumn|winter) (?:of )?)?(?P<year>20\d\d) ",
        of_people.intern,
    ),
    _rule(
        r"(?:graduat(?:ed|ing|es?) )?(?:with (?:(?:high|highest|first class) )?(?:hono(?:u)?rs|distinction)) ",
        of_studies.honoured,
    ),
    _rule(r"(?:on|in) the (?:job )?market ", of_people.looking),
    _rule(
        r"(?:still )?in (?:(?:grad|graduate|high) )?(?:school|college|university)(?: any ?more| now| still)? (?=\Z|and |but |or |who )",
        of_studies.in_school,
    ),
    _rule(
        r"(?:accepted|appeared|appearing|presented) (?=(?:at|in|by) )|(?:accepted|published|peer reviewed|refereed|conference|journal) (?=(?:papers?|publications?|articles?) )",
        of_people.nothing,
    ),
    _rule(r"(?:right now|at the moment|these days|at present) ", of_people.nothing),
    _rule(
        r"(?:spoke|spoken|talked|gave|given|gives) (?:(?:an? |the |invited |keynote )*(?:talks?|lectures?|keynotes?|speech(?:es)?) )?(?:at |in )?(?=\S)",
        of_people.nothing,
    ),
    _rule(
        r"(?:advised|supervised|mentored) by |(?:(?:phd|doctoral|thesis|research) )?(?:advis[eo]rs?|supervisors?) (?:is |was )?",
        of_advisers.advised,
    ),
    _rule(r"(?=(?:\w{1,20} ){1,4}(?:students?|advisees?|mentees) )", of_advisers.group_of),
    _rule(
        r"(?:(?:(?:phd|doctoral|former) )*students?|advisees?|mentees?) of (?:prof(?:essor)? |dr )?",
        of_advisers.students_of,
    ),
    _rule(
        rf"(?:current |currently )?(?:(?P<level>{_LEVELS}|grad|graduate) (?:level )?)?(?:students?|studierende[rn]?|studenten|studentin(?:nen)?)(?: currently| now)? "
        rf"|(?:current |currently )?(?:an? )?(?P<study>undergrads|undergraduates|(?<=an )undergrad(?:uate)?(?! degree)|doktorand(?:en|in|innen)?) ",
        of_studies.studying,
    ),
    _rule(
        r"(?:(?:as )?(?:the |an? )?)(?:(?:lead|first) authors?(?:ed|ing)?|first authorship) (?:(?:of|on|at|in) )?(?:an? |any |some )?(?:papers? |publications? |articles? )?(?:(?:at|in) )?",
        of_papers.first_author,
    ),
    _rule(
        r"(?:(?:winners? of|won|participated in|took part in|competed in|competes in|placed in) (?:an? |the |any |some )?)?(?P<title>(?:\w{1,30} ){0,4}?(?:contests?|competitions?|olympiads?|hackathons?)) "
        r"(?:(?:winners?|participants?|finalists?|champions?|prizes?|awards?) )(?P<noun>)|(?:participated in|took part in|competed in) (?:an? |the |any |some )?(?P<contest>(?:\w{1,30} ){0,4}?(?:contests?|competitions?|olympiads?|hackathons?)) ",
        of_papers.contested,
    ),
    _rule(
        r"(?:(?:won|win|winners? of|received|got) (?:an? |the )?)?(?P<title>best (?:\w+ ){0,2}papers?)(?: awards?| prizes?)? (?:(?:winners?|candidates?|nominees?|nominations?) )?(?P<noun>)",
        of_papers.awarded,
    ),
    _rule(
        r"(?:(?:who |has |have |had |with |won |win |winners? of |received |got |awarded |recipients? of |holds? )+)?(?P<title>(?:\w{1,30} ){0,4}?)"
        r"(?P<noun>awards?|prizes?|medals?|fellowships?|scholarships?|medall?ists?) (?:winners? |recipients? |holders? )?",
        of_papers.awarded,
    ),
    _rule(r"(?:won|winners? of|winning) (?:the |an? )?(?=\S)", of_papers.won),
    _rule(
        r"(?:studie[ds]|study|studying|graduated?|graduates|educated|degree|alum\w{0,20}|went to (?:school|university|college)) (?P<where>in|at|from|of) ",
        of_studies.studied,
    ),
    _rule(r"(?:went to|attend(?:s|ed|ing)?) (?:the )?(?=\S)", of_studies.went_to),
    _rule(
        r"(?:studied|studies|studying|majored in|majoring in|majors in|minored in|minoring in|minors in|(?:an? )?(?:(?:double|dual|joint) )?(?:majors?|minors?|degrees?) in|double majored in)(?P<where>) ",
        of_studies.studied,
    ),
    _rule(
        r"(?:publish(?:ed|es|ing)?|publications?|papers?|articles?|authored|presented|wrote|written) (?:(?:an? |some |any |papers? |articles? |work ){0,5})(?P<where>at|in|to) (?=\S)",
        of_papers.published,
    ),
    _rule(
        r"(?:publish(?:es|ing)? (?:(?:an?|any|some) )?(?:papers?|articles?)|published(?: (?:(?:an?|any|the|some|one|single|peer reviewed|refereed) ){0,2}(?:papers?|articles?))?|publications?|papers?|publikation(?:en)?|veroffentlichung(?:en)?)(?P<where>) ",
        of_papers.published,
    ),
    _rule(
        r"(?:(?:is |are )?(?:currently|presently|now|still(?! never| not)|derzeit|aktuell|momentan|immer noch) (?:an? )?(?:\w{1,20} )?|(?:is|are|works?|working|employed|arbeitet|arbeiten) (?:(?:now|still|currently|jetzt|noch|derzeit|aktuell|immer noch) )?)(?:at|for|bei|beim) ",
        of_work.now,
    ),
    _rule(of_work.ALIKE, of_work.alike),
    _rule(of_work.EMPLOYEES, of_work.now),
    _rule(of_work.EMPLOYED, of_work.employed),
    _rule(r"(?P<who>full time|part time|permanent) (?=employees? (?!who |that |with |and |but ).)", of_work.of_nobody),
    _rule(
        r"(?P<who>(?:(?:our|the|all|former|current|full time|part time|permanent) )*employees) (?=\Z|who |that |with |and |but )",
        of_work.of_nobody,
    ),
    _rule(of_work.SINCE_AT.pattern, of_work.since_at),
    _rule(r"been (?:working |employed )?(?:at|with|bei) (?=(?:\w{1,30} ){1,6}(?:since|seit) )", of_work.now),
    _rule(r"(?:an )?(?:interned|interning|interns?|internships?) (?:at|for|with|bei|in) ", of_work.interned),
    _rule(
        r"(?:work(?:ed|s|ing)?|employed|interned|interns?|internships?|experience|jobs?|employees?|engineers?|developers?|scientists?|researchers?) (?P<where>at|for|in|by) ",
        of_work.worked,
    ),
    _rule(of_people.NOT_LATER, of_people.not_later),
    _rule(
        rf"(?:looks?|looking|searching|hoping|applying|open) (?:for|to) |available (?:(?:for|to|from|in|by|after) )?|(?:can )?start(?:s|ing)? (?:in|from) |free (?:from|in|as of) (?=(?:\d|{'|'.join(MONTHS)}))|(?:seeking|seeks|wants?) (?:an? )?",
        of_people.seeking,
    ),
    _rule(r"(?:willing|ready|able|happy|prepared|can|could|would) (?:to )?(?=relocate )", of_people.seeking),
    _rule(
        rf"(?:already )?(?:finished|completed|earned|obtained|defended|already) (?:has |have |holds? )?(?:an? |the |his |her |their )?(?P<level>{_LEVELS}) (?:degrees? )?(?!students? |candidates? |thesis )",
        of_degrees.finished,
    ),
    _rule(
        rf"(?P<subject>(?:\w{{2,30}} ){{1,3}}?)(?P<level>{_LEVELS}|degrees?|graduates?) (?:level )?(?:degrees? |holders? |(?P<students>students? |candidates? ))?",
        of_degrees.subject_before,
    ),
    _rule(rf"(?P<level>{_LEVELS}) applicants? ", of_degrees.wanted),
    _rule(
        r"(?P<level>" + _LEVELS + r") (?:degrees? |students? |candidates? |holders? |grads? |graduates? )?",
        of_degrees.degree,
    ),
    _rule(
        r"(?:is |are )?expect(?:ed|s|ing)? to (?=(?:finish|complete|graduate|defend|get|receive|be) )",
        of_people.nothing,
    ),
    _rule(
        r"(?:speaks?|speaking|spoken|spricht|sprechen) (?P<language>\w{1,30}) (?:speakers? )?",
        of_languages.language,
    ),
    _rule(r"(?P<language>\w{1,30}) (?:speakers?|speaking|spricht|sprechen) ", of_languages.language),
    _rule(r"(?P<language>\w{1,30}) ", of_languages.not_spoken),
    _rule(
        r"(?:based|living|lives?|located|lived|resid\w{1,20}|wohnhaft|wohnt|wohnen|lebt|leben) (?:(?:in|im|near|around|close to|outside(?: of)?|bei) )(?:(?:the|den|der|dem) )?",
        of_people.based,
    ),
    _rule(r"(?:near|close to) (?=\S)", of_people.based),
    _rule(r"outside (?:of )?(?:the )?", of_people.outside),
    _rule(r"(?:from|at) (?:an? )?(?:universit(?:y|ies)|colleges?|schools?) in (?:the )?", of_countries.somewhere),
    _rule(r"(?:from|at) (?=(?:\w{1,20} ){1,4}?(?:universit|college|school))", of_countries.in_country),
    _rule(
        r"(?:alumn\w{1,3}|alums?|grads?|graduates|absolvent(?:en|in|innen)?) (?:of|from|der|von|des) (?:the |der )?",
        of_studies.alumni,
    ),
    _rule(r"(?P<name>(?:\w{1,30} ){1,4}?)(?:alumn\w{1,3}|alums?|grads?|graduates) ", of_studies.alumni_after),
    _rule(
        r"(?:ex|former|formerly|previously|past)(?: (?:employees? (?:of|at)|at|with|worked at|working at))? (?=\S)",
        of_work.former,
    ),
    _rule(r"(?P<level>senior|sr|junior|jr|experienced)(?: level)? ", of_work.senior),
    _rule(
        rf"(?P<rank>staff|principal|lead|chief|founding) (?!level )(?=(?:\w{{2,20}} ){{0,3}}(?:{'|'.join(ROLES)}) )",
        of_work.ranked,
    ),
    _rule(rf"(?P<firm>(?:\w{{2,30}} ){{2,3}}?)(?P<noun>{'|'.join(ROLES)}) ", of_work.of_firm),
    _rule(rf"(?P<kind>\w{{2,30}}) (?P<noun>{'|'.join(ROLES)}) ", of_work.role),
    _rule(r"visited (?:the )?(?=\S)", of_work.visited),
    _rule(of_told.TAUGHT, of_told.taught),
    _rule(
        rf"(?:has|have|with|left|their|having) (?:an? |their |public |personal |own )*(?:google )?(?P<account>{'|'.join(ACCOUNTS)}) (?!experience|actions|workflows)(?:(?:profiles?|accounts?|pages?|links?|address(?:es)?|numbers?) )?",
        of_people.account,
    ),
    _rule(
        rf"(?:any |an? )?(?:google )?(?P<account>{'|'.join(ACCOUNTS)}) (?!experience|actions|workflows)(?:(?:profiles?|accounts?|pages?|links?|address(?:es)?|numbers?) )?",
        of_people.no_account,
    ),
    _rule(r"(?:left|quit|departed) (?=\S)", of_work.left),
    _rule(
        r"(?:joined|(?:start(?:ed|s)?|began|begann) (?:(?:to )?work(?:ing)? |a (?:new )?job )?(?:at|with|bei)|(?:moved|switched|came) to|hired by) (?=\S)",
        of_work.joined,
    ),
    _rule(r"(?P<subject>(?:\w{2,20} ){1,2}?)m(?:aj|in)ors? ", of_studies.majored),
    _rule(r"(?:tagged|labelled|labeled) (?:as |with )?", of_people.tagged),
    _rule(r"(?:named|called|namens|heisst) ", of_people.called),
    _rule(r"(?:sucht|suchen) (?:nach )?(?:eine[nrsm]? )?", of_people.seeking),
    _rule(r"veroffentlicht (?:bei|auf|in) ", of_papers.published),
    _rule(r"(?:won|winners? of|received|got) (?:an? |any |some )?(?:awards?|prizes?) ", of_papers.awarded),
    _rule(of_nothing.INTERNED, of_nothing.interned),
    _rule(r"(?:in|of|from|at|with) (?=(?:\w{1,20} ){1,3}(?:group|lab|team|laboratory) )", of_advisers.group_of),
    _rule(r"(?P<where>from|at|aus|bei) (?:(?:der|dem|den) )?|(?:an|von) (?:der|dem) ", of_work.come_from),
    _rule(r"(?:in|im) (?:(?:the|den|der|dem) )?(?P<where>)", of_people.in_place),
    _rule(r"(?P<who>graduates|grads) (?=\Z|who |that |with |and |but |from )", of_work.of_nobody),
    _rule(of_nothing.NUMBER, of_nothing.unknown),
)
