"""Large pages: the memory holds what it held."""

from bot.cv.sandbox.pages import gather


def test_memory_holds_what_it_held_after_it_was_gathered():
    held = {number: str(number) * 100 for number in range(50_000)}
    gather()
    assert all(held[number] == str(number) * 100 for number in range(50_000))
