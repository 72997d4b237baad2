"""How the CV's own words are shown."""

import pytest

from bot.cards.quotes import Quotes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GPUs with a\n    capacity model", "GPUs with a capacity model"),
        ("GPUs with a  \r\n\tcapacity\n\n  model", "GPUs with a capacity model"),
        ("Tessera Labs   (2023 - now)", "Tessera Labs   (2023 - now)"),
        ("**Tessera Labs**  \n  *2023 - now*", "Tessera Labs 2023 - now"),
    ],
)
def test_lines_are_told_as_one_and_a_line_is_as_it_stands(text, shown):
    quote = Quotes({1: text}, contacts=True).of(1, 0, len(text))
    assert "".join(str(getattr(span, "text", span)) for span in quote.spans) == shown
