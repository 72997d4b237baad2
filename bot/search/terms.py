"""How one thing asked for becomes a term: a skill with all that implies it, a word, a phrase, a value of a field."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.search import papers, posts, spells, spoken
from bot.search.awards import awarded_in
from bot.search.field_tokens import CONNECTIVES
from bot.search.identity import digits, page, phone_forms
from bot.search.names import Names, names
from bot.search.query import Term
from bot.search.regions import places_in, schools_in
from bot.search.skills import skills
from bot.search.spellings import forms
from bot.search.studies import ANY
from bot.search.text import fold, pairs, together, tokens
from bot.search.words import alternatives, meanings, word_list

_SEEKING = ("seeking", "seeking a", "looking for", "looking for a", "open to")
_WELCOME = ("welcome", "preferred", "ok", "okay")
KINDS = {
    "school": ("schools",),
    "company": ("companies", "schools"),
    "former": ("companies", "schools"),
    "venue": ("venues",),
    "place": ("places",),
    "home": ("places",),
    "studyplace": ("places",),
    "workplace": ("places",),
    "degree": ("degrees",),
    "language": ("languages",),
    "studied": ("subjects",),
    "student": ("degrees",),
    "now": ("companies", "schools"),
    "wish": ("degrees", "places"),
}
"""Whose other names count in a field."""

SCHOOL_WORDS = word_list("school")
_BEFORE_NAMES = frozenset(("the", "usenix", "acm", "ieee", "ifip", "siam"))
"""What may stand before a name that is known without it: USENIX OSDI."""
_INFLECTED = meanings("inflected")
_ALIKE = alternatives("alike")
_TOLD_ALIKE = alternatives("told_alike")
_CALLED, _RANKED = word_list("award_called"), word_list("award_ranked")
_AWARDS = _CALLED | _RANKED
_UNIT = re.compile(r"[A-Z]{3}|[A-Z]{2,5}s|[b-df-hj-np-tv-z]pus?")
"""What is called by capitals, one or several: an API, GPUs, gpus."""
_MOST_CHOICES = 300
"""Of a region's towns and the years of a job together, as many as a database takes."""
_UNIVERSITY = sorted(word_list("university"))


def skill_term(skill: str, label: str) -> Term:
    return Term("skill", label, skills=(skill, *skills().implied_by(skill)))


def begins(word: str) -> bool:
    """Whether words that begin so are asked for: ``java*``, but not ``*java*``, which is bold in a chat."""
    return word.rstrip().endswith("*") and not word.lstrip().startswith("*")


def word_term(word: str, label: str = "") -> Term | None:
    """One word anywhere in the CV; a word that folds into several (``x.y``) is a phrase; none for all that begins with a letter."""
    found = tokens(word)
    if not found or (begins(word) and len(found[-1]) == 1 and found[-1].isascii()):
        return None
    if len(found) == 1:
        ending = "*" if word.rstrip().endswith("*") and len(found[0]) > 1 else ""
        return Term("word", label or word, tokens=(found[0] + ending,))
    return Term("phrase", label or f'"{word}"', tokens=tuple(found))


def phrase_term(text: str, label: str = "") -> Term | None:
    found = tokens(text)
    label = label or f'"{text.strip()}"'
    return Term("phrase", label, tokens=tuple(found)) if len(found) > 1 else word_term(text, label)


def name_terms(name: str, label: str = "") -> tuple[Term, ...]:
    """The name with all other forms that it may have on a CV."""
    label = label or written("name", name)
    ends = "*" if name.rstrip().endswith("*") else ""
    words = tokens(name)
    if ends and words:
        return (Term("field", label, field="name", groups=(*((word,) for word in words[:-1]), (words[-1] + ends,))),)
    return tuple(Term("field", label, field="name", groups=groups) for groups in forms(words)) if words else ()


def wish_terms(wanted: str) -> tuple[Term, ...]:
    """What candidates say that they look for, in their own statement or anywhere."""
    label = written("seeking", wanted)
    words = [word for word in tokens(wanted) if word not in CONNECTIVES] or tokens(wanted)
    dated = not words or any(word.isdecimal() or word.startswith("relocat") for word in words)
    said = [phrase_term(f"{start} {' '.join(words)}", label) for start in _SEEKING if not dated]
    said += [phrase_term(f"{' '.join(words)} {end}", label) for end in _WELCOME if not dated]
    return tuple(term for term in (field_term("wish", wanted, label), *said) if term)


