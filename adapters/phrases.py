"""What an adapter says by itself on every platform, without the core; never about candidates."""

from bot.chat.messages import Bold, Reply, SmallPrint, Text

MOST_FILES = 20
"""Files of one request that are fetched."""
TOO_MANY_FILES = f"Only {MOST_FILES} files at once."
NOT_FETCHED = "it was not fetched. Send it again."

_UNDONE, _REPEAT = "That was not done: the bot is being restarted.", " Send it again."
RESTARTING = Reply((Text((Bold(_UNDONE), _REPEAT)),), text=_UNDONE + _REPEAT, error=True)

_EMPTIED = "Nothing more stands here."
EMPTIED = Reply((SmallPrint(((_EMPTIED,),)),), text=_EMPTIED, private=False)
"""What is left of a message that a platform does not let go."""
