"""Setting right what was read wrong, of somebody known or of a CV that waits to be saved."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot import fields
from bot.cards import lines
from bot.cards.naming import calm
from bot.cards.wording import day, month
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Form, FormField, Spans, Typed
from bot.combining import said
from bot.corrections import Listed, anchor, corrected, is_list, listed, value_of
from bot.fields import FIELDS, FieldName, Target
from bot.profile import Award, Education, Fact, Place, Profile, Publication, Work, facts
from bot.records import Correction, Dossier, Draft

LONGEST = 500
_LINES: dict[type, Callable[[Any], str]] = {
    Work: lines.job, Education: lines.degree, Publication: lines.paper, Award: lines.award,
}  # fmt: skip
NOTHING = frozenset(("none", "-", "–"))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose values are set."""

    line: str
    """What a correction is typed with: ``edit #12``, ``correct draft:8f3a``."""
    said: Profile
    """What the documents say."""
    profile: Profile
    """The same, as people corrected it."""
    corrections: tuple[Correction, ...]


def known(dossier: Dossier) -> Subject:
    return Subject(f"edit #{dossier.candidate.number}", dossier.said, dossier.profile, dossier.corrections)


def awaited(draft: Draft, said: Profile) -> Subject:
    return Subject(f"correct draft:{draft.key}", said, corrected(said, draft.corrections), draft.corrections)


@dataclass(frozen=True, slots=True)
class Settable:
    """One value that can be set, with what it is now."""

    target: Target
    value: Any = None

    @property
    def shown(self) -> str:
        return _shown(self.value)

    @property
    def doubts(self) -> tuple[Fact[Any], ...]:
        """What of it a person should look at."""
        return tuple(fact for fact in facts(self.value) if fact.check)


def settable(subject: Subject) -> Iterator[Settable]:
    """Every value that can be set, in the order of the card; then, for each list, an addition to it."""
    for name in FIELDS:
        if not is_list(name.attribute):
            yield Settable(Target(name), getattr(subject.profile, name.attribute))
            continue
        for at, row in enumerate(_rows(subject, name), 1):
            for part in name.parts.values() or ("",):
                yield Settable(Target(name, at=at, part=part), getattr(row.now, part) if part else row.now)
        yield Settable(Target(name, "add"))


def uncertain_first(subject: Subject) -> list[Settable]:
    return sorted(settable(subject), key=lambda one: not one.doubts)


def form(subject: Subject, words: Sequence[str]) -> Form:
    """What can be set, with what stands there now; of the field that the words name, its value alone."""
    seen = max((one.id for one in subject.corrections), default=0)
    parsed = fields.parse(words) if words else None
    name = subject.profile.name
    title = f"Correct {calm(name.value)}" if name else "Correct a profile"
    if parsed:
        now = next((one.shown for one in settable(subject) if one.target.words == parsed[0].words), "")
        value = FormField("value", parsed[0].words.capitalize(), hint="the word none clears it", value=now)
        line = f"{subject.line} {parsed[0].words}"
        return Form(title, f"{line} --seen {seen}", (value,), typed=line)
    options = tuple(
        (one.target.words, f"{one.target.words}: {one.shown}" if one.shown else one.target.words)
        for one in uncertain_first(subject)
    )
    which = FormField("field", "Field", hint="what was read wrong", options=options)
    value = FormField("value", "Value", hint="as it should be; the word none clears it")
    return Form(title, f"{subject.line} --seen {seen}", (which, value), typed=subject.line)


def correction(ctx: Context, subject: Subject, target: Target, text: str) -> Correction:
    """What the words say, in the profile's terms. Raises `Refusal` where it does not fit."""
    text = _bare(text)
    if len(text) > LONGEST:
        raise Refusal(f"That is too long: {len(text):,} characters.", (f"At most {LONGEST}.",), field="value")
    clears = target.act == "set" and text.casefold() in NOTHING
    removes = clears or target.act == "remove"
    name = target.field.attribute
    row = _row(subject, target, text) if is_list(name) and target.act != "add" else None
    if not text and not removes:
        raise Refusal(f"{target.words} needs a value.", _typed(subject, target.words), field="value")
    if not removes and (fault := target.fault(text) or _out_of_order(row, target, text)):
        raise Refusal(f"{short(text)} does not fit {target.words}.", (fault,), field="value")
    new = "" if removes else text
    if not is_list(name):
        was = getattr(subject.said, name)
        return Correction(name, new, ctx.actor, ctx.now, entry=anchor(was) if was else "")
    if row is None:
        return Correction(name, new, ctx.actor, ctx.now)
    return Correction(name, new, ctx.actor, ctx.now, part=target.part, entry=anchor(row.said))


def confirmation(ctx: Context, subject: Subject, one: Settable) -> Correction | None:
    """The value as a person's word; None where it cannot be said in words without changing something."""
    if not one.shown or one.target.fault(one.shown):
        return None
    made = correction(ctx, subject, one.target, one.shown)
    after = corrected(subject.said, (*subject.corrections, made))
    return made if anchor(after) == anchor(subject.profile) else None


