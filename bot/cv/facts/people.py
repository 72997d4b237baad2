"""What looks like a person's name, and lists of people."""

import re

from bot.cv.passage import Passage
from bot.cv.words import alternation, fold, pattern, phrases
from bot.profile import Fact

PARTICLES = phrases("names.particles")
"""The small words of names: "van", "de la". They need no capital."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.‐‑-][^\W\d_]+)*\.?")
_NAME = re.compile(
    r"[^\W\d_]{1,30}(?:['’.\-‐‑-][^\W\d_]{1,30}){0,4}\.?(?:[ \u3000][^\W\d_]{1,30}(?:['’.\-‐‑-][^\W\d_]{0,30}){0,4}\.?){0,6}"
)
_EASTERN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff]){1,3}")
_FOREIGN_IN_HAN = re.compile(r"[\u3400-\u9fff]{1,8}·[\u3400-\u9fff·]{1,10}")
_JAPANESE = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{1,3}[ \u3000][\u3400-\u9fff\u3040-\u30ff]{1,4}")
_HANGUL = re.compile(r"[\uac00-\ud7af](?:[ \u3000]?[\uac00-\ud7af]){1,3}")
_SCRIPTS = re.compile(
    r"(?<=[\u3400-\u9fff\uac00-\ud7af])\s{0,2}[/|(（,，]?\s{0,2}(?=[^\W\d_\u3040-\ud7af])"
    r"|(?<=[^\W\d_\u3040-\ud7af.])\s{0,2}[/|(（,，]?\s{0,2}(?=[\u3400-\u9fff\uac00-\ud7af])"
)
TITLES = re.compile(rf"\A(?:(?:{alternation(phrases('prose.titles'))})\.?(?:\s{{1,3}}|(?<=\.))){{1,9}}+")
_SUFFIX = re.compile(r",?\s(?:[Jj][Rr]|[Ss][Rr]|II|III|IV|(?<=\w\s)J[uú]nior|J[UÚ]NIOR)\b\.?$")
_CREDENTIALS = re.compile(
    rf"(?>(?:[,\s]\s{{0,3}}+(?i:{alternation(phrases('prose.credentials'))})\.?"
    r"|\s{0,3}+,\s{0,3}+(?:[A-Z]{7,8}|[A-Z][a-z]{0,3}[A-Z][A-Za-z]{0,4}|[A-Z]\w{0,3}\.(?:\w{1,4}\.){0,3}))(?=[\s,]|$)){1,6}+$"
)
_NICKNAME = re.compile(
    r"\s{0,2}+[(（\"“'‘]((?<=[(（])[^()（）\"“”]{1,30}+|(?<![(（])[^()（）\"“”'’]{1,30}+(?:['’](?!\s|$)[^()（）\"“”'’]{0,29}+){0,2}+)[)）\"”'’](?=\s|$)"
)
_ELIDED = re.compile(r"[dl]['’][A-Z]")
_ABBREVIATED = 3
"""A word as short as this keeps its full stop: "J.", "Jr."."""
_COMMA = re.compile(r"\s{0,2},\s{0,2}")
_FAMILY_FIRST = re.compile(
    r"[^\W\d_]{1,20}(?:['’ -][^\W\d_]{1,20}){0,4},\s{0,2}[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?(?: [^\W\d_]{1,20}\.?){0,2}"
)
_AND = re.compile(r"\s{0,3}[,;&/、]\s{0,3}(?:and\s)?|\sand\s|\sund\s|\set\s|\sy\s|\s和\s?")
_MARKS = re.compile(r"[*†‡§¶#^¹²³⁴⁵∗✉⋆1-9]{1,20}+$")


def is_name(text: str) -> bool:
    """Two to five words written as names are, none of them a word of other things; or a Chinese or Korean name."""
    text = re.sub(r"\s+", " ", _NICKNAME.sub(" ", text)).strip()
    if _EASTERN.search(text):
        return _is_eastern(text)
    text = _SUFFIX.sub("", text)
    if not 4 <= len(text) <= 50 or not _NAME.fullmatch(text):
        return False
    words = text.split(" ")
    if not 2 <= len(words) <= 5 or any(fold(word).strip(".") in phrases("not_names.words") for word in words):
        return False
    proper = [word for word in words if fold(word) not in PARTICLES]
    return (
        len(proper) >= 2
        and all(word[0].isupper() or not word[0].isascii() or _ELIDED.match(word) for word in proper)
        and any(len(word.strip(".")) > 1 for word in proper)
    )


def _is_eastern(text: str) -> bool:
    """A known family name and one to three signs; or, with a gap or a dot between its parts, any name."""
    if pattern("work.organizations", "work.schools", "not_names.words").search(fold(text)):
        return False
    plain = text.replace(" ", "").replace("\u3000", "")
    if _HAN.fullmatch(text) or _HANGUL.fullmatch(text):
        known = phrases("surnames.han") | phrases("surnames.hangul")
        plain = fold(plain)
        return plain[:1] in known or (len(plain) > 2 and plain[:2] in known) or bool(_JAPANESE.fullmatch(text))
    return bool(_JAPANESE.fullmatch(text) or _FOREIGN_IN_HAN.fullmatch(text))


def person(passage: Passage) -> Passage | None:
    """The name in a passage that may add a title, degrees or marks; None where it holds no single name."""
    passage = passage.trim()
    if re.search(r"[^\W\d_]{3}\.$", passage.text):
        passage = passage.trim(stop=True)
    if title := TITLES.match(passage.folded):
        passage = passage.cut(title.end()).trim()
    if _SUFFIX.search(passage.text) and is_name(passage.text):
        return passage
    if tail := _CREDENTIALS.search(passage.text):
        passage = passage.cut(0, tail.start()).trim()
    if marks := _MARKS.search(passage.text):
        passage = passage.cut(0, marks.start()).trim()
    return passage if is_name(passage.text) or _in_two_scripts(passage.text) else None


def family_first(passage: Passage) -> Passage | None:
    """``Okafor, Jon``, whole as written; None where what stands behind the comma may be more than a given name."""
    passage = passage.trim()
    after = _CREDENTIALS.search(passage.text)
    if not _FAMILY_FIRST.fullmatch(passage.text) or (after and not passage.text.isupper()):
        return None
    parts = [part.trim() for part in passage.split(_COMMA)]
    told = any(
        part.find("work.titles", "work.organizations", "work.schools", "degrees.names", "prose.credentials")
        for part in parts
    )
    placed = any(
        part.folded in phrases("places.cities") | phrases("places.regions") | phrases("countries") for part in parts
    )
    return passage if not told and not placed and is_name(_turned(passage.text)) else None


def _turned(name: str) -> str:
    family, _, given = name.partition(",")
    return f"{given.strip()} {family.strip()}"


def in_speaking_order(name: Passage) -> str:
    """``Jon Okafor`` of "Okafor, Jon"; other names as they are written."""
    return _turned(name.value()) if family_first(name) else name.value()


def _in_two_scripts(text: str) -> bool:
    """``林晓雨 Lin Xiaoyu``: the same name twice, whole as written."""
    parts = _SCRIPTS.split(text) if _EASTERN.search(text) else []
    return len(parts) == 2 and all(is_name(part.strip(" )）")) for part in parts)


def leading_name(passage: Passage) -> tuple[Passage, Passage] | None:
    """The name that a passage begins with, and what follows it: the capitalised words and the particles between."""
    passage = passage.trim()
    if eastern := re.match(r"[\u3400-\u9fff\uac00-\ud7af]{2,4}(?![\u3400-\u9fff\uac00-\ud7af])", passage.text):
        end = eastern.end()
    else:
        end = _end_of_capitals(passage)
    name = person(passage.cut(0, end)) if end else None
    return (name, passage.cut(end)) if name is not None else None


def _end_of_capitals(passage: Passage) -> int:
    end = 0
    for word in re.finditer(r"\S+", passage.text):
        text = word[0]
        inner = text.strip("(\"“'‘)”’,.;:!")
        if not inner or not (inner[0].isupper() or fold(inner) in PARTICLES or not fold(inner[0]).isascii()):
            break
        if fold(inner) not in PARTICLES:
            stops = ",;:!。，；." if len(text) > _ABBREVIATED else ",;:!"
            end = word.end() - (len(text) - len(text.rstrip(stops)))
        if text[-1] in ",;:!" or (text[-1] == "." and len(text) > _ABBREVIATED):
            break
    return end


def people(passage: Passage, rule: str) -> tuple[Fact[str], ...]:
    """The names of a short list ("Prof. A & Prof. B")."""
    found = []
    for part in passage.split(_AND):
        name = person(_until_bracket(part))
        if name is None:
            break
        found.append(name.fact(rule))
    return tuple(found)


def _until_bracket(part: Passage) -> Passage:
    at = part.text.find("(")
    return part.cut(0, at) if at > 0 else part


def same_person(one: str, other: str) -> bool:
    """The same words in any order, initials allowed: "Example, A." and "Ada Example"."""
    if _in_two_scripts(other):
        return any(same_person(one, form.strip(" )）")) for form in _SCRIPTS.split(other))
    if inner := _NICKNAME.search(other):
        return same_person(one, _NICKNAME.sub(" ", other)) or same_person(one, inner[1])
    left, right = sorted(_words(one)), sorted(_words(other))
    if not left or not right:
        return False
    if left == right or "".join(_words(one)) == "".join(_words(other)):
        return True
    return _initialled(_words(one), _words(other)) or _initialled(_words(other), _words(one))


def _words(name: str) -> list[str]:
    return [word.casefold().strip(".") for word in _TOKEN.findall(fold(_NICKNAME.sub(" ", name)))]


def _initialled(short: list[str], full: list[str]) -> bool:
    """Every word of the short form is a word of the full one or its initial, and one is whole."""
    left = list(full)
    whole = 0
    for word in sorted(short, key=len, reverse=True):
        fits = next((other for other in left if other == word or (len(word) <= 2 and other.startswith(word[0]))), None)
        if fits is None:
            return False
        whole += fits == word and len(word) > 1
        left.remove(fits)
    return whole > 0 and len(short) >= 2
