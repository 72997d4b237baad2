"""Dossiers as files for other programs: JSON Resume with evidence, the text it points into, and one CSV table."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from bot.export import csv_rows, json_resume
from bot.openings.names import title
from bot.openings.records import Application
from bot.profile import Evidence, Fact
from bot.records import Dossier
from bot.search.passages import maps, proofs
from bot.search.skills import skills
from bot.stages import stage

LONGEST_STEM = 200
"""Bytes."""
LISTED = 1
"""The grade of a skill that is listed and nothing more."""


def write_resumes(folder: Path, dossiers: Sequence[Dossier], *, with_text: bool) -> None:
    """One ``<source file stem>.json`` a candidate, and with ``with_text`` its ``.txt``. OSError where it cannot be written."""
    for stem, dossier in _named(dossiers):
        (folder / f"{stem}.json").write_bytes(serial(dossier))
        if with_text and dossier.documents:
            (folder / f"{stem}.txt").write_bytes(_utf8(dossier.texts[dossier.documents[0].number]))


def resume(dossier: Dossier) -> dict[str, object]:
    """The person as JSON Resume; our own data stays in ``meta``."""
    candidate = dossier.candidate
    meta = {
        "number": candidate.number,
        "stage": candidate.stage,
        "source": candidate.source,
        "applications": [_application(one) for one in dossier.applications],
    }
    return json_resume(dossier.profile, dossier.texts, meta=meta, skills_used=_used(dossier))


def _application(one: Application) -> dict[str, object]:
    """Where they stand at one opening; ``stage`` is the key, ``stageLabel`` the team's word for it."""
    made: dict[str, object] = {
        "opening": one.opening.name,
        "stage": one.stage,
        "stageLabel": stage(one.stage).label,
        "arrived": one.arrived.isoformat(),
        "stageSince": one.stage_since.isoformat(),
        "source": one.source,
    }
    return made | ({"owner": one.owner} if one.owner else {})


def _used(dossier: Dossier) -> list[Fact[str]]:
    """The skills that more than a list shows, each with the places that do."""
    places: dict[str, list[Evidence]] = {}
    for proof in proofs(dossier.profile, maps(dossier.profile, dossier.texts)):
        if proof.passage.grade > LISTED:
            place = Evidence(proof.start, proof.end, "skill.used", proof.passage.document)
            places.setdefault(skills().label(proof.skill), []).append(place)
    return [Fact(label, tuple(found)) for label, found in sorted(places.items())]


def packed(dossiers: Sequence[Dossier]) -> bytes:
    """A ZIP archive of what `write_resumes` writes, the same for the same people."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for stem, dossier in _named(dossiers):
            archive.writestr(zipfile.ZipInfo(f"{stem}.json"), serial(dossier), zipfile.ZIP_DEFLATED)
    return out.getvalue()


CONTENTS = """All that is kept about this person.

profile.json      what the CVs say, with the place of each value in them (JSON Resume)
documents/        the CVs as received
records/          every other row about the person, a file for each kind: candidate, application, note, scorecard, todo,
                  tag, change (what was done to them), audit (who looked), message (the bot's messages that name them),
                  share and delivery (where they were shared or told of), search_... (what they are found by)
"""


def archive(
    dossier: Dossier,
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    documents: Sequence[tuple[int, str, bytes]],
) -> bytes:
    """A ZIP archive of all that is kept about somebody, the same for the same rows."""
    files = {"README.txt": _utf8(CONTENTS), "profile.json": serial(dossier)}
    files |= {f"documents/{number}-{PurePath(name).name}": data for number, name, data in documents}
    kept = (
        (name, json.dumps(found, ensure_ascii=False, indent=1, default=str)) for name, found in rows.items() if found
    )
    files |= {f"records/{name}.json": _utf8(said + "\n") for name, said in kept}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed_:
        for name, data in files.items():
            packed_.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def serial(dossier: Dossier) -> bytes:
    """The person's JSON Resume as the bytes of a file."""
    return _utf8(json.dumps(resume(dossier), ensure_ascii=False, indent=1) + "\n")


def table(dossiers: Sequence[Dossier]) -> bytes:
    """A CSV table with one row a person, safe to open in a spreadsheet."""
    people = [(_columns(one), one.profile) for one in dossiers]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(csv_rows(people))
    return _utf8(out.getvalue())


def _columns(dossier: Dossier) -> dict[str, object]:
    """``applications`` has all of them, the newest first: ``Kernel engineer: Phone screen; No opening: Rejected``."""
    candidate = dossier.candidate
    every = (f"{title(one.opening)}: {stage(one.stage).label}" for one in dossier.applications)
    return {"number": candidate.number, "stage": candidate.stage, "applications": "; ".join(every)}


def _named(dossiers: Sequence[Dossier]) -> Iterator[tuple[str, Dossier]]:
    taken: set[str] = set()
    for dossier in dossiers:
        stem = _stem(dossier, taken)
        taken.add(stem.casefold())
        yield stem, dossier


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
