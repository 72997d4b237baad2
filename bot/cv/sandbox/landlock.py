"""Landlock, for a process that needs no file, no port and no other process: denies them all, for good.

Layout and meaning of the bits: linux/landlock.h and the kernel's userspace-api/landlock.rst.
"""

import ctypes
import os
import sys

_CREATE, _RESTRICT = 444, 446
"""System calls, the same numbers on every architecture."""
_GIVE_VERSION = 1
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of file access each version knows, from the lowest bit on."""
_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
_SIZES = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}
"""Bytes of the rule set's description that each version reads."""


_SYSTEM_CALL = ctypes.CDLL(None).syscall


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


def version() -> int:
    """The version the kernel offers; 0 where there is none."""
    return max(0, _call(_CREATE, None, 0, _GIVE_VERSION)) if sys.platform == "linux" else 0


def restrict(offered: int) -> bool:
    """Deny this process all that the version ``offered`` can deny. The process must have given up new privileges."""
    if not offered:
        return False
    files = (1 << _FILE_RIGHTS.get(offered, 16)) - 1
    rules = _Rules(files, _TCP if offered >= 4 else 0, _ABSTRACT_SOCKETS_AND_SIGNALS if offered >= 6 else 0)
    number = _call(_CREATE, ctypes.byref(rules), _SIZES.get(offered, 24), 0)
    if number < 0:
        return False
    try:
        return _call(_RESTRICT, number, 0) == 0
    finally:
        os.close(number)


def _call(number: int, *arguments: object) -> int:
    """A system call without a name in the C library: -1 where it fails."""
    return int(_SYSTEM_CALL(ctypes.c_long(number), *arguments))
