"""How much is tried by chance: a share in the tests, all of it in `tests/proofs/test_chance.py`."""

import os

ALL = "EXAMPLES_BY_CHANCE"
_SHARE = 4


def examples(count: int) -> int:
    """So many, or the share of them that is tried where nobody asked for all."""
    return count if os.environ.get(ALL) == "all" else count // _SHARE
