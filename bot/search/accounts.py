"""How somebody is reached, and where they have pages: what is searched of it."""

from collections.abc import Iterable, Iterator

from bot.profile import Link, Profile
from bot.search.identity import mail, phone_forms
from bot.search.passages import value
from bot.search.text import tokens


def networks(profile: Profile) -> list[str]:
    """Where somebody has a page: github, linkedin, website; blank for an account of which the CV does not say where."""
    return [
        "_".join(tokens(value(link.network))) if link.network else "website" * bool(link.url) for link in profile.links
    ]


def hosts(link: Link) -> str:
    """Whose pages need an account there."""
    return "github" if ".github.io" in value(link.url).casefold() else ""


def contacts(profile: Profile, strong: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("mail", mail(fact.value)) for fact in profile.emails)
    for one in profile.phones:
        yield from (("phone", form) for fact in (one.e164, one.number) if fact for form in phone_forms(fact.value))
    for link in profile.links:
        yield from (("link", fact.value.strip().casefold()) for fact in (link.url, link.username) if fact)
    yield from (("link", key.removeprefix("link:")) for key in strong if key.startswith("link:"))
