"""CVs of invented people of whom one message does not hold many: of each a headline and two long lines are shown."""

from pathlib import Path

FIRST = (
    *("Ottoline", "Caspian", "Mireille", "Thaddeus", "Philippa", "Leopold", "Rosalind", "Evander"),
    *("Sunniva", "Barnaby", "Cordelia", "Alaric", "Isaura", "Magnus", "Zenobia"),
)
_LINE = ", ".join(("in CUDA for the schedulers of the larger clusters",) * 8)
_JOB = "**Kernel engineer for schedulers, collectives and compilers**, Tessera Labs of Applied Computing, 2023 - 2025"


def family(name: str, folder: Path) -> tuple[str, ...]:
    """Fifteen of that name, and in the folder a CV of each."""
    folder.mkdir()
    names = tuple(f"{first} {name}" for first in FIRST)
    for one in names:
        (folder / f"{one.split()[0].casefold()}.md").write_text(wordy(one), encoding="utf-8")
    return names


def wordy(name: str) -> str:
    mail = f"{name.replace(' ', '.').casefold()}@mail.example"
    return (
        f"# {name}\n\n{mail}\n\n## Experience\n\n{_JOB}\n\n- Wrote kernels {_LINE}\n- Tuned collectives {_LINE}\n\n"
        "## Skills\n\nCUDA, NCCL\n"
    )
