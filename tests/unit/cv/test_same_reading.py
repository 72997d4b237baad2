"""The same bytes give the same profile, whatever the process, its hash seed and its time zone."""

import json
import os
import subprocess
import sys

import bot.cv
from bot.cv import read_cv
from bot.profile import encode


def digest(seed: str, zone: str) -> str:
    call = [sys.executable, "-m", "tests.cvs", "digest", "left-years", "docx", "pdf"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout


def test_two_processes_read_the_same():
    assert digest("1", "UTC") == digest("2", "Pacific/Kiritimati") != ""


def test_the_order_of_one_documents_dates_is_not_the_next_ones():
    plain = b"# Ada Example\nada@mail.example\n\n## Experience\n- Engineer, Tern Inc., 04/01/2018 - 05/02/2019\n"
    told = json.dumps({"basics": {"name": "Ada"}, "work": [{"name": "Tern", "startDate": "04/01/2018"}]}).encode()
    alone = [encode(read_cv(data, "cv").profile) for data in (told, plain)]
    read_cv(plain.replace(b"05/02/2019", b"05/22/2019"), "other.md")
    assert [encode(read_cv(data, "cv").profile) for data in (told, plain)] == alone


def test_what_the_package_does_not_name_is_not_in_it():
    assert not hasattr(bot.cv, "no_such_stage")
