"""What the core knows of each platform where people chat stands in one row."""

from bot.chats import CHATS, chat_of
from bot.commands.access import ADDRESS
from bot.records import Workspace


def test_an_address_is_written_out_for_each():
    for name in CHATS:
        assert ADDRESS.fullmatch(f"{name}:T1:&S2")["platform"] == name
    assert ADDRESS.fullmatch("elsewhere:T1:U2") is None


def test_a_workspace_that_is_none_of_theirs_is_a_workspace_all_the_same():
    assert chat_of(Workspace("terminal", "local")).workspace == "workspace"
    assert chat_of(Workspace("terminal", "local")).dropped is None