def paper_term(asked: papers.Asked) -> Term | None:
    """What must hold of one paper; of its venue alone, or of any paper, there are fields of their own."""
    if asked == papers.Asked(asked.venue):
        return field_term("venue", asked.venue) if asked.venue else has_term("papers")
    if not asked.venue and not asked.dated:
        return has_term("first_author")
    groups = _groups("venue", tokens(asked.venue), prefix=False) if asked.venue else (("",),)
    if not groups:
        return None
    made = tuple(papers.choices(asked, group) for group in groups)
    return Term("field", written("paper", str(asked)), field="paper", groups=made)


def worked_term(asked: papers.Asked) -> Term | None:
    """An employer, ``intern``, or ``intern at`` an employer, with the years of one job where they are asked."""
    post, employer = posts.parted(asked.venue)
    if not asked.venue or not (asked.dated or post):
        return field_term("company", asked.venue) if asked.venue else None
    ends = [f":{year}" for year in range(asked.since, asked.until + 1)] if asked.dated else [""]
    said, places = (_groups(field, tokens(employer), prefix=False) for field in ("company", "workplace"))
    if len(said) == len(places) == 1 and len(places[0]) * len(ends) <= _MOST_CHOICES:
        said = (tuple(dict.fromkeys((*said[0], *places[0]))),)
    groups = tuple(
        tuple((posts.at(post, token) if post else token) + end for token in group for end in ends) for group in said
    )
    return Term("field", written("worked", str(asked)), field="worked", groups=groups) if groups else None


def spell_term(field: str, asked: papers.Asked) -> Term | None:
    """Somewhere with the year in which it began (``joined``), ended (``former``), or until which what goes on began (``now``)."""
    mark = {"joined": spells.BEGUN, "former": spells.OVER, "now": spells.SINCE}[field]
    since, until = (papers.EARLIEST, asked.since) if field == "now" else (asked.since, asked.until)
    named = groups_of("now", asked.venue) if asked.venue and asked.dated else ()
    groups = tuple(spells.choices(group, mark, since, until) for group in named)
    return Term("field", written(field, str(asked)), field="spell", groups=groups) if groups else None


def language_term(said: str) -> Term | None:
    """A language, with the level that it is spoken at least where one is asked: ``German C1 or better``, ``native German``."""
    language, level = spoken.parted(said)
    found = field_term("language", language)
    if not found or not level:
        return found
    groups = tuple(
        tuple(spoken.at_level(token, one) for token in group for one in spoken.from_level(level))
        for group in found.groups
    )
    return replace(found, label=written("language", spoken.shown(language, level)), groups=groups)


def told_term(field: str, value: str) -> Term | None:
    """What must stand in one line about what was taught, a thesis, a certificate or a team: in either number, a skill by any name."""
    words = [word for word in tokens(value) if word not in CONNECTIVES]
    if not words:
        return None
    alias = skills().named(tokens(value))
    entry = skills().entries.get(alias.skill) if alias else None
    names_of = [tokens(name) for name in (entry.label, *entry.aliases)] if entry else []
    known = [name[0] if len(name) == 1 else "_".join(name) for name in names_of if 0 < len(name) < 3]
    forms = [(word, *numbers(word), *_TOLD_ALIKE.get(word, ())) for word in words]
    if len(words) == 1:
        groups: tuple[tuple[str, ...], ...] = ((*forms[0], *known),)
    else:
        groups = tuple(tuple(f"{a}_{b}" for a in one for b in other) for one, other in itertools.pairwise(forms))
        groups = tuple((*group, *known) for group in groups)
    made = tuple(tuple(dict.fromkeys(group)) for group in groups)
    return Term("field", written(field, value), field=field, groups=made)


