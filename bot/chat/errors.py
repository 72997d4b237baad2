"""What can go wrong for a person who asks, said in their words. Whatever else is raised is our fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.chat import mentions
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    Form,
    Reply,
    SmallPrint,
    Span,
    Spans,
    StageName,
    Text,
    Typed,
    When,
)

LONGEST_ECHO = 60
"""Characters of typed text that an answer repeats."""
LONGEST_PRESS = 200
"""Characters of a search that a button of a refusal does."""


def mentioned(text: str) -> str:
    """Typed text at the end of a sentence of ours, which has its own mark there."""
    return short(text).rstrip(" .?!？！。") or short(text)


class Refusal(Exception):
    """The request cannot be done as asked; nothing was changed. Says what is, then what to do.

    ``answer`` is the first line, a whole sentence. Texts may name candidates: they go to the asker, never to a log.
    ``field`` is the parameter whose value does not fit, where it is one: a form says it beside that field.
    """

    asks = False
    """It asks for what is missing, or which of several is meant."""

    def __init__(
        self,
        answer: str,
        advice: Spans = (),
        *,
        buttons: tuple[Button, ...] = (),
        small: tuple[Spans, ...] = (),
        field: str = "",
    ) -> None:
        super().__init__(answer)
        self.answer, self.advice, self.buttons, self.small, self.field = answer, advice, buttons, small, field
        self.besides: tuple[Refusal, ...] = ()
        """What is wrong with other fields of the same form."""

    @property
    def beside(self) -> str:
        """What is said at the field: in words alone, for nothing can be pressed there."""
        ways = ", ".join(one.label for one in self.buttons)
        return " ".join(filter(None, (self.answer, words(self.advice), ways)))

    def reply(self) -> Reply:
        blocks: list[Block] = [Text((Bold(self.answer), *(("\n", *self.advice) if self.advice else ())))]
        if self.buttons:
            blocks.append(Actions(self.buttons))
        if self.small:
            blocks.append(SmallPrint(self.small))
        return Reply(tuple(blocks), text=self.answer)


class Missing(Refusal):
    """A command line lacks a required value; ``form`` asks for it where the platform can open one."""

    asks = True

    def __init__(self, answer: str, advice: Spans, *, form: Form) -> None:
        super().__init__(answer, advice)
        self.form = form

    def reply(self) -> Reply:
        plain = super().reply()
        return Reply(plain.blocks, text=plain.text, form=self.form)


@contextmanager
def at_field(name: str) -> Iterator[None]:
    """A refusal inside is about the value of this parameter, unless it says another."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = refusal.field or name
        raise


def gone(number: int) -> Refusal:
    """Somebody was erased since the line was understood."""
    return Refusal(f"#{number} is no longer here.")


def words(spans: Spans) -> str:
    """Spans as bare words on one line."""
    said = (one if isinstance(one, str) else _word(one) for one in spans)
    return " ".join("".join(said).split())


def _word(span: Span) -> str:
    match span:
        case Typed(line):
            return line
        case StageName(label=label):
            return label
        case When(at):
            return at.date().isoformat()
        case str():
            return span
    return span.text


def short(text: str, longest: int = LONGEST_ECHO) -> str:
    """What somebody typed, short enough to be said again, and with names in place of mentions."""
    text = mentions.shown(text)
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def searched(line: str) -> tuple[Button, ...]:
    """The line as a search, for one that only begins as a command does: "more than 10 years of experience"."""
    return (Button(f"Search {short(line)}", f"find {line}"),) if len(line) <= LONGEST_PRESS else ()
