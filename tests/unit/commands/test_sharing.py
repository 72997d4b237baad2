"""share and unshare: a version without contacts, asked about first, posted once, recorded, taken down again."""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.messages import Link, Place
from bot.commands import standing
from bot.digests.post import Undeliverable
from bot.records import Grant, Role, Workspace
from bot.settings import terminal_workspace
from bot.sharing.delivery import Waiting, resumed
from bot.sharing.records import LEASE, OwnMessage
from bot.store import Superseded, Unavailable
from tests.boards import LOST, NOT_IN, Board
from tests.bot import CHANNEL, JONAS, MARA, TEAM, Bot, plain, walk

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
DM = Place(TEAM, "dm", "D01MARA")
TERMINAL = Place(terminal_workspace(), "terminal", "local")
LOCAL = replace(MARA, workspace=terminal_workspace(), id="local")
VERA = replace(JONAS, id="U03VERA", name="Vera")


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def bot(sqlite_store, board):
    bot = Bot(sqlite_store, posters=[board])
    bot.add(NOOR, ILSE)
    for one in (JONAS, VERA):
        bot.tenant.grant(Grant(TEAM, "member", one.id, one.name, Role.RECRUITER, "setup", bot.now))
    return bot


def button(answer, label):
    """The command line behind a button."""
    return next(one.command for one in walk(answer.reply.blocks) if getattr(one, "label", "").startswith(label))


def shared(bot, line="share #1", **more):
    """The answer to the yes."""
    asked = bot.say(line, **more)
    return bot.say(button(asked, "Share in"), **more)


def posted(board):
    """The one post that stands, its place and its words."""
    ((place, reply),) = board.posts.values()
    return place, reply, "\n".join(str(one) for one in strings(reply))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


# ------------------------------------------------------------- a database that fails


class Failing:
    """The store, whose database goes away as soon as something is posted."""

    def __init__(self, store, board):
        self._store, self._board = store, board

    def __getattr__(self, name):
        if self._board.posts and name in ("shared", "record"):
            raise Unavailable
        found = getattr(self._store, name)
        return (lambda *given, **more: Failing(found(*given, **more), self._board)) if name == "within" else found


@contextmanager
def failing(bot, board):
    """The bot works on such a store for a while."""
    real = bot.app._store
    bot.app._store = bot.app._whose._store = Failing(real, board)
    yield
    bot.app._store = bot.app._whose._store = real


def test_what_the_database_broke_off_goes_on_at_once_and_is_posted_once(bot, board):
    line = button(bot.say("share #1"), "Share in")
    with failing(bot, board):
        broken = bot.say(line)
    assert "what is done already is not done twice" in broken.text
    assert "Nothing was changed" not in broken.text
    assert "Shared in #ml-hiring" in bot.say(button(broken, "Try again")).text
    assert (len(board.posts), len(board.keys)) == (1, 1)
    assert "is in #ml-hiring already" in bot.say(line).text


def test_of_two_presses_at_once_one_goes_on_with_what_broke_off(bot, board):
    line = button(bot.say("share #1"), "Share in")
    with failing(bot, board):
        bot.say(line)
    share, others = bot.tenant.share(int(line.split()[-1])), []

    class Meanwhile:
        def resume_share(self, *given, **more):
            others.append(resumed(bot.tenant, share, here=True, now=bot.now))
            return bot.tenant.resume_share(*given, **more)

    assert resumed(Meanwhile(), share, here=True, now=bot.now)
    assert others == [False]


def test_what_stands_there_and_cannot_be_kept_yet_goes_on_once_more(bot, board):
    line = button(bot.say("share #1"), "Share in")
    with failing(bot, board):
        for _ in range(3):
            assert "what is done already is not done twice" in bot.say(line).text
    assert "Shared in #ml-hiring" in bot.say(line).text
    assert len(board.posts) == 1


def test_what_another_process_holds_is_left_to_it_for_some_minutes(bot, board):
    line = button(bot.say("share #1"), "Share in")
    number = int(line.split()[-1])
    bot.tenant.begin_share(number, at=bot.now, here=True, again=timedelta(hours=1))
    assert "on its way to #ml-hiring" in bot.say(line).text
    assert board.keys == []
    bot.now += LEASE
    assert "Shared in #ml-hiring" in bot.say(line).text
    assert len(board.posts) == 1


# ------------------------------------------------------------------- the question