def coauthor_term(name: str) -> Term | None:
    """Somebody by name, in either order, the first names as initials too."""
    words = tokens(name)
    if len(words) < 2:
        return Term("field", written("coauthor", name), field="coauthor", groups=((words[0],),)) if words else None
    groups = []
    for at, (one, other) in enumerate(itertools.pairwise(words)):
        first = (one, one[0]) if at == 0 and one.isascii() else (one,)
        turned = [f"{words[-1]}_{word}" for word in first] if at == 0 else []
        groups.append(tuple(dict.fromkeys((*(f"{word}_{other}" for word in first), *turned))))
    return Term("field", written("coauthor", name), field="coauthor", groups=tuple(groups))


def numbers(word: str) -> tuple[str, ...]:
    """The other number of an English noun: kernel finds kernels, designers finds designer, GPUs finds GPU."""
    lower = word.casefold()
    if _UNIT.fullmatch(word):
        return (lower[:-1],) if lower.endswith("s") else (f"{lower}s",)
    if not lower.isascii() or not lower.isalpha() or len(lower) < 4:
        return ()
    if lower.endswith("ies"):
        return (f"{lower[:-3]}y",)
    if lower.endswith(("ss", "us", "is")) or (lower.endswith("ed") and not lower.endswith(("eed", "bed"))):
        return ()
    if lower.endswith("y") and lower[-2] not in "aeiou":
        return (f"{lower[:-1]}ies",)
    return (lower[:-1],) if lower.endswith("s") else (f"{lower}s",)


def student_term(level: str) -> Term | None:
    """Who studies now: for one degree, or ``any``."""
    key = names("degrees").whole(tokens(level)) or (ANY if fold(level) in {ANY, "now", "yes"} else "")
    return Term("field", written("student", level), field="student", groups=((key,),)) if key else None


def graduates_term(said: str) -> Term | None:
    """A year of graduation, or several: ``2026``, ``>=2026``, ``<2027``, ``2025-2027``."""
    found = re.fullmatch(r"(?P<sign>[<>]=?|=)?\s?(?P<year>(?:19|20)\d\d)(?:-(?P<last>(?:19|20)\d\d))?", said.strip())
    if not found:
        return field_term("graduates", said)
    year, sign = int(found["year"]), found["sign"] or "="
    first = year + (sign == ">") if sign in {">", ">=", "="} else papers.EARLIEST
    last = int(found["last"] or year) if sign == "=" else papers.LATEST if ">" in sign else year - (sign == "<")
    years = tuple(map(str, range(min(first, last), max(first, last) + 1)))
    label = f"graduates{sign if sign != '=' else ':'}{year}" + (f"-{found['last']}" if found["last"] else "")
    return Term("field", label, field="graduates", groups=(years,))


def has_term(what: str) -> Term:
    return Term("field", f"has:{what}", field="has", groups=((what,),))


def award_terms(title: str) -> tuple[Term, ...]:
    """An award by its name, or a line that names it as one: "Rust" alone may stand anywhere; with its years, of which a line says nothing."""
    label, asked = written("award", title), papers.read(title)
    if asked.dated:
        years = tuple(map(str, range(asked.since, asked.until + 1)))
        forms = [(word, *_ALIKE.get(word, ())) for word in tokens(asked.venue) if word not in CONNECTIVES] or [("",)]
        groups = tuple(tuple(awarded_in(word, year) for word in some for year in years) for some in forms)
        return (Term("field", label, field="award", groups=groups),)
    told = [title] if not _AWARDS.isdisjoint(tokens(title)) else [f"{title} {award}" for award in sorted(_CALLED)]
    said = [phrase_term(one, label) for one in told if len(tokens(one)) > 1]
    return tuple(term for term in (field_term("award", title, label), *said) if term)


def mail_term(address: str, label: str = "") -> Term:
    return Term("field", label or written("mail", address), field="mail", groups=((address.strip().casefold(),),))


def link_term(address: str, label: str = "") -> Term:
    """A page by its address, however much of it is written; an account by its name too."""
    plain = address.strip().casefold()
    bare = re.sub(r"^https?://(?:www\.)?", "", plain).rstrip("/")
    known = (
        plain,
        bare,
        page(plain, []),
        *(f"{start}{bare}{end}" for start in ("https://", "http://", "https://www.", "www.") for end in ("", "/")),
    )
    choices = tuple(dict.fromkeys(one for one in known if one))
    return Term("field", label or written("link", address), field="link", groups=(choices,))


