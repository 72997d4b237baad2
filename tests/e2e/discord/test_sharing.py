"""A card is shared with a channel of a Discord of somebody else's making, opened by others, and taken down."""

CARD = "Ilse Okonkwo-Brandt"
MAIL = "ilse@okonkwo-brandt.example"


def test_a_card_is_shared_opened_by_somebody_else_and_taken_down(mara, bob):
    card = mara.slash("show", who="okonkwo-brandt")
    asked = mara.press(card, "Share…")
    assert asked.private
    assert "Share Ilse Okonkwo-Brandt's card in #ml-hiring?" in asked.text
    before = len(mara.proxy.calls)
    told = mara.press(asked, "Share in #ml-hiring")
    post = mara.next_message(before, "ml-hiring")
    assert not post.private
    assert CARD in post.text
    assert "Shared by" in post.text
    assert MAIL not in str(post.payload)
    assert "Shared in #ml-hiring." in told.text
    assert "https://discord.com/channels/" in str(told.payload)
    refused = bob.press(post, "Open")
    assert refused.private
    assert CARD not in refused.text
    assert "no role" in bob.press(post, "Take down").text
    opened = mara.press(post, "Open")
    assert opened.private
    assert MAIL in opened.text
    standing = mara.count_of("Shared by")
    down = mara.press(post, "Take down")
    assert down.private
    assert "Taken down from #ml-hiring." in down.text
    assert mara.count_of("Shared by") == standing - 1


def test_what_was_deleted_by_hand_is_said_to_be_gone(mara):
    asked = mara.slash("ask", line="share achterberg")
    before = len(mara.proxy.calls)
    mara.press(asked, "Share in #ml-hiring")
    post = mara.next_message(before, "ml-hiring")
    mara.deletes(mara.message_with(post, "Take down"), "ml-hiring")
    assert "It was gone from #ml-hiring already." in mara.slash("ask", line="unshare achterberg").text
