"""How a post is called and found, where it has more than its words, as in a forum."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filed:
    """Of a post about one person."""

    title: str
    tag: str
    tags: tuple[str, ...]
    """All of which a post has one at a time."""
    under: str = ""
    """The bot's post that this one goes on with, by its id, where something can stand under a post."""
