"""LaTeX's commands that set no words, each with as many arguments as are no words either: what follows them shows."""

import re

OPTION = r"(?:\[[^\[\]\n]{0,300}\])?"
GROUP = r"\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]{0,60}\}){0,100}\}){0,300}\}"
_OPTIONS = r"(?:[ \t]{0,2}\[[^\[\]\n]{0,300}\]){0,2}"
_TAKING = {
    0: "selectfont|makebox|framebox|tcbox|hyperref|printbibliography",
    1: "vspace|hspace|geometry|usepackage|documentclass|input|include|bibliography|bibliographystyle|bibentry|nobibliography|"
    "pagenumbering|nocite|label|ref|cite|pagestyle|thispagestyle|includegraphics|hypersetup|fancyhf|lfoot|rfoot|cfoot|lhead|"
    "rhead|chead|moderncvstyle|moderncvcolor|photo|faIcon|urlstyle|linespread|fontfamily|transparent|colorbox|parbox|raisebox|"
    "scalebox|rotatebox|adjustbox|foreignlanguage|pagecolor",
    2: "fontsize|setlength|addtolength|setcounter|addtocounter|colorlet|rule|tlmaxdates|pdfbookmark|resizebox|fcolorbox|def",
    3: "definecolor|newcommand|renewcommand|newenvironment|renewenvironment",
}
_LENGTH_NAME = r"(?:\\[A-Za-z]{1,30})?"
r"""``\setlength\parskip{0pt}``: the first argument without its braces."""
_WORDLESS = "center|flushleft|flushright|document|quote|quotation|itemize|enumerate|description|verse|abstract|titlepage|figure|table|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|bfseries|samepage|singlespace|onehalfspace|doublespace"
_ENVIRONMENTS = {
    0: _WORDLESS,
    1: "tabular|longtable|array|supertabular|xtabular|minipage|multicols|spacing|paracol|adjustbox|cvtable",
    2: r"tabularx|tabular\*|tabulary|tabu|adjustwidth|changemargin|list|wrapfigure|wraptable",
}
_PARAMETER = r"\{(?:[\d.,=*+<>|@!\s-]|\\(?:text|line|column|page)(?:width|height)|\\fill|(?<=[\d.])(?:pt|cm|mm|em|ex|in)){0,40}\}"
"""A number or a length: what an environment that nobody knows takes, and is no word."""


def _taking(count: int) -> str:
    return rf"{_OPTIONS}(?:[ \t]{{0,2}}{GROUP}{_OPTIONS}){{0,{count}}}"


SILENT = "|".join((
    r"\\end\{[^{}\n]{0,60}\}",
    *(rf"\\begin\{{(?:{names})\*?\}}{_taking(count)}" for count, names in sorted(_ENVIRONMENTS.items(), reverse=True)),
    rf"\\begin\{{[^{{}}\n]{{0,60}}\}}{_OPTIONS}(?:{_PARAMETER}{_OPTIONS}){{0,3}}",
    *(rf"\\(?:{names})(?![A-Za-z])\*?{_LENGTH_NAME if count == 2 else ''}{_taking(count)}" for count, names in _TAKING.items()),
))  # fmt: skip
_WHITE = r"\s{0,3}(?:white(?:!100)?|black!0|1(?:\.0{1,4})?(?:\s?,\s?1(?:\.0{1,4})?){0,2}|255(?:\s?,\s?255){2}|0(?:\s?,\s?0){3}|[fF]{6})\s{0,3}"
_IS_WHITE = re.compile(rf"\A{_WHITE}\Z")
_NAMED = re.compile(
    rf"\\(?:definecolor|providecolor)\{{(?P<name>[^{{}}\n]{{1,40}})\}}\{{[^{{}}\n]{{1,20}}\}}\{{{_WHITE}\}}"
    rf"|\\colorlet\{{(?P<alias>[^{{}}\n]{{1,40}})\}}\{{{_WHITE}\}}"
)
_GROUND = re.compile(
    r"\\(?:f?colorbox|cellcolor|rowcolor|fill|node)(?![A-Za-z])|tcolorbox|mdframed|tikzpicture|fill\s?=|colback"
)
_PAGE = re.compile(r"\\pagecolor(?![A-Za-z])")
_NEAR = 400
_OPENS, _CLOSES = r"\{|\\begin(?![A-Za-z])", r"\}|\\end(?![A-Za-z])"
_EDGES = {
    how: re.compile(rf"\\[\\{{}}%]|(?P<open>{_OPENS})|(?P<close>{_CLOSES})|(?P<change>\\(?:{names})(?![A-Za-z]))")
    for how, names in {
        "color": "color|normalcolor",
        "fontsize": "fontsize|normalfont|normalsize|small|large|Large|LARGE|huge|Huge|footnotesize",
    }.items()
}


class Paints:
    """The colours of a source: the names that it gives to white, and where words stand on another ground."""

    def __init__(self, text: str) -> None:
        named = _NAMED.finditer(text) if "color" in text else ()
        self._text, self._whites = text, frozenset(match["name"] or match["alias"] for match in named)
        page = _PAGE.search(text)
        self._page = page.start() if page else len(text)
        """From here on the page itself has a colour."""

    def hide(self, paint: str, at: int) -> bool:
        """Whether words of this colour do not show here: white ones on no ground of their own."""
        white = paint in self._whites or _IS_WHITE.match(paint) is not None
        return white and at < self._page and not _GROUND.search(self._text, max(0, at - _NEAR), at)


def reach(how: str, text: str, at: int, longest: int) -> int:
    """Where a change of colour or size at this place ends: with its group, or with the next change."""
    depth = 0
    for edge in _EDGES[how].finditer(text, at, at + longest):
        if edge["change"] and not depth:
            return edge.start()
        depth += bool(edge["open"]) - bool(edge["close"])
        if depth < 0:
            return edge.start()
    return min(len(text), at + longest)
