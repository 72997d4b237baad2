"""Slack's two published contracts for what a bot sends: its TypeScript types, and the models of its Python SDK."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slack_sdk.models.blocks import Block

from adapters.slack import limits

Call = dict[str, Any]


def faults(calls: list[Call]) -> list[str]:
    return [*_of_types(calls), *_of_models(calls)]


def _of_types(calls: list[Call]) -> list[str]:
    """Unknown methods, missing or wrongly typed arguments, unknown blocks."""
    done = subprocess.run(
        ["node", Path(__file__).with_name("types.mjs")],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
    )
    return [f"{one['method']}: {one['fault']}" for one in json.loads(done.stdout)]


def _of_models(calls: list[Call]) -> Iterator[str]:
    """Lengths, counts, and fields that Slack does not know."""
    for call in calls:
        arguments = call["args"]
        yield from (f"{call['method']}: {fault}" for fault in limits.faults(arguments))
        for block in [*(arguments.get("blocks") or []), *(arguments.get("view") or {}).get("blocks", [])]:
            unknown = set(block) - set(Block.parse(block).to_dict())
            yield from (f"{call['method']}: {block['type']} has no field {name}" for name in sorted(unknown))
