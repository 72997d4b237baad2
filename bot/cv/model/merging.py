"""What a model suggests, put beside what the rules read: it fills gaps, and changes nothing that stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.cv.model.answers import Kind, Name
from bot.cv.model.grounding import Suggestion
from bot.cv.stretches import Stretches
from bot.cv.words import fold
from bot.profile import Award, Education, Fact, Language, Profile, Project, Publication, Skill, Work, facts

_Entry = Work | Education | Publication | Project | Award | Skill | Language
_Parts = Mapping[Name, Fact[str]]

_LIST: Mapping[Kind, str] = {
    "work": "work",
    "teaching": "work",
    "service": "work",
    "education": "education",
    "publication": "publications",
    "project": "projects",
    "award": "awards",
    "skill": "skills",
    "language": "languages",
}
"""The profile's list that holds entries of a kind."""
_TOLD = ("detail", "availability", "interest")
"""Rules whose facts are whole lines as written: other facts may stand inside."""
_WORDS_OF_A_TITLE = 3
_LONGEST_SHOWN = 80


@dataclass(slots=True)
class Merged:
    profile: Profile
    kept: int = 0
    """Parts that were added, or say what the rules say."""
    added: list[Fact[str]] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    """Sentences that show both readings."""


def merge(profile: Profile, suggestions: Iterable[Suggestion]) -> Merged:
    """Every fact of the profile stays as it is; new entries stand after the others."""
    merged = Merged(profile)
    for one in suggestions:
        entries: Sequence[_Entry] = getattr(merged.profile, _LIST[one.kind])
        taken = _taken(merged.profile)
        shared = [_shared(entry, one.parts) for entry in entries]
        most = max(shared, default=0)
        if most and shared.count(most) == 1:
            at = shared.index(most)
            _put(merged, one.kind, at, _filled(entries[at], one.parts, taken, merged))
        elif not most and not taken.meet(one.start, one.end) and not any(_says(each, one.parts) for each in entries):
            _put(merged, one.kind, len(entries), _new(one, merged))
    return merged


def _taken(profile: Profile) -> Stretches:
    """Where facts of their own stand: no stretch proves two things."""
    proofs = (proof for fact in facts(profile) for proof in fact.evidence)
    return Stretches((proof.start, proof.end) for proof in proofs if not proof.rule.startswith(_TOLD))


def _put(merged: Merged, kind: Kind, at: int, entry: _Entry | None) -> None:
    if entry is None:
        return
    entries = list(getattr(merged.profile, _LIST[kind]))
    entries[at : at + 1] = [entry]
    changed: dict[str, Any] = {_LIST[kind]: tuple(entries)}
    merged.profile = replace(merged.profile, **changed)


def _shared(entry: _Entry, parts: _Parts) -> int:
    """How many parts stand where the entry's own do."""
    return sum(1 for name, fact in parts.items() if (own := _own(entry, name)) and _meet(own, fact))


def _filled(entry: _Entry, parts: _Parts, taken: Stretches, merged: Merged) -> _Entry:
    for name, fact in parts.items():
        own = _own(entry, name)
        if own is None and not taken.meet(fact.evidence[0].start, fact.evidence[0].end):
            entry = _with(entry, {name: fact})
            merged.added.append(fact)
            merged.kept += 1
        elif own is not None and _same(own, fact):
            merged.kept += 1
        elif own is not None:
            merged.disagreements.append(
                f'The rules read the {name} "{own.value[:_LONGEST_SHOWN]}", the language model '
                f'"{fact.value[:_LONGEST_SHOWN]}"; the first stands.'
            )
    return entry


def _new(one: Suggestion, merged: Merged) -> _Entry | None:
    """An entry of its own, where it has what makes one."""
    entry = _entry(one.kind, one.parts)
    if entry is not None:
        merged.added += one.parts.values()
        merged.kept += len(one.parts)
    return entry


def _entry(kind: Kind, parts: _Parts) -> _Entry | None:
    dated = not parts.keys().isdisjoint({"start", "end", "date"})
    match kind:
        case "work" | "teaching" | "service":
            whole = {"organization", "title"} <= parts.keys()
            empty: _Entry = Work(kind="job" if kind == "work" else kind)
            return _with(empty, parts) if whole or (dated and len(parts) > 1 and _named(parts)) else None
        case "education":
            told = dated or not parts.keys().isdisjoint({"degree", "field"})
            return _with(Education(), parts) if "institution" in parts and told else None
        case "publication":
            if "title" not in parts or not (dated or "venue" in parts) or not _is_title(parts["title"].value):
                return None
            return _with(Publication(parts["title"]), parts)
        case "award":
            return _with(Award(parts["title"]), parts) if "title" in parts else None
    makes = {"project": Project, "skill": Skill, "language": Language}[kind]
    return _with(makes(parts["name"]), parts) if "name" in parts else None


def _named(parts: _Parts) -> bool:
    return not parts.keys().isdisjoint({"organization", "title"})


def _is_title(value: str) -> bool:
    return len(value.split()) >= _WORDS_OF_A_TITLE or not value.isascii()


def _own(entry: _Entry, name: Name) -> Fact[str] | None:
    if isinstance(entry, Award) and name == "date":
        return entry.dates[0] if entry.dates else None
    own: Fact[str] | None = getattr(entry, name, None)
    return own


def _with(entry: _Entry, parts: _Parts) -> _Entry:
    said: dict[str, Any] = {str(name): fact for name, fact in parts.items()}
    if isinstance(entry, Award) and "date" in said:
        said["dates"] = (said.pop("date"),)
    return replace(entry, **said)


def _says(entry: _Entry, parts: _Parts) -> bool:
    """Whether the entry says all of it already: what a CV prints twice counts once."""
    return all((own := _own(entry, name)) is not None and _same(own, fact) for name, fact in parts.items())


def _same(own: Fact[str], fact: Fact[str]) -> bool:
    return fold(own.value) == fold(fact.value) or _meet(own, fact)


def _meet(own: Fact[str], fact: Fact[str]) -> bool:
    here = fact.evidence[0]
    return any(proof.start < here.end and here.start < proof.end for proof in own.evidence)
