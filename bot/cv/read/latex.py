"""LaTeX sources: commands hidden, their words shown; sections, items, columns and line breaks as the page has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from bot.cv.passage import Line, Sheet
from bot.cv.read import markdown
from bot.cv.read.emphasis import Styled, styled
from bot.cv.read.encoding import decode
from bot.cv.read.hidden import Stretch, concealed, merged, unprinted
from bot.cv.read.latex_commands import GROUP, OPTION, SILENT, Paints, reach
from bot.cv.read.latex_lines import page_lines
from bot.cv.read.latex_macros import expanded, group_end
from bot.cv.words import fold, table

_MARK = re.compile(
    r"^\s{0,9}\\(?:documentclass|begin\{(?:document|itemize|tabular\*?|cventries|rSection)\}|(?:cv)?(?:sub)?section\*?\{|hypertarget\{|cventry\s{0,3}\{|resumeSub)",
    re.MULTILINE,
)
_DOCUMENT = re.compile(r"\\begin\{document\}")
_END = re.compile(r"^[^%\n]{0,1000}?\\end\{document\}", re.MULTILINE)
_PERSONAL = re.compile(
    r"^[ \t]{0,20}\\(?:cv|my|res|set)?(?:name|fullname|firstname|lastname|givenname|familyname|surname|title|jobtitle|position|address|location|phone|mobile|mail|email|homepage|website|site|social|github|linkedin|extrainfo|author|tagline|(?:cv)?contact|(?:contact|personal|social|basic)?info|(?:left|center|right)header)\b"
    r"(?:[^\n{}]{0,80}\{[^{}]{0,300}(?:\{[^{}]{0,200}\}[^{}]{0,300}){0,8}\}[^\n]{0,500}|[^\n]{0,500})$",
    re.MULTILINE,
)
_YEAR_GROUP = r"\{[^{}\n]{0,20}\}"
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308",
    "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "textendash": "–", "textemdash": "—", "ldots": "…",
    "dots": "…", "LaTeX": "LaTeX", "TeX": "TeX", "textasciitilde": "~", "textsuperscript": "", "slash": "/",
}  # fmt: skip
_ACCENT = (
    r"\\(?P<mark>[`'^\"~=.])\s?(?:\{\\?(?P<inner>[A-Za-z])\}|\\?(?P<bare>[A-Za-z]))"
    r"|\\(?P<mark2>[uvHckrdb])(?:\s?\{(?P<inner2>[A-Za-z])\}|\s(?P<bare2>[A-Za-z]))"
)
_TOKEN = re.compile(
    rf"""
    (?=[%\\{{}}&$\s~`'\]]) (?:
    (?P<comment>(?<!\\)%[^\n]*)
  | (?=\\)(?:
    (?P<painted>\\(?P<way>textcolor|color){OPTION}\{{(?P<paint>[^{{}}\n]{{1,40}})\}})
  | (?P<phantom>\\[hv]?phantom(?=\{{)|\\texttransparent\{{0?(?:\.0{{1,4}})?\}}(?=\{{))
  | (?P<tiny>\\(?P<size>fontsize)\s?\{{(?:0?\.\d{{1,4}}|0|1(?:\.0{{1,4}})?)(?:pt)?\}}(?:\s?\{{[^{{}}\n]{{0,20}}\}})?)
  | (?P<shrunk>\\scalebox\{{0?\.0\d{{0,4}}\}}(?=\{{))
  | (?P<omitted>\\begin\{{comment\}}[^\\]*+(?:\\(?!end\{{comment\}})[^\\]*+)*+(?:\\end\{{comment\}}|\Z)|\\if(?:false(?![A-Za-z])|0)[^\\]*+(?:\\(?!fi(?![A-Za-z]))[^\\]*+)*+(?:\\fi|\Z))
  | (?P<accent>{_ACCENT})
  | (?P<letter>\\(?P<sign>{"|".join(_LETTERS)})(?![A-Za-z])(?:\{{\}}|\s)?)
  | (?P<columns>\\multi(?:column|row)\{{[^{{}}\n]{{1,20}}\}}{GROUP})
  | (?P<network>\\(?:social{OPTION}|fa[A-Z][A-Za-z]{{1,20}}(?=\\?[\s{{}}~]{{0,4}}[\w.-]{{2,40}}\s{{0,3}}(?:[{{}}|$&\\]|$))|(?:cv|my)?(?:github|gitlab|linkedin|twitter|orcid|googlescholar))\*?{OPTION}(?:\{{\}})?(?:\\(?=\s))?)
  | (?P<opening>\\begin\{{(?i:\w{{0,12}}(?:section|entry|job|position|experience)s?)\*?\}}(?=\{{))
  | (?P<term>\\item\s?\[(?=(?:\\text(?:bf|it|sc)\{{|\{{\\bf\s|\{{)?[^\W_]{{2}}[^\[\]\n]{{0,80}}\]))
  | (?P<silent>{SILENT})
  | (?P<scale>\\tl(?:datelabelcventry{OPTION}|labelcventry{OPTION}{_YEAR_GROUP}){_YEAR_GROUP}(?=\{{))
  | (?P<target>\\(?:href|hypertarget|hyperlink)\{{[^{{}}\n]{{0,300}}\}}))
  | (?P<tab>\\(?:hfill|quad|qquad|dotfill|enspace)(?![A-Za-z])|(?<!\\)&)
  | (?P<break>\\\\{OPTION}|\\newline(?![A-Za-z]))
  | (?P<dot>\$?\s?\\(?:textbullet|cdot|bullet|vert|textbar|diamond|ast)(?![A-Za-z])(?:\{{\}})?\s?\$?)
  | (?P<char>\\[&%$\#_{{}}])
  | (?P<space>~|\\[ ,;:!/])
  | (?P<open>``)
  | (?P<close>'')
  | (?P<gap>\}}\s{{0,2}}\{{(?:0(?:\.\d{{1,3}})?\}}\s{{0,2}}\{{)?|\}}\[(?=[^\[\]\n]{{1,80}}\]))
  | (?P<command>\\(?P<name>[A-Za-z@]+)\*?{OPTION})
  | (?P<brace>[{{}}$])
  | (?P<bracket>\]))
    """,
    re.VERBOSE,
)
_TWO_PAIRS = frozenset({"cvcomputer", "cvdoubleitem"})
"""Commands of two labels, each with what stands beside it."""
_SPANS = "tlcventry"
"""The command whose first arguments are the years of a start and an end, 0 where it goes on."""
_UNSEEN = {
    "comment": "a comment",
    "omitted": "a comment",
    "painted": "white text",
    "phantom": "text left blank",
    "shrunk": "tiny text",
    "tiny": "tiny text",
}
_LONGEST_HIDDEN = 20_000
_WHOLLY_UNSEEN = frozenset({"comment", "omitted"})
_MOST_BROKEN = 20
"""Groups that do not close, after which no more is looked for."""
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_STAND_INS = {"tab": "\t", "break": "\t", "dot": " • ", "space": " ", "open": "“", "close": "”"}
_SECTION = re.compile(
    r"(?:(?<![ \t])[ \t]{1,40}+)?\\(?:begin\{(?=\w{0,15}section\*?\}\{))?(?P<kind>(?:sub){0,2}section|\w{0,12}?(?:sub)?section|sectiontitle|cvsect|resumesection)\*?\}?(?:\[[^\[\]\n]{0,80}\])?\{",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:(?<![ \t])[ \t]{1,40}+)?\\(?:\w{0,12}item|cvline)\b", re.IGNORECASE)
_ITEM_ABOVE = re.compile(r"\\item(?:\[[^\[\]\n]{0,40}\])?[ \t]{0,9}\n[ \t]{0,40}$")
_FAR = 100
_STYLED = re.compile(
    r"(?:\\(?P<name>textbf|textit|emph|textsl|bfseries)\{|\{\\(?P<switch>bf|bfseries|it|itshape|em|sl)\s)(?P<inner>[^{}]{1,300})\}"
)
_NAMES = re.compile(r"name", re.IGNORECASE)
_NETWORKS = {fold(name).replace(" ", ""): name for name in table("networks").values()}
_NETWORK = re.compile("|".join(sorted(map(re.escape, _NETWORKS), key=len, reverse=True)))
_HEADER = re.compile(r"\\\w{0,12}header(?=(?:\{[^{}@\n]{0,40}(?:\{[^{}\n]{0,20}\}[^{}@\n]{0,40})?\}){3})")
"""A command whose first arguments are the given and the family name, and then what the person is."""
_DASHES = ("-", "–", "—")


def is_source(head: str) -> bool:
    """Whether a text's beginning is LaTeX's."""
    return bool(_MARK.search(head))


def read(data: bytes) -> Sheet:
    text = expanded(decode(data))
    body = _body(text)
    shown = _tokens(text, body)
    unseen = [*unprinted(text), *shown.unseen]
    styles = emphasized(text, 0, len(text))
    lines = (styled(line, styles) for line in markdown.lines_of(text, tuple(shown.secret), shown.stand_ins))
    return Sheet(
        text, tuple(on_page(text, lines)), merged((one.start, one.end) for one in unseen), concealed(text, unseen)
    )


def on_page(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines as a page has them: its headings and items, and its paragraphs whole."""
    return page_lines(text, (_marked(text, one) for one in lines if one.text.strip("•| ")))


def emphasized(text: str, start: int, end: int) -> list[Styled]:
    """The stretches that commands set in bold or slanted letters."""
    return [
        (match.start("inner"), match.end("inner"), "b" if "b" in (match["name"] or match["switch"]) else "i")
        for match in _STYLED.finditer(text, start, end)
    ]


def hidden(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches that a typeset page does not show, in order and apart; its commands are no part of them."""
    return merged((one.start, one.end) for one in (*unprinted(text), *_tokens(text, _body(text)).unseen))


def _body(text: str) -> int:
    """Where the document's body begins."""
    begin = _DOCUMENT.search(text)
    return begin.end() if begin else 0


class Shown(NamedTuple):
    """What becomes of a source's commands."""

    secret: list[tuple[int, int]]
    """Commands and all else that does not show, apart and in order."""
    stand_ins: dict[int, str]
    """The characters that some of them stand for, by where they begin."""
    unseen: list[Stretch]
    """Words that are hidden."""

    def add(self, text: str, start: int, end: int) -> None:
        """Takes down the commands of a stretch of the source."""
        last, in_term, until = "", False, start
        pairs: Iterator[str] = iter(())
        hider = _Hider(text)
        while token := _TOKEN.search(text, until, end):
            kind = str(token.lastgroup)
            if kind == "bracket" and not in_term:
                until = token.end()
                continue
            in_term = kind == "term" or (in_term and kind != "bracket")
            last = token["name"] or ("" if kind == "opening" else last)
            if token["name"] in _TWO_PAIRS:
                pairs = iter((": ", " | ", ": "))
            elif token["name"] == _SPANS:
                pairs = iter((" – ",))
            elif token["name"] and _HEADER.match(text, token.start()):
                pairs = iter((" ",))
            between = next(pairs, "") if kind == "gap" else ""
            between += "\t" if between and token[0].count("{") > 1 else ""
            if stand_in := between or _stand_in(kind, token, last):
                self.stand_ins[token.start()] = stand_in
            until = min(hider.end(kind, token), end)
            if until > token.end() or kind in _WHOLLY_UNSEEN:
                self.unseen.append(Stretch(token.start(), until, _UNSEEN[kind]))
            self.secret.append((token.start(), until))


class _Hider:
    """Knows what of a source is hidden by its colour, its size or a box left blank."""

    def __init__(self, text: str) -> None:
        self._text, self._paints, self._broken = text, Paints(text), 0

    def end(self, kind: str, token: re.Match[str]) -> int:
        """Where that ends which the command hides; the command's own end where it hides nothing."""
        if kind not in _UNSEEN or kind in _WHOLLY_UNSEEN:
            return token.end()
        if kind == "painted" and not self._paints.hide(token["paint"], token.start()):
            return token.end()
        if token["way"] == "color" or token["size"]:
            return reach(token["size"] or token["way"], self._text, token.end(), _LONGEST_HIDDEN)
        opening = token.end()
        if self._broken > _MOST_BROKEN or self._text[opening : opening + 1] != "{":
            return token.end()
        closed = group_end(self._text, opening, _LONGEST_HIDDEN)
        self._broken += not closed
        return closed or token.end()


def _tokens(text: str, body: int) -> Shown:
    """The preamble's lines about the person and the body, as a page shows them."""
    shown = Shown([], {}, [])
    for start, end in _regions(text, body):
        if start < 0:
            shown.secret.append((-start - 1, end))
            shown.unseen.append(Stretch(-start - 1, end, "a comment" if -start > body > 0 else ""))
            comments = _COMMENT.finditer(text, -start - 1, end)
            shown.unseen.extend(Stretch(*match.span(), "a comment") for match in comments)
        else:
            shown.add(text, start, end)
    return shown


def _stand_in(kind: str, token: re.Match[str], command: str) -> str:
    if kind == "char":
        return token[0][1]
    if kind == "gap":
        half = token.string[max(0, token.start() - 3) : token.start()].rstrip().endswith(_DASHES)
        return " " if half or _NAMES.search(command) else "\t"
    if kind == "accent":
        mark, letter = (
            token["mark"] or token["mark2"],
            next(filter(None, token.group("inner", "bare", "inner2", "bare2"))),
        )
        return unicodedata.normalize("NFC", letter + _ACCENTS[mark])
    if kind == "letter":
        return _LETTERS[token["sign"]]
    if token[0] in {"\\!", "\\/"}:
        return ""
    if kind == "bracket":
        return " " if token.string.endswith((":", ":}"), 0, token.start()) else ":"
    if kind == "network":
        named = _NETWORK.search(fold(token[0]))
        return f" {_NETWORKS[named[0]]}: " if named else " "
    return _STAND_INS.get(kind, "")


def _regions(text: str, body: int) -> Iterator[tuple[int, int]]:
    """The preamble's lines about the person, then the body; what is between is hidden (given as a negative start)."""
    at = 0
    for match in _PERSONAL.finditer(text, 0, body):
        if match.start() > at:
            yield -at - 1, match.start()
        yield match.span()
        at = match.end()
    if body > at:
        yield -at - 1, body
    over = _END.search(text, body) if body else None
    yield body, over.end() if over else len(text)
    if over and text[over.end() :].strip():
        yield -over.end() - 1, len(text)


def _marked(text: str, line: Line) -> Line:
    if section := _SECTION.match(text, line.begin):
        return replace(line, kind="heading", level=2 + section["kind"].casefold().count("sub"))
    item = _ITEM.match(text, line.begin) or _ITEM_ABOVE.search(text[max(0, line.begin - _FAR) : line.begin])
    return replace(line, kind="bullet") if item else line
