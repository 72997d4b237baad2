"""The skills that are known, over the fictional CVs: what they list is known, and no name is taken for a skill."""

from collections.abc import Iterator
from functools import cache

from bot.cv import read_cv
from bot.profile import Fact, Profile, Reading
from bot.search.passages import maps, proofs
from bot.search.skills import skills
from bot.search.text import tokens_with_offsets
from tests.bot import SAMPLES
from tests.cvs.people import PEOPLE
from tests.cvs.shapes import render

KNOWN = 0.95


@cache
def readings() -> dict[str, Reading]:
    files = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir())]
    files += [(one.file, one.data) for one in (render("markdown", person) for person in PEOPLE.values())]
    return {name: read_cv(data, name) for name, data in files}


def known(listed: str) -> bool:
    return bool(skills().matches(listed, tuple(tokens_with_offsets(listed)), lists=[(0, len(listed))], outside=[]))


def names(profile: Profile) -> Iterator[Fact[str] | None]:
    yield profile.name
    for study in profile.education:
        yield from (study.institution, *study.advisers)
    for job in profile.work:
        yield from (job.organization, *job.supervisors)
    for paper in profile.publications:
        yield from paper.authors


def test_most_of_what_people_list_is_known():
    listed = [skill.name.value for one in readings().values() for skill in one.profile.skills]
    unknown = [one for one in listed if not known(one)]
    assert len(listed) > 200
    assert len(unknown) <= (1 - KNOWN) * len(listed), unknown


def test_no_name_author_or_institution_is_a_skill():
    for file, one in readings().items():
        spans = [(place.start, place.end) for fact in names(one.profile) if fact for place in fact.evidence]
        found = proofs(one.profile, maps(one.profile, {0: one.text}))
        wrong = [proof for proof in found if any(start <= proof.start and proof.end <= end for start, end in spans)]
        assert wrong == [], file
