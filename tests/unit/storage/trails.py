"""What somebody who can write to the database may do to the audit trail."""

from copy import copy
from random import Random

from sqlalchemy import Connection, delete, insert, select, update

from bot.records import AuditEntry
from storage.tables import audit, audit_chain, counter
from storage.trail import Trail
from tests.stores import NOW

ENTRIES = 12


def filled(team, dice):
    for at in range(ENTRIES):
        write = team.looked_up if dice.random() < 0.5 else team.record
        write(
            *(
                AuditEntry(NOW, f"U{at} Mara", "slack:T1:D1", "show", number, "done")
                for number in range(dice.randint(1, 3))
            )
        )


def changed(team, dice: Random) -> str:
    """Changes the trail for good; says how."""
    return _as_owner(team).run(lambda connection: tampered(connection, team, dice), "write")


def looked_through(team, dice: Random, trail: Trail) -> tuple[str, list[str]]:
    """How the trail was changed and what is found then; the change is taken back, which costs less than another trail."""

    def look(connection: Connection) -> None:
        how = tampered(connection, team, dice)
        raise _Undone(how, [*trail.faults(connection, team.organization.id)])

    try:
        _as_owner(team).run(look, "write")
    except _Undone as undone:
        how, found = undone.args
    return how, found


class _Undone(Exception):
    pass


def _as_owner(team):
    """The database as whoever owns it may change it."""
    whole = copy(team.database)
    whole.acts_for = None
    return whole


def tampered(connection: Connection, team, dice: Random) -> str:
    """Changes the trail in a way that leaves no trace but in its codes; says how."""
    how = dice.choice(("edit", "delete", "insert", "swap", "cut", "cut and go on", "begin later", "strip"))
    ours = audit.c.organization_id == team.organization.id
    rows = connection.execute(select(audit).where(ours).order_by(audit.c.id)).all()
    place = dice.randrange(1, len(rows) - 1)
    one, other, last = rows[place], rows[place - 1], rows[-1]
    here = ours & (audit.c.id == one.id)
    counted = (counter.c.organization_id == team.organization.id) & (counter.c.kind == "audit")
    values = {name: getattr(one, name) for name in ("at", "actor", "place", "action", "subject", "outcome", "code")}
    if how == "edit":
        name, value = dice.choice(
            (
                ("actor", "U9 Eve"),
                ("action", "help"),
                ("subject", 99),
                ("outcome", "refused"),
                ("place", "slack:T1:C"),
                ("code", "0" * 64),
            )
        )
        connection.execute(update(audit).where(here).values({name: value}))
    elif how == "delete":
        connection.execute(delete(audit).where(here))
    elif how == "insert":
        connection.execute(insert(audit).values(organization_id=team.organization.id, id=last.id + 1, **values))
    elif how == "swap":
        connection.execute(update(audit).where(here).values(subject=other.subject, actor=other.actor, code=other.code))
        there = ours & (audit.c.id == other.id)
        connection.execute(update(audit).where(there).values(subject=one.subject, actor=one.actor, code=one.code))
    elif how == "begin later":
        chain = audit_chain.c.organization_id == team.organization.id
        connection.execute(update(audit_chain).where(chain).values(begins=one.id))
        connection.execute(update(audit).where(ours & (audit.c.id < one.id)).values(code="", actor="U9 Eve"))
    elif how == "strip":
        connection.execute(delete(audit_chain).where(audit_chain.c.organization_id == team.organization.id))
        connection.execute(update(audit).where(ours).values(code=""))
    else:
        connection.execute(delete(audit).where(ours & (audit.c.id > one.id)))
        connection.execute(update(counter).where(counted).values(last=one.id))
    if how == "cut and go on":
        more = AuditEntry(NOW, "U1 Mara", "slack:T1:D1", "show", 1, "done")
        team.write_down(connection, [more] * (len(rows) - place + 5))
    return how
