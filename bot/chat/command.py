"""Commands as typed functions: the declaration. What a line of words means for one is in `bot.chat.arguments`.

The signature of a command's function is its schema: for parsing, completion, help, Discord's options, forms and the
README. A parameter's type says its kind; `typing.Annotated` adds the words that explain it. Keyword-only parameters
are options (``--page 2``).
"""

import inspect
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NewType, Protocol, Union, get_args, get_origin, get_type_hints

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.chat.context import Context
from bot.chat.messages import Form, Reply, Upload
from bot.fields import Target
from bot.openings.records import Opening
from bot.records import Candidate, Role
from bot.stages import stages

Line = NewType("Line", str)
"""The rest of the line as typed: a search, a note."""
NO_WORDS = Line("")
Mention = NewType("Mention", str)
"""A person or group of the platform: ``<@id|name>``, ``<@&id|name>``."""
Channel = NewType("Channel", str)
"""A channel as it was typed or picked: ``<#id|name>``, ``slack:T012:C034``, ``#hiring``."""
StageKey = NewType("StageKey", str)
"""One of the stages of the organization that is served."""

PREFIX = "/candidate"
UNTYPED = "given by buttons and forms alone"
"""What `typing.Annotated` says of an option that nobody types: no help or usage shows it."""
APART = "apart"
"""What `typing.Annotated` says of somebody whom a line after it may go without: its first words name nobody by chance."""


OR_OFF = "or off"
"""What `typing.Annotated` says of an opening that may be let go: it is the word ``off`` then."""


class Led(frozenset[str]):
    """What `typing.Annotated` says of the small words that may stand before a value: ``to`` of "noor to interview"."""


Behind = Callable[[], str | None]
"""What stands behind the people where another word is said for a command; None where an organization has no such thing."""


def as_said() -> str:
    """Just what is typed."""
    return ""


Kind = Literal[
    "who",
    "people",
    "line",
    "word",
    "choice",
    "stage",
    "opening",
    "number",
    "flag",
    "file",
    "field",
    "mention",
    "channel",
]


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: Kind
    help: str
    required: bool
    option: bool
    """Given as ``--name value``, never by position."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label) pairs of a choice."""
    apart: bool = False
    """A number, a whole name, or a name before a colon: not the first word of the line that follows."""
    led: Led = Led()  # noqa: RUF009 - frozen
    """Small words that may stand before it."""
    off: bool = False
    """It may be ``off`` as well."""

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """(value, label) pairs to choose from, for the organization that is served."""
        return tuple((stage.key, stage.label) for stage in stages()) if self.kind == "stage" else self.choices

    @property
    def typed(self) -> bool:
        """Whether people give it, too, and not only buttons and forms."""
        return self.help != UNTYPED


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that a command does, by the word right behind its name: ``digest add``."""

    help: str
    takes: Mapping[str, str] = field(default_factory=dict)
    """The parameters that it goes by, with what each is for here."""
    needs: tuple[str, ...] = ()
    """Those of them that it cannot do without."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    summary: str
    family: str
    role: Role
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    run: Callable[..., Reply]
    hidden: bool = False
    """Only buttons send it."""
    changes: bool = False
    """It changes something: an answer that gets lost must not be taken for "nothing was changed"."""
    form: Callable[[Context, str], Form] | None = None
    """Makes the form for a line, where it shows what is there now; else `form_of` does."""
    wraps: bool = False
    """Its line is another command's: who may not run that one may not run this one on it."""
    instead: str = ""
    """The line that shows as much of it as others may see."""
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    """By the value of the first parameter: for platforms that show each as a command of its own."""
    aside: bool = False
    """What it changes stands in no post about the person."""
    also: Mapping[str, Behind] = field(default_factory=dict)
    """Other words that people say for it, before those whom it is about: ``move``, ``pass``."""

    def parameter(self, name: str) -> Parameter:
        """KeyError: no such parameter."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(name)

    @property
    def spoken(self) -> str:
        """The name as people type it: ``todo done``."""
        return self.name.replace("-", " ")

    @property
    def usage(self) -> str:
        """``stage WHO TO``: the line to type, optional parts in brackets."""
        shown = (_usage(one) for one in self.parameters if one.kind != "file" and one.typed)
        return " ".join([self.spoken, *shown])


_SENTENCES = {"show": frozenset(("me", "us", "all", "every", "any")), "more": frozenset(("than",))}
"""Words behind which a command's name begins a sentence: "show me all designers", "more than 3 publications"."""


