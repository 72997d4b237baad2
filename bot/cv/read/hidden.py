"""What a text file holds and its page does not show: comments, front matter, scripts, invisible letters and styles."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.cv.passage import Concealed
from bot.cv.read.style import WHITE, Colour, Stylesheet, backdrop, is_tiny, painted, removed, unseen

_FRONT = re.compile(
    r"\A\ufeff?\s{0,20}---[ \t]{0,9}\r?\n((?:[^\n]{0,500}\n){0,80}?)(?:---|\.\.\.)[ \t]{0,9}(?=\r?\n|\Z)"
)
_KEY = re.compile(r"^[\w-]{1,40}[ \t]{0,9}:", re.MULTILINE)
_TEMPLATE = re.compile(r"\{%[^%\n]{0,300}%\}|(?<!=[\"'])\{\{[^{}\n]{0,300}\}\}")
_BLOCK_OPEN = re.compile(r"<(script|style|template|head|svg)\b[^<>]{0,500}>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<[!?](?:doctype|xml)\b[^<>]{0,300}>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)[^\n]{0,40}$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^[\w-]{1,30}\]:[^\n]{0,2000}|\[\^[\w-]{1,30}\]", re.MULTILINE)
_DEFINED = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,100})\]:[ \t]{1,9}(?:(?P<note>(?:<>|#)[ \t]{1,9}[\"'(])[^\n]{0,2000}|(?:<>|<?(?:https?://|mailto:|[/#.])[^\s<>]{0,1000}>?)(?:[ \t]{1,9}[\"'(][^\n]{0,200})?)[ \t]{0,9}$",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\](?P<target>\[(?P<label>[^\[\]\n]{0,100})\])?(?![(:\[])")
_STRUCK = re.compile(r"~~(?=[^\s~])[^~\n]{1,300}+~~(?!~)")
"""``~~Led~~ Co-led``: words that their writer took back."""
_TAGS = re.compile(r"[\U000e0000-\U000e007f]{1,5000}")
_FLAG = "\U0001f3f4"
"""What the invisible tags of a region's flag follow."""
_WIDTHLESS = re.compile(r"[\u200b-\u200f\u2060-\u2064\u180e\ufeff]{8,5000}")
_CHAT_MARK = re.compile(r":contentReference\[[^\[\]\n]{1,40}\](?:\{[^{}\n]{1,40}\})?")
"""What a chat's answer leaves behind where it was copied."""
_ANCHOR = re.compile(r"\{[:#.][^{}\n]{0,200}\}")
_LEFT_OUT = re.compile(r"\{%-?\s{0,3}comment\s{0,3}-?%\}")
_LEFT_OUT_END = re.compile(r"\{%-?\s{0,3}endcomment\s{0,3}-?%\}")
_STYLED = re.compile(r"<[a-z][^<>]{0,300}?\s(?:style\s{0,3}=|hidden\b|color\s{0,3}=|class\s{0,3}=)", re.IGNORECASE)
_TAG = re.compile(r"<(?P<close>/)?(?P<name>[a-z][a-z0-9]{0,15})\b(?P<rest>[^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z-]{2,30})(?:\s{0,3}=\s{0,3}(?:"([^"]{0,1500})"|'([^']{0,1500})'|([^\s"'>]{1,300})))?""", re.IGNORECASE
)
_SHEET = re.compile(r"<style\b[^<>]{0,300}>([^<]{1,50000})", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed"})
_DEEPEST = 200


class Stretch(NamedTuple):
    """``text[start:end]`` does not show. ``how`` says in what way words are hidden there; empty for mere markup."""

    start: int
    end: int
    how: str = ""


def hidden(text: str) -> tuple[tuple[int, int], ...]:
    """The hidden stretches, in order and apart."""
    return merged((one.start, one.end) for one in stretches(text))


def stretches(text: str) -> list[Stretch]:
    """Everything in a text, Markdown or not, that its reader does not see."""
    found: list[Stretch] = []
    if "```" in text or "~~~" in text:
        found += (Stretch(*match.span()) for match in _FENCE.finditer(text))
    if "<" in text:
        found += (Stretch(*match.span()) for match in _DOCTYPE.finditer(text))
    found += templates(text)
    if "~~" in text:
        found += (Stretch(*match.span()) for match in _STRUCK.finditer(text))
    if "]:" in text:
        found += _references(text)
    if "<" in text:
        found += [*_comments(text), *_blocks(text), *_styled(text)]
    return [*found, *unprinted(text)]


def _references(text: str) -> Iterator[Stretch]:
    """Footnotes, the definitions of links at a text's end, and the brackets that refer to them."""
    for match in _FOOTNOTE.finditer(text):
        yield Stretch(*match.span())
    defined = set[str]()
    for match in _DEFINED.finditer(text):
        defined.add(match["label"].strip().casefold())
        yield Stretch(*match.span(), "a comment" if match["note"] else "")
    for match in _REFERENCE.finditer(text) if defined else ():
        if (match["label"] or match["words"]).strip().casefold() in defined:
            yield Stretch(match.start(), match.start() + 1)
            yield Stretch(match.end("words"), match.end())


