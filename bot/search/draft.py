"""The query while its line is read: how what is asked next goes together with what was asked before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from bot.search.papers import Asked
from bot.search.query import Clause, Term

MOST_CLAUSES = 40
MOST_TERMS = 40


@dataclass(slots=True)
class Draft:
    """All clauses must hold, and each holds by any of its terms: (a b) or c is kept as (a or c) (b or c)."""

    clauses: list[Clause] = field(default_factory=list)
    stages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    proof: int = 0
    left_out: list[str] = field(default_factory=list)
    joins: bool = False
    """What comes next is one more choice of what came last."""
    negates: bool = False
    """What comes next must not be."""
    last: list[Clause] = field(default_factory=list)
    """What came last: a clause, or those of a parenthesis."""
    whole: list[Clause] = field(default_factory=list)
    """What came last with what stands before it for one thing, as the students of a school: of anything but one more school it is the choice."""
    turned: bool = False
    """The last one was turned round by a word: "not a or b" leaves out both."""

    denied: bool = False
    """What came last was denied and is left out: "no children"."""
    listed: bool = False
    """A comma stands before what comes next."""
    papers: list[Clause] = field(default_factory=list)
    """The clauses about the papers that a question speaks of."""
    paper: Asked = field(default_factory=Asked)
    """What it says of those papers before it names a venue."""
    subject: str = ""
    """What the last run of words spoke of, as far as that has times of its own."""

    @property
    def narrowed(self) -> bool:
        return bool(self.stages or self.since or self.until)

    def add(self, clause: Clause | None, *, negated: bool = False) -> None:
        if clause is not None and clause.terms:
            self.add_all([clause], negated=negated)

    def add_all(self, clauses: Sequence[Clause], *, negated: bool = False) -> None:
        joins, turned = self.joins and bool(self.last), self.negates or (self.joins and self.turned)
        new = [replace(one, negated=one.negated ^ (negated or turned)) for one in clauses]
        self.joins = self.negates = False
        if joins and self.last == self.whole[-1:] and any(one.terms[0].field != "now" for one in new):
            self.last = self.whole
        if joins:
            choices = _either(self.last, new)
            if choices:
                kept = {term.label for one in choices for term in one.terms}
                said = dict.fromkeys(term.label for one in new for term in one.terms)
                self.left_out += [f"“or {label}”" for label in said if label not in kept]
                del self.clauses[len(self.clauses) - len(self.last) :]
                new = choices
            else:
                self.left_out.append("“or” beside what must not be")
        self.last, self.turned = new[: MOST_CLAUSES - len(self.clauses)], turned
        self.clauses += self.last

    def leave_out(self, said: str) -> None:
        """What a word before it turned round, or gave a choice of, goes with it."""
        self.left_out.append(said)
        self.joins = self.negates = False

    def take(self, group: "Draft", *, negated: bool) -> None:
        """What stood in a parenthesis."""
        if group.clauses:
            self.add_all(group.clauses, negated=negated)
        self.stages = group.stages or self.stages
        self.since, self.until = group.since or self.since, group.until or self.until
        self.proof = group.proof or self.proof
        self.left_out += group.left_out


def _either(some: Sequence[Clause], others: Sequence[Clause]) -> list[Clause]:
    """One or the other, as clauses that all must hold; none where no such clauses say it."""
    negated = {one.negated for one in (*some, *others)}
    if len(negated) > 1 or (True in negated and len(some) + len(others) > 2):
        return []
    return [
        Clause(_fitting(tuple(dict.fromkeys((*a.terms, *b.terms)))), a.negated)
        for a, b in list(product(some, others))[:MOST_CLAUSES]
    ]


def _fitting(terms: Sequence[Term]) -> tuple[Term, ...]:
    """As many as a clause may have; of a choice that takes several, all or none."""
    ends = [at for at in range(1, len(terms) + 1) if at == len(terms) or terms[at].label != terms[at - 1].label]
    return tuple(terms[: max(at for at in (0, *ends) if at <= MOST_TERMS)])
