"""CVs that wait to be confirmed go with whoever was erased."""

from contextlib import suppress
from datetime import datetime

from bot import intake
from bot.cv import Unreadable
from bot.profile import Reader
from bot.store import Tenant, WasErased


def drop_drafts(store: Tenant, read: Reader, *, now: datetime) -> None:
    """Those that are of somebody who was erased."""
    for key in store.waiting_drafts(at=now):
        draft = store.draft(key, at=now)
        with suppress(Unreadable):
            try:
                if draft:
                    given, opening = draft.corrections, draft.opening
                    store.recognise(
                        intake.receive(
                            read, draft.name, draft.data, by=draft.by, at=now, corrections=given, opening=opening
                        )
                    )
            except WasErased:
                store.drop_draft(key)
