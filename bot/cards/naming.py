"""How a person's name is shown: one that a CV shouts is said calmly. Data and quotes keep it as it stands."""

import re

_WORD = re.compile(r"(?P<initial>[^\W\d_]\.?)|(?:(?P<elided>[^\W\d_]['’])?(?P<rest>[^\W\d_]{3,}))")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-ÝŒА-Я]")
_OTHERWISE = re.compile(r"[İŞĞ\u0370-\u03ff]")
"""Letters whose small forms depend on the language, or lack their accents."""
_DOUBTFUL = frozenset(
    "ABU AND BIN CPA DAS DEL DELLA DELLE DEN DER DES DOS IBN III LAS LOS MBA TEN TER VAN VON ZUM ZUR".split()  # noqa: SIM905
)
"""Particles, which families write as they please, and what is no name."""
_INNER_CAPITAL = ("MC", "MAC", "FITZ")
"""McGee, but Macias."""


def calm(name: str) -> str:
    """``PRIYANKA SOLHEIM`` as ``Priyanka Solheim``; unchanged where one of its words is in doubt."""
    if not name.isupper() or " " not in name or _OTHERWISE.search(name):
        return name
    words = re.split(r"([ -])", name)
    return "".join(map(_calm, words)) if all(map(_certain, words[::2])) else name


def initials(name: str) -> str:
    """``T. V. M.`` for ``Tariq Vasilenko-Moss``."""
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", name))


def _certain(word: str) -> bool:
    found = _WORD.fullmatch(word)
    rest = found["rest"] if found else None
    if rest is None:
        return found is not None
    return rest not in _DOUBTFUL and not rest.startswith(_INNER_CAPITAL) and bool(_VOWEL.search(rest))


def _calm(word: str) -> str:
    found = _WORD.fullmatch(word)
    return f"{found['elided'] or ''}{found['rest'].capitalize()}" if found and found["rest"] else word
