import os
import stat

import pytest

from adapters.terminal.files import LONGEST_NAME, attached, keep, safe_name
from bot.chat.messages import FileOut
from bot.intake import LARGEST
from tests.cores import registry

COMMANDS = tuple(registry)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "cv.md").write_text("# Noor Etxeberria")
    (tmp_path / "my cv (1).md").write_text("# Ilse Okonkwo-Brandt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("add cv.md", ["cv.md"]),
        ("ADD  cv.md ", ["cv.md"]),
        ("add ~/cv.md", ["cv.md"]),
        ("add my cv (1).md", ["my cv (1).md"]),
        ('add "my cv (1).md" cv.md', ["my cv (1).md", "cv.md"]),
        ("add 'my cv (1).md'", ["my cv (1).md"]),
        (r"add my\ cv\ (1).md", ["my cv (1).md"]),
        ("./cv.md", ["cv.md"]),
        ("'./my cv (1).md' ~/cv.md", ["my cv (1).md", "cv.md"]),
    ],
)
def test_files_named_in_a_line_are_attached(folder, line, names):
    text, uploads = attached(line, COMMANDS)
    assert [one.name for one in uploads] == names
    assert all(one.data.startswith(b"# ") for one in uploads)
    assert text == ("" if line[0] in "./'" else line.split()[0])


@pytest.mark.parametrize(
    "line",
    [
        "cv.md",
        "cuda triton",
        "show cv.md",
        "add",
        "add Noor Etxeberria, compiler engineer",
        "add draft:8f3a --save",
        "add Noor\ncv.md",
        "/candidate cuda",
        "'cuda graphs'",
        "~",
        "",
    ],
)
def test_other_lines_stay_as_they_are(folder, line):
    assert attached(line, COMMANDS) == (line, ())


def test_a_file_that_cannot_be_had_says_why(folder):
    os.mkfifo(folder / "pipe.md")
    faults = {
        "missing.md": "there is no such file.",
        "cv.md/deeper.md": "there is no such file.",
        str(folder): "it is a folder. Name one file; recruitbot import reads folders.",
        "./pipe.md": "it is not a file.",
        "/x" * 3000: "it cannot be read.",
    }
    for name, fault in faults.items():
        _, (upload,) = attached(f"add {name}", COMMANDS)
        assert (upload.fault, upload.data) == (fault, b"")


def test_a_file_too_large_is_read_one_byte_too_far_and_no_further(folder):
    with (folder / "large.md").open("wb") as file:
        file.truncate(LARGEST * 3)
    _, (upload,) = attached("add large.md", COMMANDS)
    assert len(upload.data) == LARGEST + 1


def test_a_file_handed_out_never_overwrites_another(folder):
    paths = [keep(FileOut("cv.md", b"new"), folder) for _ in range(3)]
    assert [path.name for path in paths] == ["cv-1.md", "cv-2.md", "cv-3.md"]
    assert (folder / "cv.md").read_text() == "# Noor Etxeberria"
    assert {path.read_bytes() for path in paths} == {b"new"}
    assert stat.S_IMODE(paths[0].stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lebenslauf Ünal (2).pdf", "Lebenslauf Ünal (2).pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\autoexec.bat", "autoexec.bat"),
        (".bashrc", "bashrc"),
        ("-rf.md", "rf.md"),
        ("", "file"),
        ("..", "file"),
        ("a\x1b[2J\u202eb.md", "a_2Jb.md"),
        ("<!channel>.md", "_!channel_.md".replace("!", "_")),
    ],
)
def test_a_file_handed_out_stays_in_its_folder(name, kept):
    assert safe_name(name) == kept


@pytest.mark.parametrize("name", ["履" * 500 + ".pdf", "a" * 500, "a." * 400, "." * 300, "x." + "y" * 300])
def test_a_very_long_name_becomes_a_short_one(folder, name):
    assert len(safe_name(name).encode()) <= 2 * LONGEST_NAME
    assert keep(FileOut(name, b"data"), folder).parent == folder
