"""What somebody who can write to the database may do to the audit trail."""

from random import Random

from sqlalchemy import delete, insert, select, update

from bot.records import AuditEntry
from storage.tables import audit, audit_chain, counter
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


def tampered(team, dice: Random) -> str:
    """Changes the trail in a way that leaves no trace but in its codes; says how."""
    how = dice.choice(("edit", "delete", "insert", "swap", "cut", "cut and go on", "begin later", "strip"))
    with team.database.engine.connect().execution_options(writes=True) as connection:
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
            connection.execute(
                update(audit).where(here).values(subject=other.subject, actor=other.actor, code=other.code)
            )
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
        connection.commit()
    if how == "cut and go on":
        for _ in range(len(rows) - place + 5):
            team.record(AuditEntry(NOW, "U1 Mara", "slack:T1:D1", "show", 1, "done"))
    return how
