"""A filter of system calls for a process that only reads what it holds, thinks, and writes the answer.

What is not in the list fails with EPERM: no file, socket, process, program, signal or tracing, and no name of a file is
even looked up. The filter is classic BPF: linux/seccomp.h, linux/filter.h and linux/audit.h give the numbers.
"""

import ctypes
import errno
import platform
import struct

_AARCH64, _X86_64 = "aarch64", "x86_64"
_ARCHITECTURES = {_X86_64: 0xC000003E, _AARCH64: 0xC00000B7}
_CALLS = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "futex": (202, 98),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "sched_yield": (24, 124),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "getrandom": (318, 278),
    "setitimer": (38, 103),
    "rseq": (334, 293),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
"""Calls that a working Python needs, by their numbers on x86_64 and aarch64."""

_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL, _DENY = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def give_up_privileges() -> bool:
    """No program run from here on gets more rights than this process; Landlock and filters ask for it."""
    return _prctl(_NO_NEW_PRIVILEGES, 1, None)


def restrict() -> bool:
    """Leave this process the listed calls alone. False where the kernel or the architecture has no such filter."""
    return bool(_CODE) and _prctl(_SECCOMP, _FILTER, ctypes.pointer(_Program(len(_CODE) // 8, _CODE)))


def _code(machine: str) -> bytes:
    """The filter's instructions; empty for an architecture whose numbers are not listed."""
    if machine not in _ARCHITECTURES:
        return b""
    numbers = [pair[machine == _AARCH64] for pair in _CALLS.values()]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        *((_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _prctl(option: int, value: int, program: object) -> bool:
    """The kernel wants all five arguments, the unused ones as zeros as wide as a pointer."""
    if _PRCTL is None:
        return False
    zero = ctypes.c_ulong(0)
    return int(_PRCTL(option, ctypes.c_ulong(value), program or zero, zero, zero)) == 0


_CODE = _code(platform.machine())
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)
"""Looked up before there is a child to pay for it; Linux alone has it."""
