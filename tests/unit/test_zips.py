"""A ZIP of CVs: every file in it is one of its own, the bad ones are named, and a hostile archive unpacks to nothing."""

import struct
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from bot import bulk, zips
from bot.chat.messages import Upload
from bot.cv import LARGEST, Unreadable, read_cv
from tests.bot import SAMPLES, sample
from tests.documents import docx, odt, styled
from tests.unit.test_bulk import take_in

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
CV = (SAMPLES / NOOR).read_bytes()


def packed(*files, **options):
    """An archive of (name or ZipInfo, bytes) pairs."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return kept.getvalue()


def changed(archive, name, offset, value):
    """The archive with a field of the file's entry in the list changed: 8 flags, 20 packed size, 24 size, 42 place."""
    start = archive.index(name.encode(), archive.index(b"PK\x01\x02")) - 46
    return archive[: start + offset] + value + archive[start + offset + len(value) :]


def listed(archive, shown="fair.zip"):
    return {one.path: one.fault for one in zips.files_in(shown, archive)}


def test_each_file_is_one_of_its_own_with_its_place_in_the_archive():
    found = zips.files_in("fair.zip", packed(("2026/noor.md", CV), ("ilse.md", b"x"), ("empty/", b"")))
    assert [(one.path, one.name, one.read()) for one in found] == [
        ("fair.zip/2026/noor.md", "noor.md", CV),
        ("fair.zip/ilse.md", "ilse.md", b"x"),
    ]


@pytest.mark.parametrize("document", [docx.document, odt.document])
def test_a_document_that_is_an_archive_is_no_archive_of_files(document):
    data = document(styled.from_markdown("# Ada Example\n\nada@mail.example"))
    assert zips.files_in("cv.docx", data) is None
    assert zips.files_in("renamed.zip", data) is None
    [inside] = zips.files_in("fair.zip", packed(("cv.docx", data)))
    assert read_cv(inside.read(), inside.name).profile.name.value == "Ada Example"


@pytest.mark.parametrize("data", [b"", b"# Ada", b"PK", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_archive_is_left_to_its_reader(data):
    assert zips.files_in("cv.md", data) is None


def test_what_the_systems_add_is_left_out():
    archive = packed(
        ("__MACOSX/._noor.md", b"x"),
        (".DS_Store", b"x"),
        ("a/.hidden/b.md", b"x"),
        ("Thumbs.db", b"x"),
        ("noor.md", CV),
    )
    assert list(listed(archive)) == ["fair.zip/noor.md"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cron.d/job.md", "etc/cron.d/job.md"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\ada\\cv.md", "C:/Users/ada/cv.md"),
        ("a\x1b[31m\u202e.md", "a[31m.md"),
        ("x" * 500 + ".md", "x" * 197 + ".md"),
        ("\x1b\x07", "file"),
        ("Übersicht 履歴書.md", "Übersicht 履歴書.md"),
    ],
)
def test_a_name_is_shown_and_never_a_path(name, shown):
    assert list(listed(packed((name, b"x")))) == [f"fair.zip/{shown}"]


def test_a_name_that_is_utf_8_without_saying_so_is_read_as_it_was_meant():
    archive = packed(("aaaaaa.md", b"x")).replace(b"aaaaaa.md", "Jürö.md".encode())
    assert list(listed(archive)) == ["fair.zip/Jürö.md"]


def test_a_file_behind_a_password_is_said_by_name_and_the_others_are_read():
    archive = changed(packed(("secret.md", CV), ("noor.md", CV)), "secret.md", 8, b"\x01\x00")
    secret, noor = zips.files_in("fair.zip", archive)
    assert (secret.path, "password" in secret.fault) == ("fair.zip/secret.md", True)
    assert noor.read() == CV
    with pytest.raises(Unreadable, match="password"):
        secret.read()


def test_a_link_and_an_unusual_packing_are_refused_by_name():
    link = zipfile.ZipInfo("link.md")
    link.external_attr = 0o120777 << 16
    bz2 = zipfile.ZipInfo("bz2.md")
    bz2.compress_type = zipfile.ZIP_BZIP2
    found = listed(packed((link, "/etc/passwd"), (bz2, CV), ("noor.md", CV)))
    assert [bool(fault) for fault in found.values()] == [True, True, False]
    assert "a link" in found["fair.zip/link.md"]


def test_a_file_that_says_it_is_too_large_or_is_packed_too_tightly_is_not_unpacked():
    found = listed(packed(("large.txt", bytes(LARGEST + 1)), ("tight.txt", bytes(LARGEST)), ("noor.md", CV)))
    assert "larger than 5 MB" in found["fair.zip/large.txt"]
    assert "tighter" in found["fair.zip/tight.txt"]
    assert found["fair.zip/noor.md"] == ""


def test_a_file_that_holds_more_than_it_says_is_unpacked_no_further(monkeypatch):
    archive = changed(packed(("bomb.md", b"ab" * 300_000)), "bomb.md", 24, struct.pack("<I", 1_000))
    made = []
    inflate = zlib.decompressobj

    class Counting:
        def __init__(self, bits):
            self.inner = inflate(bits)

        def decompress(self, data, most):
            made.append(self.inner.decompress(data, most))
            return made[-1]

    monkeypatch.setattr(zlib, "decompressobj", Counting)
    [bomb] = zips.files_in("fair.zip", archive)
    with pytest.raises(Unreadable, match="damaged"):
        bomb.read()
    assert max(map(len, made)) <= 1_001


