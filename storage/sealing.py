"""Secrets as they lie in the database: encrypted, each for its owner alone, by a key made from ``SECRET_KEY``."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"recruitbot: tokens of workspaces"


class Sealing:
    """The first of the keys seals, every one of them opens."""

    def __init__(self, keys: Sequence[str], purpose: bytes = PURPOSE) -> None:
        made = [_fernet(key, purpose) for key in keys]
        self._first, self._any = made[0], MultiFernet(made)

    def seal(self, token: str, *, of: str) -> str:
        """The token for the database; it opens for its own workspace only, so that no two can be exchanged."""
        return self._first.encrypt(f"{of} {token}".encode()).decode()

    def open(self, sealed: str, *, of: str) -> str | None:
        """None where no key opens it, or where it is another workspace's."""
        return _token(self._any, sealed, of)

    def is_current(self, sealed: str, *, of: str) -> bool:
        """Whether the first key opens it, so that the others are not needed for it."""
        return _token(self._first, sealed, of) is not None


def _token(keys: Fernet | MultiFernet, sealed: str, of: str) -> str | None:
    try:
        owner, _, token = keys.decrypt(sealed).decode().partition(" ")
    except (InvalidToken, UnicodeDecodeError):
        return None
    return token if owner == of else None


def _fernet(key: str, purpose: bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
