"""A crowd of made-up people for the search benchmarks, any number, always the same: profiles that no CV had to be read for.

Skills are as common as skills are: the first stands in 40 of 100 profiles, the 34th in 5, the last of 800 in less than
one. Texts have 5 KB, with words of a vocabulary of 40,000 in which a few are everywhere. Three names in ten are Chinese.
"""

import hashlib
import math
import random
import sys
from array import array
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import TypeVar

from bot.profile import Evidence, Fact, Profile, Project, Reading, Skill, Work
from bot.records import Index, Received, SkillRow
from bot.search import counts, posts, spells
from bot.search.answers import formers, spells_of, things_counted
from bot.search.field_tokens import employer, field_tokens, name_tokens
from bot.search.headline import headline
from bot.search.identity import keys
from bot.search.measures import ANY, year_of_arrival
from bot.search.skill_rows import lately, with_implied
from bot.search.skills import SkillEntry, skills
from bot.search.text import tokens

Drawn = TypeVar("Drawn")

SKILLS, WORDS, VOCABULARY = 800, 690, 40_000
COMMON, FREQUENT, RARE = 0, 33, SKILLS - 1
"""Ranks of skills: in 40, 5 and 0.8 of 100 profiles."""
_START = datetime(2020, 1, 1, tzinfo=UTC)
_SPAN = 6 * 365 * 24 * 3600
"""Seconds over which they arrived."""
_GIVEN = """
James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Susan Joseph Sarah
Daniel Lisa José María François Zoë Renée Jürgen Björn Søren Łukasz Agnieszka Chloé André Inès
Mónica Raúl Jiří Şebnem Mehmet Ayşe Fatima Omar Priya Rahul Ananya Vikram Yuki Haruto Kenji Minh
Thảo Olga Dmitri Ivan Giulia Luca Lars Ingrid Kwame Ngozi
""".split()  # noqa: SIM905
_FAMILY = """
Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Moore Martin Lee
Thompson White Clark Walker Young King Wright Torres Nguyen Hill Green Adams Nelson Baker Müller
Schröder Weiß Núñez Peña Dvořák Novák Kowalski Wiśniewski Lindström Østergaard O'Connor MacDonald
Sharma Patel Gupta Yılmaz Öztürk Petrov Rossi Sato Suzuki Kim Park Choi Trần Okafor Mensah Haddad
Al-Sayed Cohen van-der-Berg de-la-Cruz
""".split()  # noqa: SIM905
_CHINESE = """
Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie
Tang
""".split()  # noqa: SIM905
_SYLLABLES = """
wei fang na min jing qiang lei jun yong yan jie tao ming chao ping hua yu xin bo hao ying xue lin
feng
""".split()  # noqa: SIM905
_ONSETS = "b c d f g h k l m n p r s t v z br ch dr gr kr pl sh st tr".split()  # noqa: SIM905
_VOWELS = "a e i o u ai ea ou".split()  # noqa: SIM905
_CODAS = ("n", "r", "s", "t", "l", "k", "", "man", "")
_USED, _MONTHS = 3, 24
"""Grade of a skill used in a job, and how long each job lasts."""
_TABLE = 1 << 20
"""Places of a table that gives each rank as often as it comes."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the crowd, ready to be saved."""

    received: Received
    skills: tuple[str, ...]
    words: tuple[str, ...]
    """A few words of the text that belong together, for a phrase."""

    @property
    def name(self) -> str:
        return self.received.index.name

    @property
    def company(self) -> str:
        """The one word that few others have."""
        job = self.received.reading.profile.work[0]
        return job.organization.value if job.organization else ""


def crowd(number: int, seed: int = 1, first: int = 0) -> Iterator[Person]:
    """So many people; without those before the ``first``, who need not be made to know the others."""
    return (one_of_them(count, seed) for count in range(first, number))


def one_of_them(count: int, seed: int = 1) -> Person:
    """One person of the crowd, by the place in it."""
    return _person(random.Random(seed << 32 | count), count)


@cache
def skill_ranks() -> Sequence[SkillEntry]:
    """The skills that people have, the commonest first; none that is an ordinary word too."""
    plain = (entry for entry in skills().entries.values() if not entry.ambiguous and not {*",."} & {*entry.label})
    return tuple(islice(plain, SKILLS))


