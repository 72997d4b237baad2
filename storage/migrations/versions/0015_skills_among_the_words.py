"""Skills are indexed among the words, so that whoever has several is found at once; runs of words are hashed faster."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from storage.fulltext import SPAN, Kept, runs
from storage.marks import marks

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_SHOWN = sa.text(
    "SELECT candidate, skill, strength FROM search_skill"
    " WHERE organization_id = :organization AND candidate BETWEEN :first AND :last ORDER BY candidate, skill"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _on_sqlite() -> None:
    connection = op.get_bind()
    op.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    find = sa.text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")
    keep = sa.text("UPDATE search_words_said SET words = :text WHERE id = :id")
    some = sa.text("SELECT id, words FROM search_words_said WHERE id > :after ORDER BY id LIMIT :size")
    after = -1
    while rows := connection.execute(some, {"after": after, "size": _AT_ONCE}).all():
        for organization, texts in _by_organization(rows):
            marked = _marks(organization, sorted(texts))
            kept = {number: Kept(Kept.of(text).words, marked.get(number, ())) for number, text in texts.items()}
            ids = {number: organization * SPAN + number for number in kept}
            connection.execute(find, [{"id": ids[number], "words": one.looked_up} for number, one in kept.items()])
            connection.execute(keep, [{"id": ids[number], "text": one.text} for number, one in kept.items()])
        after = rows[-1].id


def _by_organization(rows: Sequence[sa.Row[tuple[int, str]]]) -> Iterator[tuple[int, Mapping[int, str]]]:
    found: dict[int, dict[int, str]] = {}
    for row in rows:
        organization, number = divmod(row.id, SPAN)
        found.setdefault(organization, {})[number] = row.words
    yield from found.items()


def _on_postgresql() -> None:
    connection = op.get_bind()
    put = sa.text(
        "UPDATE search_text SET runs = :runs, words = words || array_to_tsvector(CAST(:marks AS text[]))"
        " WHERE organization_id = :organization AND candidate = :number AND part = 0"
    )
    people = connection.execute(sa.text("SELECT organization_id, candidate FROM search_text WHERE part = 0")).all()
    for organization, number in people:
        found = sorted({bucket for part in _parts(organization, number) for bucket in runs(part)})
        marked = [*_marks(organization, [number]).get(number, ())]
        mine = {"organization": organization, "number": number}
        connection.execute(put, {**mine, "runs": found, "marks": marked})


def _parts(organization: int, number: int) -> Iterator[list[str]]:
    """The words of each part in the order in which they stand. Where one has no place, it is in no phrase."""
    placed = sa.text(
        "SELECT part, place, lexeme FROM search_text, unnest(words), unnest(positions) AS place"
        " WHERE organization_id = :organization AND candidate = :number ORDER BY part, place"
    )
    mine = {"organization": organization, "number": number}
    words: dict[int, list[str]] = {}
    for part, _, word in op.get_bind().execute(placed, mine):
        words.setdefault(part, []).append(word)
    yield from words.values()


def _marks(organization: int, numbers: Sequence[int]) -> dict[int, list[str]]:
    """Of people whose numbers are near each other and in order."""
    found: dict[int, list[str]] = {}
    asked = {"organization": organization, "first": numbers[0], "last": numbers[-1]}
    for number, skill, strength in op.get_bind().execute(_SHOWN, asked):
        found.setdefault(number, []).extend(marks(skill, strength))
    return found
