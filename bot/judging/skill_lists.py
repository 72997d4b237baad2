"""Skills as a description lists them: one wish for each, or one for all where any of them will do."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.judging.phrases import Row, pattern, phrases, says
from bot.search.names import names
from bot.search.query import Clause
from bot.search.skills import Match, skills
from bot.search.terms import skill_term
from bot.search.text import fold, tokens

FEW = 3
"""Words of an item that names no more than one thing."""
SLACK = 3
"""Words between two things of one list."""
_MONTHS = "january february march april may june july august september october november december januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre spring summer autumn fall winter sommer fruhjahr herbst ete printemps automne hiver verano otono primavera invierno"
WHEN = re.compile(rf"(?<= )(?:(?:{'|'.join(_MONTHS.split())}) (?:de )?20\d\d|20\d\d 年(?: \d\d? 月)?)(?= )")
"""A month or season of a year."""


def named_skills(whole: Row) -> list[Match]:
    """The skills named, in their order. An ordinary word is one where it is written as one, or stands alone."""
    few = len(whole.tokens) <= FEW
    outside = [
        (whole.tokens[first].start, whole.tokens[end - 1].end)
        for expression in (pattern("words.praise"), WHEN)
        for first, end in whole.find(expression)
    ]
    venues_said = [(first, end) for first, end, _ in names("venues").find(whole.words) if end - first > 1]
    outside += [(whole.tokens[first].start, whole.tokens[end - 1].end) for first, end in venues_said]
    every = skills().matches(whole.text, whole.tokens, lists=[(0, len(whole.text))], outside=outside)
    sure = {match.start for match in skills().matches(whole.text, whole.tokens, outside=outside)}

    def written(match: Match) -> bool:
        return match.start > whole.tokens[0].start and whole.text[match.start].isupper()

    return [match for match in every if few or not match.ambiguous or match.start in sure or written(match)]


def skill_lists(whole: Row, matches: Sequence[Match]) -> list[list[Match]]:
    """Skills that stand together as a list: "PyTorch, JAX or TensorFlow"."""
    runs: list[list[Match]] = []
    for match in matches:
        if runs and _beside(whole, runs[-1][-1], match):
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs


def _beside(whole: Row, one: Match, other: Match) -> bool:
    gap = whole.text[one.end : other.start]
    return len(tokens(gap)) <= SLACK and not re.search(r"[.;:。；()（]", gap)


def of_list(whole: Row, run: Sequence[Match]) -> Iterator[Clause]:
    """One wish for each, or one for all where any of them will do; an "and" parts those before it from those after."""
    if not run:
        return
    either = _any_will_do(whole, run)
    group = [run[0]]
    for earlier, before, match in zip((run[0], *run), run, run[1:], strict=False):
        if either or (not _begins(whole, earlier, before, match) and _joined(whole, before, match, run)):
            group.append(match)
        else:
            yield _skill_clause(group)
            group = [match]
    yield _skill_clause(group)


def _begins(whole: Row, one: Match, other: Match, match: Match) -> bool:
    """Whether a comma after two that are joined by "and" begins another list."""
    comma = whole.text[other.end : match.start].strip() in {",", "、", "，"}
    return comma and says(f" {fold(whole.text[one.end : other.start])} ", "markers.and")


def _joined(whole: Row, one: Match, other: Match, run: Sequence[Match]) -> bool:
    """Whether an "or" or a stroke stands between them, or a comma of a list that an "or" ends."""
    gap = whole.text[one.end : other.start]
    said = f" {fold(gap)} "
    if says(said, "markers.or") or gap.strip() in {"/", "|"}:
        return True
    if says(said, "markers.and") or gap.strip() not in {",", "、", "，"}:
        return False
    later = [whole.text[a.end : b.start] for a, b in pairwise(run) if a.start >= other.start]
    ends = next((between for between in later if between.strip() not in {",", "、", "，"}), "")
    return says(f" {fold(ends)} ", "markers.or") or ends.strip() == "/"


def _any_will_do(whole: Row, run: Sequence[Match]) -> bool:
    """After "such as" or "one of", and before "or similar"."""
    before = f" {fold(whole.text[max(0, run[0].start - 40) : run[0].start])} "
    after = f" {fold(whole.text[run[-1].end : run[-1].end + 30])} "
    return any(before.endswith(f" {phrase} ") for phrase in _openers()) or any(
        after.startswith(f" {phrase} ")
        for phrase in phrases("markers.either")
        if phrase.split()[0] in {"or", "oder", "ou", "o", "或", "之"}
    )


def _openers() -> tuple[str, ...]:
    every = phrases("markers.either")
    return (
        *every,
        *(f"{phrase} {article}" for phrase in every for article in ("the", "a", "of", "following", "the following")),
    )


def _skill_clause(group: Sequence[Match]) -> Clause:
    labels = {match.skill: skills().label(match.skill) for match in group}
    return Clause(tuple(skill_term(skill, label) for skill, label in labels.items()))


def specific(clauses: Sequence[Clause]) -> list[Clause]:
    """Without a skill that any of another wish's skills means anyhow: deep learning beside "PyTorch or JAX"."""
    every = list(dict.fromkeys(clauses))
    meant = {skill for clause in every for skill in _meant(clause)}
    return [clause for clause in every if _skill_alone(clause) not in meant]


def _meant(clause: Clause) -> set[str]:
    """What each of its skills implies."""
    if not all(term.skills for term in clause.terms):
        return set()
    implied = [set(skills().implies(term.skills[0])) - {term.skills[0]} for term in clause.terms]
    return set.intersection(*implied) if implied else set()


def _skill_alone(clause: Clause) -> str:
    """The one skill that it asks for; empty where it asks for more."""
    alone = len(clause.terms) == 1 and clause.terms[0].kind == "skill" and clause.terms[0].skills
    return clause.terms[0].skills[0] if alone else ""
