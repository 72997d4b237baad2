"""What all the others sent, judged at the end: by Discord's published schemas, and by its limits."""

import json
import subprocess
from pathlib import Path

from adapters.discord.limits import faults

HERE = Path(__file__).parent


def test_every_request_kept_discords_contract(mara):
    sent = [one for one in mara.proxy.calls if one.body is not None]
    lines = "\n".join(one.line() for one in sent)
    judged = subprocess.run(
        ["node", str(HERE / "contract.mjs")], input=lines, capture_output=True, text=True, timeout=120, check=False
    )
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_every_message_keeps_the_limits_and_can_ping_nobody(mara):
    bodies = [one.body for one in mara.proxy.calls if isinstance(one.body, dict)]
    shown = [one for one in (body.get("data", body) for body in bodies) if "components" in one]
    assert len(shown) > 15
    assert [(fault, json.dumps(one)[:200]) for one in shown for fault in faults(one)] == []
