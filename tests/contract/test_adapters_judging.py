"""On every platform people stand side by side and against a role: within its limits, and nothing of a CV is obeyed."""

import importlib

import pytest

from bot.chat.app import App
from bot.commands import TOOLS
from tests.bot import SAMPLES, Bot, read
from tests.contract.test_adapters import each_platform, faults, seen
from tests.replies import essence

PEOPLE = ("okonkwo-brandt-cv.md", "etxeberria_2026.md", "achterberg_davit.md", "CV_Halloran_2026.txt")
HOSTILE = "@everyone <!channel> [x](javascript:alert(1)) =cmd|' /C calc'!A0"


@pytest.fixture
def core(sqlite_store):
    own = sqlite_store.organization("Tessera Labs")
    Bot(sqlite_store).add(*PEOPLE)
    return App(sqlite_store, TOOLS, read=read, home=lambda _: own)


def at(platform, core):
    return importlib.import_module(f"adapters.{platform}.harness").harness(core)


@each_platform
def test_people_stand_side_by_side_with_proof(platform, core):
    harness = at(platform, core)
    table = harness.press("compare #1, #2, #3, #4")
    proof = harness.press("compare #1, #2, #3, #4 evidence")
    for shown in (table, proof):
        assert faults(harness, shown) == []
        assert all(one.private for one in shown)
        assert "Ilse Okonkwo-Brandt" in seen(shown)
    assert "kept a CUDA C++ fallback" in " ".join(seen(proof).split())
    assert len(harness.press("form compare #1")) == 1


@each_platform
def test_people_are_held_against_a_role(platform, core):
    harness = at(platform, core)
    shown = harness.press("match Kernel engineer: CUDA, Triton, 3 years, a systems paper, German")
    assert faults(harness, shown) == []
    assert "Kernel engineer: 3 closest of 4" in seen(shown)
    assert "met" in seen(shown)
    alone = harness.press("match #3 must: CUDA; must: VHDL; nice: language:japanese")
    assert faults(harness, alone) == []
    assert "Have you worked with VHDL?" in seen(alone)
    wishes = harness.press("form match must: CUDA; nice: MLIR")
    assert faults(harness, wishes) == []


@each_platform
def test_a_hostile_description_and_name_come_out_as_their_characters(platform, core, sqlite_store):
    harness = at(platform, core)
    shown = harness.press(f"match {HOSTILE}: CUDA, {HOSTILE}")
    assert faults(harness, shown) == []
    cv = (SAMPLES / PEOPLE[0]).read_bytes().replace(b"Ilse Okonkwo-Brandt", b"Ilse *Okonkwo* _Brandt_")
    harness.upload("hostile.md", cv.replace(b"ilse@", b"other@"), "add")
    side = harness.press("compare #1, #2")
    assert faults(harness, side) == []
    assert essence("side by side") in essence(seen(side))
