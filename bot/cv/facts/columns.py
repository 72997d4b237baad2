"""What the columns of a table hold, as its header row says."""

from dataclasses import replace

from bot.cv.facts.dates import Period, periods
from bot.cv.facts.disclaimers import denies
from bot.cv.passage import EMPTY, Line, Passage, joined
from bot.cv.words import kinds, phrases


def roles_of(header: Line) -> tuple[str, ...]:
    """The kind of each column: "organization", "title", "date", "begun" and "ended"; blank where no list knows it."""
    return tuple(_role(_called(cell)) for cell in header.cells)


def roles_of_papers(header: Line) -> tuple[str, ...]:
    """As `roles_of`; where a paper is stands for its venue."""
    roles = roles_of(header)
    called = map(_called, header.cells)
    if "venue" in roles:
        return roles
    return tuple("venue" if one in phrases("columns.where") else role for one, role in zip(called, roles, strict=True))


def span_between(cells: tuple[Passage, ...], roles: tuple[str, ...]) -> Period | None:
    """``From | To``: a column of beginnings and one of ends."""
    held = {role: cell for role, cell in zip(roles, cells, strict=False) if cell}
    began, ended = periods(held.get("begun", EMPTY)), periods(held.get("ended", EMPTY))
    if len(began) != 1 or began[0].ranged or "ended" not in roles:
        return None
    until = held.get("ended", EMPTY).trim()
    end = ended[0].last if len(ended) == 1 and not ended[0].ranged else None
    if until.folded.strip(" .") in phrases("dates.present"):
        end = until.derived("present", "date.present")
    first = began[0]
    return Period(first.at, first.to, first.start, end, ranged=True, expected=any(one.expected for one in ended))


def without_unknown(header: Line, row: Line) -> Line:
    """A row of skills without what stands under ``None`` or ``Never used``."""
    denied = {at for at, cell in enumerate(header.cells) if denies(_called(cell))}
    cells = tuple(cell for at, cell in enumerate(row.cells) if at not in denied)
    return replace(row, cells=cells, passage=joined(filter(None, cells)) or EMPTY) if denied else row


def lists_by_level(header: Line, row: Line) -> list[tuple[Passage | None, Passage]] | None:
    """``Strong | Some``: a list under each level; nothing where the columns hold something else."""
    heads = [cell for cell in header.cells if not denies(_called(cell))]
    if not heads or not all(_called(head) in _LEVELS for head in heads):
        return None
    return [(head, cell) for head, cell in zip(heads, row.cells, strict=False) if cell.trim()]


def _role(called: str) -> str:
    return kinds("labels").get(called) or kinds("columns").get(called, "")


def _called(cell: Passage) -> str:
    return cell.folded.strip(" *:：")


_LEVELS = phrases("skills.levels") | phrases("columns.levels")
