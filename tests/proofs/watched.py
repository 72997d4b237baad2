"""The code that decides, by what it decides about, and the tests that have to notice when it decides wrongly."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Watch:
    modules: Mapping[str, tuple[str, ...]]
    """Modules, and what of them decides: functions and statements made once."""
    tests: tuple[str, ...]
    """The quickest first."""
    first: Mapping[str, str]
    """The tests of a module itself: most faults are noticed by them, in a second."""

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.partition("::")[0] for one in self.tests))


MATRIX = "tests/contract/test_access_matrix.py"
RUNS = "test_a_command_runs_for_who_may_run_it_and_for_nobody_else"
FORMS = "test_a_form_is_given_for_what_may_be_run_and_for_nothing_else"
ACCESS = Watch(
    modules={
        "bot.chat.access": (
            "role_of",
            "demanding",
            "allows",
            "may",
            "shown_to",
            "_block",
            "_item",
            "_group",
            "refused",
        ),
        "bot.chat.app": ("admits", "_completed", "_answer", "_rerun"),
        "bot.chat.whose": ("tenant",),
        "storage.access": (
            "_here",
            "_is_member",
            "_is_group",
            "_ROLES",
            "_REVOKE",
            "role",
            "grant",
            "revoke",
            "_grant",
        ),
        "adapters.slack.members": ("_groups_of", "_by_user", "_outsider"),
        "adapters.discord.members": ("member",),
    },
    tests=(
        "tests/unit/chat/test_app.py",
        "tests/unit/chat/test_access.py",
        "tests/unit/slack/test_members.py",
        "tests/unit/discord/test_members.py",
        "tests/unit/commands/test_access.py",
        "tests/contract/test_store_access.py",
        "tests/unit/chat/test_restraint.py",
        # of the matrix the rows that differ
        f"{MATRIX}::test_a_reply_offers_what_its_reader_may_run_and_nothing_else",
        f"{MATRIX}::test_what_is_completed_is_for_who_may_run_the_command",
        *(
            f"{MATRIX}::{RUNS}[each surface-{who}-slack]"
            for who in ("nobody", "guest with a role", "viewer", "recruiter")
        ),
        *(
            f"{MATRIX}::{RUNS}[each surface-{who}-discord]"
            for who in ("guest with a role", "viewer", "admin of the platform")
        ),
        f"{MATRIX}::{FORMS}[each surface-viewer-slack]",
    ),
    first={
        "bot.chat.access": "tests/unit/chat/test_access.py",
        "storage.access": "tests/contract/test_store_access.py",
        "adapters.slack.members": "tests/unit/slack/test_members.py",
        "adapters.discord.members": "tests/unit/discord/test_members.py",
    },
)
"""Who may do what, and what they are shown."""
CLAIMS = Watch(
    modules={
        "storage.deliveries": (
            *(
                "claim",
                "delivered",
                "undelivered",
                "renew",
                "_opened",
                "_delivery",
                "_as_they_are_now",
                "_tell",
                "_add",
            ),
            *("_key", "_one_of", "_linked_elsewhere", "_posting", "_ours", "_of_digest", "_is_open", "_open"),
            *("_waiting", "_due", "_WAITING", "_REPORTED", "_IN_DOUBT", "_NOW", "_this", "_unchanged", "_held"),
            *("_TAKE", "_RENEW", "_CLOSE", "_TRY_AGAIN", "_GIVE_UP", "_DELIVERY", "_of_this", "_as_claimed"),
            *("_ADVANCE", "_GO_ON", "_WAIT_FOR_SOMEBODY", "_unstopped", "_PAUSE", "_BLAME", "_TOLD"),
        ),
        "storage.turns": ("busy", "taken", "passed_on", "_set"),
        "storage.shares": (
            *("begin_share", "resume_share", "leave_share", "withdraw_share", "claim_share", "_share_goes", "_holding"),
            *("_this", "_TWINS", "_one_of_others", "_WAITING"),
        ),
        "storage.following": ("claim_outdated", "not_written", "written_anew"),
        "storage.own_posts": ("_outdated_own", "_own_taken_up", "_OUTDATED", "_this", "_TAKE", "_WRITTEN", "_LATER"),
        "storage.posts": (
            *("take_post", "_outdated", "_taken_up", "_OUTDATED", "_THIS", "_TAKE", "_TAKE_THIS", "_COUNTED"),
            *("_WRITTEN", "_LATER"),
        ),
        "storage.retention": ("claim_retention", "keep_retention", "retention_ran", "_here", "_DUE", "_HELD"),
        "storage.leftovers": (
            *("claim_leftover", "leftover_gone", "leftover_stays", "claim_finished", "finished_told", "_claimed"),
            *("_here", "_DUE", "_THIS", "_HOME", "_unfinished", "_untold", "_FINISHED", "_PLACES", "_this"),
            *("_TELL", "_TOLD"),
        ),
        "storage.installations": ("claim_renewal",),
        "storage.store": ("first_time", "first_lately", "_untold"),
        "storage.intents": (
            *("begin_intent", "end_intents", "hold_intents", "interrupted", "told_interrupted", "_overdue"),
            *(
                "_interrupted",
                "_end",
                "_taking",
                "_by_message",
                "_ENDED",
                "_HELD",
                "_TELLING",
                "_OVERDUE",
                "_INTERRUPTED",
            ),
        ),
    },
    tests=(
        "tests/contract/test_store_presses.py",
        "tests/contract/test_store_deliveries.py",
        "tests/contract/test_store_digests.py",
        "tests/contract/test_store_intents.py",
        "tests/contract/test_store_turns.py",
        "tests/contract/test_store_posts.py",
        "tests/contract/test_store_sharing.py",
        "tests/contract/test_store_retention.py",
        "tests/contract/test_store_leftovers.py",
        "tests/contract/test_store_installations.py",
        "tests/unit/digests/test_alarms.py",
        "tests/contract/test_store_quicker.py",
    ),
    first={
        "storage.deliveries": "tests/contract/test_store_deliveries.py",
        "storage.turns": "tests/contract/test_store_turns.py",
        "storage.shares": "tests/contract/test_store_sharing.py",
        "storage.following": "tests/contract/test_store_posts.py",
        "storage.own_posts": "tests/contract/test_store_posts.py",
        "storage.posts": "tests/contract/test_store_posts.py",
        "storage.retention": "tests/contract/test_store_retention.py",
        "storage.leftovers": "tests/contract/test_store_leftovers.py",
        "storage.installations": "tests/contract/test_store_installations.py",
        "storage.intents": "tests/contract/test_store_intents.py",
        "storage.store": "tests/contract/test_store_presses.py",
    },
)
"""Who has something to do alone: a digest that is due, a share, a post to write anew, an event."""
WATCHED = {"access": ACCESS, "claims": CLAIMS}
