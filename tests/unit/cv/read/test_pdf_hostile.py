"""PDFs that are damaged, locked, illegible or made to harm: a named refusal, or the end of one child process."""

import re
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from bot.cv.read.formats import open_sheet
from bot.cv.read.pdf import read
from bot.cv.unreadable import LARGEST, Unreadable
from tests.documents import pdf
from tests.documents.pdf import Styled

ONE_LINE = pdf.one_column([Styled("Maren Quillfeather, Compiler Engineer, Tessera Labs, 2019 - 2023")])
CHILD = """
import resource, sys
from bot.cv.unreadable import Unreadable
from bot.cv.read.pdf import read
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
try:
    read(sys.stdin.buffer.read())
    print("read")
except (Unreadable, MemoryError) as refusal:
    print("refused:", refusal)
"""


def document(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data) + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream"


def deflated(block: bytes, times: int) -> bytes:
    """The block so many times over, compressed without holding it."""
    packer = zlib.compressobj(9)
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + body * (times - 1)


def page(content: bytes, *others: bytes, resources: bytes = b"") -> bytes:
    """One page with this content stream; other objects are numbered from 6."""
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>" + resources + b">>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *others,
    )


def in_child(data: bytes) -> str:
    """What a child of 512 MiB and 2 seconds says; "died" where its limits ended it."""
    assert len(data) <= LARGEST
    done = subprocess.run([sys.executable, "-c", CHILD], input=data, capture_output=True, check=False)
    return done.stdout.decode().strip() or f"died {done.returncode < 0 or b'Memory' in done.stderr}"


HARMFUL = {
    "a flate bomb": page(stream(deflated(bytes(1 << 20), 400), b"/Filter/FlateDecode")),
    "a million texts": page(
        stream(deflated(b"BT /F 9 Tf 9 9 Td (a) Tj ET\n" * 1000, 1000), b"/Filter/FlateDecode"),
    ),
    "deep nesting": page(stream(deflated(b"q " * 10_000, 100), b"/Filter/FlateDecode")),
    "nested arrays": page(b"[" * 1_000_000),
    "a picture of a thousand million pixels": page(
        stream(b"1 g BT /F 9 Tf 9 9 Td (white words) Tj ET 595 0 0 842 0 0 cm /I Do"),
        stream(
            deflated(bytes(1 << 20), 119),
            b"/Type/XObject/Subtype/Image/Width 40000/Height 25000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode",
        ),
        resources=b"/XObject<</I 6 0 R>>",
    ),
    "a form that draws itself": page(
        stream(b"/X Do"),
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
        resources=b"/XObject<</X 6 0 R>>",
    ),
    "a loop in the page tree": document(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_file_is_read_or_refused_or_ends_with_its_child(name):
    assert in_child(HARMFUL[name]).startswith(("read", "refused: ", "died True"))


def test_of_a_hundred_thousand_pages_the_first_are_read_and_the_rest_is_told():
    kids = b"3 0 R " * 100_000
    data = document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count 100000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"BT /F 9 Tf 99 99 Td (Maren Quillfeather) Tj ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    assert read(data).warnings == ("Only the first 40 of 100,000 pages were read.",)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        open_sheet(data, "cv.pdf")
    return raised.value.reason


def locked(user: str, owner: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(user, owner, canPrint=0, canCopy=0))
    canvas.drawString(50, 700, "Maren Quillfeather, Compiler Engineer")
    canvas.save()
    return buffer.getvalue()


def test_a_password_is_named_as_the_reason():
    assert refusal(locked("secret", "owner")) == (
        "the PDF is locked with a password. Remove the password and send it again."
    )


def test_a_file_that_only_forbids_copying_is_read():
    assert read(locked("", "owner")).text == "Maren Quillfeather, Compiler Engineer\n"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_file_cut_short_is_damaged_or_read_as_far_as_it_goes(share):
    try:
        said = read(ONE_LINE[: int(share * len(ONE_LINE))]).text
    except Unreadable as reason:
        said = reason.reason
    assert re.search("damaged|no text|Maren Quillfeather", said)


def test_garbage_behind_a_pdf_header_is_damaged():
    assert "damaged" in refusal(b"%PDF-1.7\n" + bytes(range(256)) * 50)


def test_a_pdf_behind_other_bytes_is_not_taken_for_text():
    assert refusal(bytes(range(32)) * 20 + ONE_LINE).startswith("not text: it holds binary data.")


def test_a_page_without_text_or_picture_is_told_apart_from_a_scan():
    assert refusal(pdf.drawn(lambda canvas: canvas.line(1, 1, 90, 90))).startswith("the PDF holds no text.")


TOLD = [Styled("Ğéüö Šàéè Žüöé Ćéàü Łüöé Šéüà Žàéè Ğéüö Šàéè")] * 9


def illegible(data: bytes) -> bytes:
    """Without the tables that tell which letters its embedded fonts draw."""
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), data)


def test_fonts_that_do_not_tell_their_letters_are_named_as_the_reason():
    assert read(pdf.one_column(TOLD)).warnings == ()
    assert "fonts do not tell" in refusal(illegible(pdf.one_column(TOLD)))


def test_a_part_in_such_fonts_is_told_with_its_share():
    plain = [Styled("Maren Quillfeather wrote the register allocator that people stopped complaining about.")] * 30
    sheet = read(illegible(pdf.one_column([*plain, *TOLD[:6]])))
    assert len(sheet.warnings) == 1
    assert re.match(r"\d+ % of the text is drawn with fonts that do not tell their letters", sheet.warnings[0])


def test_letters_that_make_no_words_are_no_text():
    told = "The register allocator that people stopped complaining about was written by me. "
    shifted = "".join(chr((ord(char) - 97 + 3) % 26 + 97) if char.islower() else char for char in told)
    assert "fonts do not tell" in refusal(pdf.one_column([Styled(shifted * 3)]))


def test_a_page_that_is_lost_is_named():
    lost = document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 9 0 R 3 0 R]/Count 3>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"BT /F 12 Tf 50 700 Td (Maren Quillfeather, Compiler Engineer) Tj ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    assert read(lost).warnings == ("Page 2 is damaged and was not read.",)
