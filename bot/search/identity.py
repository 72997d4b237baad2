"""By what a returning applicant is known again: e-mail, phone, profile link; or the name with a school or employer."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from urllib.parse import parse_qs, urlsplit

import phonenumbers

from bot.profile import Link, Profile
from bot.records import Keys
from bot.search.names import names
from bot.search.text import fold, tokens

_ACCOUNTS = {
    "github.com": re.compile(r"/[\w-]+"),
    "gitlab.com": re.compile(r"/[\w.-]+"),
    "linkedin.com": re.compile(r"/in/[\w%-]+"),
    "orcid.org": re.compile(r"/[\dx-]+"),
    "dblp.org": re.compile(r"/pid/[\w/-]+"),
    "huggingface.co": re.compile(r"/[\w.-]+"),
    "stackoverflow.com": re.compile(r"/users/\d+"),
    "twitter.com": re.compile(r"/\w+"),
    "x.com": re.compile(r"/\w+"),
    "kaggle.com": re.compile(r"/\w+"),
}
"""Where one page is one person. A page below it (a repository) belongs to many."""
_HOSTS = {
    "github": "github.com",
    "gitlab": "gitlab.com",
    "linkedin": "linkedin.com/in",
    "orcid": "orcid.org",
    "twitter": "twitter.com",
    "kaggle": "kaggle.com",
}
_INITIALS = 2
_ONE_SPELLING = 0.75
"""How alike two spellings of a name are: Nour and Noor, Jürgen and Juergen."""
_OWN_HOST = re.compile(r"\A[\w-]{1,63}\.(?:github|gitlab)\.io")


def keys(profile: Profile) -> Keys:
    return Keys(*(tuple(dict.fromkeys(kind(profile))) for kind in (_strong, _weak, _near)))


def one_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: either is part of the other, apart from initials and spellings.

    Two given names beside one family name are two people, who may share a mailbox or a telephone.
    """
    first, second = tokens(one), tokens(other)
    rest = list(second)
    alone = []
    for word in first:
        alike = next((each for each in rest if _one_word(word, each)), None)
        if alike is None:
            alone.append(word)
        else:
            rest.remove(alike)
    return len(rest) < len(second) and not (alone and rest)


def one_given_name(one: str, other: str) -> bool:
    """Whether two names in letters begin alike: who marries keeps the given name, and the mailbox."""
    first, second = tokens(one), tokens(other)
    return bool(first and second) and len(first[0]) > 1 and _one_word(first[0], second[0])


def comparable(one: str, other: str) -> bool:
    """Whether both names are known, and written in one script."""
    scripts = [
        {unicodedata.name(char, "").partition(" ")[0] for char in "".join(tokens(name))} for name in (one, other)
    ]
    return bool(scripts[0] & scripts[1])


def _one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) <= _INITIALS:
        return long.startswith(short[:1]) if long.isascii() else short == long
    return long.startswith(short) or SequenceMatcher(None, one, other).ratio() >= _ONE_SPELLING


def mail(address: str) -> str:
    return address.strip().casefold()


def phone(number: str) -> str:
    """The number in its international form; empty where it does not say its country."""
    if not number.strip().startswith(("+", "00", "(+")):
        return ""
    try:
        parsed = phonenumbers.parse(re.sub(r"^\W*00", "+", number.strip().lstrip("(")), None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def phone_forms(number: str) -> tuple[str, ...]:
    """Under what a number is searched: internationally, in its digits, and without the country; blank ones left out."""
    number = re.sub(r"\(\s?0\s?\)", "", number)
    known = phone(number)
    country, national = "", ""
    if known:
        parsed = phonenumbers.parse(known, None)
        country, national = str(parsed.country_code or ""), str(parsed.national_number or "")
    plain = digits(number)
    found = (known, plain, f"{country}{national}", national, plain.lstrip("0") if not known else "")
    return tuple(dict.fromkeys(one for one in found if len(one) > 5))


def digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def page(url: str, owner: list[str]) -> str:
    """Host and path of a page that belongs to one person alone; empty where it may belong to others too.

    ``owner``: the tokens of the person's name; a page elsewhere is theirs where its address says the name or has a ``~``.
    """
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = (parts.hostname or "").removeprefix("www.")
        query = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if host.startswith("scholar.google.") and query.get("user"):
        return f"scholar.google.com/{query['user'][0]}"
    if host.endswith(".linkedin.com"):
        host = "linkedin.com"
    if host in _ACCOUNTS:
        return f"{host}{path}".casefold() if _ACCOUNTS[host].fullmatch(path.casefold()) else ""
    if _OWN_HOST.fullmatch(host):
        return host
    letters = re.sub(r"[^a-z]", "", fold(f"{host} {path}"))
    named = any(len(token) > 3 and token in letters for token in owner)
    return f"{host}{path}".casefold() if host and ("~" in path or named) else ""


def _strong(profile: Profile) -> Iterator[str]:
    yield from (f"mail:{mail(fact.value)}" for fact in profile.emails if "@" in fact.value)
    yield from (f"phone:{one.e164.value}" for one in profile.phones if one.e164)
    owner = tokens(profile.name.value) if profile.name else []
    yield from (f"link:{where}" for link in profile.links if (where := _link(link, owner)))


def _link(link: Link, owner: list[str]) -> str:
    if link.url and (where := page(link.url.value, owner)):
        return where
    host = _HOSTS.get(fold(link.network.value)) if link.network else None
    return f"{host}/{link.username.value.strip().lstrip('@')}".casefold() if host and link.username else ""


def _weak(profile: Profile) -> Iterator[str]:
    name = tokens(profile.name.value) if profile.name else []
    if len(name) < 2:
        return
    places = [study.institution for study in profile.education]
    places += [job.organization for job in profile.work if job.kind == "job"]
    for place in places:
        if place:
            yield from (f"{' '.join(sorted(name))}|{key}" for key in _place_keys(place.value))


def _near(profile: Profile) -> Iterator[str]:
    """First and last word of the name, each with the other's initial: J. Smith, John Smith and Smith Jon share one."""
    name = tokens(profile.name.value) if profile.name else []
    if len(name) > 1:
        first, last = name[0], name[-1]
        yield from (f"{last} {first[0]}", f"{first} {last[0]}")


def _place_keys(place: str) -> list[str]:
    words = tokens(place)
    known = [key for kind in ("schools", "companies") for _, _, key in names(kind).find(words)]
    return known or [" ".join(words)]


def place_key(place: str) -> str:
    """What all names of one school or employer share; the folded name where it is known by no other."""
    words = tokens(place)
    whole = (names(kind).whole(words) for kind in ("schools", "companies"))
    return next(filter(None, whole), " ".join(words))