def phone_term(number: str) -> Term | None:
    """A telephone number in any writing, with the country or without."""
    choices = phone_forms(number) or tuple(filter(None, (digits(number),)))
    return Term("field", written("phone", number), field="phone", groups=(choices,)) if choices else None


def owner_term(name: str) -> Term | None:
    """Somebody of the team, ``me`` or ``nobody``."""
    said = " ".join(tokens(name))
    return Term("field", written("owner", name), field="owner", groups=((said,),)) if said else None


def opening_term(name: str) -> Term | None:
    """The words of an opening's name as they stand in it; the last one may be the beginning of one."""
    said = " ".join(fold(name).split())
    return Term("field", written("opening", name), field="opening", groups=((said,),)) if tokens(said) else None


def field_term(field: str, value: str, label: str = "") -> Term | None:
    """A value of a field; a name that has others is found under each of them."""
    words = [_INFLECTED.get(word, word) for word in tokens(value)]
    if not words:
        return None
    groups = _groups(field, words, prefix=value.rstrip().endswith("*"))
    return (
        Term("field", label or written("seeking" if field == "wish" else field, value), field=field, groups=groups)
        if groups
        else None
    )


def written(field: str, value: str) -> str:
    """How the field is typed."""
    value = value.strip()
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"


def groups_of(field: str, value: str) -> tuple[tuple[str, ...], ...]:
    """The tokens by which a value is found, of each row one."""
    return _groups(field, tokens(value), prefix=False)


def is_region(value: str) -> bool:
    """A country, or what holds several places else."""
    return bool(_within("place", tokens(value)))


def _groups(field: str, words: Sequence[str], *, prefix: bool) -> tuple[tuple[str, ...], ...]:
    if inside := _within(field, words):
        return (inside,)
    known = [names(kind) for kind in KINDS.get(field, ())]
    if key := _whole(known, words):
        return ((key,),)
    groups: list[tuple[str, ...]] = []
    loose: list[str] = []
    at = 0
    found = {start: (end, key) for table in reversed(known) for start, end, key in table.find(words)}
    while at < len(words):
        if at in found and field in {"wish", "degree", "place", "home", "studyplace", "workplace", "language"}:
            at, key = found[at]
            groups.append((key,))
        else:
            loose.append(words[at])
            at += 1
    return (
        *groups,
        *_loose(
            field, [word for word in loose if word not in CONNECTIVES] or (loose if not groups else []), prefix=prefix
        ),
    )


def _within(field: str, words: Sequence[str]) -> tuple[str, ...]:
    """What lies in the country or region that the words name."""
    name = names("places").whole(words) or "_".join(words)
    if field == "school":
        return (name, *found) if (found := schools_in(name)) else ()
    return places_in(name) if "places" in KINDS.get(field, ()) and field != "wish" else ()


def _whole(known: Sequence[Names], words: Sequence[str]) -> str:
    bare = list(itertools.dropwhile(_BEFORE_NAMES.__contains__, words))
    return next((key for table in known if (key := table.whole(words) or table.whole(bare))), "")


def _loose(field: str, words: list[str], *, prefix: bool) -> list[tuple[str, ...]]:
    """Several words have to stand side by side, so that Shanghai University is not Shanghai Jiao Tong University."""
    if field in {"name", "wish", "has"} or len(words) < 2:
        return [(word + "*" if prefix and word is words[-1] else word, *_ALIKE.get(word, ())) for word in words]
    if field == "award":
        forms = [(word, *_ALIKE.get(word, ())) for word in words]
        return [tuple(together(a, b) for a in one for b in other) for one, other in itertools.pairwise(forms)]
    return [_pair(a, b) for a, b in itertools.pairwise(words)]


def _pair(one: str, other: str) -> tuple[str, ...]:
    """Two neighbouring words; a university is the same before and after its town, in any language."""
    if one in _UNIVERSITY:
        one, other = other, one
    if other in _UNIVERSITY:
        return tuple(pair for word in _UNIVERSITY for pair in (f"{one}_{word}", f"{word}_{one}"))
    return tuple(pairs((one, other)))
