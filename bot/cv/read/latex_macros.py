"""A LaTeX source's own commands replaced by what they stand for, as typesetting it would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|newrobustcmd)\*?\s{0,3}\{?\s{0,2}\\(?P<name>[A-Za-z@]{1,40})\s{0,2}\}?\s{0,3}(?:\[(?P<count>\d)\])?\s{0,3}(?P<optional>\[[^\[\]{}\n]{0,60}\])?\s{0,3}(?=\{)"
    r"|\\(?:long)?def\s?\\(?P<plain>[A-Za-z@]{1,40})(?P<marks>(?:#\d){0,9})\s{0,3}(?=\{)"
    r"|\\(?:New|Renew|Declare|Provide)DocumentCommand\s{0,3}\{?\\(?P<document>[A-Za-z@]{1,40})\}?\s{0,3}\{(?P<kinds>[mo\s+]{0,40})\}\s{0,3}(?=\{)"
)
_COMMENT = r"(?<!\\)%[^\n]*"
_COMMENTS = re.compile(rf"{_COMMENT}\n?[ \t]*")
_BRACE = re.compile(rf"\\[\\{{}}%]|{_COMMENT}|[{{}}]")
_BLANKS = re.compile(r"(?:\s|(?<!\\)%[^\n]{0,200}+\n){0,20}+")
_PARAMETER = re.compile(r"#([1-9])")
_COMMAND = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)
_FRAME = re.compile(r"\\item (?=\\begin\{tabular|\\begin\{minipage)")
"""An item that holds a table is the table."""
_OWN_LINE = re.compile(r" ?(\\item(?![A-Za-z])|\\(?:sub){0,2}section(?![A-Za-z]))")
_BREAK = re.compile(r"(\\\\(?:\[[^\[\]\n]{0,30}\])?|\\(?:newline|par|linebreak)(?![A-Za-z])) ?(?=.)")
_GLUED = re.compile(r"(\\[A-Za-z@]+)(?=#\d)")
_PLAIN = re.compile(
    r"textbf|textit|emph|textsc|texttt|textsl|textrm|textsf|textup|textmd|textnormal|underline|uline|MakeUppercase|uppercase|tiny|"
    r"scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|bf|it|em|sc|sl|tt|rm|sf|bfseries|itshape|scshape|slshape|"
    r"mdseries|upshape|normalfont|ttfamily|sffamily|rmfamily|selectfont|fontsize|color|textcolor|item|section|subsection|"
    r"subsubsection|hfill|quad|qquad|enspace|hspace|vspace|smallskip|medskip|bigskip|noindent|par|newline|linebreak|nolinebreak|"
    r"pagebreak|nopagebreak|raggedright|raggedleft|centering|href|url|begin|end|hline|rule|hrule|titlerule|extracolsep|fill|"
    r"textwidth|linewidth|columnwidth|setlength|addtolength|itemsep|parskip|parindent|topsep|mbox|textbullet|cdot|bullet|ldots|dots|"
    r"textendash|textemdash|space|xspace|ignorespaces|strut|unskip|protect|leavevmode|raisebox|dotfill|textperiodcentered|circ|"
    r"arraybackslash|nth|hskip|vskip|baselineskip|labelsep|textsuperscript|LaTeX|TeX|textbar|vert|label|llap|rlap|needspace|"
    r"filbreak|fa[A-Z]\w*"
)
"""Commands that a definition may use: what they do to a page's words is known."""
_KEPT = frozenset({"name", "email", "address", "phone", "today", "maketitle", "baselinestretch", "arraystretch"})
"""Commands that mean the same wherever they are defined anew."""
_DEEPEST = 4
_LONGEST_BODY = 3_000
_LONGEST_ARGUMENT = 8_000
_MOST_ADDED = 60_000
"""Characters that expanding may add to a source."""
_MOST_BROKEN = 20
"""Groups that do not close, after which the rest of a source is left as it is."""


@dataclass(frozen=True, slots=True)
class _Macro:
    body: str
    count: int
    default: str | None
    """What its first argument is where none is given in brackets; None where it has no such argument."""


def expanded(source: str) -> str:
    """The source with its own commands written out, and without the definitions that stand in its body.

    A command whose definition does more than set words is left as it is, and so is a call that lacks an argument.
    """
    if "\\newcommand" not in source and "\\def" not in source and "DocumentCommand" not in source:
        return source
    macros: dict[str, _Macro] = {}
    spans = [_defined(source, match, macros) for match in _definitions(source)]
    _keep_plain(macros)
    names = "|".join(sorted(macros, key=len, reverse=True)) or r"\Z"
    calls = re.compile(rf"{_COMMENT}|\\(?P<name>{names})(?![A-Za-z@])\*?")
    return _Expander(macros, calls).outside(source, spans)


