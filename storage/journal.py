"""Who was erased, outside of the database as well: a backup knows nothing of what was erased after it was made.

One line for each, written before the database is, so that none is missing. It has numbers and keyed hashes alone, and
the key is in the database. One of the hashes is of no person: by it a line is known to be of that database, so that none
is of use to another that has the journal's path since.
"""

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL

SUFFIX = ".erasures"
Line = Mapping[str, Any]


def beside(url: URL) -> Path | None:
    """Where a SQLite database has its journal; None for a database that is no file of this machine."""
    return Path(f"{url.database}{SUFFIX}") if url.get_backend_name() == "sqlite" and url.database else None


class Journal:
    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, line: Line) -> None:
        """On the disk before it returns, behind whatever a crash cut short. Raises OSError."""
        written = f"{json.dumps(line, sort_keys=True)}\n".encode()
        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(file).st_size
            if size and os.pread(file, 1, size - 1) != b"\n":
                written = b"\n" + written
            if os.write(file, written) < len(written):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file)
        finally:
            os.close(file)

    def withdraw(self, token: str) -> None:
        """That erasure did not come to be."""
        self.write({"token": token, "withdrawn": True})

    def lines(self) -> dict[str, Line]:
        """The erasures that came to be, by token. A line that a crash cut short is none."""
        found: dict[str, Line] = {}
        if not self.path.exists():
            return found
        for written in self.path.read_bytes().splitlines():
            try:
                line = json.loads(written)
                found[line["token"]] = line
            except (ValueError, KeyError, TypeError):
                continue
        return {token: line for token, line in found.items() if not line.get("withdrawn")}
