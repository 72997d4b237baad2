"""Reading at full counts: all CVs spoilt in all ways, documents broken at random, and the same profile in every process."""

import os
import subprocess
import sys
from random import Random

import pytest

from bot.cv import LARGEST
from bot.cv.sandbox import answers
from bot.cv.sandbox.reader import SandboxedReader
from tests.cvs.breaking import BREAKS, broken, reads_honestly
from tests.cvs.corpus import NAMES, cvs, judged
from tests.cvs.floors import floor
from tests.cvs.mutations import MUTATIONS, mutated
from tests.cvs.score import Score
from tests.cvs.shapes import TEXTS, renderings
from tests.unit.cv.test_any_bytes import LINES

BROKEN = 20_000
JUMBLED = 20_000
NOISE = 20_000


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_spoilt_cvs_are_read_as_well_as_promised(mutation, take):
    some = [one for shape in TEXTS for one in renderings(shape)]
    Random(mutation).shuffle(some)
    score, seen = Score(), 0
    for one in take(some):
        score.add(judged(mutated(mutation, one)))
        seen += 1
    assert score.invented == []
    if seen == len(some):
        assert score.f1 >= floor(mutation)


def test_broken_documents_of_all_formats_neither_break_the_reader_nor_make_it_invent(take):
    """In the sandbox, which ends a document that takes too long and says when the reader itself failed."""
    documents = [one for name in NAMES for one in cvs(name)]
    with SandboxedReader() as sandbox:
        failed: list[str] = []

        def read(data, file):
            try:
                return sandbox.read(data, file)
            except answers.Unreadable as refusal:
                if str(refusal) in (answers.BROKEN, answers.UNSAFE):
                    failed.append(file)
                raise

        for number in take(range(BROKEN)):
            dice = Random(f"broken {number}")
            document = dice.choice(documents)
            reads_honestly(broken(document.data, dice.choice(list(BREAKS)), dice), document.file, read)
        assert failed == []


def test_jumbled_lines_are_read_honestly_or_refused(take):
    lines = LINES + [line for one in cvs("markdown") + cvs("right-aligned") for line in one.data.decode().splitlines()]
    for number in take(range(JUMBLED)):
        dice = Random(f"jumbled {number}")
        text = "\n".join(dice.choice(lines) for _ in range(dice.randrange(60)))
        reads_honestly(text.encode(), "cv.md")


def test_random_bytes_are_read_honestly_or_refused(take):
    starts = (
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"{\\rtf1 ",
        b"<!DOCTYPE html>",
        b"\\documentclass{a}",
        b"{",
        b"\xff\xfe",
    )
    for number in take(range(NOISE)):
        dice = Random(f"noise {number}")
        reads_honestly(
            dice.choice(starts) + dice.randbytes(dice.randrange(2_000)),
            "cv" + dice.choice((".pdf", ".docx", ".txt", ".rtf", ".odt")),
        )


def test_a_file_of_the_largest_size_is_read_or_refused():
    for piece in (b"Ada Example\n", b"a" * 79 + b"\n", b"\x00"):
        reads_honestly((piece * (LARGEST // len(piece) + 1))[:LARGEST], "cv.txt")


def test_every_process_reads_the_same(take):
    zones = {"0": "UTC", "1": "Pacific/Kiritimati", "4242": "America/Lima", "random": "Asia/Kathmandu"}
    assert len({digest(seed, zone) for seed, zone in take(zones.items())}) == 1


def digest(seed: str, zone: str) -> str:
    call = [sys.executable, "-m", "tests.cvs", "digest"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout
