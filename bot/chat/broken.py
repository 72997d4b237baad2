"""What whoever asked is told where something broke, and what the log says of it: never the error's own words."""

import logging
import secrets
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.chat.command import Command
from bot.chat.errors import Refusal
from bot.chat.messages import Button, Code, Reply, Request, SmallPrint
from bot.store import BrokeOff, Conflict, TooLong, Unavailable, Uncertain

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Other = TypeVar("Other")

log = logging.getLogger(__name__)

FAULT = "The fault is in the bot, not in what you asked. Tell an admin the reference."
LONGEST_REPEAT = 1_000
"""Characters of a line that fit behind a button everywhere."""


class Unrecorded(Exception):
    """A command was carried out, but the record of it was not written."""


def broken(error: Exception, command: Command | None, request: Request) -> Reply:
    reference = logged(error)
    undone = isinstance(error, Unavailable | Conflict) and not isinstance(error, Uncertain)
    certain = undone or command is None or not command.changes
    answer = "That did not work. Nothing was changed." if certain else "That did not work."
    if isinstance(error, Unrecorded):
        answer = "It was done, but no record of it could be written."
        advice = "Look at the result before repeating it. Tell an admin the reference."
    elif isinstance(error, Uncertain) and not certain:
        answer = "That was done, or nothing of it."
        advice = "The database went away before it said which. Look at the result before repeating it."
    elif isinstance(error, BrokeOff):
        answer = "That was begun, and could not be finished."
        advice = "The database does not answer. Try again: what is done already is not done twice."
    elif isinstance(error, TooLong):
        answer = "That asks too much at once."
        advice = "Longer words, a skill or a name beside them, make it quick."
    elif isinstance(error, Unavailable):
        advice = "The database does not answer. It is tried again with the next request."
    elif isinstance(error, Conflict):
        advice = "Somebody else changed the same thing a moment ago. Look again, then repeat it."
    else:
        advice = FAULT
    again = request.text.strip()
    whole = not request.uploads and not request.values and 0 < len(again) <= LONGEST_REPEAT
    buttons = (Button("Try again", again),) if certain and whole and not isinstance(error, TooLong) else ()
    return _referring(reference, Refusal(answer, (advice,), buttons=buttons))


def fault(error: Exception) -> Reply:
    """What whoever asked is told where something broke around their command: in an adapter."""
    return _referring(logged(error), Refusal("That did not work.", (FAULT,)))


def _referring(reference: str, refusal: Refusal) -> Reply:
    small = SmallPrint((("Reference ", Code(reference), " · holds no candidate data"),))
    return Reply((*refusal.reply().blocks, small), text=f"{refusal.answer} Reference {reference}.", error=True)


def logged(error: Exception) -> str:
    """Log where it broke under a short reference; the error's own words may hold a candidate's data and stay out."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(6))
    reference = f"{letters[:4]}-{letters[4:]}"
    frames = "".join(traceback.format_tb(error.__traceback__))
    said = {"reference": reference}
    log.error("reference %s: %s\n%s", reference, type(error).__name__, frames, extra=said)
    return reference


def cautious(otherwise: Other) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer | Other]]:
    """A call that never raises: what breaks is logged, and ``otherwise`` is its answer."""

    def never_raising(call: Callable[Asked, Answer]) -> Callable[Asked, Answer | Other]:
        @wraps(call)
        def safe(*given: Asked.args, **named: Asked.kwargs) -> Answer | Other:
            try:
                return call(*given, **named)
            except Exception as error:  # noqa: BLE001
                logged(error)
                return otherwise

        return safe

    return never_raising
