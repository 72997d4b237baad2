import re
from pathlib import Path

from adapters.slack.probe import SCOPES

MANIFEST = Path(__file__).parents[3] / "docs" / "slack-manifest.yaml"


def test_doctor_asks_for_the_scopes_of_the_manifest():
    block = re.search(r"^    bot:\n((?:      - .+\n)+)", MANIFEST.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"- (\S+)", block[1])) == SCOPES


def test_every_scope_is_explained():
    page = MANIFEST.with_name("setup-slack.md").read_text(encoding="utf-8")
    assert {scope for scope in SCOPES if f"\n| `{scope}` |" not in page} == set()
