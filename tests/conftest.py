"""Fixtures for all tests; and what hypothesis tries is the same in every run, however slow the machine."""

import gc
import os
import shutil
from pathlib import Path

from hypothesis import HealthCheck, settings

from tests.compiled import share
from tests.network import nobody_else_is_asked, watch
from tests.stores import (
    postgresql_engine,
    postgresql_schema,
    postgresql_url,
    sqlite_store,
    sqlite_template,
    sqlite_url,
    store,
    url,
)

__all__ = [
    "nobody_else_is_asked",
    "postgresql_engine",
    "postgresql_schema",
    "postgresql_url",
    "sqlite_store",
    "sqlite_template",
    "sqlite_url",
    "store",
    "url",
]

watch()
share()

settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")

MEMORY, ROOM = Path("/dev/shm"), 8 << 30
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:  # a small part of the time: no disk to be waited for
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """What all tests share is not looked through for garbage again and again: that takes a sixth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
