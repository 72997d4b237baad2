"""HTML out of parts. Whatever is no `Markup` is text, and comes out as the characters that it is."""

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup, escape

VOID = frozenset({"meta", "br", "hr"})
STYLES = Path(__file__).parent / "styles"


def tag(name: str, *inside: str | Markup, **attributes: str) -> Markup:
    """``tag("p", "a < b", cls="q")``; an attribute without a value is left out."""
    given = {("class" if key == "cls" else key): value for key, value in attributes.items() if value}
    opened = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in given.items())
    start = Markup("<{}{}>").format(name, opened)
    return start if name in VOID else start + joined(inside) + Markup("</{}>").format(name)


def joined(parts: Iterable[str | Markup]) -> Markup:
    return Markup("").join(escape(part) for part in parts)


def broken(text: str) -> Markup:
    """Text with its line ends kept."""
    return tag("br").join(escape(line) for line in text.split("\n"))


def page(body: Markup, *, style: str, look: str, width: int, most: int = 0) -> str:
    """A whole page around what is drawn; nothing is fetched from anywhere. Below ``most`` pixels it fades out."""
    css = "\n".join((STYLES / name).read_text(encoding="utf-8") for name in ("page.css", f"{style}.css"))
    head = tag("meta", charset="utf-8") + tag("style", Markup(css))  # noqa: S704 - our own files
    size = f"width: {width}px" + (f"; max-height: {most}px" if most else "")
    main = tag("main", body, cls=" ".join(filter(None, (style, look, "fading" if most else ""))), style=size)
    return Markup("<!doctype html>\n") + tag("html", tag("head", head), tag("body", main), lang="en")
