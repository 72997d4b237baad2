"""What must be true of one entry of a CV is found alike, in the same order, on every database; so is what was asked last."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import intake
from bot.records import AuditEntry, RecentList, Seen
from bot.search import finding
from tests.bot import MARA, TEAM, read

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CVS = {
    "oriel": """# Oriel Ashgrove
oriel@mail.example

## Experience
**Engineer**, Harrow Compute, Oslo (03/2021 – present)
- Kernels in CUDA.

**Engineering intern**, Quill Forge, Leeds, UK (02/2018 – 05/2018)
- Switches.

## Education
M.Sc. Physics, Calder Bay University, 2019 – 2021
B.Sc. Computer Science, Harrowgate University, 2015 – 2018

## Publications
- Oriel Ashgrove, Juno Farrow. "Schedulers that share accelerators". OSDI 2023.
- Juno Farrow, Oriel Ashgrove. "Caches for long prompts". NSDI 2025.

## Languages
German (C1), French
""",
    "tamsin": """# Tamsin Wold
tamsin@mail.example

## Experience
**Research intern**, Harrow Compute, Oslo (06/2022 – 09/2022)
- CUDA.

**Research intern**, Quill Forge, Leeds, UK (06/2021 – 09/2021)
- Rust.

## Education
M.Sc. Computer Science, Harrowgate University, 2020 – 2022
B.Sc. Physics, Calder Bay University, 2017 – 2020

## Publications
- Tamsin Wold, Juno Farrow. "Caches in the switch". NSDI 2024.
- Juno Farrow, Tamsin Wold. "Scheduling a ring". OSDI 2025.

## Languages
German (native)
""",
}


LOOKED = AuditEntry(NOW, f"{MARA.id} {MARA.name}", "slack:T01TEST:C01HIRE", "find", None, "done")


@pytest.fixture
def team(store):
    tenant = store.within(store.organization())
    for minute, (name, text) in enumerate(CVS.items()):
        intake.take_in(tenant, read, f"{name}.md", text.encode(), by="Mara", at=NOW + timedelta(minutes=minute))
    return tenant


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who has a master's in physics?", [1]),
        ("who has a master's in computer science from Harrowgate University?", [2]),
        ("who studied physics at Calder Bay University?", [2, 1]),
        ("who joined Harrow Compute in 2021?", [1]),
        ("who left Harrow Compute in 2022?", [2]),
        ("who has been at Harrow Compute since 2022?", [1]),
        ("who started a master's in 2020?", [2]),
        ("who studied at Harrowgate University in 2016?", [1]),
        ("who did at least two internships?", [2]),
        ("two internships since 2022", []),
        ("two internships since 2021", [2]),
        ("two papers since 2024", [2]),
        ("at least one paper in 2023", [1]),
        ("two internships at Quill Forge", []),
        ("papers about scheduling", [2, 1]),
        ("first-author papers about scheduling", [1]),
        ("papers on schedulers since 2024", [2]),
        ("OSDI papers about caches", []),
        ("who published about caches at NSDI in 2025?", [1]),
        ("papers about long prompts or rings", [2, 1]),
        ("who has NSDI papers but no paper about switches?", [1]),
        ("who is fluent in German?", [2, 1]),
        ("native German speakers", [2]),
        ("who worked in the United Kingdom?", [2, 1]),
        ("who worked in Norway but did not study physics at Calder Bay University?", []),
    ],
)
def test_what_is_of_one_entry_is_found_alike(team, question, found):
    page = finding.find(team, question, today=date(2026, 11, 20), limit=10).page
    assert list(page.numbers) == found
    assert page.total == len(found)


def test_what_was_asked_last_is_kept_beside_the_list(team):
    shown = RecentList("find CUDA", 1, (2, 1), "", "CUDA")
    team.record(LOOKED, seen=Seen(TEAM, MARA.id, shown))
    assert team.recall(TEAM, MARA.id) == shown
    team.record(LOOKED, seen=Seen(TEAM, MARA.id, RecentList("find CUDA", 1, (2, 1), "", "COBOL place:norway")))
    assert team.recall(TEAM, MARA.id).asked == "COBOL place:norway"