def _definitions(source: str) -> Iterator[re.Match[str]]:
    at = broken = 0
    while broken < _MOST_BROKEN and (match := _DEFINITION.search(source, at)):
        end = group_end(source, match.end(), _LONGEST_BODY)
        broken += not end
        line = source.rfind("\n", 0, match.start()) + 1
        if end and not re.search(_COMMENT, source[max(line, match.start() - 200) : match.start()]):
            yield match
        at = end or match.end()


def _defined(source: str, match: re.Match[str], macros: dict[str, _Macro]) -> tuple[int, int]:
    """Takes down a definition; where it stands."""
    end = group_end(source, match.end(), _LONGEST_BODY)
    name = match["name"] or match["plain"] or match["document"]
    kinds = (match["kinds"] or "").replace("+", "").split()
    count = int(match["count"] or 0) or len(match["marks"] or "") // 2 or len("".join(kinds))
    optional = match["optional"]
    default = optional[1:-1] if optional else "" if kinds[:1] == ["o"] else None
    body = _COMMENTS.sub("", source[match.end() + 1 : end - 1])
    if name not in _KEPT and not _PLAIN.fullmatch(name) and "o" not in "".join(kinds)[1:]:
        macros[name] = _Macro(_on_lines(body), count, default)
    return match.start(), end


def _on_lines(body: str) -> str:
    """A definition's text as one writes it out: each item and each line of the page on its own line."""
    body = _FRAME.sub("", _GLUED.sub(r"\1 ", " ".join(body.split())))
    return _BREAK.sub("\\1\n", _OWN_LINE.sub("\n\\1", body)).strip()


def _keep_plain(macros: dict[str, _Macro]) -> None:
    """Drops those that use commands of unknown effect, and those that use these."""
    used = {name: {one for one in _COMMAND.findall(macro.body) if len(one) > 1} for name, macro in macros.items()}
    unknown = {name: {one for one in commands if not _PLAIN.fullmatch(one)} for name, commands in used.items()}
    while dropped := [name for name, commands in unknown.items() if not commands <= unknown.keys()]:
        for name in dropped:
            del macros[name], unknown[name]


class _Expander:
    def __init__(self, macros: dict[str, _Macro], calls: re.Pattern[str]) -> None:
        self.macros, self.calls, self.room, self.broken = macros, calls, _MOST_ADDED, 0

    def outside(self, source: str, spans: list[tuple[int, int]]) -> str:
        """The source expanded between its definitions; those before the body stay, unseen as they are."""
        body = source.find("\\begin{document}")
        parts, at = [], 0
        for start, end in spans:
            parts.append(self._expand(source[at:start], 0))
            at = start if start < body else end
            if at == start:
                parts.append(source[start:end])
                at = end
        parts.append(self._expand(source[at:], 0))
        return "".join(parts)

    def _expand(self, text: str, depth: int) -> str:
        parts, at = [], 0
        for match in self.calls.finditer(text):
            if match.start() < at or match["name"] is None or self.room < 0 or self.broken > _MOST_BROKEN:
                continue
            macro = self.macros[match["name"]]
            read = _arguments(text, match.end(), macro)
            if read is None:
                self.broken += 1
                continue
            arguments, end = read
            written = _filled(macro.body, arguments)
            self.room -= len(written) - (end - match.start())
            parts += [text[at : match.start()], self._expand(written, depth + 1) if depth < _DEEPEST else written]
            at = end
        return "".join([*parts, text[at:]]) if parts else text


def _filled(body: str, arguments: list[str]) -> str:
    return _PARAMETER.sub(lambda one: arguments[int(one[1]) - 1] if int(one[1]) <= len(arguments) else "", body)


def _arguments(text: str, at: int, macro: _Macro) -> tuple[list[str], int] | None:
    found: list[str] = []
    if macro.default is not None:
        opened = text[at : at + 1] == "["
        end = text.find("]", at, at + 300) if opened else -1
        found.append(text[at + 1 : end] if end > 0 else macro.default)
        at = end + 1 if end > 0 else at
    while len(found) < macro.count:
        blanks = _BLANKS.match(text, at)
        start = blanks.end() if blanks else at
        end = group_end(text, start, _LONGEST_ARGUMENT) if text[start : start + 1] == "{" else 0
        if not end:
            return None
        found.append(text[start + 1 : end - 1])
        at = end
    return found, at + 2 if not found and text[at : at + 2] == "{}" else at


def group_end(text: str, start: int, longest: int) -> int:
    """Where the group that opens at ``start`` has closed; 0 where it does not within this many characters."""
    depth = 0
    for match in _BRACE.finditer(text, start, start + longest):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth and match[0] == "}":
            return match.end()
    return 0
