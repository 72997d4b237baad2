"""The names that skills go by, from the table of skills that search uses: what tells "Rust and Go" from "ups and downs"."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files

from bot.cv.passage import Passage
from bot.cv.words import fold

_REMARK = re.compile(r"\s?[(（].{0,60}+$")


def is_known(item: Passage) -> bool:
    """Whether a skill goes by this name, whatever is said about it in brackets."""
    return _plain(_REMARK.sub("", item.text)) in _NAMES


def _names() -> frozenset[str]:
    table = tomllib.loads(files("bot.search").joinpath("skills.toml").read_text(encoding="utf-8"))
    return frozenset(_plain(name) for rows in table.values() for row in rows.values() for name in _of(row))


def _of(row: Mapping[str, object]) -> Iterator[str]:
    yield str(row["label"])
    for key in ("aliases", "cases", "ambiguous"):
        names = row.get(key, ())
        for name in names if isinstance(names, list) else ():
            yield from str(name).split("|")


def _plain(name: str) -> str:
    return " ".join(fold(name).split()).strip(" .")


_NAMES = _names()
"""Read when the module is, for a CV is read where no file can be opened."""
