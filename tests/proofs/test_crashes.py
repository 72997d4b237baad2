"""An import killed at any moment: what it reported is there whole, nothing is torn, and the same call does the rest."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic

import pytest

from bot import bulk
from bot.cv import read_cv
from bot.profile import facts
from storage import open_store
from tests.contract.test_store_crashes import rows, survives
from tests.cvs.corpus import cvs

ROOT = Path(__file__).parents[2]
KILLS = 100
"""Of each database."""
SHAPES = ("markdown", "right-aligned")
"""Each person sends a CV of each shape: the second one is a newer CV of somebody known."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cvs")
    for at, shape in enumerate(SHAPES):
        for one in cvs(shape):
            (folder / f"{at}-{one.file}").write_bytes(one.data)
    return folder


read_once = cache(read_cv)
"""The same files are read after every kill."""


def started(url, organization, folder):
    call = [sys.executable, "-m", "bot", "--database", url, "--organization", organization, "import", "--json", folder]
    return subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def reported(output):
    """The outcomes that were told to the end of their line."""
    return [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith("\n")]


def killed(process, reports, seconds):
    """What the import had reported when it was killed: so long after so many reports."""
    with process:
        told = [process.stdout.readline() for _ in range(reports)]
        end = Timer(seconds, process.kill)
        end.start()
        told.append(process.stdout.read())
        process.wait()
        end.cancel()
        end.join()
    return reported("".join(told))


def kept(team):
    """Who is there, with the bytes of each one's documents."""
    dossiers = [team.dossier(number) for number in team.numbers()]
    return {
        one.candidate.number: [team.file(one.candidate.number, document=paper.number)[1] for paper in one.documents]
        for one in dossiers
    }


def torn(team):
    """What of the people is not whole: documents, profiles, and what they are found by."""
    found = {one.number for one in team.names("", limit=1_000)}
    for number in team.numbers():
        dossier = team.dossier(number)
        if dossier is None or not dossier.documents or dossier.candidate.stage != "new":
            yield f"#{number} lacks a document or an application"
            continue
        for paper in dossier.documents:
            if sha256(team.file(number, document=paper.number)[1]).hexdigest() != paper.sha256:
                yield f"#{number}: {paper.name} holds other bytes"
        for fact in facts(dossier.profile):
            if not all(dossier.texts[one.document][one.start : one.end].strip() for one in fact.evidence):
                yield f"#{number}: {fact.value} has no quote"
        if dossier.profile.name and number not in found:
            yield f"#{number} is not found by name"
    before = rows(team)
    for number in team.numbers():
        team.reindex(number)
    if rows(team) != before:
        yield "the index is not what documents and profiles say"


def people(team):
    """Who is there and with which documents, whatever the numbers."""
    return sorted(sorted(sha256(data).hexdigest() for data in papers) for papers in kept(team).values())


def test_an_import_that_is_killed_loses_nothing_it_reported_and_is_finished_by_the_same_call(url, folder, take):
    store, began = open_store(url), monotonic()
    whole = reported(started(url, "uninterrupted", folder).communicate()[0])
    lasts = monotonic() - began
    expected = people(store.within(store.organization("uninterrupted")))
    assert {one["status"] for one in whole} == {"added", "updated"}
    kills = cut = 0
    for kill in take(range(KILLS)):
        dice = Random(f"kill {kill}")
        reports = dice.randrange(len(whole))
        process = started(url, f"kill {kill}", folder)
        told = killed(process, reports, dice.uniform(0, lasts / 4 if reports else lasts))
        kills, cut = kills + 1, cut + (len(told) < len(whole))
        team = store.within(store.organization(f"kill {kill}"))
        assert list(torn(team)) == []
        there = kept(team)
        for one in told:
            assert Path(one["file"]).read_bytes() in there[one["candidate"]], (kill, one)
        again = list(
            bulk.take_in_all(team, read_once, bulk.files([folder]), by="Mara", clock=lambda: datetime.now(UTC))
        )
        assert [one.status for one in again[: len(told)]] == ["unchanged"] * len(told)
        assert people(team) == expected
        assert list(torn(team)) == []
    store.close()
    assert cut * 4 >= kills or kills < 10, f"{cut} of {kills} kills came before the end"


def test_who_is_saved_corrected_merged_and_parted_survives_every_kill_whole(url, take):
    for kill in take(range(KILLS)):
        survives(url, kill, f"team {kill}")
