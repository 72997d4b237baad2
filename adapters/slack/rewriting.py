"""Writing a post anew in its place: each of its messages with its own part, with more of them or fewer where it takes that."""

from collections.abc import Callable, Sequence

from slack_sdk.errors import SlackApiError

from adapters.base import Undeliverable
from adapters.phrases import EMPTIED
from adapters.slack import marks
from adapters.slack.api import FAILURES, Api, refusal, undeliverable
from adapters.slack.render import render
from adapters.slack.spans import Json

GONE = frozenset(("channel_not_found", "message_not_found", "thread_not_found"))
"""There is nothing (any more) to be changed or taken down."""


class Standing:
    """One post of the bot's, and the messages in which it stands by now."""

    def __init__(self, api: Api, channel: str, key: str, messages: Sequence[str]) -> None:
        self._api, self._channel, self._key = api, channel, key
        self._messages = list(messages)

    def rewritten(self, pages: Sequence[Json], *, broke_off: bool) -> tuple[str, ...]:
        """As `bot.digests.post.Board.rewrite`."""
        try:
            if broke_off:
                self._find()
            if not self._changed(self._messages[0], pages, 0):
                self._shorten(1)
                return ()
            for place in range(1, len(pages)):
                self._put(pages, place)
            self._shorten(len(pages))
        except FAILURES as error:
            fault = undeliverable(error, "to change the message")
            raise Undeliverable(
                str(fault), lasting=fault.lasting, unknown=fault.unknown, out=tuple(self._messages), wait=fault.wait
            ) from None
        return tuple(self._messages)

    def _find(self) -> None:
        """What an earlier try added and could not say."""
        there = marks.in_thread(self._api, self._channel, self._messages[0], self._key)
        self._messages += sorted({one.id for one in there} - {*self._messages})

    def _put(self, pages: Sequence[Json], place: int) -> None:
        """One that is gone is sent once more, so that nobody on it is left out."""
        if place < len(self._messages):
            if self._changed(self._messages[place], pages, place):
                return
            del self._messages[place]
        more = {**marks.marked(self._key, place, len(pages)), "thread_ts": self._messages[0]}
        self._messages.insert(place, self._api.message(self._channel, pages[place], **more))

    def _changed(self, message: str, pages: Sequence[Json], place: int) -> bool:
        more = marks.marked(self._key, place, len(pages))
        return _is_there(lambda: self._api.update(self._channel, message, pages[place], **more))

    def _shorten(self, length: int) -> None:
        for message in reversed(self._messages[length:]):
            try:
                _is_there(lambda message=message: self._api.delete(self._channel, message))  # type: ignore[misc]
            except SlackApiError as error:
                if undeliverable(error).unknown or error.response.status_code == 429:
                    raise
                self._api.update(self._channel, message, render(EMPTIED)[0])
            else:
                self._messages.remove(message)


def emptied(api: Api, channel: str, message: str) -> bool:
    """Whether a message that cannot be deleted says nothing any more."""
    try:
        api.update(channel, message, render(EMPTIED)[0])
    except FAILURES:
        return False
    return True


def _is_there(call: Callable[[], None]) -> bool:
    """What the call is about; False where it is gone."""
    try:
        call()
    except SlackApiError as error:
        if refusal(error) in GONE:
            return False
        raise
    return True
