"""Replies of every shape for the renderers' tests: hypothesis strategies, hostile lines, and what must not be lost.

``essence(literal) in essence(shown)`` holds for every one of `literals(reply)`, whatever a platform wraps or escapes.
"""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.chat.messages import (
    Actions,
    Bar,
    Block,
    Bold,
    Bullets,
    Button,
    Chart,
    Code,
    Confirm,
    Divider,
    Field,
    Form,
    FormField,
    Italic,
    Link,
    Mentioned,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Quiet,
    Quote,
    Reply,
    SmallPrint,
    Span,
    Spans,
    StageName,
    Table,
    Text,
    Title,
    Typed,
    When,
)
from bot.stages import STAGES

HOSTILE = (
    "@everyone",
    "@here",
    "<!channel>",
    "<!here|here>",
    "<!subteam^S123ABC>",
    "<@U0123ABCD>",
    "<@123456789012345678>",
    "<@&123456789012345678>",
    "<#C0123ABCD>",
    "<#123456789012345678>",
    "<t:1700000000:R>",
    "<:a:1234567890123456>",
    "</find:123456789012345678>",
    "[x](javascript:alert(1))",
    "[x](https://evil.example)",
    "<https://evil.example|bank.example>",
    "https://evil.example/a_b_c",
    "discord.gg/abc",
    "`code` ``two`` ```three```",
    "*bold* _italic_ ~strike~ ~~strike~~ **b** __u__ ||spoiler||",
    "> quote",
    ">>> quote",
    "# heading",
    "-# small",
    "- item",
    "1. item",
    "&lt;b&gt; &amp; <b>",
    ":tada: :joy:",
    "\\*back\\slash\\",
    "[bold]red[/bold] [link=file:///etc/passwd]x[/link]",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "\x9b31m \x00 \x08\x08\x08 \x7f",
    "line\none\r\ntwo\rthree\x0bfour\x0cfive\u2028six\u2029seven\x85eight",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200fשלום\u200e",
    "zero\u200bwidth\u200d\ufeff",
    "Ünïcödé 姓名 한국어 العربية 👩‍🔬 e\u0301",
    "\t tabs \t",
)

_AT = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


class _Carried(dict[int, int | None]):
    """For `str.translate`, which asks once for each character: itself, or None where it carries nothing."""

    def __missing__(self, sign: int) -> int | None:
        carried = unicodedata.category(chr(sign)) not in ("Cc", "Cf", "Zs", "Zl", "Zp")
        return self.setdefault(sign, sign if carried else None)


_CARRIED = _Carried()


def essence(text: str) -> str:
    """The characters that carry the words: no spaces, no invisible ones, no matter how lines were wrapped."""
    return text.translate(_CARRIED)


# ------------------------------------------------------- what a reply says


def literals(reply: Reply) -> list[str]:
    """Every text that a reader must be able to read, in order."""
    return [text for block in reply.blocks for text in _block(block) if essence(text)]


def commands(reply: Reply) -> list[str]:
    """Every command line that a button or a menu option of the reply carries, in order."""
    found: list[str] = []
    for block in reply.blocks:
        if isinstance(block, Actions):
            for item in block.items:
                found += [item.command] if isinstance(item, Button) else [one.command for one in _options(item)]
        elif isinstance(block, Person):
            found += [block.open.command] if block.open else []
            found += [button.command for button in block.buttons]
    return found


def _options(menu: Menu) -> Iterator[Option]:
    for group in menu.groups:
        yield from group.options


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield text
        case SmallPrint(items) | Bullets(items):
            for item in items:
                yield from _spans(item)
        case Text(spans) | Quote(spans):
            yield from _spans(spans)
        case Person():
            yield block.name
            for line in block.lines:
                yield from _spans(line)
            for proof in block.proofs:
                yield from _spans(proof.words)
                yield from _spans(proof.quote)
        case Field(label, content):
            yield label
            for one in content:
                yield from _block(one)
        case Table(header, rows):
            yield from header
            for row in rows:
                for cell in row:
                    yield from _spans(cell)
        case Chart(bars):
            for bar in bars:
                yield bar.label
        case _:
            pass


def _spans(spans: Spans) -> Iterator[str]:
    for span in spans:
        match span:
            case str():
                yield span
            case Typed(line):
                yield line
            case StageName(_, label):
                yield label
            case When() | Mentioned():
                pass
            case _:
                yield span.text


# ------------------------------------------------------------- strategies

_letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co"))
_words = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE), st.text(_letters, max_size=12), st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True)
    ),
    max_size=8,
).map(" ".join)
_long = st.builds(lambda text, length: (f"{text} " * 100)[:length], _words, st.sampled_from((1_500, 2_900, 4_500)))
texts = st.integers(0, 12).flatmap(lambda turn: _long if turn == 12 else _words)
"""Literal text: words, hostile lines, now and then several thousand characters; sometimes blank."""
short_texts = st.one_of(_words, st.from_regex(r"[A-Z][a-z]{1,9} [A-Z][a-z]{1,12}", fullmatch=True)).map(
    lambda t: t[:150]
)
labels = st.from_regex(r"[A-Z][a-z]{1,10}( [a-z]{1,8})?…?", fullmatch=True)
"""A button's words: the commands write them, no CV does."""
command_lines = st.one_of(
    st.builds(lambda number: f"show #{number}", st.integers(1, 10**6)),
    st.builds(lambda words: f"find {words}".strip(), _words),
    st.builds(lambda words: f"find {words}".strip(), st.from_regex(r"[a-z ]{90,140}[a-z]", fullmatch=True)),
)

_stages = st.sampled_from(STAGES)
spans: st.SearchStrategy[Span] = st.one_of(
    texts,
    st.builds(Bold, texts),
    st.builds(Italic, texts),
    st.builds(Code, texts),
    st.builds(Quiet, texts),
    st.builds(
        Link,
        short_texts,
        st.sampled_from(
            (
                "https://git.example/a_b?c=d&e=(f)",
                "http://x.example",
                "mailto:a@b.example",
                "javascript:alert(1)",
                "https://x.example/>|](y",
            )
        ),
    ),
    st.builds(Typed, command_lines),
    st.builds(lambda stage: StageName(stage.key, stage.label), _stages),
    st.builds(Mentioned, st.just("@Jonas"), st.sampled_from(("U0JONAS", "703", "everyone", "!here", ""))),
    st.builds(When, st.just(_AT), st.sampled_from(("date", "time", "relative"))),
)
lines: st.SearchStrategy[Spans] = st.lists(spans, max_size=5).map(tuple)


def _tuples(of: st.SearchStrategy, most: int, least: int = 0) -> st.SearchStrategy:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


_confirm = st.none() | st.builds(Confirm, labels, short_texts, labels)
buttons = st.builds(Button, labels, command_lines, st.booleans(), st.just("") | labels, _confirm)
_groups = st.builds(
    OptionGroup, st.just("") | short_texts, _tuples(st.builds(Option, short_texts, command_lines), 14, 1)
)
menus = st.builds(Menu, labels, _tuples(_groups, 3, 1), st.booleans())
_content = st.one_of(st.builds(Text, lines), st.builds(Bullets, _tuples(lines, 4)), st.builds(Quote, lines))
_tables = st.integers(1, 5).flatmap(
    lambda width: st.builds(
        Table,
        _tuples(short_texts, width, width),
        _tuples(_tuples(_tuples(spans, 3), width, width), 8),
    )
)
_bars = st.builds(Bar, short_texts, st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
people = st.builds(
    Person,
    short_texts,
    _tuples(lines, 3),
    st.none() | st.integers(1, 99),
    st.none() | buttons,
    _tuples(st.builds(Proof, lines, lines), 3),
    _tuples(buttons, 4),
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, texts, st.booleans()),
    st.builds(SmallPrint, _tuples(lines, 4)),
    st.builds(Text, lines),
    st.builds(Bullets, _tuples(lines, 5)),
    st.builds(Quote, lines),
    people,
    st.builds(Field, short_texts, _tuples(_content, 4)),
    _tables,
    st.builds(Chart, _tuples(_bars, 6)),
    st.builds(Actions, _tuples(buttons | menus, 7)),
    st.just(Divider()),
)
replies: st.SearchStrategy[Reply] = st.builds(
    Reply,
    _tuples(blocks, 12),
    text=st.from_regex(r"[A-Z][a-z]{1,9} people for [a-z]{1,9}", fullmatch=True),
    private=st.booleans(),
    stage=st.sampled_from(("", *(stage.key for stage in STAGES))),
    error=st.booleans(),
)
"""Replies without a form and without files."""
long_replies = st.builds(
    lambda blocks, times: Reply(blocks * times, text="Many people."), _tuples(blocks, 4, 2), st.integers(6, 15)
)
"""More than fits into one message anywhere."""
_fields = st.builds(
    FormField,
    st.from_regex(r"[a-z_]{1,20}", fullmatch=True),
    labels,
    hint=short_texts,
    value=short_texts,
    required=st.booleans(),
    long=st.booleans(),
    options=st.just(()) | _tuples(st.tuples(st.from_regex(r"[a-z]{1,12}", fullmatch=True), labels), 30, 1),
)
forms = st.builds(
    Form,
    labels,
    command_lines,
    st.lists(_fields, min_size=1, max_size=7, unique_by=lambda one: one.name).map(tuple),
    labels,
)
