"""Pages, profiles and accounts, and the patterns that tell an address from other text."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from bot.cv.facts.places import is_country
from bot.cv.finder import Finder, wide
from bot.cv.passage import Line, Passage
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, fold, phrases, table
from bot.profile import Evidence, Fact, Link

EMAIL = Finder(
    r"(?:(?<![\w.+@-])|(?<=:-))[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,40}\.){1,4}[A-Za-z]{2,12}(?![\w@])",
    "@",
)
_NO_SIGN = r"\s\x00-\x1f\x7f-\x9f"
URL = re.compile(
    rf"https?://[^{_NO_SIGN}<>\"'()\[\]{{}}|\\^`，。、]{{3,300}}(?:\([^{_NO_SIGN}()]{{1,60}}\))?", re.IGNORECASE
)
_DOMAINS = "com|org|net|io|dev|ai|me|edu|co|app|site|page|info|xyz|tech|cn|de|uk|ca|in|eu|fr|nl|jp|ch|at|us|it|se|no|fi|dk|pl|es|br|au|nz|sg|hk|tw|kr|ie|be|cz|gg|sh|so|cc|cv|science|design|online|ac|example|test|studio|blog|work"
BARE = Finder(
    rf"(?<![\w@./-])(?<!mailto:)(?:[A-Za-z0-9][A-Za-z0-9-]{{0,40}}\.){{1,4}}(?:{_DOMAINS})(?:/[^{_NO_SIGN}<>\"'()\[\]{{}}|\\^,;，]{{0,200}}+)?(?![\w.-]{{0,100}}+@)(?![A-Za-z0-9])",
    r"\.[a-z]",
)
_PICTURE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|css|js)$|(?:https?://)?(?:img\.shields\.io|badgen\.net|badge[\w.-]{0,40})(?:/|$)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@?[A-Za-z0-9][\w.-]{1,38}", re.ASCII)
_NETWORKS = table("networks")
_NETWORK_NAMES = {fold(name): name for name in _NETWORKS.values()}
_NETWORK_LABEL = re.compile(
    rf"(?<![\w./@-])(?P<name>{alternation(frozenset(_NETWORK_NAMES))})\s?(?:id|profile|handle)?\s{{0,3}}[:：/]?\s{{0,3}}(?P<handle>@?[\w][\w.-]{{1,38}}+)(?:/(?=\s|$))?(?![\w@:./])"
)
_ONE_PART = re.compile(r"/@?[\w.-]{1,60}\?.{0,200}")
_PERSONAL = {
    **dict.fromkeys(
        (
            "github.com",
            "gitlab.com",
            "bitbucket.org",
            "codeberg.org",
            "huggingface.co",
            "twitter.com",
            "x.com",
            "medium.com",
        ),
        _ONE_PART,
    ),
    "linkedin.com": re.compile(r"/(?:in|pub|profile)(?:/.{1,120})?\?.{0,200}"),
    "stackoverflow.com": re.compile(r"/(?:users|story|cv)/.{1,120}"),
    "youtube.com": re.compile(r"/(?:@|c/|channel/|user/).{1,120}"),
}
"""Pages of persons on networks that hold other pages too: path and query."""
_PROSE = 14
"""A line of more words tells a story: the pages it links to are of others, unless they are accounts."""
_SEGMENT = Finder(r"\s{0,3}[|·•;｜,]\s{0,3}|\s/\s|\s{3,}|\t+", wide("|·•;｜,/"))
_ICON = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\uf000-\uf8ff≈]\ufe0f?\s{0,2}")


def links_of(lines: Iterable[Line], text: str) -> tuple[Link, ...]:
    found = _Found()
    for line in lines:
        prose = len(line.text.split()) > _PROSE
        for link in pages_in(line, text):
            if is_account(link) if link.network else not prose:
                found.add_page(link)
        for link in accounts_in(line):
            found.add_account(link)
    return tuple(found.links.values())


def names_networks(passage: Passage) -> bool:
    """Whether it is nothing but names of sites, behind which links stand: "Google Scholar / GitHub", "🔗 Personal page"."""
    names = [name.folded for part in passage.split(_SEGMENT) for one in part.split(_ICON) if (name := one.trim())]
    return bool(names) and all(name in _NETWORK_NAMES or name in phrases("labels.site") for name in names)


def is_account(link: Link) -> bool:
    """Whether a page on a network is a person's, and not a repository, a company or an article."""
    host, path, query = _parted(link.url.value) if link.url else ("", "", "")
    pages = next((pages for domain, pages in _PERSONAL.items() if host == domain or host.endswith(f".{domain}")), None)
    return pages is None or bool(pages.fullmatch(f"{path.rstrip('/')}?{query}"))


class _Found:
    """Each page once, and each account once, whether by its page or by its name."""

    def __init__(self) -> None:
        self.links: dict[str, Link] = {}
        self._accounts: set[tuple[str, str]] = set()
        self._handles: set[str] = set()

    def add_page(self, link: Link) -> None:
        self._add(_key(link.url.value if link.url else ""), link)

    def add_account(self, link: Link) -> None:
        network, handle = _account(link)
        if (network, handle) not in self._accounts and (network or handle not in self._handles):
            self._add(f"{network} {handle}", link)

    def _add(self, key: str, link: Link) -> None:
        if key not in self.links:
            self.links[key] = link
            if link.username:
                self._accounts.add(_account(link))
                self._handles.add(_account(link)[1])


