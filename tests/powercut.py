"""A disk that loses in a power cut whatever SQLite did not have synced.

SQLite reaches files through a table of functions. Here opening is followed by a look at each file, and its ``xSync`` by a copy of what
the file holds then: that is all that is certain to be there afterwards. It works where Python uses the system's library.
"""

import ctypes
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

_FUNCTIONS = 18
"""Pointers in the newest table of a file."""
_CHANGED = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), ("functions", ctypes.c_void_p * _FUNCTIONS))


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("following", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


_EVER: list[object] = []
"""SQLite may call what is in its tables for as long as a file is open."""
_SYNC = 4
"""After xClose, xRead, xWrite and xTruncate."""


class Disk:
    """What is certain to be on the disk of the files in a folder; use it as a context, around all connections."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.certain = {one: one.read_bytes() for one in folder.iterdir()}
        self.syncs = 0
        self._paths: dict[int, Path] = {}
        self._tables: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        _EVER.append(self)
        with suppress(OSError):
            library = ctypes.CDLL("libsqlite3.so.0")
            library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
            self._vfs = library.sqlite3_vfs_find(None).contents

    def __enter__(self) -> Self:
        self._was = self._vfs.open
        opening = _OPEN(self._was)

        def opened(vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
            code = opening(vfs, name, file, flags, out)
            path = Path(ctypes.string_at(name).decode()) if name else None
            if code == 0 and path and path.parent == self.folder:
                self._watch(file, path)
            return code

        self._kept.append(_OPEN(opened))
        self._vfs.open = ctypes.cast(self._kept[-1], ctypes.c_void_p)
        return self

    def __exit__(self, *_: object) -> None:
        self._vfs.open = self._was

    def _watch(self, file: int, path: Path) -> None:
        self._paths[file] = path
        place = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        own = place[0]
        if own not in self._tables:
            self._tables[own] = self._table(_Methods.from_address(own))
        place[0] = ctypes.addressof(self._tables[own])

    def _table(self, own: _Methods) -> _Methods:
        copied = _Methods()
        ctypes.pointer(copied)[0] = own
        sync = _CHANGED(own.functions[_SYNC])

        def synced(file: int, flags: int) -> int:
            code = sync(file, flags)
            if code == 0:
                self.syncs += 1
                self.certain[self._paths[file]] = self._paths[file].read_bytes()
            return code

        self._kept += [sync, _CHANGED(synced)]
        copied.functions[_SYNC] = ctypes.cast(self._kept[-1], ctypes.c_void_p)
        return copied

    def after_a_power_cut(self, folder: Path, *, arrived: int = 0) -> None:
        """The files as they are found then; of what was not synced the first bytes may have ``arrived``."""
        folder.mkdir()
        for path, data in self.certain.items():
            lost = path.read_bytes()[len(data) :] if path.exists() else b""
            (folder / path.name).write_bytes(data + lost[:arrived])
