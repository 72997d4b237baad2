"""Word documents (Office Open XML): headers, body, footers and notes, in the order they are read."""

from bot.cv.passage import Sheet
from bot.cv.read.archive import DAMAGED, Archive
from bot.cv.read.composing import Composer
from bot.cv.read.docx_drawings import TEXT, drawings, is_behind
from bot.cv.read.docx_package import Package, Relation
from bot.cv.read.docx_story import Shared, Story
from bot.cv.read.docx_styles import VAL, Lists, Styles, W
from bot.cv.read.flow import Block, Paragraph, write
from bot.cv.read.margins import within
from bot.cv.read.shades import WHITE
from bot.cv.read.xml import Element
from bot.cv.unreadable import Unreadable

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_UNREAD = {
    (
        "aFChunk",
        "subDocument",
    ): "A part of the document is a file inside it and was not read. Copy its text and send that.",
    ("diagramData", "chart"): "A diagram in the document was not read.",
}


def read(data: bytes) -> Sheet:
    """The lines of a .docx, .docm or template; raises Unreadable."""
    package = Package(Archive(data))
    document = _Document(package)
    composer = Composer()
    write(document.blocks(), composer)
    return composer.sheet(document.shared.secrets.told(), warnings=document.unread(), pictured=document.holds("image"))


class _Document:
    """The parts that make up what is read, and what they share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        root = package.part(package.main)
        body = root.find(W + "body") if root is not None else None
        if root is None or body is None:
            raise Unreadable(DAMAGED)
        self.body = body
        self.relations = package.relations(package.main)
        self.shared = Shared(Styles.of(self._only("styles")), Lists(self._only("numbering")))
        page = root.find(W + "background")
        self.page = page.get(W + "color", WHITE) if page is not None else WHITE

    def blocks(self) -> list[Block]:
        headers, footers = self._edges("header"), self._edges("footer")
        drawn = any(is_behind(one, always=False) for one in drawings(self.body)) or any(
            is_behind(one, always=True) for _, root, _ in (*headers, *footers) for one in drawings(root)
        )
        ground = "" if drawn else self.page
        body = Story(self.shared, self.relations).blocks(self.body, ground)
        first, later = list[Block](), list[Block]()
        for opens, root, links in (*headers, *footers):
            (first if opens and root.tag == W + "hdr" else later).extend(Story(self.shared, links).blocks(root, ground))
        self._tell_comments()
        return [*within(first, body, later), Paragraph(), *self._notes_told(ground)]

    def holds(self, *kinds: str) -> bool:
        """Whether parts of these kinds belong to the body."""
        return any(one.kind in kinds for one in self.relations.values())

    def unread(self) -> list[str]:
        """What the document shows and is not read."""
        return [said for kinds, said in _UNREAD.items() if self.holds(*kinds)]

    def _edges(self, kind: str) -> list[tuple[bool, Element, dict[str, Relation]]]:
        """Headers or footers, each with whether it stands on the first page, and its links."""
        found: dict[str, tuple[bool, Element, dict[str, Relation]]] = {}
        for place, section in enumerate(self.body.iter(W + "sectPr")):
            special = section.find(W + "titlePg")
            first = "first" if special is not None and special.get(VAL, "1") not in {"0", "false", "off"} else "default"
            for one in section.iterfind(f"{W}{kind}Reference"):
                target = self.relations.get(one.get(_R + "id", ""))
                role = one.get(W + "type", "default")
                root = self.package.part(target.target) if target and target.target not in found else None
                if target and root is not None and (role != "first" or first == "first"):
                    found[target.target] = (not place and role == first, root, self.package.relations(target.target))
        return list(found.values())

    def _tell_comments(self) -> None:
        comments = self._only("comments")
        for one in comments if comments is not None else ():
            self.shared.secrets.add("a comment", " ".join(text.text or "" for text in one.iter(TEXT)))

    def _notes_told(self, ground: str) -> list[Block]:
        found: list[Block] = []
        for kind in dict.fromkeys(kind for kind, _ in self.shared.notes):
            relation = next((one for one in self.relations.values() if one.kind == f"{kind}s"), None)
            root = self.package.part(relation.target) if relation else None
            story = Story(self.shared, self.package.relations(relation.target) if relation else {})
            listed = {one.get(W + "id", ""): one for one in root or () if one.tag == W + kind}
            for key in dict.fromkeys(key for other, key in self.shared.notes if other == kind):
                found += story.blocks(listed[key], ground) if key in listed else []
        return found

    def _only(self, kind: str) -> Element | None:
        return next((self.package.part(one.target) for one in self.relations.values() if one.kind == kind), None)
