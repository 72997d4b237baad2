"""What somebody wants a digest or watch to be: option by option, or all at once in a form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.cards.wording import sentence
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Button, Form, FormField, Typed
from bot.digests import naming
from bot.digests.records import AT_ONCE, Digest, Style
from bot.digests.schedule import known_zone
from bot.openings.names import MARK, title
from bot.openings.records import Opening

OFF: Final = "off"
MOST_IN_FULL = 5
MOST_OPENINGS = 99
SHOWN = (("names", "Names, headlines and quotes"), ("initials", "Initials and openings only, for a wide channel"))
GROUPS = (("opening", "Opening"), ("source", "Who brought them"), ("skill", "Area of their skills"))
FULL = tuple((str(number), str(number)) for number in range(MOST_IN_FULL + 1))
EMPTY = (("silent", "Post nothing"), ("say", "Say so"))
CHART = (("on", "Applicants by opening"), (OFF, "No bars"))
WHEN = "weekdays at 9, every Monday 9:00 Europe/Berlin"
BEHIND = "weekdays at 9 Europe/Berlin; behind it --full 3 --waiting 14 --chart off --empty say"
_EXAMPLES = {
    "digest": Typed("digest add weekdays at 9", in_channel=True),
    "watch": Typed("watch add skill:triton", in_channel=True),
}
_BEHIND = re.compile(r"--(full|waiting|chart|empty) (\S+)")
_ALLOWED = {"chart": CHART, "empty": EMPTY}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for; None where they left it as it is."""

    about: str
    name: str = ""
    when: str | None = None
    zone: str | None = None
    query: str | None = None
    opening: Opening | Literal["off"] | None = None
    group: Literal["opening", "source", "skill", "off"] | None = None
    full: int | None = None
    names: str | None = None
    waiting: int | None = None
    chart: str | None = None
    empty: str | None = None
    each: str | None = None
    channel: str | None = None
    """Where to, if not where it was asked."""


def named(ctx: Context, command: str, act: str, name: str) -> Digest:
    """The digest or watch of that name; where none is given, the only one that the command may mean. Raises `Refusal`."""
    every = ctx.store.digests()
    wanted = naming.folded(name)
    meant = [one for one in every if one.about == "watch"] if command == "watch" else every
    fitting = [one for one in every if naming.folded(one.name) == wanted] if name else meant
    if len(fitting) == 1:
        return fitting[0]
    if not meant:
        raise Refusal(f"No {_many(command)} yet.", ("Type it in the channel that is to get one: ", _EXAMPLES[command]))
    names = tuple(Button(one.name, f"{command} {act} {one.name}") for one in meant)
    called = f" None is called {short(name)}." if name else ""
    raise Refusal(f"Which {command}?{called}", buttons=names[:5])


def form(ctx: Context, line: str) -> Form:
    """For a new digest, whose line may say when already; or for one that is to be changed."""
    act, _, rest = line.strip().partition(" ")
    if act == "edit":
        return changing(ctx, named(ctx, "digest", "edit", rest.strip()))
    return new(ctx, rest if act == "add" else "")


def new(ctx: Context, when: str = "") -> Form:
    """What a new digest is to be. What is used most comes first."""
    known = [one for one in ctx.store.openings() if not one.closed]
    titles = tuple((title(one), title(one)) for one in known[:MOST_OPENINGS])
    where = FormField("channel", "Post to", "this conversation, where none is chosen", required=False, picks="channel")
    if ctx.request.place.kind == "terminal":
        where = replace(where, picks="", hint="slack:T012:C034 or discord:12:34", required=True)
    usual, zone = Style(), known_zone(ctx.request.member.zone)
    fields = (
        FormField("text", "When", f"weekdays at 9, every Monday 9:00; by {zone} time" if zone else WHEN, when),
        where,
        FormField("query", "Only who fits", "any search, as skill:cuda since:2026", required=False),
        *((_opening("", OFF, ((OFF, "All openings"), *titles)),) if len(known) > 1 else ()),
        _choice("names", "Show", SHOWN, usual.names, usual.names),
        _choice("group", "Group by", ((OFF, "Nothing"), *GROUPS), OFF, OFF),
        replace(
            _choice("full", "In full", FULL, str(usual.in_full), str(usual.in_full)), hint="people with their proof"
        ),
        _choice("empty", "Nobody new", EMPTY, usual.empty, usual.empty),
        FormField("name", "Name", "what to call it; else as its channel", required=False),
    )
    return Form("New digest", "digest add", fields, "Save", typed="digest add …")


