"""Going on from the last list or answer: which row is meant, and what the whole question is then."""

from bot.cards.wording import sentence
from bot.chat.context import Context
from bot.chat.errors import Refusal, mentioned, searched
from bot.chat.messages import Spans, Typed
from bot.records import Candidate
from bot.search import finding
from bot.search.going_on import Together, further, row_meant, together
from bot.search.people import names_asked


def row(ctx: Context, line: str) -> Candidate | None:
    """Whom "the second one" means; None where a line means no row."""
    if row_meant(line) is None:
        return None
    if not ctx.recent.seen.numbers:
        raise Refusal("There is no list to take somebody from.", ("Search first: ", Typed("cuda triton")))
    return ctx.one(line)


def gone_on(ctx: Context, line: str) -> Together | None:
    """The question that a line makes with the one before it; None where it is a question of its own."""
    more = further(line)
    if more is None or any(finding.bears(ctx.store, name) for name in names_asked(line)):
        return None
    if finding.bears(ctx.store, more.words):
        return Together(more.words)
    asked = ctx.recent.seen.asked
    if not asked:
        advice = ("It goes on from a question. Ask one first: ", Typed("who knows CUDA?"))
        raise Refusal(f"Nothing was asked before “{mentioned(line)}”.", advice, buttons=searched(more.words))
    whole = together(asked, more, ctx.now.date())
    if not whole.line:
        why: Spans = (f"{sentence(whole.left_out)}.",) if whole.left_out else ("The last question was ", Typed(asked))
        raise Refusal(f"“{mentioned(line)}” cannot be added to the last question.", why)
    return whole
