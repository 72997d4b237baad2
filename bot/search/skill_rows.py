"""Which skills somebody has, and how well each is shown: what people are ranked by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.profile import Given, Profile
from bot.records import SkillRow
from bot.search.passages import ONGOING, Proof, maps, proofs
from bot.search.skills import skills
from bot.search.text import tokens_with_offsets


def skill_rows(found: Iterable[Proof], arrived: date | None = None) -> tuple[SkillRow, ...]:
    """Each skill once, with its strongest grade and the last year of a proof of that grade."""
    best: dict[str, tuple[int, int]] = {}
    for proof in found:
        best[proof.skill] = max(best.get(proof.skill, (0, 0)), (proof.passage.grade, proof.passage.year))
    came = arrived.year if arrived else max((year for _, year in best.values() if year < ONGOING), default=0)
    return tuple(SkillRow(skill, *one, lately=lately(one[1], came)) for skill, one in sorted(best.items()))


def lately(year: int, came: int) -> int:
    """``SkillRow.lately`` of a proof of one year in a CV that came in the other."""
    return next((steps for steps, years in ((3, 2), (2, 5)) if came - year < years), 1) if year else 0


def best_rows(profile: Profile, texts: Mapping[int, str], arrived: date | None = None) -> tuple[SkillRow, ...]:
    """Each skill as it counts: shown by the CV, or at least set by a person."""
    rows = (*set_by_hand(profile), *skill_rows(proofs(profile, maps(profile, texts)), arrived))
    return tuple({row.skill: row for row in sorted(rows, key=lambda row: (row.grade, row.year))}.values())


def with_implied(rows: Iterable[SkillRow]) -> tuple[SkillRow, ...]:
    """The rows, and the skills that they imply: of each skill the strongest."""
    best: dict[str, SkillRow] = {}
    for row in rows:
        for one in (row, *(replace(row, skill=skill, implied=True) for skill in skills().implies(row.skill))):
            if one.skill not in best or one.strength > best[one.skill].strength:
                best[one.skill] = one
    return tuple(best[skill] for skill in sorted(best))


def skill_groups(profile: Profile, texts: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """The labels of the skills by grade, those of the newest proof first; stated interests are no skills."""
    rows = sorted(
        best_rows(profile, texts),
        key=lambda row: (-row.year, skills().label(row.skill).casefold()),
    )
    grades = {row.grade for row in rows if row.grade}
    return {grade: tuple(skills().label(row.skill) for row in rows if row.grade == grade) for grade in sorted(grades)}


def set_by_hand(profile: Profile) -> Iterator[SkillRow]:
    """The skills that a person added: no better than listed."""
    for text in (one.name.value for one in profile.skills if isinstance(one.name, Given)):
        for match in skills().matches(text, tuple(tokens_with_offsets(text)), lists=[(0, len(text))], outside=[]):
            yield SkillRow(match.skill, 1)