def refuse_unseen(ctx: Context, subject: Subject, made: Correction, seen: int) -> None:
    """A form that was opened before somebody else set the same value does not overwrite it unseen."""
    about = (made.field, made.part, made.entry)
    others = (one for one in subject.corrections if one.id > seen and (one.field, one.part, one.entry) == about)
    for one in others:
        if one.by != ctx.actor and one.value != made.value:
            what = f"set it to {one.value}" if one.value else "removed it"
            raise Refusal(
                f"{one.by} {what} while the form was open.",
                (f"That stands, since {day(one.at, ctx.now)}. Edit again to change it.",),
            )


# --------------------------------------------------------------- in words


def done(subject: Subject, target: Target, made: Correction) -> str:
    """``work 2 title is Intern (was Engineer)``, ``skill CUDA is added``, ``work 2 is removed (was Clerk, Kiosk)``."""
    name = target.field
    if target.act == "add":
        return f"{name.word} {made.value} is added"
    before = _shown(_before(subject, target, made))
    was = f" (was {before})" if before and before != made.value else ""
    what = target.entry if target.act == "remove" else target.words
    return f"{what} is {made.value or 'removed'}{was}"


def rest(subject: Subject, target: Target) -> Spans:
    """How the other parts of an entry that was just added are said; nothing where there are none."""
    name = target.field
    if target.act != "add" or not name.parts:
        return ()
    (first, second, *_), at = name.parts, len(_rows(subject, name)) + 1
    return (f"\nThat is its {first}. The rest, for example ", Typed(f"{subject.line} {name.word} {at} {second} …"))


def _before(subject: Subject, target: Target, made: Correction) -> Any:
    if not is_list(made.field):
        return getattr(subject.profile, made.field)
    row = next((one for one in _rows(subject, target.field) if anchor(one.said) == made.entry), None)
    return None if row is None else getattr(row.now, made.part) if made.part else row.now


def _typed(subject: Subject, words: str) -> Spans:
    return ("For example ", Typed(f"{subject.line} {words} …"))


def _out_of_order(row: Listed | None, target: Target, text: str) -> str:
    """Why a start and an end cannot stand together; empty where they can, as far as both are known."""
    if row is None or target.part not in ("start", "end"):
        return ""
    start, end = (lines.value(getattr(row.now, one)) for one in ("start", "end"))
    start, end = (text, end) if target.part == "start" else (start, text)
    known = min(len(start), len(end))
    if end == "present" or start[:known] <= end[:known]:
        return ""
    return f"{target.entry.capitalize()} would start in {month(start)} and end in {month(end)}."


# ---------------------------------------------------------- what a line means


def _rows(subject: Subject, name: FieldName) -> list[Listed]:
    return [one for one in listed(subject.said, subject.corrections, name.attribute) if one.now is not None]


def _row(subject: Subject, target: Target, text: str) -> Listed | None:
    """The entry that is meant; None where there is none yet and one is to be added."""
    name, rows = target.field, _rows(subject, target.field)
    if target.at:
        if target.at > len(rows):
            raise Refusal(f"There is no {name.word} {target.at}.", _numbered(name, rows), field="field")
        if name.parts and not target.part and target.act == "set":
            parts = ", ".join(name.parts)
            advice = (f"There is {parts}.\n", *_typed(subject, f"{target.entry} {name.first}"))
            raise Refusal(f"Which part of {target.entry}?", advice, field="field")
        return rows[target.at - 1]
    if name.parts and target.act == "set":
        example = f"{name.word} 1 {name.first}" if rows else f"{name.word} add"
        raise Refusal(f"Which {name.word}?", (*_numbered(name, rows), "\n", *_typed(subject, example)), field="field")
    if target.act == "remove" and text:
        found = [row for row in rows if _shown(row.now).casefold() == text.casefold()]
        if len(found) == 1:
            return found[0]
        raise Refusal(f"There is no {name.word} {short(text)}.", _numbered(name, rows), field="value")
    if len(rows) > 1:
        raise Refusal(f"Which {name.word}?", _numbered(name, rows), field="field")
    if not rows and target.act == "remove":
        raise Refusal(f"There is no {name.word} to remove.", field="field")
    return rows[0] if rows else None


def _numbered(name: FieldName, rows: Sequence[Listed]) -> tuple[str, ...]:
    return (
        "\n".join(f"{name.word} {at}: {_line(row.now)}" for at, row in enumerate(rows[:20], 1)) or "There is none.",
    )


def _line(entry: Any) -> str:
    """An entry as the card shows it."""
    line = _LINES.get(type(entry))
    return line(entry) if line else _shown(entry)


def _shown(value: Any) -> str:
    """A value or an entry in a few words."""
    if isinstance(value, tuple):
        return "; ".join(map(_shown, value))
    if isinstance(value, Place):
        return lines.place(value)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Fact):
        return str(value.value)
    named = value_of(value)
    if named is None and hasattr(value, "username"):
        return lines.value(value.username)
    return _shown(named) if named else next((str(said(one)) for one in _facts(value)), "")


def _facts(entry: Any) -> Iterator[Fact[Any]]:
    return (one for one in (getattr(entry, name) for name in entry.__dataclass_fields__) if isinstance(one, Fact))


def _bare(text: str) -> str:
    """A value without the quotation marks around it."""
    text = text.strip()
    pairs = ('""', "“”", "''", "„“")
    return text[1:-1].strip() if len(text) > 1 and text[0] + text[-1] in pairs else text
