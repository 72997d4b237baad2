"""`SECRET_KEY` is changed while two processes work, as docs/deploy.md has it: neither meets anything that it cannot open."""

from datetime import timedelta
from multiprocessing import Pipe
from types import SimpleNamespace

from adapters.slack.rotation import Rotation
from bot.installations import Installation
from bot.records import AuditEntry, Workspace
from bot.settings import Settings
from storage import open_store
from storage.installations import SqlInstallations
from tests.processes import forked
from tests.stores import NOW

OLD, NEW = "an-old-key-that-is-long-enough-for-all", "a-new-key-that-is-long-enough-for-all!"
STEPS = ((OLD,), (OLD, NEW), (NEW, OLD), (NEW,))
"""What `SECRET_KEY` says, one after the other."""
PLACE = Workspace("slack", "T0TESSERA")
ENDS = NOW + timedelta(hours=12)
ROUNDS = 3
PATIENCE = 60


def granted(token, refresh):
    url = "https://tessera.slack.com/"
    return Installation(PLACE, False, "Tessera", token, "U0BOT", "B0BOT", url, "U0MARA", NOW, refresh, ENDS)


class Process:
    """One that serves until it is told to end, as it was started: its tokens and trail are opened again and again."""

    def __init__(self, url, keys):
        self.pipe, theirs = Pipe()
        self.process = forked(serve, url, keys, theirs)
        self.worked()

    def worked(self):
        """It went through some more requests, and every one of them was answered."""
        for _ in range(ROUNDS):
            self.pipe.send("on")
            assert self.pipe.poll(PATIENCE)
            assert self.pipe.recv() == "answered"

    def end(self):
        self.pipe.send("end")
        self.process.join(PATIENCE)
        assert self.process.exitcode == 0


def serve(url, keys, pipe):
    store = open_store(url, keys=keys)
    store.reseal()
    installs = SqlInstallations(store, keys)
    installs.reseal()
    team = store.within(store.organization_linked(PLACE))
    while pipe.recv() == "on":
        was = installs.installation(PLACE)
        renewed = was is not None and installs.renew(was, granted(f"{was.token}.", f"{was.refresh}."))
        team.record(AuditEntry(NOW, "Mara", "DM", "show", 1, "done"))
        pipe.send("answered" if renewed and team.trail_faults() == () else f"{was} {team.trail_faults()}")
    store.close()


def test_a_key_is_changed_with_nobody_noticing(url):
    store = open_store(url, keys=[OLD])
    SqlInstallations(store, [OLD]).install(granted("xoxb", "xoxe"))
    both = [Process(url, STEPS[0]) for _ in range(2)]
    for keys in STEPS[1:]:
        for at in range(2):
            both[at].end()
            both[1 - at].worked()
            both[at] = Process(url, keys)
            both[1 - at].worked()
    for one in both:
        one.end()
    store.close()
    assert found_by(url, OLD) is None
    renewals = (2 + 3 * 2 * 3) * ROUNDS
    assert found_by(url, NEW) == granted(f"xoxb{'.' * renewals}", f"xoxe{'.' * renewals}")


def found_by(url, key):
    store = open_store(url, keys=[key])
    found = SqlInstallations(store, [key]).installation(PLACE)
    assert any("SECRET_KEY" in one for one in store.trail_faults()) == (found is None)
    store.close()
    return found


def rotation(store, exchange):
    given = {"slack_client_id": "1.2", "slack_client_secret": "secret", "slack_signing_secret": "s", "secret_key": OLD}
    settings = Settings(_env_file=None, **given)
    client = SimpleNamespace(client=SimpleNamespace(oauth_v2_access=exchange))
    return Rotation(settings, SqlInstallations(store, [OLD]), lambda _: client, lambda: ENDS)


def exchanging(url, pipe):
    """Another process, which Slack lets wait for its answer."""

    def exchange(*, refresh_token, **_):
        pipe.send(refresh_token)
        pipe.recv()
        return {"access_token": "xoxb-2", "refresh_token": "xoxe-2", "expires_in": 43200, "token_type": "bot"}

    store = open_store(url, keys=[OLD])
    rotation(store, exchange).turn()
    store.close()


def test_while_one_process_renews_a_token_another_does_not_and_both_go_on(url):
    store, asked = open_store(url, keys=[OLD]), []
    installs = SqlInstallations(store, [OLD])
    installs.install(granted("xoxb-1", "xoxe-1"))
    ours, theirs = Pipe()
    other = forked(exchanging, url, theirs)
    assert ours.poll(PATIENCE)
    assert ours.recv() == "xoxe-1"
    here = rotation(store, lambda **given: asked.append(given))
    here.turn()
    assert installs.installation(PLACE).token == "xoxb-1"
    ours.send("answer")
    other.join(PATIENCE)
    assert other.exitcode == 0
    assert (installs.installation(PLACE).token, installs.installation(PLACE).refresh) == ("xoxb-2", "xoxe-2")
    here.turn()
    assert asked == []
    store.close()
