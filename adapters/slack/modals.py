"""One answer on its way into a view: the Home tab, a modal, or a form that was sent in one.

What looks at something has a view of its own, a page of a list the same one. What was done, asked or refused in a few
words stands above the view that it was done in, which is brought up to date with it.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from adapters.slack import answer, note
from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.form import Group, modal, showable
from adapters.slack.incoming import DEEPEST, HOME, Incoming, Origin, Pane
from adapters.slack.late import said_after
from adapters.slack.spans import Json
from adapters.slack.verdict import Verdict
from adapters.slack.views import Drawn, home_of, is_brief, modal_of, waiting
from bot.chat.forms import with_button
from bot.chat.messages import Actions, Bold, Button, FileOut, Form, Reply, SmallPrint, Text

log = logging.getLogger(__name__)

PAUSES = (0.0, 0.25, 0.5, 1.0, 2.0)
"""Seconds before each try to replace a view that Slack may not have shown yet."""
HANDED_OUT = SmallPrint((("in your direct messages with the bot",),))
_PAGE = re.compile(r" --page \d{1,9}$")


class InView:
    """The way back from one act in a view to its person. ``again`` answers another line of theirs."""

    def __init__(
        self,
        api: Api,
        act: Incoming,
        groups: Callable[[], Sequence[Group]],
        again: Callable[[str], Reply | None],
        verdict: Verdict | None = None,
    ) -> None:
        assert act.pane
        self._api, self._act, self._groups, self._again, self._verdict = api, act, groups, again, verdict
        self._pane: Pane = act.pane
        self._origin = replace(act.origin, under="").remembered()
        self._note: tuple[str, str] | None = None
        self._lock = threading.Lock()
        self._done = False
        self.stays: list[tuple[str, str]] = []
        """As of an `Answer`: what is told or handed out beside the view."""
        self.posted = ""
        """As of an `Answer`: nothing in a view stands there for good."""

    @contextmanager
    def working(self) -> Iterator[None]:
        """Opens a view that says so where the work takes longer than a trigger lives."""
        try:
            with said_after(note.WORKING_AFTER, self._say_working):
                yield
        finally:
            with self._lock:
                self._done = True

    def progress(self, done: int, of: int) -> None:
        """No files are read in a view."""

    def clear(self) -> None:
        """The view that said that work goes on shows the answer by now."""

    def give(self, reply: Reply) -> None:
        """Show the reply, and hand out its files. Raises `adapters.slack.api.FAILURES`."""
        if self._act.text == HOME and self._pane.home:
            self._publish(home_of(reply), seen=self._pane.hash)
            return
        reply = showable(reply)
        if reply.form and not reply.faults:
            if self._asked(reply.form):
                return
            reply = _press_again(reply.form, self._act.text)
        shown = with_button(replace(reply, form=reply.form if reply.faults else None))
        if reply.files:
            shown = replace(shown, blocks=(*shown.blocks, HANDED_OUT))
        if reply.line or not is_brief(shown) or not self._stands_above(shown):
            self._shown(shown)
        for file in reply.files:
            self._hand_out(file)

    # --------------------------------------------------------- a view of its own

    def _shown(self, reply: Reply) -> None:
        pane, on_top = self._pane, self._goes_on_top(reply)
        drawn = self._drawn(reply, back=not pane.home and (on_top or pane.depth > 1))
        instead = False
        if self._note:
            self._redraw(drawn.view, reply, view_id=self._note[0])
        elif self._verdict:
            if not self._verdict.becomes(drawn.view):
                self._after_note(drawn.view, reply)
        elif not (on_top and self._opened(drawn.view)):
            instead = not pane.home
            self._instead(drawn.view, reply)
        for message in drawn.rest:
            channel = self._api.dm(self._act.user)
            self.stays.append((channel, self._api.message(channel, message)))
        if not reply.line:
            self._bring_up_to_date(only_home=instead)

    def _drawn(self, reply: Reply, *, back: bool) -> Drawn:
        """A reply that takes the place of the view it was asked in is shown again by what shows that one."""
        line = reply.line or (self._pane.line if reply.replace and not self._pane.home else "")
        return modal_of(reply, self._origin, line, back=back)

    def _goes_on_top(self, reply: Reply) -> bool:
        """In a modal of its own; a page of the same list takes the place of the one that was looked at."""
        pane = self._pane
        if pane.home:
            return True
        in_place = self._verdict or reply.replace or pane.depth >= DEEPEST or _same_list(reply.line, pane.line)
        return not in_place

    def _opened(self, view: Json) -> bool:
        try:
            self._api.open(self._act.trigger, view, on_top=not self._pane.home)
        except FAILURES as error:
            log.info("could not open a view: %s", refusal(error))
            return False
        return True

    def _instead(self, view: Json, reply: Reply) -> None:
        """In place of the modal that was pressed in; of the Home tab, in the direct messages."""
        if self._pane.home:
            self._tell(reply)
        else:
            self._redraw(view, reply, view_id=self._pane.id, seen=self._pane.hash if reply.line else "")

    def _redraw(self, view: Json, reply: Reply, *, view_id: str, seen: str = "") -> None:
        """Whoever closed the modal meanwhile, or pressed on, is told of what was done, and of nothing else."""
        try:
            self._api.redraw(view, view_id=view_id, seen=seen)
        except SlackApiError as error:
            log.info("a view is no longer there: %s", refusal(error))
            if not reply.line:
                self._tell(reply)

    def _after_note(self, view: Json, reply: Reply) -> None:
        """In place of the view that the acknowledgement put there, once Slack has it."""
        assert self._verdict
        for pause in PAUSES:
            self._api.closing(pause)
            with suppress(SlackApiError):
                self._api.redraw(view, external=self._verdict.external)
                return
        if not reply.line:
            self._tell(reply)

    # ------------------------------------------------------ above what it is about

    def _stands_above(self, reply: Reply) -> bool:
        """Whether it could be said over the view that it is about, as that is now."""
        where, line = self._beneath()
        if self._note or not (where or line == HOME):
            return False
        fresh = self._fresh(line)
        if fresh is None:
            return False
        drawn = home_of(fresh, reply) if line == HOME else self._over(fresh, line, reply)
        if drawn.rest or (self._verdict and not self._verdict.becomes(None)):
            return False
        if line == HOME:
            self._say_at_home(drawn, reply)
        else:
            self._redraw(drawn.view, reply, view_id=where)
            if self._act.origin.home:
                self._bring_home_up_to_date()
        return True

    def _say_at_home(self, drawn: Drawn, reply: Reply) -> None:
        """Where the Home tab was turned off meanwhile, by direct message."""
        try:
            self._publish(drawn)
        except SlackApiError as error:
            log.warning("the Home tab could not be shown: %s", refusal(error))
            self._tell(reply)

    def _over(self, fresh: Reply, line: str, reply: Reply | None = None) -> Drawn:
        deep = self._pane.depth - bool(self._verdict) > 1
        return modal_of(fresh, self._origin, fresh.line or line, back=deep, above=reply)

    def _beneath(self) -> tuple[str, str]:
        """The id and line of the view that was pressed in, or that is under the form that was sent."""
        if not self._verdict:
            return self._pane.id, self._pane.line
        if self._pane.below:
            return (self._pane.below, self._act.origin.under) if self._act.origin.under else ("", "")
        return "", HOME if self._act.origin.home else ""

    def _fresh(self, line: str) -> Reply | None:
        """What the line shows now; None where it shows nothing of the kind any more."""
        found = self._again(line) if line else None
        return found if found and found.line else None

    def _bring_up_to_date(self, *, only_home: bool) -> None:
        """What was done may show in the view under the answer, and in the Home tab."""
        where, line = self._beneath()
        if not only_home and where and line != HOME and (fresh := self._fresh(line)):
            drawn = self._over(fresh, line)
            if not drawn.rest:
                with suppress(*FAILURES):
                    self._api.redraw(drawn.view, view_id=where)
        if self._act.origin.home:
            self._bring_home_up_to_date()

    def _bring_home_up_to_date(self) -> None:
        if fresh := self._fresh(HOME):
            with suppress(*FAILURES):
                self._publish(home_of(fresh))

    def _publish(self, drawn: Drawn, seen: str = "") -> None:
        """A Home tab that was published in between is newer than this one."""
        try:
            self._api.publish(self._act.user, drawn.view, seen=seen)
        except SlackApiError as error:
            if refusal(error) != "hash_conflict":
                raise

    # ------------------------------------------------------------------ forms

    def _asked(self, form: Form) -> bool:
        """Whether the form stands open: over the modal that asked for it, or in place of what was there."""
        under = self._pane.line if not (self._pane.home or self._verdict) else ""
        view = modal(form, replace(self._act.origin, under=under).remembered(), self._groups())
        if view is None:
            return False
        try:
            if self._note:
                self._api.redraw(view, view_id=self._note[0])
            elif self._verdict:
                if not self._verdict.becomes(view):
                    self._api.redraw(view, external=self._verdict.external)
            elif self._pane.home or self._pane.depth < DEEPEST:
                self._api.open(self._act.trigger, view, on_top=not self._pane.home)
            else:
                self._api.redraw(view, view_id=self._pane.id, seen=self._pane.hash)
        except FAILURES as error:
            log.warning("could not open a form: %s", refusal(error))
            return False
        return True

    # ------------------------------------------------------------------ others

    def _say_working(self) -> None:
        with self._lock:
            if self._done or self._verdict or not self._act.trigger or self._pane.depth >= DEEPEST:
                return
            try:
                view = waiting(self._origin)
                self._note = self._api.open(self._act.trigger, view, on_top=not self._pane.home)
            except FAILURES as error:
                log.warning("could not say that work takes long: %s", refusal(error))

    def _tell(self, reply: Reply) -> None:
        """By direct message."""
        self._elsewhere().give(replace(reply, files=()))

    def _hand_out(self, file: FileOut) -> None:
        self._elsewhere().hand_out(file)

    def _elsewhere(self) -> answer.Answer:
        made = answer.Answer(self._api, replace(self._act, origin=Origin(), trigger="", pane=None), self._groups)
        made.stays = self.stays
        return made


def _same_list(line: str, other: str) -> bool:
    return bool(line) and _PAGE.sub("", line) == _PAGE.sub("", other)


def _press_again(form: Form, line: str) -> Reply:
    """For a form that came too late for the press that asked for it."""
    answer = "That took longer than Slack waits for a form."
    again = Button(f"{form.title[:40]}…", line)
    return Reply((Text((Bold(answer), "\nPress again:")), Actions((again,))), text=answer)
