"""The names that skills go by, from the table of skills that search uses: what tells "Rust and Go" from "ups and downs"."""

import re
from collections.abc import Iterator, Mapping

from bot.cv.passage import Passage
from bot.cv.words import fold
from bot.search.vocabulary import listed, names_of_case, packaged

_REMARK = re.compile(r"\s?[(（].{0,60}+$")


def is_known(item: Passage) -> bool:
    """Whether a skill goes by this name, whatever is said about it in brackets."""
    return _plain(_REMARK.sub("", item.text)) in _NAMES


def _names() -> frozenset[str]:
    return frozenset(_plain(name) for rows in packaged().values() for row in rows.values() for name in _of(row))


def _of(row: Mapping[str, object]) -> Iterator[str]:
    yield str(row["label"])
    yield from (*listed(row, "aliases"), *listed(row, "ambiguous"))
    for case in listed(row, "cases"):
        yield from names_of_case(case)[0]


def _plain(name: str) -> str:
    return " ".join(fold(name).split()).strip(" .")


_NAMES = _names()
"""Read when the module is, for a CV is read where no file can be opened."""
