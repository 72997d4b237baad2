"""What is said of a file that is not read. It stands apart, so that who says it need not load what reads."""

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest file that is read."""
TOO_LARGE = "larger than 5 MB. Save it without pictures, or paste its text."


class Unreadable(Exception):
    """The document cannot be read; the message says why, in a sentence for the person who imports.

    ``text`` is what it says where it is no CV but something else that could be read.
    """

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text
