"""What is no CV is refused with a reason that the importer can act on."""

import pytest

from bot.cv import TOO_LARGE, Unreadable, read_cv

EMPTY = "empty file. Save it again and send that."
PICTURE = "a {} picture, no text inside. Send the CV as PDF, Word or text."
BINARY = "not text: it holds binary data. Send the CV as PDF, Word or text."
CV = "Ada Example\nada@mail.example\n\nEducation\n\nBrackwater University\nB.Sc. in Physics\nSep. 2019 - Jun. 2022\n"


def reason(data: bytes, name: str = "cv.txt") -> str:
    with pytest.raises(Unreadable) as refused:
        read_cv(data, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", EMPTY),
        (b" \r\n\t\n", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b"\xff\xfe", EMPTY),
        (b"x" * (5 * 1024 * 1024 + 1), TOO_LARGE),
        (b"word " * 200_000, "longer than a CV can be (150,000 characters)."),
        (b"\xff\xfe" + b"\x01\x00" * 200_000, "longer than a CV can be (150,000 characters)."),
        (b"Ada Example\n" + b"%a\n" * 20_001, "longer than a CV can be (20,000 lines)."),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), PICTURE.format("PNG")),
        (b"\xff\xd8\xff\xe0" + bytes(40), PICTURE.format("JPEG")),
        (b"RIFF\0\0\0\0WEBPVP8 ", PICTURE.format("WebP")),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "an old Office file. Save it as .docx or PDF and send that.",
        ),
        (b"PK\x03\x04" + bytes(40), "a ZIP archive. Unpack it and send the CVs in it."),
        (b"%PDF-1.7\n1 0 obj", "the PDF is damaged or cut short. Save or export it again and send that."),
        (b"PK\x03\x04....word/document.xml", "damaged file. Open it, save it again, and send that."),
        (b"{\\rtf1 hello}", "not a CV (no name, no dates, no jobs)."),
        (b"MZ\x90\x00" + bytes(40), "a program, not a CV."),
        (b"abc\x00\x01\x02def", BINARY),
        (bytes(range(1, 9)) * 20, BINARY),
    ],
)
def test_a_file_that_is_no_text_is_named(data: bytes, said: str) -> None:
    assert reason(data) == said


@pytest.mark.parametrize("name", ["photo.txt", "cv.md", "cv", "../../etc/cv.pdf", "cv.docx\x00.txt"])
def test_the_content_decides_not_the_name(name: str) -> None:
    assert reason(b"\x89PNG\r\n\x1a\n" + bytes(40), name) == PICTURE.format("PNG")
    assert read_cv(CV.encode(), name).profile.education


@pytest.mark.parametrize(
    "text",
    [
        "Shopping list\n- milk\n- bread\n",
        "Dear all,\n\nthe meeting of 3 May 2024 is moved to Friday.\n\nBest\n",
        "import os\n\ndef main() -> None:\n    print(os.name)\n",
        "id,name,price\n1,Chair,20\n2,Table,90\n",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n" * 20,
    ],
)
def test_a_text_about_no_person_is_no_cv(text: str) -> None:
    assert reason(text.encode()) == "not a CV (no name, no dates, no jobs)."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Experience\n\nEngineer, Harrow Compute, 2019 - 2021\n- wrote kernels\n",
            "no name and no contacts in it. Write the ",
        ),
        ("# Ada Example\n", "not a CV (no dates, no jobs, no contacts)."),
    ],
)
def test_a_text_is_refused_for_what_it_truly_lacks(text: str, said: str) -> None:
    assert reason(text.encode()).startswith(said)


def test_a_text_of_more_lines_than_a_cv_has_is_refused() -> None:
    assert reason((CV + "- wrote a kernel\n" * 4_000).encode()) == "longer than a CV can be (4,000 lines)."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_offsets_count_the_characters_of_the_decoded_text(encoding: str) -> None:
    reading = read_cv(CV.replace("Ada", "Adä").encode(encoding), "cv.txt")
    assert reading.text == CV.replace("Ada", "Adä")
    name = reading.profile.name
    assert name is not None
    assert reading.text[name.evidence[0].start : name.evidence[0].end] == "Adä Example"


def test_newlines_stay_as_they_are() -> None:
    text = CV.replace("\n", "\r\n")
    reading = read_cv(text.encode(), "cv.txt")
    assert reading.text == text
    assert reading.profile.education[0].institution is not None


OLD = [
    ("latin-1", "Zoë Müller", "Ausbildung\n\nUniversität Altwerda\nB.Sc. in Elektrotechnik\nOkt. 2015 - März 2019"),
    ("gb18030", "楚遥岚", "教育背景\n\n岚川大学，计算机科学与技术，博士研究生 2022.09 – 至今"),
    ("cp1250", "Łukasz Przykład", "Education\n\nUniwersytet Altwerda, Wykształcenie\nB.Sc. in Inżynieria\n2015 - 2019"),
    ("cp1252", "François Exemplaïre", "Formation\n\nUniversité d'Aïn Zarqa\nLicence en “Physique”\n2015 – 2019"),
]


@pytest.mark.parametrize(("encoding", "name", "body"), OLD, ids=[encoding for encoding, _, _ in OLD])
def test_an_old_encoding_is_read_right_or_refused(encoding: str, name: str, body: str) -> None:
    text = f"{name}\nada@mail.example\n\n{body}\n" * 2
    try:
        read = read_cv(text.encode(encoding), "cv.txt").text
    except Unreadable as refusal:
        read = str(refusal)
    assert read in {text, "text in an unknown encoding. Save it as UTF-8 and send it again."}


def test_a_broken_encoding_is_refused() -> None:
    assert reason(b"\xff\xfe\x00\xd8\x00\xd8") == "text in an unknown encoding. Save it as UTF-8 and send it again."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    assert read_cv(CV.encode(encoding), "cv.txt").text == CV


def test_letters_garbled_by_a_wrong_encoding_are_told_and_kept() -> None:
    text = CV.replace("Ada", "Zoë").encode().decode("cp1252")
    reading = read_cv(text.encode(), "cv.txt")
    assert reading.text == text
    assert (
        'Some letters are garbled, as in "ZoÃ« Example": the file was saved in the wrong encoding.' in reading.warnings
    )


@pytest.mark.parametrize("name", ["Zoë Müller", "JOÃO DA SILVA", "Ångström Ærø", "CAFÉ… ÀÉ–Ö", "楚遥岚"])
def test_rightly_written_letters_are_not_called_garbled(name: str) -> None:
    assert not [one for one in read_cv(CV.replace("Ada Example", name).encode(), "cv.txt").warnings if "garbled" in one]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_newlines_of_every_kind_end_lines(newline: str) -> None:
    half = CV.index("Education")
    mixed = CV[:half] + CV[half:].replace("\n", newline)
    assert read_cv(mixed.encode(), "cv.txt").profile.education[0].institution is not None