def templates(text: str) -> Iterator[Stretch]:
    """Front matter, and what Jekyll, Hugo and kramdown put in place or take out when they make the page."""
    front = _FRONT.match(text)
    if front and (_KEY.search(front[1]) or not front[1].strip()):
        yield Stretch(0, front.end(), "front matter")
    if "{" not in text:
        return
    if ":contentReference[" in text:
        yield from (Stretch(*match.span()) for match in _CHAT_MARK.finditer(text))
    for match in _ANCHOR.finditer(text):
        yield Stretch(*match.span())
    for match in _TEMPLATE.finditer(text):
        yield Stretch(*match.span(), "a comment")
    at = 0
    while (opened := _LEFT_OUT.search(text, at)) and (closed := _LEFT_OUT_END.search(text, opened.end())):
        yield Stretch(opened.start(), closed.end(), "a comment")
        at = closed.end()


def unprinted(text: str) -> Iterator[Stretch]:
    """Letters that have no shape: words written in Unicode's tags, messages in blanks without width."""
    if text.isascii():
        return
    for match in _TAGS.finditer(text):
        if text[match.start() - 1 : match.start()] != _FLAG:
            yield Stretch(*match.span(), "invisible letters")
    for match in _WIDTHLESS.finditer(text):
        yield Stretch(*match.span(), "letters without width")


def concealed(text: str, found: Iterable[Stretch]) -> tuple[Concealed, ...]:
    """The words of the stretches, for the report; those hidden in the same way one after the other together."""
    groups: list[list[Stretch]] = []
    for one in sorted(one for one in found if one.how):
        if groups and groups[-1][-1].how == one.how and not text[groups[-1][-1].end : one.start].strip():
            groups[-1].append(one)
        else:
            groups.append([one])
    told = (Concealed(group[0].how, " ".join(_words(text, one) for one in group)) for group in groups)
    return tuple(one for one in told if one.words.strip())


def _words(text: str, one: Stretch) -> str:
    words = text[one.start : one.end]
    if one.how == "invisible letters":
        return "".join(chr(ord(char) - 0xE0000) for char in words if 0xE0020 <= ord(char) < 0xE007F)
    if one.how == "letters without width":
        return f"{len(words)} characters"
    return " ".join(_TAG.sub(" ", words).replace("<!--", " ").replace("-->", " ").split())


def _comments(text: str) -> Iterator[Stretch]:
    """An opened comment that never closes hides only its mark: a slip should not swallow the CV."""
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            yield Stretch(start, start + 4)
            break
        yield Stretch(start, end + 3, "a comment")
        at = end + 3


def _blocks(text: str) -> Iterator[Stretch]:
    at, lowered = 0, text.casefold() if text.isascii() else text.lower()
    if len(lowered) != len(text):
        lowered = text
    while opened := _BLOCK_OPEN.search(text, at):
        end = lowered.find(f"</{opened[1].casefold()}", opened.end())
        if end < 0:
            break
        close = text.find(">", end)
        at = close + 1 if close >= 0 else end
        yield Stretch(opened.start(), at)


class _Open(NamedTuple):
    name: str
    start: int
    how: str
    colour: Colour | None
    background: Colour | None


def _styled(text: str) -> Iterator[Stretch]:
    """What HTML inside the text keeps from the eye; an element that never closes hides nothing."""
    if not _STYLED.search(text):
        return
    sheet = Stylesheet(match[1] for match in _SHEET.finditer(text))
    stack = [_Open("", 0, "", (0, 0, 0), WHITE)]
    for tag in _TAG.finditer(text):
        name = tag["name"].casefold()
        if tag["close"]:
            depth = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].name == name), 0)
            if depth:
                if stack[depth].how:
                    yield Stretch(stack[depth].start, tag.end(), stack[depth].how)
                del stack[depth:]
        elif name not in _VOID and not tag["rest"].endswith("/") and len(stack) < _DEEPEST:
            stack.append(_opened(name, tag, sheet, stack[-1]))


def _opened(name: str, tag: re.Match[str], sheet: Stylesheet, around: _Open) -> _Open:
    attributes = (
        {one[0].casefold(): one[1] or one[2] or one[3] for one in _ATTRIBUTE.findall(tag["rest"])}
        if tag["rest"]
        else {}
    )
    style = sheet.style_of(name, attributes)
    if name == "font" and "color" in attributes:
        style = {**style, "color": attributes["color"].casefold()}
    background = backdrop(style, around.background)
    colour = painted(style["color"]) if "color" in style else around.colour
    tiny = is_tiny(style, around=False)
    painted_so = unseen(colour, background, tiny=tiny) if "color" in style or "background" in style or tiny else ""
    how = "not displayed" if "hidden" in attributes else removed(style) or painted_so
    return _Open(name, tag.start(), how, colour, background)


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that meet as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
