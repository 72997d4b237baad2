"""The figures of docs/reading.md, written between its markers; the same code and test set give the same page."""

import re
from collections import Counter
from pathlib import Path

from tests.cvs.calibration import BANDS, by_band, by_rule
from tests.cvs.corpus import NAMES, WRITTEN, cvs, spoilt, total
from tests.cvs.floors import BELOW, FLOOR
from tests.cvs.mutations import MUTATIONS
from tests.cvs.people import PEOPLE
from tests.cvs.score import Score
from tests.cvs.shapes import SHAPES

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"


def with_figures(page: str) -> str:
    """The page with today's figures in the places that it marks: ``<!-- NAME -->`` to ``<!-- /NAME -->``."""
    shapes = {name: total(cvs(name)) for name in NAMES}
    mutations = {name: total(spoilt(name)) for name in MUTATIONS}
    parts = {
        "test set": _test_set(),
        "shapes": _table("shape", {name: len(cvs(name)) for name in NAMES}, shapes),
        "mutations": _table("spoilt by", {name: len(spoilt(name)) for name in MUTATIONS}, mutations),
        "below": _below(shapes | mutations),
        "confidence": _confidence([*shapes.values(), *mutations.values()]),
        "rules": _rules([*shapes.values(), *mutations.values()]),
    }
    for name, text in parts.items():
        page = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda match, text=text: f"{match[1]}{text}\n{match[2]}",
            page,
            flags=re.DOTALL,
        )
    return page


def _test_set() -> str:
    rendered = sum(len(cvs(name)) for name in SHAPES)
    return (
        f"{len(PEOPLE)} invented people in {len(SHAPES)} shapes ({rendered} CVs) and {len(cvs(WRITTEN))} CVs written by hand: "
        f"{rendered + len(cvs(WRITTEN))} different documents. {len(MUTATIONS)} mutations spoil each of the text CVs."
    )


def _table(first: str, sizes: dict[str, int], scores: dict[str, Score]) -> str:
    rows = [f"| {first} | CVs | precision | recall | F1 | invented |", "|---|--:|--:|--:|--:|--:|"]
    rows += [
        f"| {name} | {sizes[name]} | {one.precision:.3f} | {one.recall:.3f} | {_marked(one.f1)} | {len(one.invented)} |"
        for name, one in scores.items()
    ]
    whole = Score()
    for one in scores.values():
        whole.add(one)
    rows.append(
        f"| **all** | {sum(sizes.values())} | {whole.precision:.3f} | {whole.recall:.3f} | {_marked(whole.f1)} | {len(whole.invented)} |"
    )
    return "\n".join(rows)


def _marked(f1: float) -> str:
    return f"{f1:.3f}" if f1 >= FLOOR else f"**{f1:.3f}**"


def _below(scores: dict[str, Score]) -> str:
    low = {name: one for name, one in scores.items() if one.f1 < FLOOR}
    if not low:
        return f"None stands below {FLOOR}."
    return "\n".join(
        [f"Below {FLOOR}:", "", *(f"- {name}: {BELOW.get(name, (0, 'not yet looked into.'))[1]}" for name in low)]
    )


def _confidence(scores: list[Score]) -> str:
    rows = ["| confidence | facts | right |", "|---|--:|--:|"]
    for edge, counts in by_band(scores).items():
        following = BANDS[BANDS.index(edge) + 1] if edge < BANDS[-1] else None
        rows.append(
            f"| {edge:g}{f' to {following:g}' if following else ' or more'} | {counts.total()} | {_share(counts)} |"
        )
    return "\n".join(rows)


def _rules(scores: list[Score]) -> str:
    rows = ["| rule | facts | right |", "|---|--:|--:|"]
    rules = {rule: counts for rule, counts in by_rule(scores).items() if counts.total() >= 20}
    weakest = sorted(rules.items(), key=lambda item: (item[1][True] / item[1].total(), item[0]))[:12]
    return "\n".join([*rows, *(f"| `{rule}` | {counts.total()} | {_share(counts)} |" for rule, counts in weakest)])


def _share(counts: Counter[bool]) -> str:
    return f"{counts[True] / counts.total():.1%}" if counts.total() else "–"
