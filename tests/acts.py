"""What members, digests and retention do to the same few people, each as one call of the store, after having looked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.channels import Message
from bot.digests.records import Delivery, Digest
from bot.records import AuditEntry, Correction, Draft, Keys, Workspace
from bot.sharing.records import OwnMessage, Share
from bot.work.records import Colleague
from storage import SqlStore
from tests.stores import NOW, cv

LATER = NOW + timedelta(hours=1)
LEASE = timedelta(minutes=10)
BY = {"by": "Mara", "at": LATER}
MARA = Colleague("slack:T:U1", "Mara")
Call = Callable[[], Any]


@dataclass(frozen=True)
class House:
    """An organization with the same people as every other house, seen by somebody through a store of their own."""

    number: int
    store: SqlStore
    team: Any
    place: Workspace
    run: Delivery

    def seen_by(self, store: SqlStore) -> "House":
        return replace(self, store=store, team=store.within(self.team.organization, "slack:T:U1"))

    def plain(self, text: str) -> str:
        """Without what tells it from other houses."""
        owner = self.team.organization
        for own, common in ((self.place.id, "TEAM"), (owner.name, "HOUSE"), (f'"organization_id": {owner.id},', "")):
            text = text.replace(own, common)
        return text


def furnished(store: SqlStore, number: int) -> House:
    """Ana, who applied twice; Bo; Cy; and what a team has of them."""
    organization = store.organization(f"house {number:06d}")
    place = Workspace("slack", f"T{number:06d}")
    store.organization_of(place, default=organization)
    team = store.within(organization, "slack:T:U1")
    ana, bo, cy = (
        cv(name, mails=(f"{name[:2].lower()}@mail.example",), skills={"rust": 1})
        for name in ("Ana Lima", "Bo Ek", "Cy Adler")
    )
    team.save_some([ana, bo, cy])
    kernel = team.add_opening("Kernel", by="Mara", at=NOW)
    team.apply(1, kernel.id, by="Mara", at=NOW)
    team.move(3, "rejected", by="Mara", at=NOW)
    team.note(1, "first", by="Mara", at=NOW)
    team.add_todo(1, "Call her", due=None, owner=MARA, by="Mara", at=NOW)
    team.keep_draft(Draft("8f3a", "bo.md", bo.data, "Mara", NOW), bo.index.keys)
    team.retain("rejected", 30, by="Mara", at=NOW)
    team.warned([3], at=NOW)
    team.named([OwnMessage(place, "channel", "C", "m1")], [1])
    team.ask_share(Share(0, place, "C", "ml", (1, 2), "", "Mara", "U1", NOW))
    for name, due in (("first", NOW), ("second", LATER)):
        team.add_digest(
            Digest(
                0, name, place, "C", "c", "0 9 * * *", "daily", "UTC", "", NOW - timedelta(days=9), due, "active", "mia"
            )
        )
    run = store.claim([place], now=NOW, lease=NOW + LEASE)
    assert run
    store.renew(run, now=NOW, lease=LATER + LEASE, naming=[1, 2, 3])
    team.tag(1, ["gpu"], [], by="Mara", at=NOW)
    return House(number, store, team, place, run)


def moved(house: House, to: str) -> Call:
    seen = house.team.candidate(1)
    return lambda: house.team.move(1, to, version=seen.version, **BY)


def moved_anyhow(house: House) -> Call:
    return lambda: house.team.move(1, "offer", **BY)


def assigned(house: House) -> Call:
    seen = house.team.candidate(1)
    return lambda: house.team.assign(1, MARA, version=seen.version, **BY)


def corrected(house: House, field: str, value: str) -> Call:
    return lambda: house.team.correct(1, [Correction(field, value, "Mara", LATER)])


def noted(house: House) -> Call:
    return lambda: house.team.note(1, "second", **BY)


def note_edited(house: House, text: str) -> Call:
    (note,) = house.team.dossier(1).notes
    return lambda: house.team.edit_note(1, note.id, text, seen=note.text, **BY)


def tagged(house: House) -> Call:
    return lambda: house.team.tag(1, ["compilers"], ["gpu"], **BY)


def done(house: House) -> Call:
    (todo,) = house.team.todos(number=1)
    return lambda: house.team.finish_todo(todo.id, seen=todo, **BY)


def put_off(house: House) -> Call:
    (todo,) = house.team.todos(number=1)
    return lambda: house.team.postpone_todo(todo.id, date(2026, 12, 1), seen=todo, **BY)


def rated(house: House) -> Call:
    return lambda: house.team.rate(1, "new", [("skills", 3)], "", sent=True, **BY)


def undone(house: House) -> Call:
    last = house.team.last_change(number=1)
    return lambda: house.team.undo(last.id, at=LATER)


def merged(house: House, number: int, other: int) -> Call:
    return lambda: house.team.merge(number, other, **BY)


def came_again(house: House) -> Call:
    return lambda: house.team.save(cv("Ana Lima", text="a newer one", mails=("an@mail.example",), at=LATER))


def came(house: House, text: str) -> Call:
    return lambda: house.team.save(cv("Dee Fox", text=text, mails=("dee@mail.example",), opening="Kernel", at=LATER))


def erased(house: House, number: int) -> Call:
    return lambda: house.team.erase(number, by="Mara", at=LATER).number


def expired(house: House) -> Call:
    return lambda: house.team.expire(3, by="retention", at=NOW + timedelta(days=60)).number


def held(house: House, number: int) -> Call:
    return lambda: house.team.hold(number, reason="a claim", **BY)


def ruled(house: House) -> Call:
    return lambda: house.team.retain("rejected", 90, **BY)


def warned(house: House) -> Call:
    return lambda: house.team.warned([1, 3], at=LATER)


def moved_back(house: House) -> Call:
    return lambda: house.team.move(3, "new", **BY)


def stage_dropped(house: House) -> Call:
    was = house.team.stages()
    left = [one for one in was if one.key != "offer"]
    return lambda: house.team.set_stages(left, was=was, key="offer", words="Offer went", **BY)


def stage_renamed(house: House) -> Call:
    was = house.team.stages()
    named = [replace(one, label="Met") if one.key == "interview" else one for one in was]
    return lambda: house.team.set_stages(named, was=was, key="interview", words="Met", **BY)


def opening_closed(house: House) -> Call:
    kernel = next(one for one in house.team.openings() if one.name == "Kernel")
    return lambda: house.team.change_opening(replace(kernel, closed=LATER), words="closed", **BY)


def opening_renamed(house: House) -> Call:
    kernel = next(one for one in house.team.openings() if one.name == "Kernel")
    return lambda: house.team.change_opening(replace(kernel, name="Compilers"), words="renamed", **BY)


def opening_added(house: House) -> Call:
    return lambda: house.team.add_opening("Compilers", **BY)


def applied(house: House) -> Call:
    kernel = next(one for one in house.team.openings() if one.name == "Kernel")
    return lambda: house.team.apply(2, kernel.id, **BY)


def claimed(house: House) -> Call:
    def claim() -> Any:
        run = house.store.claim([house.place], now=LATER, lease=LATER + LEASE)
        return run and (run.digest.name, run.attempt, run.named)

    return claim


def delivered(house: House) -> Call:
    tomorrow = LATER + timedelta(days=1)
    return lambda: house.store.delivered(house.run, [1, 2, 3], messages=["m2"], at=LATER, next_due=tomorrow)


def undelivered(house: House) -> Call:
    return lambda: house.store.undelivered(house.run, fault="not there", retry=LATER)


def renewed(house: House) -> Call:
    return lambda: house.store.renew(house.run, now=LATER, lease=LATER + 9 * LEASE, naming=[1, 2])


def digest_paused(house: House) -> Call:
    return lambda: house.team.pause_digest(house.run.digest.id)


def digest_stopped(house: House) -> Call:
    return lambda: house.team.stop_digest(house.run.digest.id)


def digest_sent(house: House) -> Call:
    return lambda: house.team.send_digest(house.run.digest.id, at=LATER)


def digest_edited(house: House) -> Call:
    changed = replace(house.run.digest, query="rust", words="weekly")
    return lambda: house.team.edit_digest(changed, next_due=LATER + timedelta(days=7))


def digest_added(house: House) -> Call:
    new = replace(house.run.digest, name="third", next_due=LATER)
    return lambda: house.team.add_digest(new).id


def share_begun(house: House) -> Call:
    return lambda: house.team.begin_share(1, at=LATER, here=True, again=timedelta(hours=1))


def shared(house: House) -> Call:
    return lambda: house.team.shared(1, ["m3"], at=LATER)


def share_failed(house: House) -> Call:
    return lambda: house.team.not_shared(1, fault="not there", doubtful=True, messages=["m3"])


def share_withdrawn(house: House) -> Call:
    return lambda: house.team.withdraw_share(1)


def taken_down(house: House) -> Call:
    return lambda: house.team.taken_down(1, **BY)


def named(house: House) -> Call:
    return lambda: house.team.named([OwnMessage(house.place, "channel", "C", "m4")], [1, 2], at=LATER)


def unnamed(house: House) -> Call:
    return lambda: house.team.unnamed([OwnMessage(house.place, "channel", "C", "m1")])


def draft_kept(house: House) -> Call:
    bo = cv("Bo Ek", mails=("bo@mail.example",))
    return lambda: house.team.keep_draft(Draft("8f3b", "bo.md", bo.data, "Mara", LATER), bo.index.keys)


def draft_corrected(house: House) -> Call:
    return lambda: house.team.correct_draft("8f3a", Correction("name", "Bo Ekman", "Mara", LATER), Keys())


def draft_dropped(house: House) -> Call:
    return lambda: house.team.drop_draft("8f3a")


def reported(house: House) -> Call:
    return lambda: house.team.reported("8f3a", Message(house.place, "C", "m5"))


def recorded(house: House) -> Call:
    return lambda: house.team.record(AuditEntry(LATER, "U1 Mara", "slack:T:C", "show", 1, "done"))


def reindexed(house: House) -> Call:
    return lambda: house.team.reindex(1)


def read(house: House) -> Call:
    return lambda: house.team.dossiers([1, 2, 3])


def counted(house: House) -> Call:
    return lambda: (house.team.held(1), house.team.skill_counts())


PERSON: dict[str, Callable[[House], Call]] = {
    "move": lambda house: moved(house, "interview"),
    "move elsewhere": lambda house: moved(house, "screening"),
    "move anyhow": moved_anyhow,
    "assign": assigned,
    "correct the name": lambda house: corrected(house, "name", "Ana Lima Cruz"),
    "correct the mail": lambda house: corrected(house, "emails", "bo@mail.example"),
    "note": noted,
    "edit the note": lambda house: note_edited(house, "one"),
    "edit the note otherwise": lambda house: note_edited(house, "other"),
    "tag": tagged,
    "finish the to-do": done,
    "postpone the to-do": put_off,
    "rate": rated,
    "undo": undone,
    "merge": lambda house: merged(house, 1, 2),
    "merge the other way": lambda house: merged(house, 2, 1),
    "merge with a third": lambda house: merged(house, 3, 2),
    "take a newer CV": came_again,
    "take a new person": lambda house: came(house, "one"),
    "take the new person's other CV": lambda house: came(house, "other"),
    "reindex": reindexed,
    "read": read,
}
ERASING: dict[str, Callable[[House], Call]] = {
    "erase": lambda house: erased(house, 1),
    "erase another": lambda house: erased(house, 2),
    "expire": expired,
    "hold": lambda house: held(house, 1),
    "hold who expires": lambda house: held(house, 3),
    "rule": ruled,
    "warn": warned,
    "move who expires": moved_back,
}
TEAM: dict[str, Callable[[House], Call]] = {
    "drop a stage": stage_dropped,
    "rename a stage": stage_renamed,
    "close the opening": opening_closed,
    "rename the opening": opening_renamed,
    "add an opening": opening_added,
    "apply": applied,
}
DIGESTS: dict[str, Callable[[House], Call]] = {
    "claim": claimed,
    "claim as well": claimed,
    "deliver": delivered,
    "deliver as well": delivered,
    "fail to deliver": undelivered,
    "renew": renewed,
    "pause": digest_paused,
    "stop": digest_stopped,
    "send": digest_sent,
    "edit": digest_edited,
    "add a digest": digest_added,
}
SHARES: dict[str, Callable[[House], Call]] = {
    "begin to share": share_begun,
    "begin to share as well": share_begun,
    "share": shared,
    "fail to share": share_failed,
    "withdraw": share_withdrawn,
    "take down": taken_down,
    "name": named,
    "forget a message": unnamed,
}
DRAFTS: dict[str, Callable[[House], Call]] = {
    "keep a draft": draft_kept,
    "correct a draft": draft_corrected,
    "drop a draft": draft_dropped,
    "report a draft": reported,
    "record": recorded,
    "record as well": recorded,
}
FAMILIES = (PERSON, ERASING, TEAM, DIGESTS, SHARES, DRAFTS)
ACTS = {name: act for family in FAMILIES for name, act in family.items()}
_ACROSS = (
    *((one, other) for one in ("erase", "erase another", "merge") for other in ACTS),
    *((one, other) for one in TEAM for other in ("move anyhow", "take a new person", "undo", "merge", "read")),
    *(("read", other) for other in ("claim", "deliver", "share", "take down", "correct a draft", "record")),
)
"""Of different families."""


def pairs() -> list[tuple[str, str]]:
    """Which methods meet, each as the one that begins, too."""
    within = [(one, other) for family in FAMILIES for one in family for other in family]
    across = [pair for one, other in _ACROSS for pair in ((one, other), (other, one))]
    return list(dict.fromkeys([*within, *across]))
