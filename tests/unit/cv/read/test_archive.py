"""Archives and XML from strangers: what they claim is checked before they are unpacked."""

import io
import re
import struct
import zipfile
import zlib

import pytest

from bot.cv.read.archive import Archive
from bot.cv.read.xml import parse
from bot.cv.unreadable import Unreadable
from tests.documents.docx import zipped

TOO_LARGE = "unpacks to more than a document can hold."
DAMAGED = "damaged file. Open it, save it again, and send that."


def reason(data: bytes, *read: str) -> str:
    with pytest.raises(Unreadable) as refused:
        _read(data, *read)
    return str(refused.value)


def _read(data: bytes, *names: str) -> list[bytes]:
    archive = Archive(data)
    return [archive.read(name) for name in names]


def test_entries_are_read_whatever_the_case_and_the_slashes_of_their_names() -> None:
    archive = Archive(zipped({"Word\\Document.xml": "a" * 1000, "b": "stored"}, stored=("b",)))
    assert "word/document.xml" in archive
    assert archive.read("/word/document.xml") == b"a" * 1000
    assert archive.read("b") == b"stored"


def test_a_name_that_climbs_out_of_its_folder_is_a_key_like_any_other() -> None:
    assert Archive(zipped({"../../etc/passwd": "x"})).read("../../etc/passwd") == b"x"


def test_more_entries_than_documents_have_are_refused() -> None:
    assert reason(zipped({f"{number}": "" for number in range(2_001)})) == TOO_LARGE


def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": bytes(70 * 1024 * 1024)})
    monkeypatch.setattr(zlib, "decompressobj", lambda *_: pytest.fail("it was unpacked"))
    assert reason(bomb) == TOO_LARGE


def test_a_part_larger_than_any_document_is_refused() -> None:
    assert reason(zipped({"a": bytes(17 * 1024 * 1024)}), "a") == TOO_LARGE


def _claiming(data: bytes, size: int) -> bytes:
    """The archive of one entry, saying that it unpacks to ``size`` bytes."""
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + at
        data = data[:place] + struct.pack("<I", size) + data[place + 4 :]
    return data


@pytest.mark.parametrize("size", [10, 1_000_000 - 1, 1_000_001])
def test_an_entry_that_lies_about_its_size_is_refused(size: int) -> None:
    assert reason(_claiming(zipped({"a": bytes(1_000_000)}), size), "a") == DAMAGED


def test_an_entry_with_other_bytes_than_its_checksum_is_refused() -> None:
    data = zipped({"a": "Quill Ltd"}, stored=("a",))
    assert reason(data.replace(b"Quill Ltd", b"Quell Ltd"), "a") == DAMAGED


def test_overlapping_entries_are_refused() -> None:
    """Two names for the same bytes: the quoted-overlap bomb in its simplest form."""
    data = zipped({"a": "x" * 100, "b": "x" * 100})
    second = data.rindex(b"PK\x01\x02")
    overlapping = data[: second + 42] + struct.pack("<I", 0) + data[second + 46 :]
    assert reason(overlapping) == DAMAGED


def test_an_entry_that_reaches_into_the_directory_is_refused() -> None:
    data = zipped({"a": "x" * 100}, stored=("a",))
    for mark, at in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        place = data.index(mark) + at
        data = data[:place] + struct.pack("<I", 150) + data[place + 4 :]
    assert reason(data) == DAMAGED


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = _twice()
    assert reason(data) == DAMAGED


def _twice() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a", "one")
        archive.writestr("a", "two")
    return held.getvalue()


def test_an_encrypted_entry_is_named() -> None:
    data = zipped({"a": "x"})
    place = data.index(b"PK\x01\x02") + 8
    assert reason(data[:place] + b"\x01\x00" + data[place + 2 :]).startswith("protected by a password.")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_packing_of_documents_is_unpacked(method: int) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("a", "x" * 100)
    assert reason(held.getvalue(), "a") == DAMAGED


@pytest.mark.parametrize("cut", [1, 20, 60, 150])
def test_a_damaged_archive_is_named(cut: int) -> None:
    assert reason(zipped({"a": "x" * 500, "b": "y" * 500})[:-cut]) == DAMAGED


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        parse(data)
    return str(refused.value)


ENTITIES = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_type_is_refused_in_every_encoding_that_is_read(encoding: str) -> None:
    assert refusal(ENTITIES.encode(encoding)).startswith("holds a document type (DTD)")


def test_an_encoding_in_which_one_could_hide_is_not_read() -> None:
    assert refusal(ENTITIES.encode("cp037")) == DAMAGED


def test_an_entity_without_a_document_type_is_damage() -> None:
    assert refusal(b"<a>&b;</a>") == DAMAGED


def test_deep_nesting_is_refused() -> None:
    assert refusal(b"<a>" * 100_000 + b"</a>" * 100_000) == "nested more deeply than a document can be."


def test_a_million_tags_are_refused() -> None:
    assert refusal(b"<a>" + b"<b/>" * 1_000_000 + b"</a>") == "holds more parts than a CV can have."


def test_an_attribute_of_a_mebibyte_is_read() -> None:
    assert len(parse(b'<a b="' + b"x" * 2**20 + b'"/>').get("b", "")) == 2**20


def test_strict_namespaces_are_read_as_the_transitional_ones() -> None:
    root = parse(b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>')
    assert re.fullmatch(r"\{http://schemas\.openxmlformats\.org/wordprocessingml/2006/main\}p", root.tag)