def test_a_damaged_file_is_named_and_the_others_are_read():
    archive = bytearray(packed(("broken.md", CV), ("noor.md", CV)))
    archive[60:80] = bytes(20)
    broken, noor = zips.files_in("fair.zip", bytes(archive))
    with pytest.raises(Unreadable, match="damaged"):
        broken.read()
    assert noor.read() == CV


def test_an_archive_in_an_archive_is_not_opened():
    [inner] = zips.files_in("fair.zip", packed(("more.zip", packed(("noor.md", CV)))))
    with pytest.raises(Unreadable, match="a ZIP archive"):
        read_cv(inner.read(), inner.name)


def overlapping():
    archive = packed(("a.md", CV), ("b.md", CV))
    first = archive.index(b"PK\x01\x02")
    second = archive.index(b"PK\x01\x02", first + 4)
    return archive[: second + 42] + struct.pack("<I", 0) + archive[second + 46 :]


def many(count):
    return packed(*((f"{one}.md", b"") for one in range(count)))


def zip64():
    archive = many(1)
    end = archive.rindex(b"PK\x05\x06")
    return archive[:end] + b"PK\x06\x07" + bytes(16) + archive[end:]


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (overlapping, "damaged"),
        (lambda: many(zips.MOST_ENTRIES + 1), "more files than"),
        (zip64, "more files than"),
        (lambda: many(3)[:-30], "damaged"),
        (lambda: b"PK\x03\x04" + bytes(400), "damaged"),
        (packed, "without files"),
        (lambda: packed((".DS_Store", b"x")), "without files"),
    ],
)
def test_an_archive_that_cannot_be_trusted_is_refused_whole_with_its_reason(archive, why):
    [(name, fault)] = listed(archive()).items()
    assert (name, why in fault) == ("fair.zip", True), fault


def test_any_bytes_after_an_archives_first_ones_are_listed_or_refused():
    archive = packed(("a.md", CV), ("b.md", b"x" * 99))
    for at in range(0, len(archive), 3):
        spoilt = archive[:at] + bytes([archive[at] ^ 0xFF]) + archive[at + 1 :]
        for one in zips.files_in("fair.zip", spoilt) or ():
            with suppress(Unreadable):
                assert len(one.read()) <= LARGEST


# ------------------------------------------------------------------ imported


@pytest.fixture
def tenant(sqlite_store):
    return sqlite_store.within(sqlite_store.organization("Tessera Labs"))


def test_an_import_reads_the_files_of_archives_in_their_place(tenant, tmp_path):
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "a.md").write_bytes((SAMPLES / ILSE).read_bytes())
    (folder / "b.zip").write_bytes(packed(("noor.md", CV), ("photo.png", b"\x89PNG\r\n\x1a\n")))
    (folder / "c.zip").write_bytes(b"PK\x03\x04" + bytes(99))
    paths = bulk.files([folder])
    found = list(take_in(tenant, paths))
    assert [(str(Path(one.file).relative_to(folder)), one.status) for one in found] == [
        ("a.md", "added"),
        ("b.zip/noor.md", "added"),
        ("b.zip/photo.png", "rejected"),
        ("c.zip", "rejected"),
    ]
    assert all(one.reason for one in found if one.status == "rejected")
    assert tenant.dossier(2).documents[0].name == "noor.md"
    assert tenant.file(2)[1] == CV
    assert [one.status for one in take_in(tenant, paths)][:2] == ["unchanged", "unchanged"]


def test_an_archive_that_is_gone_when_its_turn_comes_is_rejected(tenant, tmp_path):
    (tmp_path / "b.zip").write_bytes(packed(("noor.md", CV)))
    paths = bulk.files([tmp_path / "b.zip"])
    (tmp_path / "b.zip").unlink()
    assert [one.status for one in take_in(tenant, paths)] == ["rejected"]


# ------------------------------------------------------------------ in a chat


def test_an_archive_in_chat_is_saved_at_once_and_taken_back_at_once(bot):
    archive = packed(("noor.md", CV), ("ilse.md", sample(ILSE).data), ("scan.png", b"\x89PNG\r\n\x1a\n"))
    answer = bot.send(Upload("fair.zip", archive))
    assert "3 files read: 2 saved, 1 not" in answer.text
    assert "fair.zip/scan.png" in answer.text
    assert bot.tenant.count() == 2
    bot.say(bot.say("undo").commands[0])
    assert bot.tenant.count() == 0


def test_one_cv_in_an_archive_is_shown_before_it_is_saved(bot):
    assert "Check before saving: Noor Etxeberria" in bot.send(Upload("noor.zip", packed(("cv/noor.md", CV)))).text
    assert bot.tenant.count() == 0


def test_an_archive_that_cannot_be_opened_says_why(bot):
    answer = bot.send(Upload("fair.zip", overlapping()))
    assert "fair.zip could not be read.\nA damaged archive." in answer.text


def test_more_files_than_somebody_waits_for_are_refused(bot):
    answer = bot.send(Upload("fair.zip", many(201)))
    assert "201 files are too many for a chat." in answer.text
