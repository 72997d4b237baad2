"""What a store promises about who installed the bot: sealed keys, states that are good once, and nothing else touched."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from bot.installations import Installation
from bot.records import Workspace
from storage.installations import SqlInstallations
from storage.tables import installation, oauth_state, organization
from tests.stores import NOW, cv

OLD, NEW = "an-old-key-that-is-long-enough-for-all", "a-new-key-that-is-long-enough-for-all!"
TESSERA, QUILLON, CORP = (Workspace("slack", one) for one in ("T0TESSERA", "T0QUILLON", "E0CORP"))
TOKEN = "xoxb-very-secret"


def granted(place=TESSERA, token=TOKEN, **changed):
    name = place.id[2:].capitalize()
    whole = place.id.startswith("E")
    url = f"https://{name}.slack.com/"
    return replace(Installation(place, whole, name, token, "U0BOT", "B0BOT", url, "U0MARA", NOW), **changed)


@pytest.fixture
def installs(store):
    return SqlInstallations(store, [OLD])


def dumped(store):
    """All that is kept of installs, as the database has it."""
    with store.database.engine.connect() as connection:
        return str([*connection.execute(select(installation)), *connection.execute(select(oauth_state))])


def test_an_install_is_found_again_as_it_was(installs):
    assert installs.installation(TESSERA) is None
    installs.install(granted())
    installs.install(granted(CORP, "xoxb-of-all"))
    assert installs.installation(TESSERA) == granted()
    assert installs.installation(CORP) == granted(CORP, "xoxb-of-all")
    assert installs.installation(QUILLON) is None
    assert installs.installed("slack") == (granted(CORP, "xoxb-of-all"), granted())
    assert installs.installed("discord") == ()


def test_no_token_lies_open_in_the_database_or_is_printed(store, installs):
    installs.install(granted())
    assert TOKEN not in dumped(store)
    assert TOKEN not in repr(installs.installation(TESSERA))


def test_a_token_that_ends_is_sealed_with_what_renews_it_and_exchanged_whole(store, installs):
    ending = granted(refresh="xoxe-secret", ends=NOW.replace(microsecond=0) + timedelta(hours=12))
    installs.install(ending)
    assert installs.installation(TESSERA) == ending
    assert "xoxe-secret" not in dumped(store) + repr(ending)
    newer = SqlInstallations(store, [NEW, OLD])
    assert newer.reseal() == 1
    assert newer.installation(TESSERA) == ending
    later = replace(ending, token="xoxb-2", refresh="xoxe-2")
    assert newer.renew(ending, later)
    assert not newer.renew(ending, later)
    assert newer.installation(TESSERA) == later


def test_a_token_is_renewed_by_one_process_at_a_time(store, installs):
    ending = granted(refresh="xoxe-secret", ends=NOW)
    assert installs.claim_renewal(ending, at=NOW)
    assert not SqlInstallations(store, [OLD]).claim_renewal(ending, at=NOW)
    assert installs.claim_renewal(ending, at=NOW + timedelta(minutes=10))
    assert installs.claim_renewal(replace(ending, refresh="xoxe-2"), at=NOW)


def test_a_workspace_that_installs_starts_an_organization_of_its_own(store, installs):
    ours = store.organization("Ours")
    installs.install(granted())
    installs.install(granted(QUILLON))
    names = [store.organization_linked(one).name for one in (TESSERA, QUILLON)]
    assert names == ["Tessera", "Quillon"]
    assert store.organization() == ours


def test_one_that_has_our_name_does_not_get_our_data(store, installs):
    ours = store.organization("Tessera")
    installs.install(granted())
    assert store.organization_linked(TESSERA).id != ours.id


def test_one_that_is_linked_stays_where_it_is(store):
    ours = store.organization("Ours")
    SqlInstallations(store, [OLD], home=lambda place: ours if place == TESSERA else None).install(granted())
    assert store.organization_linked(TESSERA) == ours
    SqlInstallations(store, [OLD]).install(granted())
    assert store.organization_linked(TESSERA) == ours


def test_an_install_for_a_whole_company_links_no_workspace_to_anything(store, installs):
    installs.install(granted(CORP))
    with store.database.engine.connect() as connection:
        assert connection.execute(select(organization)).all() == []


def test_installing_again_takes_the_place_of_the_first(store, installs):
    installs.install(granted())
    first = store.organization_linked(TESSERA)
    later = granted(token="xoxb-later", at=NOW + timedelta(days=1))
    installs.install(later)
    assert installs.installed("slack") == (later,)
    assert store.organization_linked(TESSERA) == first


def test_uninstalling_drops_the_key_and_nothing_else(store, installs):
    installs.install(granted())
    installs.install(granted(QUILLON))
    team = store.within(store.organization_linked(TESSERA))
    team.save(cv("Ana"))
    assert installs.uninstall(TESSERA, until=NOW)
    assert installs.installation(TESSERA) is None
    assert not installs.uninstall(TESSERA, until=NOW)
    assert installs.installation(QUILLON) == granted(QUILLON)
    assert (team.count(), store.organization_linked(TESSERA)) == (1, team.organization)


def test_an_uninstall_that_comes_late_leaves_a_newer_install_alone(installs):
    installs.install(granted(at=NOW + timedelta(seconds=1)))
    assert not installs.uninstall(TESSERA, until=NOW)
    assert installs.installation(TESSERA) is not None


def test_after_a_new_key_came_first_the_old_one_can_go(store, installs):
    installs.install(granted())
    both = SqlInstallations(store, [NEW, OLD])
    assert both.installation(TESSERA).token == TOKEN
    assert SqlInstallations(store, [NEW]).installation(TESSERA) is None
    assert both.reseal() == 1
    assert both.reseal() == 0
    assert SqlInstallations(store, [NEW]).installation(TESSERA) == granted()
    assert installs.installation(TESSERA) is None


def test_what_no_key_opens_is_named_and_counts_as_not_installed(store, installs):
    installs.install(granted())
    lost = SqlInstallations(store, [NEW])
    lost.install(granted(QUILLON))
    assert lost.unopened("slack") == (TESSERA,)
    assert [one.workspace for one in lost.installed("slack")] == [QUILLON]
    assert lost.reseal() == 0
    lost.install(granted())
    assert lost.unopened("slack") == ()


def test_a_token_that_was_put_into_another_workspaces_row_opens_for_nobody(store, installs):
    for place in (TESSERA, QUILLON):
        installs.install(granted(place))

    def exchange(connection):
        sealed = connection.scalar(select(installation.c.token).where(installation.c.id == TESSERA.id))
        connection.execute(update(installation).where(installation.c.id == QUILLON.id).values(token=sealed))

    store.database.run(exchange, "write")
    assert installs.unopened("slack") == (QUILLON,)


def test_a_state_is_good_once(installs):
    installs.issue_state("s", at=NOW)
    assert not installs.consume_state("other", at=NOW)
    assert installs.consume_state("s", at=NOW)
    assert not installs.consume_state("s", at=NOW)


def test_a_state_is_good_for_ten_minutes(installs):
    for name in "ab":
        installs.issue_state(name, at=NOW)
    assert installs.consume_state("a", at=NOW + timedelta(minutes=9, seconds=59))
    assert not installs.consume_state("b", at=NOW + timedelta(minutes=10))


def test_states_that_nobody_brought_back_are_dropped_and_none_lies_open(store, installs):
    installs.issue_state("first-state", at=NOW)
    installs.issue_state("second-state", at=NOW + timedelta(minutes=11))
    assert "state" not in dumped(store)
    with store.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM oauth_state")) == 1
