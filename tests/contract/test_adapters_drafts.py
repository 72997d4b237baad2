"""On every platform a CV is looked at, corrected and saved: by buttons, by a form, or typed."""

import importlib
import re

import pytest

from bot.chat.app import App
from bot.commands import TOOLS
from tests.bot import SAMPLES, read
from tests.contract.test_adapters import each_platform, faults, seen

NAMELESS = "resume (3).txt"
"""Its name stands in no line of its own, and is shown as uncertain."""


@pytest.fixture
def core(sqlite_store):
    own = sqlite_store.organization("Tessera Labs")
    return App(sqlite_store, TOOLS, read=read, home=lambda _: own)


@each_platform
def test_a_cv_is_corrected_before_it_is_saved(platform, core, sqlite_store):
    harness = importlib.import_module(f"adapters.{platform}.harness").harness(core)
    shown = harness.upload(NAMELESS, (SAMPLES / NAMELESS).read_bytes(), "add")
    assert "Check before saving: Bao-Anh Ferreira" in seen(shown)
    draft = re.search(r"draft:\w+", " ".join(line for one in shown for line in one.buttons) + seen(shown))[0]
    asked = harness.press(f"form correct {draft} name")
    everything = harness.press(f"form correct {draft}")
    assert len(asked) == len(everything) == 1
    confirmed = harness.press(f"confirm {draft} name")
    assert "uncertain" not in seen(confirmed)
    corrected = harness.say(f"correct {draft} work 1 title Summer intern")
    assert "Summer intern" in seen(corrected)
    saved = harness.press(f"add {draft} --save")
    assert "Bao-Anh Ferreira is saved" in seen(saved)
    for one in (shown, asked, everything, confirmed, corrected, saved):
        assert faults(harness, one) == []
    team = sqlite_store.within(sqlite_store.organization("Tessera Labs"))
    assert team.dossier(1).profile.work[0].title.value == "Summer intern"
