"""How well somebody did: grade averages with their scales, and ranks."""

from collections.abc import Sequence

from bot.cv.finder import Finder
from bot.cv.passage import Passage
from bot.cv.words import alternation, phrases
from bot.profile import Fact

_NUMBER = r"\d{1,3}(?:[.,]\d{1,4})?"
GPA = Finder(
    rf"(?:{alternation(phrases('labels.gpa'))})\s{{0,3}}(?:(?:of\s|is\s|[:：=(]|-)\s{{0,3}}|(?=\d{{1,3}}(?:[.,]\d|\s?%|\s?/|\sout of)))(?P<gpa>{_NUMBER}\s?%?(?:\s?(?:/|out of)\s?{_NUMBER})?)",
    r"\d",
)
"""A number alone behind the word may be anything: "Grade 12" is a year at school."""
SCALED = Finder(r"(?<![\d.])(?P<gpa>[0-4][.,]\d{1,4}\s?/\s?[45](?:[.,]\d{1,2})?)(?![\d.])", "/")
"""A grade without a label."""
LAST = Finder(r",\s\d[.,]\d{1,2}$", ",")
"""``Gymnasium Quillheim, 1,0``"""
RANK = Finder(
    rf"(?:{alternation(phrases('labels.rank'))})\s{{0,3}}+[:：]?\s{{0,3}}+(?P<rank>(?:top\s)?\d{{1,4}}(?:st|nd|rd|th)?(?:\s?%|\s?(?:/|of|out of)\s?\d{{1,5}})?)"
    r"|\((?P<top>top\s\d{1,3}(?:\.\d)?\s?%?|(?!\d\d?\s?/\s?(?:19|20)\d\d\))\d{1,4}\s?/\s?\d{2,5})\)|(?<!\w)(?P<top2>top\s\d{1,3}(?:\.\d)?\s?%)",
    r"\d",
)


def gpa(lines: Sequence[Passage]) -> Fact[str] | None:
    """The first grade that has a label, else the first that shows its scale."""
    for finder in (GPA, SCALED):
        for passage in lines:
            if match := finder.search(passage.folded):
                return passage.cut(*match.span("gpa")).trim(stop=True).fact("education.gpa")
    return None


def rank(lines: Sequence[Passage]) -> Fact[str] | None:
    """The first rank or share: ``2/120``, ``top 5%``."""
    for passage in lines:
        if match := RANK.search(passage.folded):
            group = next(name for name in ("rank", "top", "top2") if match[name])
            return passage.cut(*match.span(group)).fact("education.rank")
    return None
