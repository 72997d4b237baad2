"""What somebody says to look for, without what they say not to want."""

import re
from collections.abc import Iterator

from bot.search.text import fold

_CLAUSES = re.compile(r"[.;,!?](?=\s|$)|[。；，！？]|\s(?:but|aber|mais|pero|mas)\s")
_DENIES = re.compile(
    r"\b(?:not?|never|cannot|unwilling|unable|nicht|kein\w{0,2}|pas|aucune?|sin|sem|nao"
    r"|(?:ca|do|wo|would|should|could|does|did|is|are|was|were|has|have|had|must|need)nt)\b|不|无法"
)
_NOT_LOOKING = re.compile(
    r"\b(?:not|no longer|isn['’]t|nicht|nicht mehr) (?:\w{2,12} ){0,2}(?:looking|searching|seeking|available|auf der suche|auf jobsuche)"
    r"(?: for (?:an? |any )?(?:new |other )?(?:jobs?|work|roles?|positions?|opportunities|anything))?"
    r"(?: (?:at the moment|at present|right now|now|currently|any ?more))?\s{0,3}(?=[.,;!)]|\Z)"
)
"""Somebody who looks for nothing, whatever the sentence goes on with."""
_RELOCATES = re.compile(r"\brelocat(?:e|es|ing|ion)\b", re.IGNORECASE)


def affirmed(wish: str) -> str:
    """The clauses of a wish that deny nothing: "Open to remote work" of "Open to remote work, not willing to relocate"."""
    return "" if _NOT_LOOKING.search(" ".join(wish.casefold().split())) else ", ".join(_kept(wish))


def _kept(wish: str) -> Iterator[str]:
    for clause in _CLAUSES.split(wish):
        if clause.strip() and not _DENIES.search(fold(clause)):
            yield _RELOCATES.sub("relocate relocation", clause.strip())
