"""What is tried by chance, tried in full."""

import os
import subprocess
import sys
from pathlib import Path

from tests.chance import ALL

ROOT = Path(__file__).parents[2]
TRYING = sorted(
    path for path in (ROOT / "tests").rglob("test_*.py") if "chance import examples\n" in path.read_text("utf-8")
)


def test_by_chance_all_that_there_is_to_try_is_tried(take):
    assert TRYING
    for path in take(TRYING):
        call = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "hypothesis", path]
        environment = {**os.environ, ALL: "all"}
        done = subprocess.run(call, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
