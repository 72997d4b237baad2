"""Charts as pictures: the same bars as in the text, for who would rather look. Drawn by matplotlib, on white."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from bot.chat.messages import Bar, FileOut

INK, BAR, BEFORE = "#1d1c1d", "#3b5bdb", "#adb5bd"
WIDE, ROW, HEAD, PAD = 8.0, 0.34, 0.75, 0.15
"""Inches: of the picture, of a bar, of a heading with the space around it, of the margin."""
LONGEST_LABEL = 60
_one_at_a_time = Lock()
"""matplotlib is not made for several threads."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart of a picture."""

    title: str
    bars: tuple[Bar, ...]


def picture(name: str, panels: Sequence[Panel], *, said: str) -> FileOut:
    """A PNG of the charts, one below the other. ``said`` tells those who cannot see it what it shows."""
    with _one_at_a_time:
        return FileOut(f"{name}.png", _drawn(panels), alt=said)


def _drawn(panels: Sequence[Panel]) -> bytes:
    from matplotlib.figure import Figure  # noqa: PLC0415 - a second and 40 MB, which few answers need
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    heights = [HEAD + ROW * len(one.bars) for one in panels]
    figure = Figure(
        figsize=(WIDE, sum(heights)), dpi=144, facecolor="white", layout=ConstrainedLayoutEngine(w_pad=PAD, h_pad=PAD)
    )
    charts = figure.subplots(len(panels), height_ratios=heights, squeeze=False)[:, 0]
    for chart, panel in zip(charts, panels, strict=True):
        _draw(chart, panel)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _draw(chart: Any, panel: Panel) -> None:
    rows = range(len(panel.bars))
    values = [one.value for one in panel.bars]
    if any(one.before is not None for one in panel.bars):
        chart.barh(rows, [one.before or 0 for one in panel.bars], height=0.72, color=BEFORE)
    chart.barh(rows, values, height=0.5, color=BAR)
    chart.bar_label(chart.containers[-1], labels=[f"{value:,}" for value in values], padding=4, color=INK)
    chart.set_yticks(rows, [_plain(one.label) for one in panel.bars], color=INK)
    chart.invert_yaxis()
    chart.set_title(_plain(panel.title), loc="left", color=INK, weight="bold")
    chart.set_xticks([])
    chart.margins(x=0.12)
    chart.spines[:].set_visible(False)
    chart.tick_params(length=0)


def _plain(label: str) -> str:
    """A dollar sign would begin a formula."""
    short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    return short.replace("$", r"\$")
