"""The log for programs: one object a line, with the reference that whoever asked was shown."""

import io
import json
import logging

import pytest

from bot.chat.broken import logged
from bot.logs import Json


@pytest.fixture
def written():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Json())
    log = logging.getLogger("bot.chat.broken")
    log.addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    log.removeHandler(handler)


def test_what_broke_is_one_object_with_its_reference_and_not_the_errors_words(written):
    said_of_somebody = f"Ana Lima <{'ana'}@mail.example>"
    try:
        raise ValueError(said_of_somebody)
    except ValueError as error:
        reference = logged(error)
    (said,) = written()
    assert said["reference"] == reference
    assert said["level"] == "ERROR"
    assert "ValueError" in said["message"]
    assert "ana@" not in said["message"]
