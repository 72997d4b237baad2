"""By what a returning applicant is known again: e-mail, phone, profile link; or the name with a school or employer."""

import re
from collections.abc import Iterator
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
_OWN_HOST = re.compile(r"[\w-]+\.(?:github|gitlab)\.io")


def keys(profile: Profile) -> Keys:
    return Keys(tuple(dict.fromkeys(_strong(profile))), tuple(dict.fromkeys(_weak(profile))))


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
    yield from (f"phone:{number}" for fact in profile.phones if (number := phone(fact.value)))
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


def _place_keys(place: str) -> list[str]:
    words = tokens(place)
    known = [key for kind in ("schools", "companies") for _, _, key in names(kind).find(words)]
    return known or [" ".join(words)]
