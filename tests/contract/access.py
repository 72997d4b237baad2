"""What the access matrix expects: by hand, so that a command whose declared role changes has to be looked at."""

from bot.records import Role

VIEWER, RECRUITER, ADMIN = Role.VIEWER, Role.RECRUITER, Role.ADMIN

EXPECTED: dict[str, tuple[Role, str]] = {
    "access": (ADMIN, "access grant slack:T9:U9 viewer"),
    "add": (RECRUITER, "add a few words"),
    "apply": (RECRUITER, "apply #1 none"),
    "assign": (RECRUITER, "assign #1 me"),
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
    "history": (RECRUITER, "history #1"),
    "history-looks": (ADMIN, "history-looks #1"),
    "match": (VIEWER, "match #1 must: rust"),
    "merge": (RECRUITER, "merge #1, #2 --confirmed"),
    "more": (VIEWER, "more"),
    "new": (VIEWER, "new 7d"),
    "note": (RECRUITER, "note #1 Call her"),
    "note-edit": (RECRUITER, "note-edit #1 1 other words"),
    "note-remove": (RECRUITER, "note-remove #1 1"),
    "notes": (VIEWER, "notes #1"),
    "rate": (RECRUITER, "rate #1 skills 3"),
    "rate-criteria": (ADMIN, "rate-criteria interview systems"),
    "save": (RECRUITER, "save"),
    "opening": (RECRUITER, "opening add Compilers"),
    "show": (VIEWER, "show #1 evidence"),
    "skill": (RECRUITER, "skill add Quiver = QDB"),
    "snooze": (RECRUITER, "snooze #1 monday"),
    "stage": (RECRUITER, "stage #1 offer"),
    "stages": (ADMIN, "stages list"),
    "stats": (RECRUITER, "stats"),
    "tag": (RECRUITER, "tag #1 gpu"),
    "todo": (RECRUITER, "todo #1 Call her"),
    "todo-done": (RECRUITER, "todo-done 1"),
    "todo-postpone": (RECRUITER, "todo-postpone 1 monday"),
    "undo": (RECRUITER, "undo #1"),
    "untag": (RECRUITER, "untag #1 gpu"),
}
"""For each command the least role that may run it, and a line that means it, whose values fit."""
