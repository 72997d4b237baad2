"""A reply as Slack messages, and a form as a modal: pure, and nothing of the reply is lost."""

from adapters.drawing import for_its_readers, in_messages
from adapters.slack.blocks import Run, drawn, rich_text, size
from adapters.slack.controls import Controls
from adapters.slack.spans import Json, clean, escape, rich
from bot.chat.messages import Reply

BLOCKS, CHARACTERS = 50, 12_000
"""Of one message. Slack names no figure for its length; refusals were seen from about 13,200 on."""
NOTIFICATION = 3000


def render(reply: Reply) -> list[Json]:
    """The reply as messages ``{text, blocks}``, at least one; in less, or continued in further ones, where it is long."""
    return in_messages(reply, _drawn)


def _drawn(reply: Reply) -> list[Json]:
    controls = Controls()
    groups = [blocks for block in for_its_readers(reply) if (blocks := drawn(block, controls))]
    if all(block["type"] == "divider" for group in groups for block in group):
        groups = [rich_text([Run("section", rich((reply.text,)))])]
    return messages(reply.text, groups)


def messages(said: str, groups: list[list[Json]], *, before: int = 0) -> list[Json]:
    """Blocks, of which those of a group stay together where they can, as messages; ``before``: so many went before."""
    pages = paged(groups)
    text = escape(clean(said).strip()[:NOTIFICATION])
    count = before + len(pages)
    return [
        {"text": text if number == 1 else f"{text} ({number} of {count})", "blocks": blocks}
        for number, blocks in enumerate(pages, before + 1)
    ]


class _Page:
    """One message's blocks, and how much of what Slack takes they use up."""

    def __init__(self) -> None:
        self.blocks: list[Json] = []
        self._size = 0
        self._tables = 0

    def takes(self, blocks: list[Json]) -> bool:
        tables = self._tables + sum(block["type"] == "table" for block in blocks)
        long = self._size + sum(size(block) for block in blocks) > CHARACTERS
        return not long and len(self.blocks) + len(blocks) <= BLOCKS and tables <= 1

    def add(self, block: Json) -> None:
        self.blocks.append(block)
        self._size += size(block) + 1
        self._tables += block["type"] == "table"


def paged(groups: list[list[Json]]) -> list[list[Json]]:
    """The blocks on as few pages as they need; what belongs together stays together where it can."""
    pages = [_Page()]
    for group in groups:
        if not pages[-1].takes(group) and _Page().takes(group):
            pages.append(_Page())
        for block in group:
            if not pages[-1].takes([block]):
                pages.append(_Page())
            pages[-1].add(block)
    return [page.blocks for page in pages if page.blocks]