def test_nothing_is_posted_before_it_is_said_what_will_be_seen_by_whom(bot, board):
    asked = bot.say("share #1")
    assert "Share Noor Etxeberria's card in #ml-hiring?" in asked.text
    assert "Read by the 23 members of #ml-hiring" in plain(asked.text)
    assert "Left out: contacts, availability, notes, tags, to-dos, scores" in plain(asked.text)
    assert "Nothing was shared yet" in asked.text
    assert asked.reply.private
    assert board.posts == {}
    assert bot.tenant.shares() == ()


def test_people_of_other_organizations_in_the_channel_are_told_of(bot, board):
    board.outsiders = True
    assert "People of another organization are in it" in bot.say("share #1").text


def test_who_reads_it_is_everybody_where_the_platform_does_not_count(bot, board):
    board.readers = None
    assert "Read by everybody in #ml-hiring, whatever their role" in plain(bot.say("share #1").text)


@pytest.mark.parametrize(
    "line",
    [
        "share noor #jobs",
        "share noor to #jobs",
        "share noor etxeberria in <#C09JOBS|jobs>",
        "share #1 slack:T01TEST:C09JOBS",
    ],
)
def test_another_channel_is_named_in_the_line(bot, board, line):
    shared(bot, line)
    place, *_ = posted(board)
    assert place.id in ("C09JOBS", "C-jobs")


def test_a_channel_that_the_bot_knows_is_found_by_its_name(bot, board):
    jobs = Place(TEAM, "channel", "C09JOBS", "jobs")
    bot.say("digest add every Monday 9:00", place=jobs)
    shared(bot, "share #1 #JOBS")
    assert posted(board)[0].id == "C09JOBS"


def test_in_a_direct_message_a_form_asks_for_the_channel(bot, board):
    asked = bot.say("share #1", place=DM)
    (field,) = asked.reply.form.fields
    assert (asked.reply.form.command, field.picks) == ("share #1", "channel")
    shared_there = bot.say("share #1", place=DM, channel="<#C09JOBS>")
    bot.say(button(shared_there, "Share in"), place=DM)
    assert posted(board)[0].id == "C09JOBS"


@pytest.mark.parametrize("line", ["share", "form share"])
def test_without_anybody_a_form_asks_whom(bot, line):
    form = bot.say(line, place=DM).reply.form
    assert [one.name for one in form.fields] == ["who", "channel"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("share #1 slack:T9:C1", "not in slack:T9"),
        ("share #99 #jobs", "Nobody has the number"),
        ("share all #jobs", "no list"),
        ("share list", "no list"),
        ("share post 7", "no longer open"),
        ("unshare --post 7", "not shared any more"),
        ("unshare #1", "not shared anywhere"),
    ],
)
def test_what_is_not_there_is_said(bot, board, line, said):
    assert said in bot.say(line).text
    assert board.posts == {}


def test_a_channel_that_the_bot_is_not_in_is_said_before_anybody_says_yes(bot, board):
    board.unreachable = NOT_IN
    answer = bot.say("share #1")
    assert "Invite it there with /invite" in answer.text
    assert bot.tenant.share(1) is None


# ----------------------------------------------------------------------- the post


def test_a_shared_card_says_who_shared_it_and_offers_open_and_take_down(bot, board):
    answer = shared(bot)
    place, reply, text = posted(board)
    assert (place.id, reply.private) == (CHANNEL.id, False)
    assert "Shared by Mara" in text
    assert "readable for the 23 members of this channel" in text
    assert "contacts are left out" in text
    assert button(type(answer)(reply), "Open") == "show #1"
    assert button(type(answer)(reply), "Take down") == "unshare --post 1"
    assert reply.text == "Mara shared a candidate."
    assert "Shared in #ml-hiring." in answer.text
    assert answer.reply.private
    assert "https://tessera.example/C01HIRE/17.1" in {
        one.url for one in walk(answer.reply.blocks) if isinstance(one, Link)
    }


def test_open_shows_each_presser_what_their_own_role_may_see(bot, board):
    shared(bot)
    stranger = bot.say("show #1", member=replace(JONAS, id="U09"))
    assert "no role in it yet" in stranger.text
    assert "noor" not in stranger.text.casefold()
    assert bot.say("show #1", member=JONAS).reply.private


def test_a_list_is_shared_as_it_was_seen_with_the_lines_that_prove_it(bot, board):
    bot.say("cuda", member=JONAS)
    answer = shared(bot, "share list", member=JONAS)
    assert "Shared in #ml-hiring." in answer.text
    _, reply, text = posted(board)
    assert re.search(r"\d (person|people) for cuda", text)
    assert "Ilse Okonkwo-Brandt" in text
    assert "CUDA" in text
    assert reply.text == f"Jonas shared {len(reply.names)} {'people' if len(reply.names) > 1 else 'person'}."