def _account(link: Link) -> tuple[str, str]:
    return link.network.value if link.network else "", fold(link.username.value) if link.username else ""


def pages_in(line: Line, text: str) -> Iterator[Link]:
    """The addresses in the line's source, markup and all."""
    source = text[line.begin : line.finish]
    urls, emails = list(URL.finditer(source)), [match.span() for match in EMAIL.finditer(source)]
    yield from _pages(urls, source, line.begin, Stretches(emails))
    yield from _pages(BARE.finditer(source), source, line.begin, Stretches([*emails, *(url.span() for url in urls)]))


def _pages(matches: Iterable[re.Match[str]], source: str, begin: int, taken: Stretches) -> Iterator[Link]:
    """Not the domain of an e-mail, not a picture, not a word such as Node.js or "Inc.Com"."""
    for match in matches:
        start, url = match.start(), match[0].rstrip(".,;:!?*_")
        if not (taken.meet(start, start + 1) or source[max(0, start - 1) : start] == "@" or _PICTURE.search(url)):
            yield _link(url, Evidence(begin + start, begin + start + len(url), "contact.link"))


def _key(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.casefold()).rstrip("/")


def _link(url: str, evidence: Evidence) -> Link:
    host, path, query = _parted(url)
    network = next(
        (
            name
            for domain, name in _NETWORKS.items()
            if host == domain or host.endswith(f".{domain}") or _country_form(host, domain)
        ),
        None,
    )
    handle = _handle(path, query) if network else None
    return Link(
        url=Fact(url, (evidence,)),
        username=Fact(handle, (evidence,)) if handle else None,
        network=Fact(network, (Evidence(evidence.start, evidence.end, "link.host"),)) if network else None,
    )


def _parted(url: str) -> tuple[str, str, str]:
    """Host, path and query; empty where the address breaks the rules of addresses."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        return (parts.hostname or "").removeprefix("www."), parts.path, parts.query
    except ValueError:
        return "", "", ""


def _country_form(host: str, domain: str) -> bool:
    """``scholar.google.co.uk`` for ``scholar.google.com``."""
    stem = domain.removesuffix(".com")
    return domain == "scholar.google.com" and host.startswith(f"{stem}.")


def _handle(path: str, query: str) -> str | None:
    named = re.search(r"(?:^|&)(?:user|id)=([\w~-]{2,60})", query)
    if named:
        return named[1]
    parts = [part for part in path.split("/") if part]
    return parts[-1].lstrip("@") if parts and len(parts) <= 3 else None


def accounts_in(line: Line) -> list[Link]:
    """``GitHub: name``; and an icon with a handle, whose network the text does not tell."""
    found = []
    plain = line.passage
    for match in _NETWORK_LABEL.finditer(line.folded):
        if ("." in match["handle"].strip(".") and match["handle"].split(".")[-1] in _DOMAINS.split("|")) or match[
            "handle"
        ] in _NETWORK_NAMES:
            continue
        network = plain.cut(*match.span("name"))
        handle = plain.cut(match.start("handle"), match.end("handle"))
        if (name := handle.trim()) and _separated(line.text, match):
            found.append(
                Link(
                    username=name.fact("contact.account"),
                    network=network.derived(_NETWORK_NAMES[match["name"]], "contact.network"),
                )
            )
    return found or _icon_handles(line)


def _separated(text: str, match: re.Match[str]) -> bool:
    """A label with its sign, or the handle alone in its segment: "GitHub: x", "GitHub x |", not "GitHub stars"."""
    between = text[match.end("name") : match.start("handle")]
    return (
        bool(re.search(r"[:：/]", between))
        or "@" in match["handle"]
        or (bool(re.search(r"[\d_-]", match["handle"])) and not match["handle"].isdigit())
    )


def _icon_handles(line: Line) -> list[Link]:
    """Words between the signs of a contact line; those between commas may be a list of anything."""
    if "," in line.text or not (EMAIL.search(line.text) or URL.search(line.text) or BARE.search(line.text)):
        return []
    found = []
    for segment in segments(line.passage):
        handle = segment.trim()
        if not _HANDLE.fullmatch(handle.text) or "." in handle.text or _is_word(handle):
            continue
        if not any(map(str.isalpha, handle.text)):
            continue
        if handle.text[0].isupper() and not re.search(r"[\d_-]|[a-z][A-Z]|(.)\1\1", handle.text):
            continue
        found.append(Link(username=handle.fact("contact.handle", 0.9)))
    return found


def _is_word(handle: Passage) -> bool:
    folded = handle.folded
    return (
        folded in _NETWORK_NAMES
        or folded in phrases("labels")
        or folded in phrases("places.cities")
        or is_country(folded)
        or folded in phrases("sections")
    )


def segments(passage: Passage) -> list[Passage]:
    parts = []
    for part in passage.split(_SEGMENT):
        parts += part.split(_ICON)
    return parts
