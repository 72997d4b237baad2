"""Who a line means: a number (``#214``), a row of the last list (``2``, "the second one"), or a name; and which opening."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain

from rapidfuzz import fuzz, process

from bot.cards.person import row, shown_name
from bot.cards.wording import people
from bot.chat.context import MOST_ROWS, Recent
from bot.chat.errors import Refusal, short
from bot.chat.messages import Bold, Button, Reply, Spans, Text, Typed
from bot.openings.names import MARK, is_called, meant, title
from bot.openings.records import Opening
from bot.records import Candidate
from bot.search.field_tokens import one_deletion
from bot.search.going_on import LAST, row_meant
from bot.search.people import exact_name, near_names
from bot.search.query import Clause, Query, Term
from bot.search.text import fold, tokens
from bot.store import Tenant

LONGEST_NAME = 5
LONGEST_OPENING = 12
"""Words."""
MOST_OPENINGS = 10
NO_CVS: Spans = ("There are no CVs yet. Send one here, or: ", Typed("add"))


class People:
    """Resolves WHO for one request."""

    def __init__(self, store: Tenant, recent: Recent) -> None:
        self._store, self._recent = store, recent

    def one(self, who: str, again: Callable[[str], str]) -> Candidate:
        """The person; `Refusal` for nobody or several, whose buttons run the line that ``again`` makes of a number."""
        if who.lstrip("#").isdecimal() and len(who) < 12:
            return self._numbered(who)
        if (meant_row := row_meant(who)) is not None:
            seen = self._recent.seen
            return self._numbered(str(meant_row if meant_row != LAST else seen.first + len(seen.numbers) - 1))
        found = self.named(who)
        exact = [one for one in found if fold(one.name) == fold(who)]
        if len(found) == 1 or len(exact) == 1:
            return (exact or list(found))[0]
        if not found:
            raise self._nobody(who, again)
        raise Which(who, found, again)

    def rows(self, listed: str) -> tuple[Candidate, ...]:
        """The people of rows (``1-4``) or numbers (``#14-#17``), or of the whole last list (``all``)."""
        if listed.casefold() == "all":
            if not (seen := self._recent.seen.numbers):
                raise Refusal("There is no list to mean all of.", ("Show one first: ", Typed("new")))
            return self._store.candidates(seen)
        first, last = listed.split("-")
        own = first.startswith("#")
        low, high = int(first.lstrip("#")), int(last.lstrip("#"))
        if last.startswith("#") > own or high < low or high - low >= MOST_ROWS:
            raise Refusal(f"{listed} are no rows.", ("For example ", Typed("tag 1-4 gpu")))
        return tuple(self._numbered(f"{'#' * own}{one}") for one in range(low, high + 1))

    def leading(self, words: Sequence[str]) -> int:
        """How many of the first words name somebody, each spelt as in one person's name; 0 where none do."""
        for length in range(min(len(words), LONGEST_NAME), 0, -1):
            if not tokens(words[length - 1]):
                continue  # an emoji behind a name begins what follows
            said = " ".join(words[:length])
            if row_meant(said) is not None or self._found(_spelt(said), limit=1):
                return length
        return 0

    def opening(self, name: str, again: Callable[[str], str]) -> Opening:
        """As `one`, for an opening."""
        return which_opening(self._openings, name, again)

    def names_opening(self, name: str) -> bool:
        """Whether the words may mean an opening."""
        return bool(name and meant(self._openings, name))

    def opening_words(self, words: Sequence[str]) -> int:
        """How many of the first words are the whole name of an opening; 0 where none are."""
        sizes = range(min(len(words), LONGEST_OPENING), 0, -1)
        return next(
            (size for size in sizes if any(is_called(one, " ".join(words[:size])) for one in self._openings)), 0
        )

    @cached_property
    def _openings(self) -> tuple[Opening, ...]:
        return self._store.openings()

    def named(self, who: str, *, limit: int = 6) -> tuple[Candidate, ...]:
        """The people whose name has these words; where nobody has them, in other forms; then with a typing mistake."""
        readings = chain((_spelt(who), exact_name(who)), near_names(who, self._store.names_like))
        return next(filter(None, (self._found(one, limit=limit) for one in readings)), ())

    def _found(self, query: Query | None, *, limit: int) -> tuple[Candidate, ...]:
        return self._store.candidates(self._store.search(query, limit=limit).numbers) if query else ()

    def _numbered(self, who: str) -> Candidate:
        if not who.startswith("#"):
            number = self._recent.number(int(who))
            if number is None and self._recent.goes_on_to(int(who)):
                last = self._recent.seen.first + len(self._recent.seen.numbers) - 1
                raise Refusal(
                    f"You have seen your last list up to row {last}.", (Typed("more"), " shows the next rows.")
                )
            if number is None:
                raise Refusal(
                    f"There is no row {who} in your last list.",
                    (f"A person's own number has a mark before it: #{who}. A name works too.",),
                )
            who = f"#{number}"
        number = int(who.lstrip("#"))
        if candidate := self._store.candidate(number):
            return candidate
        if gone := self._store.erased(number):
            raise Refusal(
                f"Candidate {number} was erased by {gone.by} on {gone.at.date().isoformat()}.", ("For good.",)
            )
        raise Refusal(f"Nobody has the number {who}.", ("A name works too: ", Typed("show noor"), "."))

    def _nobody(self, who: str, again: Callable[[str], str]) -> Refusal:
        near = nearest(self._store, who)
        advice: Spans = ("The nearest names:",) if near else ("Type ", Typed("new"), " to see who is there.")
        if not near and not self._store.count():
            advice = NO_CVS
        buttons = tuple(Button(shown_name(one), again(f"#{one.number}")) for one in near)
        return Refusal(f"Nobody is called {who}.", advice, buttons=buttons)


class Which(Refusal):
    """Several people fit; the reply lists them, each with the line that goes on."""

    asks = True

    def __init__(self, who: str, found: Sequence[Candidate], again: Callable[[str], str]) -> None:
        super().__init__(f"Which {who}?")
        self.who, self.found, self.again = who, found, again

    @property
    def beside(self) -> str:
        fitting = ", ".join(f"#{one.number} {shown_name(one)}" for one in self.found[:5])
        return f"Which {self.who}? {people(len(self.found))} fit, by number: {fitting}."

    def reply(self) -> Reply:
        rows = tuple(row(one, open_with=self.again(f"#{one.number}")) for one in self.found[:5])
        head = Text((Bold(f"Which {self.who}?"), f" {people(len(self.found))} fit."))
        return Reply((head, *rows), text=f"Which {self.who}? " + "; ".join(map(shown_name, self.found)))


def which_opening(known: Sequence[Opening], name: str, again: Callable[[str], str]) -> Opening:
    """The opening; `Refusal` for none or several, whose buttons run the line that ``again`` makes."""
    found = meant(known, name)
    if len(found) == 1:
        return found[0]
    said = short(name.strip())
    if found:
        buttons = tuple(Button(title(one), again(f"{MARK}{one.id}")) for one in found[:MOST_OPENINGS])
        raise Refusal(f"Which {said}?", (f"{len(found)} openings fit.",), buttons=buttons)
    there = ", ".join(title(one) for one in known[:MOST_OPENINGS] if one.name)
    advice: Spans = (f"There is {there}.",) if there else ("To add one: ", Typed("opening add NAME"))
    raise Refusal(f"There is no opening {said}.", advice)


def nearest(store: Tenant, who: str) -> tuple[Candidate, ...]:
    """People with a name token that looks like one of the words."""
    numbers: list[int] = []
    for word in tokens(who)[:LONGEST_NAME]:
        known = store.names_like(sorted({key for form in one_deletion(word) for key in one_deletion(form)}))
        for token, _, _ in process.extract(word, known, scorer=fuzz.ratio, score_cutoff=70, limit=3):
            numbers += [one.number for one in store.names(token, limit=3)]
    return store.candidates(tuple(dict.fromkeys(numbers))[:3])


def _spelt(who: str) -> Query | None:
    """The words as tokens of one name, in any order."""
    groups = tuple((token,) for token in tokens(who))
    return Query((Clause((Term("field", who, field="name", groups=groups),)),), who) if groups else None
