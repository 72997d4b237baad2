"""One answer on its way to the person who asked: privately, in the right place, and once."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from slack_sdk.errors import SlackApiError

from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.early import Early
from adapters.slack.form import Group, modal, showable
from adapters.slack.incoming import Incoming
from adapters.slack.note import Note
from adapters.slack.render import render
from adapters.slack.spans import Json
from bot.chat.forms import with_button
from bot.chat.messages import Bold, FileOut, Form, Reply, Text

log = logging.getLogger(__name__)

URL_USES = 5
"""Slack takes at most so many messages by one response_url."""


class Answer:
    """The way back from one act to its person."""

    def __init__(
        self, api: Api, incoming: Incoming, groups: Callable[[], Sequence[Group]] = tuple, early: Early | None = None
    ) -> None:
        self._api, self._incoming, self._origin = api, incoming, incoming.origin
        self._groups, self._early = groups, early
        self._sent = False
        self.note = Note(api, incoming)
        self.stays: list[tuple[str, str]] = []
        """The channel and ts of each message of it that stays: in a direct message, or for all to see."""
        self.posted = ""
        """The ts of the answer's first message, where it stands in the conversation for good."""

    def working(self) -> AbstractContextManager[None]:
        """Says so where the work inside takes longer than a person waits in silence."""
        return self.note.working()

    def progress(self, done: int, of: int) -> None:
        self.note.progress(done, of)

    def clear(self) -> None:
        """Nothing is left behind of what said that work goes on."""
        self.note.clear()

    def give(self, reply: Reply) -> None:
        """Open the reply's form, or send its messages and files. Raises `adapters.slack.api.FAILURES`."""
        reply = showable(reply)
        if reply.form and not reply.faults and self._opened(reply.form):
            return
        messages = render(with_button(reply))
        if self._goes_early(messages, reply):
            return
        for message in messages:
            self._send(message, reply)
        for file in reply.files:
            self.hand_out(file)
        self.note.clear()

    # ----------------------------------------------------------------- parts

    def _goes_early(self, messages: Sequence[Json], reply: Reply) -> bool:
        """A whole answer in one message, before anything was said of work that takes long."""
        if self._early is None or len(messages) > 1 or reply.files or self.note.url_uses:
            return False
        return self._early.takes({**messages[0], "response_type": "ephemeral" if reply.private else "in_channel"})

    def _opened(self, form: Form) -> bool:
        view = modal(form, self._origin.remembered(), self._groups())
        if not self._incoming.trigger or view is None:
            return False
        try:
            self._api.open(self._incoming.trigger, view)
        except FAILURES as error:
            log.warning("could not open a form: %s", refusal(error))
            return False
        return True

    def _send(self, message: Json, reply: Reply) -> None:
        """By the response_url where there is one to use, else by a post."""
        replaced = not self._sent and self._replaces(reply)
        self._sent = True
        if self._by_url(reply, replaced=replaced):
            more: Json = {"replace_original": replaced or self.note.taken_by_url()}
            if not replaced:
                more["response_type"] = "ephemeral" if reply.private else "in_channel"
            if self._respond(message, more):
                pressed = self._incoming.pressed
                if replaced and pressed and (self._origin.dm or self._origin.pressed == "public"):
                    self.stays.append((self._origin.channel, pressed))
                return
        self._post(message, reply)

    def _replaces(self, reply: Reply) -> bool:
        """A private answer never takes the place of a message that others can see."""
        return reply.replace and self._origin.pressed != "" and not (reply.private and self._origin.pressed == "public")

    def _by_url(self, reply: Reply, *, replaced: bool) -> bool:
        """A press in a direct message is answered by a message that stays, unless it changes the pressed one.

        What stays for all to see is posted: of a message by the url Slack does not say which it is.
        """
        usable = bool(self._origin.response_url) and self.note.url_uses < URL_USES
        return usable and (replaced or (reply.private and not (self._origin.dm and self._origin.pressed)))

    def _respond(self, message: Json, more: Json) -> bool:
        self.note.url_uses += 1
        return self._api.respond(self._origin.response_url, {**message, **more, **self._thread()})

    def _post(self, message: Json, reply: Reply) -> None:
        origin, user = self._origin, self._incoming.user
        if origin.dm or (origin.channel and not reply.private):
            self._stand(origin.channel, message, **self._thread())
        elif not origin.channel:
            self._stand(self._api.dm(user), message)
        else:
            self._private(message)

    def _stand(self, channel: str, message: Json, **more: str) -> None:
        """A message that stays, in the place of the note where there is one."""
        ts = self.note.taken(channel)
        if not (ts and self._put(channel, ts, message)):
            ts = self._api.message(channel, message, **more)
        self.stays.append((channel, ts))
        self.posted = self.posted or ts

    def _put(self, channel: str, ts: str, message: Json) -> bool:
        """In the place of a message; False where that is gone."""
        try:
            self._api.update(channel, ts, message)
        except SlackApiError as error:
            if refusal(error) != "message_not_found":
                raise
            return False
        return True

    def _directly(self, user: str, message: Json) -> None:
        channel = self._api.dm(user)
        self.stays.append((channel, self._api.message(channel, message)))

    def _private(self, message: Json) -> None:
        """In the channel where the bot may speak there, else in a direct message."""
        try:
            self._api.ephemeral(self._origin.channel, self._incoming.user, message, **self._thread())
        except SlackApiError as error:
            log.info("answered by direct message instead: %s", refusal(error))
            self._directly(self._incoming.user, message)

    def hand_out(self, file: FileOut) -> None:
        user = self._incoming.user
        try:
            channel = self._api.dm(user)
            self.stays.append((channel, self._api.upload(channel, file)))
        except FAILURES as error:
            log.warning("could not hand out a file: %s", refusal(error))
            answer = "The file could not be sent."
            advice = f"\nSlack says {refusal(error)}. Tell an admin."
            refused = Reply((Text((Bold(answer), advice)),), text=answer, error=True)
            for message in render(refused):
                self._send(message, refused)

    def _thread(self) -> dict[str, str]:
        return {"thread_ts": self._origin.thread} if self._origin.thread else {}
