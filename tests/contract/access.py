"""What the access matrix expects: by hand, so that a command whose declared role changes has to be looked at."""

from bot.records import Role

VIEWER, RECRUITER, ADMIN = Role.VIEWER, Role.RECRUITER, Role.ADMIN

EXPECTED: dict[str, tuple[Role, str]] = {
    "access": (ADMIN, "access grant slack:T9:U9 viewer"),
    "add": (RECRUITER, "add a few words"),
    "compare": (VIEWER, "compare #1, #2"),
    "confirm": (RECRUITER, "confirm draft:8f3a name"),
    "correct": (RECRUITER, "correct draft:8f3a name Bo"),
    "digest": (RECRUITER, "digest list"),
    "edit": (RECRUITER, "edit #1 name Bo"),
    "export": (RECRUITER, "export #1"),
    "file": (RECRUITER, "file #1"),
    "find": (VIEWER, "find rust"),
    "form": (VIEWER, "form find"),
    "help": (VIEWER, "help"),
    "match": (VIEWER, "match #1 must: rust"),
    "merge": (RECRUITER, "merge #1, #2 --confirmed"),
    "more": (VIEWER, "more"),
    "new": (VIEWER, "new 7d"),
    "note": (RECRUITER, "note #1 Call her"),
    "show": (VIEWER, "show #1 evidence"),
    "skill": (RECRUITER, "skill add Quiver = QDB"),
    "stage": (RECRUITER, "stage #1 offer"),
    "stats": (RECRUITER, "stats"),
    "undo": (RECRUITER, "undo #1"),
}
"""For each command the least role that may run it, and a line that means it, whose values fit."""
