"""Slack's messages, modals and App Home, drawn from the Block Kit that the adapter makes."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from pictures.markup import joined, tag
from pictures.slack_inputs import control, labelled
from pictures.slack_text import Json, Writing

WIDTH, PHONE, MODAL = 720, 390, 520
AVATAR = tag("i") * 3


class Drawing:
    """Blocks as HTML, for a reader of one workspace."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing

    def message(self, message: Json, *, private: bool) -> Markup:
        notice = tag("div", _eye(), "Only visible to you", cls="notice") if private else Markup("")
        name = tag("div", tag("b", "Recruitbot"), tag("span", "APP", cls="app"), tag("time", "9:00 AM"), cls="name")
        body = tag("div", notice, name, *self._blocks(message["blocks"]), cls="body")
        return tag("article", tag("div", AVATAR, cls="avatar"), body, cls="private" if private else "")

    def modal(self, view: Json) -> Markup:
        title = tag("header", tag("div", AVATAR, cls="avatar"), tag("b", view["title"]["text"]), tag("span", "✕"))
        submit = [tag("span", view["submit"]["text"], cls="button primary")] if "submit" in view else []
        close = tag("span", view["close"]["text"] if "close" in view else "Close", cls="button")
        foot = tag("footer", close, *submit)
        return tag("section", title, tag("div", *self._blocks(view["blocks"]), cls="body"), foot, cls="modal")

    def home(self, view: Json) -> Markup:
        tabs = tag("nav", tag("b", "Home"), tag("span", "Messages"), tag("span", "About"))
        head = tag("header", tag("div", AVATAR, cls="avatar"), tag("b", "Recruitbot"), tabs)
        return tag("section", head, tag("div", *self._blocks(view["blocks"]), cls="body"), cls="home")

    # ---------------------------------------------------------------- blocks

    def _blocks(self, blocks: Iterable[Json]) -> Iterable[Markup]:
        return (tag("div", self._block(block), cls=f"block {block['type']}") for block in blocks)

    def _block(self, block: Json) -> Markup:
        match block["type"]:
            case "header":
                return tag("h3", block["text"]["text"])
            case "section":
                return self._section(block)
            case "context":
                return joined(tag("span", self.writing.text(one)) for one in block["elements"])
            case "rich_text":
                return self.writing.rich(block)
            case "actions":
                return joined(map(control, block["elements"]))
            case "table":
                return self._table(block)
            case "divider":
                return tag("hr")
            case "input":
                return labelled(block)
        raise NotImplementedError(block["type"])

    def _section(self, block: Json) -> Markup:
        text = tag("div", self.writing.text(block["text"])) if "text" in block else Markup("")
        fields = [tag("div", self.writing.text(one), cls="field") for one in block.get("fields", ())]
        beside = tag("div", control(block["accessory"]), cls="beside") if "accessory" in block else Markup("")
        return tag("div", text, *fields) + beside

    def _table(self, block: Json) -> Markup:
        rows = [tag("tr", *(tag("td", self._cell(cell)) for cell in row)) for row in block["rows"]]
        return tag("table", *rows)

    def _cell(self, cell: dict[str, Any]) -> Markup:
        return self.writing.rich(cell) if cell["type"] == "rich_text" else joined((cell["text"],))


def _eye() -> Markup:
    """Slack's sign of an eye before the words."""
    return tag("i", cls="eye")
