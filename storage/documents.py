"""Documents as received: their rows, and the profile whose evidence points into one."""

from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Row

from bot.profile import Profile, Reading, encode
from bot.records import Document, Received
from storage.tables import document
from storage.types import storable

COLUMNS = (
    document.c.number,
    document.c.name,
    document.c.sha256,
    document.c.size,
    document.c.received_at,
    document.c.received_by,
    document.c.content_lines,
    document.c.used_lines,
    document.c.warnings,
    document.c.left_out,
    document.c.confidence,
)

_NUL = rb"\u0000"
_sentences = msgspec.json.Decoder(tuple[str, ...])


def base_name(name: str) -> str:
    """The name without its folders, whatever system it comes from."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def values(received: Received) -> dict[str, Any]:
    """The columns of a new document that stand in the received one."""
    return {
        "name": base_name(received.name),
        "sha256": digest_of(received.data),
        "size": len(received.data),
        "received_at": received.at,
        "received_by": received.by,
        "data": received.data,
        **read(received.reading),
    }


def read(reading: Reading) -> dict[str, Any]:
    """The columns that come from reading the document."""
    return {
        "content_lines": reading.content_lines,
        "used_lines": _used_lines(reading),
        "warnings": _json(reading.warnings),
        "left_out": _json(reading.left_out),
        "confidence": reading.confidence,
        "text": storable(reading.text),
    }


def stored(row: Row[*tuple[Any, ...]]) -> Document:
    return Document(
        number=row.number,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        received=row.received_at,
        by=row.received_by,
        content_lines=row.content_lines,
        used_lines=row.used_lines,
        warnings=_sentences.decode(row.warnings),
        left_out=_sentences.decode(row.left_out),
        confidence=row.confidence,
    )


def placed(profile: Profile, number: int) -> str:
    """The profile as JSON, its evidence naming the document with this number."""
    # within a JSON string these quotes would be escaped: only evidence is met
    return _encoded(profile).replace(b'"document":0}', b'"document":%d}' % number).decode()


def _encoded(profile: Profile) -> bytes:
    try:
        said = encode(profile)
    except UnicodeEncodeError:
        said = _NUL
    return msgspec.json.encode(_storable(msgspec.to_builtins(profile))) if _NUL in said else said


def _storable(node: Any) -> Any:
    match node:
        case str():
            return storable(node)
        case dict():
            return {key: _storable(value) for key, value in node.items()}
        case list() | tuple():
            return [_storable(value) for value in node]
    return node


def _used_lines(reading: Reading) -> int:
    return max(0, reading.content_lines - len(reading.unclaimed))


def _json(sentences: tuple[str, ...]) -> str:
    return msgspec.json.encode([storable(sentence) for sentence in sentences]).decode()