@cache
def vocabulary() -> tuple[str, ...]:
    """The words of the texts, the commonest first; none is a skill."""
    chance, found = random.Random(7), dict[str, None]()
    while len(found) < VOCABULARY:
        word = _word(chance, chance.choice((2, 2, 3)))
        if tokens(word) == [word] and not skills().named([word]):
            found.setdefault(word)
    return tuple(found)


def mistyped(name: str, chance: random.Random) -> str:
    """The name with one letter lost, doubled, changed or swapped in its longest word; half of them turned round."""
    parts = name.split()
    if chance.random() < 0.5:
        parts.reverse()
    at = max(range(len(parts)), key=lambda index: len(parts[index]))
    word, place, letter = (
        parts[at],
        chance.randrange(1, len(parts[at]) - 1),
        chance.choice("abcdefghijklmnopqrstuvwxyz"),
    )
    parts[at] = chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        )
    )
    return " ".join(parts)


def _word(chance: random.Random, syllables: int) -> str:
    parts = (chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
    return "".join(parts) + chance.choice(_CODAS)


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and family names, the commonest first."""
    chance = random.Random(8)
    given = [*_GIVEN, *(_word(chance, 2).capitalize() for _ in range(2_000))]
    family = [*_FAMILY, *(_word(chance, 3).capitalize() for _ in range(20_000))]
    return tuple(given), tuple(family)


@cache
def _ranks(number: int, slope: float) -> "array[int]":
    """Zipf: the rank k comes as often as 1 / k to the slope."""
    weights = list(accumulate(1 / rank**slope for rank in range(1, number + 1)))
    return array("I", (bisect(weights, (place + 0.5) / _TABLE * weights[-1]) for place in range(_TABLE)))


@cache
def _filler() -> tuple[str, ...]:
    """A table of the words as often as they come."""
    return tuple(map(vocabulary().__getitem__, _ranks(VOCABULARY, 1.05)))


@cache
def _skill_table() -> "tuple[float, array[int]]":
    """How many skills are drawn for a person on the average, and a table of the ranks they have.

    Who draws a Poisson number of times, at these rates, has the skill of rank k with the probability 0.4 / k ** 0.59.
    """
    rates = list(accumulate(-math.log(1 - 0.4 / rank**0.59) for rank in range(1, SKILLS + 1)))
    table = array("I", (bisect(rates, (place + 0.5) / _TABLE * rates[-1]) for place in range(_TABLE)))
    return rates[-1], table


def _drawn(chance: random.Random, table: Sequence[Drawn], number: int) -> list[Drawn]:
    places = (chance.getrandbits(32 * number) & _within_table(number)).to_bytes(4 * number, sys.byteorder)
    return [*map(table.__getitem__, array("I", places))]


@lru_cache
def _within_table(number: int) -> int:
    """All bits that places in a table may have, so many times: one operation for all costs less than one for each."""
    return sum(_TABLE - 1 << 32 * at for at in range(number))


def _name(chance: random.Random) -> str:
    if chance.random() < 0.3:
        given = "".join(chance.sample(_SYLLABLES, 2 if chance.random() < 0.8 else 1)).capitalize()
        parts = [given, chance.choice(_CHINESE)]
        return " ".join(parts if chance.random() < 0.5 else reversed(parts))
    given_names, family_names = _names()
    (given_rank, second), (family_rank,) = (
        _drawn(chance, _ranks(len(given_names), 0.8), 2),
        _drawn(chance, _ranks(len(family_names), 0.9), 1),
    )
    middle = [given_names[second]] if chance.random() < 0.2 else []
    return " ".join((given_names[given_rank], *middle, family_names[family_rank]))


class _Page:
    """A text that grows, and where each thing in it stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def fact(self, text: str, rule: str) -> Fact[str]:
        start = self.length
        self.write(text)
        return Fact(text, (Evidence(start, self.length, rule),), 0.95)


def _person(chance: random.Random, count: int) -> Person:
    mean, table = _skill_table()
    ranks = list(dict.fromkeys(_drawn(chance, table, max(1, round(chance.gauss(mean, math.sqrt(mean)))))))
    known = skill_ranks()
    labels = [known[rank].label for rank in ranks]
    used, built = max(1, len(labels) // 4), max(1, len(labels) // 2)
    filler = _drawn(chance, _filler(), WORDS)
    name, company, year = _name(chance), f"company{count // 7}", chance.randrange(2016, 2026)
    page = _Page()
    page.write("# ")
    named = page.fact(name, "name.heading")
    page.write("\n\n")
    mail = page.fact(f"person{count}@mail.example", "mail")
    page.write("\n\n## Experience\n\n- ")
    job = Work(
        page.fact(company, "work.organization"),
        _after(page, ", ", "Engineer", "work.title"),
        _after(page, ", ", str(year - 2), "work.dates"),
        _after(page, " – ", str(year), "work.dates"),
        details=(_after(page, "\n  - ", "Built it with " + ", ".join(labels[:used]), "work.detail"),),
    )
    page.write("\n\n## Projects\n\n- ")
    project = Project(
        page.fact(f"tool{count // 3}", "project.name"),
        _after(page, ", ", str(year - 1), "project.dates"),
        details=(_after(page, "\n  - ", "Made with " + ", ".join(labels[used:built]), "project.detail"),),
    )
    page.write("\n\n## Skills\n\n")
    listed = []
    for at, label in enumerate(labels):
        page.write(", " if at else "")
        listed.append(Skill(page.fact(label, "skills.listed")))
    page.write("\n\n## Notes\n\n")
    said = (*tokens("".join(page.parts)), *filler)
    page.write(" ".join(filler) + "\n")
    text = "".join(page.parts)
    profile = Profile(name=named, emails=(mail,), work=(job,), projects=(project,), skills=tuple(listed))
    at = _START + timedelta(seconds=chance.randrange(_SPAN))
    proofs = [_proof(place, used, built, year) for place in range(len(ranks))]
    rows = [
        SkillRow(known[rank].id, *one, lately=lately(one[1], at.year)) for rank, one in zip(ranks, proofs, strict=True)
    ]
    described = _index(profile, " ".join(said), rows, at.date())
    reading = Reading(text, profile, content_lines=8, confidence=0.9)
    digest = hashlib.sha256(text.encode()).digest()
    received = Received(f"{count:07}.md", digest, reading, described, "bench", at)
    return Person(received, tuple(row.skill for row in rows), tuple(filler[100:103]))


def _after(page: _Page, between: str, text: str, rule: str) -> Fact[str]:
    page.write(between)
    return page.fact(text, rule)


def _proof(at: int, used: int, built: int, year: int) -> tuple[int, int]:
    """Grade and year of the best proof of a person's skills, in their order."""
    if at < used:
        return _USED, year
    return (2, year - 1) if at < built else (1, 0)


def _index(profile: Profile, text: str, rows: list[SkillRow], arrived: date) -> Index:
    """What `bot.search.index.index` makes of it, without reading the text again: ``text`` is its tokens."""
    name, job, address = profile.name, profile.work[0], profile.emails[0].value
    assert name
    assert job.organization
    assert job.title
    own = name_tokens(name.value)
    terms = {("name", token) for token in own}
    terms |= {("company", token) for token in field_tokens(job.organization.value, "schools", "companies")}
    terms |= {("former", token) for _, left in formers(profile, arrived) for token in left}
    terms |= {("title", token) for token in field_tokens(job.title.value)}
    terms |= {("spell", token) for spell in spells_of(profile, arrived) for token in spells.tokens_of(spell)}
    terms |= {
        ("count", counts.number_token(kind, len(some))) for kind, some in things_counted(profile, {}).items() if some
    }
    terms |= {("worked", token) for token in posts.tokens_of(job, employer(job), year_of_arrival(profile, None))}
    terms |= {("mail", address), ("has", "email"), ("has", "projects")}
    shown = {more for row in rows if row.grade == _USED for more in (row.skill, *skills().implies(row.skill))}
    terms |= {("years", f"{skill}:{_MONTHS:03}") for skill in (ANY, *shown)}
    return Index(
        name=name.value,
        headline=headline(profile, arrived),
        skills=with_implied(rows),
        terms=tuple(sorted(terms)),
        text=text,
        keys=keys(profile),
        values=(("company", job.organization.value), ("title", job.title.value)),
    )
