"""The parts of a Word document's package, and how they refer to each other."""

import posixpath
from dataclasses import dataclass

from bot.cv.read.archive import Archive
from bot.cv.read.xml import Element, parse

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    target: str
    external: bool


class Package:
    """The parts of the archive and how they refer to each other."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        start = self.relations("")
        self.main = next((one.target for one in start.values() if one.kind == "officeDocument"), "word/document.xml")

    def relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        listed = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in listed.iter(_RELATIONS + "Relationship") if listed is not None else ():
            external, target = one.get("TargetMode") == "External", one.get("Target", "")
            place = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], place, external)
        return found

    def part(self, name: str) -> Element | None:
        return parse(self._archive.read(name)) if name and name in self._archive else None
