"""A description cut into its items: a line or sentence each, with what its heading and its own words make of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.judging.phrases import Row, phrases, row
from bot.search.text import fold

Section = Literal["must", "nice", "other", "title", "place", "start", ""]

LONGEST_HEADING = 60
_MOST_WORDS = 8
_MARKS = " \t\r\u00a0-*•·◦▪‣–—●■○#>|_✓✔→▸►◆"
_NUMBER = re.compile(r"\A\(?\d{1,2}[.)、]\s*|\A[一二三四五六七八九十]{1,2}[、.]\s*|\A[（(]\d{1,2}[）)]\s*")
_LABELLED = re.compile(r"\A(?P<label>[^:：]{1,60}?)\s?[:：](?P<rest>.*)\Z", re.DOTALL)
_BULLET = re.compile(r"\A\s*(?:[-*•·◦▪‣–—●■○✓✔→▸►◆]|\(?\d{1,2}[.)、])\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜÀ-Ý¿¡\"“(])|(?<=[。；！？;])\s*")
_ASIDE = re.compile(r"[(（]([^()（）]{1,120})[)）]")
_PART = re.compile(r"[,;，、]|\s[–—-]\s|\b(?:but|aber|mais|pero)\b", re.IGNORECASE)
NEUTRAL = re.compile(
    r"[(\[]\s*(?:[mwfdxh*]|all genders?|gn)(?:\s*[/|,]\s*(?:[mwfdxh*i]|divers|inter))*\s*[)\]]|\b[mwfh]/[mwfh](?:/[dxi*])?(?!\w)",
    re.IGNORECASE,
)
"""(m/w/d): for everybody."""
_SECTIONS: tuple[Section, ...] = ("must", "nice", "other", "title", "place", "start")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is said, as it is written."""

    text: str
    section: Section
    """What its own words make of it, else its heading; "" where neither says anything."""
    marked: bool = False
    """Its own words say how much it is wished for."""

    @property
    def row(self) -> Row:
        return row(self.text)


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    items: tuple[Item, ...]
    headed: bool
    """There is a heading of wishes: what stands under none is only told."""
    skipped: tuple[str, ...]
    """Headings whose lines ask nothing of people."""


def outline(text: str) -> Outline:
    """The items of a description in its order."""
    lines = [line.strip() for line in text.splitlines() if line.strip(_MARKS)]
    section: Section = ""
    title, headed, skipped = "", False, list[str]()
    found: list[Item] = []
    for at, line in enumerate(lines):
        if heading := _heading(line):
            kind, label, rest = heading
            if (
                at == 0
                and not rest
                and fold(label) not in {*_headings("must"), *_headings("nice"), *_headings("other")}
            ):
                title = label
                continue
            if kind == "title":
                title, section = title or _bare(rest), section if rest.strip() else "other"
                continue
            if kind in ("must", "nice", "other"):
                section = kind
                headed |= kind == "must"
                skipped += [label] * (kind == "other")
            if rest.strip():
                found += _items(rest, kind)
            continue
        if at == 0 and (named := _title(line, alone=len(lines) == 1)):
            title, rest = named
            found += _items(rest, section) if rest else []
            continue
        found += _items(line, section)
    return Outline(_bare(title), tuple(found), headed, tuple(dict.fromkeys(skipped)))


def _heading(line: str) -> tuple[Section, str, str] | None:
    """What kind of heading a line is or begins with, the heading's words, and what comes after it."""
    bare = _NUMBER.sub("", line.strip(_MARKS)).strip(_MARKS)
    labelled = _LABELLED.match(bare.replace("**", ""))
    label, rest = (labelled["label"], labelled["rest"]) if labelled else (bare.strip("[]【】"), "")
    if len(label) > LONGEST_HEADING or (
        not labelled and _BULLET.match(line) and not line.lstrip().startswith(("*", "【"))
    ):
        return None
    said = fold(label.strip("[]【】 "))
    for kind in _SECTIONS:
        if said in _headings(kind) and (labelled or kind in ("must", "nice", "other")):
            return kind, label.strip("[]【】 "), rest
    if not rest.strip() and (labelled or line.lstrip().startswith("#")) and not _BULLET.match(line.replace("#", "")):
        return _by_its_words(label, said)
    return None


def _by_its_words(label: str, said: str) -> tuple[Section, str, str] | None:
    """A heading that only holds one of the known ones: "Technical requirements for the role"."""
    if not said or len(said.split()) > _MOST_WORDS:
        return None
    for kind in ("nice", "must", "other"):
        held = (phrase for phrase in _headings(kind) if len(phrase) > 4 or " " in phrase)
        if any(f" {phrase} " in f" {said} " for phrase in held):
            return kind, label, ""
    return "other", label, ""


def _headings(kind: Section) -> tuple[str, ...]:
    return phrases(f"headings.{kind}")


def _title(line: str, *, alone: bool) -> tuple[str, str] | None:
    """The name of the role, which a first line may be or begin with, and what comes after it."""
    if _BULLET.match(line) and not line.startswith("#"):
        return None
    labelled = _LABELLED.match(line)
    if labelled and len(labelled["label"].split()) <= _MOST_WORDS and labelled["rest"].strip():
        return labelled["label"].strip(_MARKS), labelled["rest"]
    if alone or len(line.split()) > _MOST_WORDS or re.search(r"[.;!?。，；]", line.strip(_MARKS)):
        return None
    return line.strip(_MARKS), ""


def _bare(title: str) -> str:
    """Without "(m/w/d)", which is for everybody."""
    return " ".join(NEUTRAL.sub("", title).split()).strip(_MARKS)


def _items(line: str, section: Section) -> Iterator[Item]:
    for sentence in _SENTENCE.split(line):
        text = _NUMBER.sub("", sentence.strip(_MARKS)).strip(" \t*_")
        if text:
            yield from _marked(text, section)


def _marked(text: str, section: Section) -> Iterator[Item]:
    """An item; where it says of a part that this is only nice to have, or a must, the parts by themselves."""
    for aside in _ASIDE.finditer(text):
        if row(aside[1]).has("markers.nice"):
            yield Item(aside[1], "nice", marked=True)
            text = text.replace(aside[0], " ")
    whole = row(text)
    if whole.has("markers.nice") and (whole.has("markers.must") or _PART.search(text)):
        parts = [part.strip() for part in _PART.split(text) if part.strip()]
        told = [_told(part, section) for part in parts]
        if any(one.section == "must" and one.marked for one in told):
            yield from told
            return
    yield _told(text, section)


def _told(text: str, section: Section) -> Item:
    said = row(text)
    item = Item(text, section)
    if section == "other":
        return item
    if said.has("markers.nice"):
        return replace(item, section="nice", marked=True)
    if said.has("markers.must") and section != "nice":
        return replace(item, section="must" if section in ("", "must", "nice") else section, marked=True)
    return item