def test_the_button_under_a_list_means_those_who_are_shown_whatever_is_seen_since(bot, board):
    found = bot.say("new")
    line = button(found, "Share…")
    bot.say("noor")
    bot.say("cuda")
    shared(bot, line)
    assert sorted(posted(board)[1].names) == [1, 2]


def test_many_people_do_not_fit_in_one_post(sqlite_store, board):
    bot = Bot(sqlite_store, posters=[board])
    bot.add_all()
    assert "at most 8 in one post" in bot.say(f"share {','.join(f'#{one}' for one in range(1, 12))}").text


def test_a_search_for_what_is_left_out_is_not_repeated(bot, board):
    bot.say("tag #1 maybe-not")
    bot.say("note #1 zebra")
    shared(bot, "share #1,#2 --query tag:maybe-not")
    _, _, text = posted(board)
    assert "maybe-not" not in text
    assert "2 people" in text


# -------------------------------------------------------- what may not be in a post

SECRETS = "Call +44 20 7946 0999 or mail vera.private@x.example, see @vera_private"


def test_nothing_that_a_viewer_may_not_see_is_in_any_post(sqlite_store, board):
    """Of every sample CV: no contact, no private data, and nothing that the team wrote."""
    bot = Bot(sqlite_store, posters=[board])
    bot.add_all()
    everybody = bot.tenant.numbers()
    for number in everybody:
        bot.say(f"note #{number} secret note of the team")
        bot.say(f"tag #{number} secrettag")
        bot.say(f"todo #{number} secret todo tomorrow")
        bot.say(f"rate #{number} skills 1: secret score")
        bot.say(f"edit #{number} headline Engineer, {SECRETS}")
    for number in everybody:
        shared(bot, f"share #{number}")
    for start in range(0, len(everybody), 8):
        some = ",".join(f"#{one}" for one in everybody[start : start + 8])
        shared(bot, f"share {some}")
        for query in ("python or rust or cuda or research", "mail:x.example or python", "gmail or github or phone"):
            shared(bot, f"share {some} --query {query}")
    assert len(board.posts) > len(everybody)
    texts = ["\n".join(strings(reply)) for _, reply in board.posts.values()]
    forbidden = {"secret", "secrettag", "vera.private@x.example", "7946 0999", "@vera_private"}
    for number in everybody:
        profile = bot.tenant.dossier(number).profile
        forbidden |= {one.value for one in profile.emails}
        forbidden |= {one.number.value for one in profile.phones}
        forbidden |= {one.url.value for one in profile.links if one.url}
        forbidden |= {one.value for one in profile.availability if len(one.value) > 12}
    assert [(one, text) for one in forbidden for text in texts if one.casefold() in text.casefold()] == []


def test_a_viewers_quotes_are_those_of_the_post(bot, board):
    """What is quoted in a post is quoted to a viewer, too."""
    bot.tenant.grant(Grant(TEAM, "member", VERA.id, "Vera", Role.VIEWER, "setup", bot.now))
    card = bot.say("show #2", member=VERA)
    answer = shared(bot, "share #2")
    quotes = type(answer)(posted(board)[1]).quotes
    assert quotes
    assert set(quotes) <= set(card.quotes)


# ------------------------------------------------------------------------- once


def test_a_second_press_posts_nothing_and_says_where_it_is(bot, board):
    asked = bot.say("share #1")
    bot.say(button(asked, "Share in"))
    again = bot.say(button(asked, "Share in"))
    assert len(board.posts) == 1
    assert "It is in #ml-hiring already." in again.text
    assert [one for one in walk(again.reply.blocks) if isinstance(one, Link)]


def test_the_same_is_not_posted_twice_within_an_hour_whoever_asks(bot, board):
    shared(bot)
    answer = shared(bot, member=JONAS)
    assert "It is in #ml-hiring already." in answer.text
    assert "Shared by Mara" in answer.text
    bot.now += timedelta(hours=2)
    shared(bot, member=JONAS)
    assert len(board.posts) == 2


def test_somebody_else_or_elsewhere_is_another_post(bot, board):
    shared(bot)
    shared(bot, "share #2")
    shared(bot, "share #1 <#C09JOBS|jobs>")
    assert len(board.posts) == 3


