"""LaTeX sources: commands hidden, their words shown; sections, items, columns and line breaks as the page has them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.cv.passage import Line, Passage, Sheet
from bot.cv.read import markdown
from bot.cv.read.encoding import decode

_DOCUMENT = re.compile(r"\\begin\{document\}")
_PERSONAL = re.compile(
    r"^[ \t]{0,20}\\(?:name|firstname|lastname|familyname|title|position|address|phone|mobile|email|homepage|website|social|github|linkedin|extrainfo|author)\b[^\n]{0,500}$",
    re.MULTILINE,
)
_OPTION = r"(?:\[[^\[\]\n]{0,300}\])?"
_ARGUMENTS = r"\*?(?:\s{0,2}(?:\{[^{}\n]{0,300}\}|\[[^\[\]\n]{0,300}\])){0,5}"
_SILENT = (
    "begin|end|vspace|hspace|setlength|addtolength|fontsize|selectfont|color|definecolor|colorlet|geometry|usepackage|documentclass|input|include|bibliography|bibliographystyle|"
    "printbibliography|nocite|label|ref|cite|pagestyle|thispagestyle|includegraphics|newcommand|renewcommand|def|newenvironment|hypersetup|setcounter|fancyhf|lfoot|rfoot|cfoot|lhead|rhead|chead|"
    "moderncvstyle|moderncvcolor|photo|faIcon|raisebox|rule|urlstyle|pdfbookmark|makebox|parbox|resizebox|scalebox|fontfamily|linespread|colorbox"
)
_TOKEN = re.compile(
    rf"""
    (?P<comment>(?<!\\)%[^\n]*)
  | (?P<silent>\\(?:{_SILENT})(?![A-Za-z]){_ARGUMENTS})
  | (?P<target>\\href\{{[^{{}}\n]{{0,300}}\}})
  | (?P<tab>\\(?:hfill|quad|qquad|dotfill|enspace)(?![A-Za-z])|(?<!\\)&)
  | (?P<break>\\\\{_OPTION}|\\newline(?![A-Za-z]))
  | (?P<dot>\$?\s?\\(?:textbullet|cdot|bullet|vert|textbar|diamond|ast)(?![A-Za-z])(?:\{{\}})?\s?\$?)
  | (?P<char>\\[&%$\#_{{}}])
  | (?P<space>~|\\[ ,;:!/])
  | (?P<open>``)
  | (?P<close>'')
  | (?P<gap>\}}\s{{0,2}}\{{)
  | (?P<command>\\(?P<name>[A-Za-z@]+)\*?{_OPTION})
  | (?P<brace>[{{}}$])
    """,
    re.VERBOSE,
)
_STAND_INS = {"tab": "\t", "break": "\t", "dot": " • ", "space": " ", "open": "“", "close": "”"}
_SECTION = re.compile(
    r"[ \t]{0,40}\\(?P<kind>(?:sub){0,2}section|\w{0,12}?(?:sub)?section|sectiontitle|cvsect|resumesection)\*?(?:\[[^\[\]\n]{0,80}\])?\{",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[ \t]{0,40}\\(?:\w{0,12}item|cvline)\b", re.IGNORECASE)
_STYLED = re.compile(r"\\(?P<name>textbf|textit|emph|textsl|bfseries)\{(?P<inner>[^{}]{1,300})\}")
_NAMES = re.compile(r"name", re.IGNORECASE)


def read(data: bytes) -> Sheet:
    text = decode(data)
    body = _body(text)
    secret, stand_ins = _tokens(text, body)
    styles = [
        (match.start("inner"), match.end("inner"), "b" if "b" in match["name"] else "i")
        for match in _STYLED.finditer(text)
    ]
    lines = (_styled(line, styles) for line in markdown.lines_of(text, secret, stand_ins))
    unseen = tuple((start, end) for start, end in secret if text[start : start + 1] == "%" or start < body)
    return Sheet(text, tuple(_marked(text, line) for line in lines if line.text.strip("•| ")), unseen)


def _body(text: str) -> int:
    """Where the document's body begins."""
    begin = _DOCUMENT.search(text)
    return begin.end() if begin else 0


def _tokens(text: str, body: int) -> tuple[tuple[tuple[int, int], ...], dict[int, str]]:
    """The stretches that do not show, apart and in order, and the characters that some stand for."""
    secret: list[tuple[int, int]] = []
    stand_ins: dict[int, str] = {}
    for start, end in _regions(text, body):
        if start < 0:
            secret.append((-start - 1, end))
            continue
        last = ""
        for token in _TOKEN.finditer(text, start, end):
            kind = str(token.lastgroup if token.lastgroup != "name" else "command")
            last = token["name"] or last
            if stand_in := _stand_in(kind, token[0], last):
                stand_ins[token.start()] = stand_in
            secret.append(token.span())
    return tuple(secret), stand_ins


def _stand_in(kind: str, token: str, command: str) -> str:
    if kind == "char":
        return token[1]
    if kind == "gap":
        return " " if _NAMES.search(command) else "\t"
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
    yield body, len(text)


def _styled(line: Line, styles: list[tuple[int, int, str]]) -> Line:
    passage = line.passage
    marks = list(passage.styles)
    first = max(0, bisect_right(styles, (line.begin,)) - 1)
    for start, end, style in islice(styles, first, bisect_left(styles, (line.finish,))):
        inside = range(bisect_left(passage.starts, start), bisect_left(passage.starts, end))
        for at in inside:
            marks[at] = style
    return replace(line, passage=Passage(passage.text, passage.starts, passage.ends, "".join(marks)))


def _marked(text: str, line: Line) -> Line:
    if section := _SECTION.match(text, line.begin):
        return replace(line, kind="heading", level=2 + section["kind"].casefold().count("sub"))
    return replace(line, kind="bullet") if _ITEM.match(text, line.begin) else line
