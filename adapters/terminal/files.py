"""Files in a terminal: the ones named in a line become uploads, the ones handed out are kept in the current folder."""

import os
import re
import stat
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from adapters.terminal.words import safe
from bot.chat.command import Command
from bot.chat.messages import FileOut, Upload
from bot.intake import largest

LONGEST_NAME = 100
_WORD = re.compile(r"""'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<bare>(?:\\.|[^\s\\])+)""")
_FILE_LIKE = re.compile(r"\A\S{1,250}\.[A-Za-z0-9]{2,5}")


def attached(line: str, commands: Sequence[Command]) -> tuple[str, tuple[Upload, ...]]:
    """The line without the names of files in it, and those files.

    Files are looked for after a command that takes some, and in a line that is nothing but paths.
    """
    word, _, rest = line.strip().partition(" ")
    command = next((one for one in commands if one.name == word.casefold()), None)
    if command is None:
        uploads = _uploads(line.strip()) if line.strip().startswith(("/", "~", "./", "../", "'", '"')) else None
        return ("", uploads) if uploads and not any(one.fault for one in uploads) else (line, ())
    if not any(parameter.kind == "file" for parameter in command.parameters) or "\n" in rest:
        return line, ()
    uploads = _uploads(rest.strip())
    return (word, uploads) if uploads else (line, ())


def _uploads(words: str) -> tuple[Upload, ...]:
    """The files that the words name, all of them; none where some word is no file and looks like none."""
    if not words:
        return ()
    if "\n" not in words and _exists(words):
        return (_read(words),)
    names = [_unquoted(found) for found in _WORD.finditer(words)]
    if not all(_exists(name) or _looks_like_a_file(name) for name in names):
        return ()
    return tuple(_read(name) for name in names)


def _unquoted(found: re.Match[str]) -> str:
    if found["bare"] is not None:
        return re.sub(r"\\(.)", r"\1", found["bare"])
    return found["single"] or found["double"] or ""


def _looks_like_a_file(name: str) -> bool:
    return name.startswith(("/", "~", "./", "../")) or bool(_FILE_LIKE.fullmatch(name))


def _path(name: str) -> Path:
    return Path(os.path.expanduser(name))  # noqa: PTH111 - unlike Path.expanduser, it never raises


def _exists(name: str) -> bool:
    try:
        return bool(name) and _path(name).exists()
    except (OSError, ValueError):
        return False


def _read(name: str) -> Upload:
    """The file's bytes, one more than is allowed at most; a fault in words where they cannot be had."""
    base = _path(name).name or name
    try:
        found = _path(name).stat()
        if stat.S_ISDIR(found.st_mode):
            return Upload(base, fault="it is a folder. Name one file; recruitbot import reads folders.")
        if not stat.S_ISREG(found.st_mode):
            return Upload(base, fault="it is not a file.")
        with _path(name).open("rb") as file:
            return Upload(base, file.read(largest(base) + 1))
    except (FileNotFoundError, NotADirectoryError):
        return Upload(base, fault="there is no such file.")
    except (OSError, ValueError):
        return Upload(base, fault="it cannot be read.")


def keep(file: FileOut, folder: Path) -> Path:
    """Write a file that was handed out, under a name that is free, for its owner's eyes only; the folder is made. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = Path(safe_name(file.name))
    for number in range(1000):
        path = folder / (f"{base.stem}-{number}{base.suffix}" if number else base.name)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as written:
            written.write(file.data)
        return path
    raise FileExistsError(base.name)


def safe_name(name: str) -> str:
    """A name that stays in its folder, is not hidden and shows as it is."""
    last = re.split(r"[/\\]", safe(name))[-1]
    kept = "".join(one if unicodedata.category(one)[0] in "LNM" or one in " .-_()+,&" else "_" for one in last)
    stem, dot, suffix = kept.strip(" .").rpartition(".")
    if not stem:
        stem, dot, suffix = suffix, "", ""
    short = f"{stem[: LONGEST_NAME - 20].strip()}{dot}{suffix[:10]}".lstrip("-")
    while len(short.encode()) > 2 * LONGEST_NAME:
        stem = stem[:-1]
        short = f"{stem[: LONGEST_NAME - 20].strip()}{dot}{suffix[:10]}".lstrip("-")
    return short or "file"