def test_whose_question_it_was_says_yes(bot, board):
    asked = bot.say("share #1")
    assert "no longer open" in bot.say(button(asked, "Share in"), member=JONAS).text
    assert board.posts == {}


def test_a_post_that_the_platform_refuses_is_recorded_nowhere_and_can_be_tried_again(bot, board):
    board.faults = [NOT_IN]
    answer = shared(bot)
    assert "Nothing was shared in #ml-hiring." in answer.text
    assert "/invite" in answer.text
    assert bot.tenant.shares() == ()
    assert bot.tenant.messages(1) == ()
    assert "shared" not in bot.say("history #1").text
    bot.say(button(answer, "Try again"))
    assert len(board.posts) == 1


def test_a_lost_answer_is_not_sent_again_unasked(bot, board):
    board.faults = [LOST]
    asked = bot.say("share #1")
    answer = bot.say(button(asked, "Share in"))
    assert "It may stand in #ml-hiring" in answer.text
    assert "may stand" in bot.say(button(asked, "Share in")).text.casefold()
    assert "may stand" in shared(bot).text.casefold()
    assert len(board.keys) == 1
    assert "may stand there" in bot.say("unshare").text
    assert "is not known" in bot.say("unshare #1").text
    shared(bot)
    assert len(board.posts) == 1


def test_parts_that_went_out_before_a_post_broke_off_are_known_and_taken_down(bot, board):
    board.faults = [Undeliverable("Only a part went out.", unknown=True, out=("16.9",))]
    shared(bot)
    assert bot.tenant.messages(1) == (OwnMessage(TEAM, "channel", CHANNEL.id, "16.9"),)
    bot.say("unshare #1")
    assert bot.tenant.messages(1) == ()


# --------------------------------------------------------------------- the record


def test_who_shared_whom_where_is_recorded_and_stands_in_the_history(bot, board):
    shared(bot, "share #1 <#C09JOBS|jobs>", member=JONAS)
    assert "was shared in #jobs (slack) · Jonas" in bot.say("history #1").text
    entry = next(one for one in bot.tenant.audit(limit=5) if one.action == "share")
    assert (entry.actor, entry.place, entry.subject) == ("Jonas", "slack:T01TEST:C09JOBS", 1)
    assert bot.tenant.messages(1) == (OwnMessage(TEAM, "channel", "C09JOBS", "17.1"),)
    bot.say("unshare #1", member=JONAS)
    assert "taken back" in bot.say("history #1").text
    assert "unshare" in {one.action for one in bot.tenant.audit(limit=5)}


def test_undo_takes_down_what_was_shared_last(bot, board):
    shared(bot)
    assert "Taken down from #ml-hiring." in bot.say("undo").text
    assert board.posts == {}
    assert "shared" not in bot.say("undo").text


def test_somebody_who_is_shared_is_not_gone_by_an_undo(bot, board):
    shared(bot, "share #2", member=JONAS)
    added = next(one for one in bot.tenant.history(number=2, limit=9)[1] if one.kind == "document")
    with pytest.raises(Superseded):
        bot.tenant.undo(added.id, at=bot.now)
    bot.say("unshare #2", member=JONAS)
    bot.tenant.undo(added.id, at=bot.now)
    assert bot.tenant.candidate(2) is None


# --------------------------------------------------------------------- taking down


@pytest.mark.parametrize("line", ["unshare noor", "unshare --post 1", "undo #1"])
def test_it_is_deleted_on_the_platform(bot, board, line):
    shared(bot)
    assert "Taken down from #ml-hiring." in bot.say(line).text
    assert (board.posts, bot.tenant.shares(), bot.tenant.messages(1)) == ({}, (), ())
    assert "not shared any more" in bot.say("unshare --post 1").text


def test_only_who_shared_it_and_admins_take_it_down(bot, board):
    shared(bot, member=JONAS)
    refused = bot.say("unshare --post 1", member=VERA)
    assert "You cannot take down what Jonas shared." in refused.text
    assert len(board.posts) == 1
    assert "Taken down" in bot.say("unshare --post 1", member=MARA).text


def test_what_somebody_deleted_there_is_said_to_be_gone(bot, board):
    shared(bot)
    board.posts.clear()
    assert "It was gone from #ml-hiring already." in bot.say("unshare #1").text
    assert bot.tenant.shares() == ()


