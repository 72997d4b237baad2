"""How the log is written: lines for people, or one JSON object a line for programs."""

import json
import logging
import sys
from datetime import UTC, datetime

OURS = ("recruitbot", "bot", "adapters", "storage")


class Json(logging.Formatter):
    """What happened, where and when; ``reference`` is what whoever asked was shown of it."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if reference := getattr(record, "reference", ""):
            said["reference"] = reference
        return json.dumps(said, ensure_ascii=False)


def begin(level: str, form: str) -> None:
    """Ours from this level on; of libraries warnings and what is worse."""
    handler = logging.StreamHandler(sys.stderr)
    lines = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(Json() if form == "json" else lines)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in OURS:
        logging.getLogger(name).setLevel(level)
