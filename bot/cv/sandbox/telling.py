"""What the server tells of a child on its pipe; apart from both ends, as the bot's needs nothing of what reads."""

import struct

BEGUN = b"b"
STATUS = struct.Struct("=i")
"""How it ended: its wait status."""