class Registry:
    """The commands of one program, by name."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}

    def command(
        self,
        name: str,
        *,
        family: str,
        role: Role = Role.VIEWER,
        examples: tuple[str, ...] = (),
        hidden: bool = False,
        changes: bool = False,
        form: Callable[[Context, str], Form] | None = None,
        wraps: bool = False,
        instead: str = "",
        verbs: Mapping[str, Verb] | None = None,
        aside: bool = False,
        also: Mapping[str, Behind] | None = None,
    ) -> Callable[[Callable[..., Reply]], Callable[..., Reply]]:
        """Declare a function as the command; its docstring's first line is the help. ValueError: the name is taken."""

        def declare(function: Callable[..., Reply]) -> Callable[..., Reply]:
            if name in self._commands:
                raise ValueError(f"two commands are called {name}")
            summary = inspect.getdoc(function) or ""
            self._commands[name] = Command(
                name,
                summary.partition("\n")[0],
                family,
                role,
                _parameters(function),
                examples,
                function,
                hidden,
                changes,
                form,
                wraps,
                instead,
                verbs or {},
                aside,
                also or {},
            )
            return function

        return declare

    def get(self, name: str) -> Command | None:
        return self._commands.get(name)

    def meant(self, text: str, *, files: bool = False) -> tuple[Command, str]:
        """The command that a line means, in whatever case, and the rest of the line."""
        text = text.strip()
        word, rest = _first_word(text)
        if word.casefold() == PREFIX:
            text = rest
            word, rest = _first_word(text)
        second, after = _first_word(rest)
        if second.casefold() in _SENTENCES.get(word.casefold(), ()) and after:
            return self._commands["find"], text
        if command := self.get(f"{word}-{second}".casefold()):
            return command, after
        if command := self.get(word.casefold()):
            return command, rest
        return self._commands["add" if files else "find" if text else "help"], text

    def said(self, word: str) -> tuple[Command, Behind] | None:
        """The command for which people say another word, which is none itself."""
        word = word.casefold()
        return next(((one, one.also[word]) for one in self if word in one.also), None) if not self.get(word) else None

    def nearest(self, word: str, role: Role) -> str | None:
        """The command for the role that a mistyped word most likely means; None where none is near."""
        names = [command.name for command in self if not command.hidden and role >= command.role]
        most = 1 if len(word) < 6 else 2
        found = process.extractOne(word.casefold(), names, scorer=OSA.distance, score_cutoff=most)
        return found[0] if found and len(word) > most + 1 else None

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())


class Resolver(Protocol):
    """Finds the people and openings that a line means."""

    def one(self, who: str, again: Callable[[str], str]) -> Candidate:
        """The person; `Refusal` for nobody or several, whose buttons run the line that ``again`` makes of a number."""

    def rows(self, listed: str) -> tuple[Candidate, ...]:
        """The people of rows (``1-4``) or numbers (``#14-#17``), or of the whole last list (``all``)."""

    def leading(self, words: Sequence[str]) -> int:
        """How many of the first words name somebody; 0 where none do."""

    def opening(self, name: str, again: Callable[[str], str]) -> Opening:
        """As `one`, for an opening."""

    def names_opening(self, name: str) -> bool:
        """Whether the words may mean an opening."""

    def opening_words(self, words: Sequence[str]) -> int:
        """How many of the first words are the whole name of an opening; 0 where none are."""


# ---------------------------------------------------------------- declaration


def _parameters(function: Callable[..., Reply]) -> tuple[Parameter, ...]:
    hints = get_type_hints(function, include_extras=True)
    found = list(inspect.signature(function).parameters.values())[1:]
    return tuple(_parameter(one, hints[one.name]) for one in found)


def _parameter(declared: inspect.Parameter, hint: Any) -> Parameter:
    explanation, marks = "", []
    if get_origin(hint) is Annotated:
        hint, explanation, *marks = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    choices: tuple[tuple[str, str], ...] = ()
    if get_origin(hint) is Literal:
        choices = tuple((str(value), str(value).capitalize()) for value in get_args(hint))
    return Parameter(
        declared.name,
        _kind(hint, choices),
        explanation,
        required=declared.default is inspect.Parameter.empty,
        option=declared.kind is inspect.Parameter.KEYWORD_ONLY,
        choices=choices,
        apart=APART in marks,
        led=next((mark for mark in marks if isinstance(mark, Led)), Led()),
        off=OR_OFF in marks,
    )


def _kind(hint: Any, choices: tuple[tuple[str, str], ...]) -> Kind:
    if choices:
        return "choice"
    kinds: dict[Any, Kind] = {
        Candidate: "who",
        Line: "line",
        StageKey: "stage",
        Opening: "opening",
        Target: "field",
        str: "word",
        int: "number",
        bool: "flag",
        Mention: "mention",
        Channel: "channel",
    }
    if get_origin(hint) is tuple:
        return "file" if get_args(hint)[0] is Upload else "people"
    return kinds[hint]


def _usage(parameter: Parameter) -> str:
    name = parameter.name.replace("_", "-")
    if parameter.option:
        return f"[--{name}]" if parameter.kind == "flag" else f"[--{name} …]"
    return name.upper() if parameter.required else f"[{name.upper()}]"


def _first_word(text: str) -> tuple[str, str]:
    """The first word and the rest, which keeps its own spaces and line ends."""
    word = text.split(maxsplit=1)[0] if text else ""
    return word, text[len(word) :].strip()
