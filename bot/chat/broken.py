"""What whoever asked is told where something broke, and what the log says of it: never the error's own words."""

import logging
import secrets
import traceback

from bot.chat.command import Command
from bot.chat.errors import Refusal
from bot.chat.messages import Button, Code, Reply, Request, SmallPrint
from bot.store import BrokeOff, Conflict, TooLong, Unavailable

log = logging.getLogger(__name__)

LONGEST_REPEAT = 1_000
"""Characters of a line that fit behind a button everywhere."""


class Unrecorded(Exception):
    """A command was carried out, but the record of it was not written."""


def broken(error: Exception, command: Command | None, request: Request) -> Reply:
    reference = logged(error)
    certain = isinstance(error, Unavailable | Conflict) or command is None or not command.changes
    answer = "That did not work. Nothing was changed." if certain else "That did not work."
    if isinstance(error, Unrecorded):
        answer = "It was done, but no record of it could be written."
        advice = "Look at the result before repeating it. Tell an admin the reference."
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
        advice = "The fault is in the bot, not in what you asked. Tell an admin the reference."
    again = request.text.strip()
    whole = not request.uploads and not request.values and 0 < len(again) <= LONGEST_REPEAT
    buttons = (Button("Try again", again),) if certain and whole and not isinstance(error, TooLong) else ()
    refusal = Refusal(answer, (advice,), buttons=buttons)
    reply = refusal.reply()
    small = SmallPrint((("Reference ", Code(reference), " · holds no candidate data"),))
    return Reply((*reply.blocks, small), text=f"{answer} Reference {reference}.", error=True)


def logged(error: Exception) -> str:
    """Log where it broke under a short reference; the error's own words may hold a candidate's data and stay out."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(6))
    reference = f"{letters[:4]}-{letters[4:]}"
    frames = "".join(traceback.format_tb(error.__traceback__))
    said = {"reference": reference}
    log.error("reference %s: %s\n%s", reference, type(error).__name__, frames, extra=said)
    return reference