def changing(ctx: Context, found: Digest) -> Form:
    """All that can be changed of a digest, as it is now. Where there is less room, the last ones stand behind when."""
    line, style, usual = _line(found), found.style, usual_style(found)
    known = [one for one in ctx.store.openings() if one.name and (not one.closed or one.id == found.opening)]
    titles = ((OFF, "All openings"), *((f"{MARK}{one.id}", title(one)) for one in known[:MOST_OPENINGS]))
    at = f"{MARK}{found.opening}" if found.opening else OFF
    watched = found.about == "watch"
    fields = (
        FormField("when", "When", f"at once, or {WHEN}" if watched else BEHIND, when_now(found)),
        FormField("query", "Only who fits", "any search, as skill:cuda since:2026", found.query, required=watched),
        *((_opening("", at, titles),) if known else ()),
        _choice("names", "Show", SHOWN, style.names, usual.names),
        _choice("group", "Group by", ((OFF, "Nothing"), *GROUPS), style.grouping or OFF, OFF),
        replace(
            _choice("full", "In full", FULL, str(style.in_full), str(usual.in_full)), hint="people with their proof"
        ),
        replace(
            _choice("waiting", "Waiting", (), str(style.waiting), str(usual.waiting)),
            hint="days without a step after which somebody is named; 0: nobody is",
        ),
        _choice("chart", "Chart", CHART, "on" if style.chart else OFF, "on" if usual.chart else OFF),
        _choice("empty", "Nobody new", EMPTY, style.empty, usual.empty),
    )
    return Form(f"Change {found.name}", line, fields, "Save", typed=f"{line} …", opens=f"form {line}")


def is_form(ctx: Context, found: Digest) -> bool:
    """Whether the form was sent, which says something of everything; a slash command's options are values, too."""
    return "when" in ctx.request.values and ctx.request.text == _line(found)


def when_now(found: Digest) -> str:
    """The schedule as it can be typed again."""
    said = found.words if found.schedule != AT_ONCE else found.words or "at once"
    return said if found.schedule == AT_ONCE or found.zone in said else f"{said} {found.zone}"


def completed(wish: Wish, found: Digest) -> Wish:
    """What the form that was sent says of everything: a field that came empty stands for what is usual."""
    when, behind = _apart(wish.when or "")
    usual = usual_style(found)
    return replace(
        wish,
        when=None if when == when_now(found) else when,
        query=wish.query or OFF,
        opening=wish.opening or OFF,
        names=wish.names or usual.names,
        group=wish.group or OFF,
        full=int(behind.get("full", usual.in_full)) if wish.full is None else wish.full,
        waiting=int(behind.get("waiting", usual.waiting)) if wish.waiting is None else wish.waiting,
        chart=wish.chart or behind.get("chart") or ("on" if usual.chart else OFF),
        empty=wish.empty or behind.get("empty") or usual.empty,
    )


def _many(command: str) -> str:
    return "watches" if command == "watch" else "digests"


def _line(found: Digest) -> str:
    return f"digest edit {found.name}"


def _opening(hint: str, value: str, titles: tuple[tuple[str, str], ...]) -> FormField:
    return FormField("opening", "Openings", hint, value, required=False, options=titles)


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...], value: str, usual: str) -> FormField:
    typed = f"--{name} {value}" if value != usual else ""
    return FormField(name, label, value=value, required=False, options=options, typed=typed)


def usual_style(found: Digest) -> Style:
    """How one of its kind is where nobody says otherwise."""
    return Style(waiting=0, chart=False) if found.about == "watch" else Style()


def _apart(when: str) -> tuple[str, dict[str, str]]:
    """When, and the options behind it. Raises `Refusal` for what is none."""
    said, mark, rest = when.strip().partition(" --")
    given = dict(_pairs(f"--{rest}")) if mark else {}
    return said.strip(), given


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(" --"):
        found = _BEHIND.fullmatch(f"--{part.removeprefix('--').strip()}")
        if found is None or not _fits(found[1], found[2]):
            said = f"--{part.removeprefix('--')}"
            raise Refusal(f"{sentence(short(said))} is no option.", (f"For example {BEHIND}.",), field="when")
        yield found[1], found[2]


def _fits(name: str, value: str) -> bool:
    return value in dict(_ALLOWED[name]) if name in _ALLOWED else value.isdecimal() and len(value) <= 4