def test_what_the_platform_does_not_let_go_still_stands(bot, board):
    shared(bot)
    board.undeletable = Undeliverable("Slack refused to take the message down: cant_delete_message")
    answer = bot.say("unshare #1")
    assert "It still stands in #ml-hiring." in answer.text
    assert "cant_delete_message" in answer.text
    assert "cant_delete_message" in bot.say("unshare").text
    board.undeletable = None
    assert "Taken down" in bot.say(button(answer, "Try again")).text


def test_all_that_is_shared_is_listed_with_where_and_by_whom(bot, board):
    assert "Nothing is shared." in bot.say("unshare").text
    shared(bot)
    shared(bot, "share #1 <#C09JOBS|jobs>", member=JONAS)
    every = bot.say("unshare")
    assert "2 posts shared" in every.text
    assert "#jobs · Slack · by Jonas" in every.text
    both = bot.say("unshare #1")
    assert both.names == ["Noor Etxeberria"] * 2
    assert len(board.posts) == 2


# ------------------------------------------------------ from where nothing is reached


@pytest.fixture
def at_once(monkeypatch, bot, board):
    """Another process looks each time that somebody waits for it."""
    other = Waiting(bot.store, [board], clock=lambda: bot.now)
    monkeypatch.setattr(standing, "sleep", lambda _: other.tick())
    return other


def local(bot, line):
    return bot.say(line, member=LOCAL, place=TERMINAL)


@pytest.fixture
def elsewhere(bot):
    """The terminal: a process without any platform."""
    bot.say("digest add every Monday 9:00")
    bot.posters.clear()
    return bot


def test_the_terminal_shares_by_a_running_process(elsewhere, board, at_once):
    asked = local(elsewhere, "share noor #ml-hiring")
    assert "Read by everybody in #ml-hiring" in plain(asked.text)
    assert "Shared in #ml-hiring." in local(elsewhere, button(asked, "Share in")).text
    place, *_ = posted(board)
    assert place.id == CHANNEL.id
    assert "Taken down from #ml-hiring." in local(elsewhere, "unshare noor").text
    assert board.posts == {}


def test_where_no_process_runs_that_is_said_and_nothing_is_posted_later(elsewhere, board, monkeypatch):
    monkeypatch.setattr(standing, "sleep", lambda _: None)
    asked = local(elsewhere, "share noor slack:T01TEST:C01HIRE")
    answer = local(elsewhere, button(asked, "Share in"))
    assert "Nothing was shared" in answer.text
    assert "recruitbot run slack" in answer.text
    Waiting(elsewhere.store, [board]).tick()
    assert board.posts == {}


def test_what_no_process_takes_down_still_stands(elsewhere, board, monkeypatch, at_once):
    asked = local(elsewhere, "share noor #ml-hiring")
    local(elsewhere, button(asked, "Share in"))
    monkeypatch.setattr(standing, "sleep", lambda _: None)
    answer = local(elsewhere, "unshare noor")
    assert "It still stands in #ml-hiring." in answer.text
    at_once.tick()
    assert len(board.posts) == 1


def test_what_another_process_is_refused_is_told_here(elsewhere, board, at_once):
    board.faults = [NOT_IN]
    asked = local(elsewhere, "share noor #ml-hiring")
    assert "/invite" in local(elsewhere, button(asked, "Share in")).text
    board.faults = []
    local(elsewhere, button(local(elsewhere, "share noor #ml-hiring"), "Share in"))
    board.undeletable = Undeliverable("Slack refused to take the message down: cant_delete_message")
    assert "cant_delete_message" in local(elsewhere, "unshare noor").text


def test_a_channel_in_the_terminal_is_written_out(elsewhere):
    for line in ("share noor", "share noor #nowhere", "share noor <#C01HIRE>"):
        assert "share #1 slack:T012:C034" in local(elsewhere, line).text


def test_two_processes_post_what_waits_once(elsewhere, board, monkeypatch):
    monkeypatch.setattr(standing, "sleep", lambda _: [Waiting(elsewhere.store, [board]).tick() for _ in range(3)])
    asked = local(elsewhere, "share noor #ml-hiring")
    local(elsewhere, button(asked, "Share in"))
    assert len(board.keys) == 1


def test_what_is_of_a_workspace_that_no_process_is_in_waits_for_none(elsewhere, at_once, monkeypatch):
    other = Waiting(elsewhere.store, [Board(Workspace("slack", "T9"))])
    monkeypatch.setattr(standing, "sleep", lambda _: other.tick())
    asked = local(elsewhere, "share noor #ml-hiring")
    assert "Nothing was shared" in local(elsewhere, button(asked, "Share in")).text
