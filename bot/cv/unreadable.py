"""What is said of a file that is not read. It stands apart, so that who says it need not load what reads."""

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest file that is read."""
TOO_LARGE = "larger than 5 MB. Save it without pictures, or paste its text."


class Unreadable(Exception):
    """The document cannot be read; the message says why, in a sentence for the person who imports."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
