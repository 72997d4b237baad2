"""Dossiers as files for other programs: JSON Resume with evidence, the text it points into, and one CSV table."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path, PurePath

from bot.export import csv_rows, json_resume
from bot.profile import Evidence, Fact
from bot.records import Dossier
from bot.search.passages import maps, proofs
from bot.search.skills import skills

LONGEST_STEM = 200
"""Bytes."""
LISTED = 1
"""The grade of a skill that is listed and nothing more."""


def write_resumes(folder: Path, dossiers: Sequence[Dossier], *, with_text: bool) -> None:
    """One ``<source file stem>.json`` a candidate, and with ``with_text`` its ``.txt``. OSError where it cannot be written."""
    taken: set[str] = set()
    for dossier in dossiers:
        stem = _stem(dossier, taken)
        taken.add(stem.casefold())
        whole = json.dumps(resume(dossier), ensure_ascii=False, indent=1) + "\n"
        (folder / f"{stem}.json").write_bytes(_utf8(whole))
        if with_text and dossier.documents:
            (folder / f"{stem}.txt").write_bytes(_utf8(dossier.texts[dossier.documents[0].number]))


def resume(dossier: Dossier) -> dict[str, object]:
    """The person as JSON Resume; our own data stays in ``meta``."""
    candidate = dossier.candidate
    meta = {"number": candidate.number, "stage": candidate.stage, "source": candidate.source}
    return json_resume(dossier.profile, dossier.texts, meta=meta, skills_used=_used(dossier))


def _used(dossier: Dossier) -> list[Fact[str]]:
    """The skills that more than a list shows, each with the places that do."""
    places: dict[str, list[Evidence]] = {}
    for proof in proofs(dossier.profile, maps(dossier.profile, dossier.texts)):
        if proof.passage.grade > LISTED:
            place = Evidence(proof.start, proof.end, "skill.used", proof.passage.document)
            places.setdefault(skills().label(proof.skill), []).append(place)
    return [Fact(label, tuple(found)) for label, found in sorted(places.items())]


def write_csv(path: Path, dossiers: Sequence[Dossier]) -> None:
    """One row a person, safe to open in a spreadsheet. OSError where it cannot be written."""
    people = [({"number": one.candidate.number, "stage": one.candidate.stage}, one.profile) for one in dossiers]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows(csv_rows(people))


def _stem(dossier: Dossier, taken: set[str]) -> str:
    """The source file's stem; with the person's number where it is taken, and ``candidate-7`` without a file."""
    number = dossier.candidate.number
    stem = _cut(PurePath(dossier.candidate.source).stem) or f"candidate-{number}"
    tries = (stem, *(f"{stem}-{number}{'-again' * time}" for time in range(len(taken) + 1)))
    return next(name for name in tries if name.casefold() not in taken)


def _cut(stem: str) -> str:
    """At most as many bytes as a file name may have, less its suffix and number."""
    return stem.encode("utf-8", "replace")[:LONGEST_STEM].decode("utf-8", "ignore")


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
