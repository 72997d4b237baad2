"""Whether each package that the program is built of may be passed on with a program of any licence."""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"
FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|PSF|Python Software Foundation|ZPL|Zope|Zlib|CC0|ISC|LGPL-3\.0-only)\b",
)
BINDING = re.compile(r"(?<!L)GPL|Affero|(?<!Lesser )General Public|BUSL|Business Source|SSPL", re.IGNORECASE)


def pinned():
    return re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==", REQUIREMENTS.read_text(), re.MULTILINE)


def test_there_is_something_to_judge():
    assert len(pinned()) > 50


@pytest.mark.parametrize("name", pinned())
def test_a_package_binds_nobody_who_passes_it_on(name):
    about = metadata(name)
    classified = [one for one in about.get_all("Classifier") or () if one.startswith("License")]
    said = about["License-Expression"] or " ".join((*classified, (about["License"] or "").partition("\n")[0]))
    assert FREE.search(said), f"{name}: {said}"
    assert not BINDING.search(said), f"{name}: {said}"
