"""What a platform's messages have no room for: long lines behind buttons, presses at once, somebody's direct messages."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bot.chat.presses import KEPT, TWICE, key_of
from bot.records import Workspace

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LINE = "find " + "cuda or triton " * 20


def kept(tenant, line=LINE, at=NOW):
    tenant.keep_lines({key_of(line): line}, at=at)
    return key_of(line)


def test_a_long_line_comes_back_by_its_key_in_its_own_organization_alone(store):
    own = store.within(store.organization("Tessera Labs"))
    other = store.within(store.organization_of(Workspace("discord", "9")))
    key = kept(own)
    assert own.kept_line(key) == LINE
    assert other.kept_line(key) == ""
    assert own.kept_line(key_of("find rust")) == ""


def test_a_line_lives_as_long_as_messages_with_it_are_sent(store):
    own = store.within(store.organization("Tessera Labs"))
    key = kept(own)
    store.tidy(NOW + KEPT)
    kept(own, at=NOW + KEPT)
    store.tidy(NOW + 2 * KEPT)
    assert own.kept_line(key) == LINE
    store.tidy(NOW + 2 * KEPT + timedelta(seconds=1))
    assert own.kept_line(key) == ""


def test_a_press_counts_again_after_a_moment(store):
    presses = [store.first_lately("p", at=NOW + after, within=TWICE) for after in (0 * TWICE, TWICE / 2, TWICE * 0.9)]
    assert presses == [True, False, False]
    assert store.first_lately("p", at=NOW + TWICE, within=TWICE)
    assert store.first_lately("q", at=NOW, within=TWICE)


def test_of_presses_at_once_one_counts(store):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.first_lately("p", at=NOW, within=TWICE), range(8)))
    assert sorted(found) == [False] * 7 + [True]


def test_whose_direct_messages_belong_where_is_remembered_and_can_be_changed(store):
    assert store.direct_of("discord", "703") is None
    for server in ("700", "800"):
        store.direct_to(Workspace("discord", server), "703", at=NOW)
    assert store.direct_of("discord", "703") == Workspace("discord", "800")
    assert store.direct_of("slack", "703") is store.direct_of("discord", "704") is None
