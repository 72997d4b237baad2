"""How fast CVs come in: read, imported from text and from PDF, what the sandbox costs, and memory over many files.

Rates are per second of processor time, of this process and all those that it starts: on a machine that others load the
time on the clock says little. One core that is given to the import alone does as many a second.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pypdfium2

from benchmarks.figures import Figure
from benchmarks.people import cvs, short_cvs
from bot import bulk
from bot.cv import Unreadable, read_cv
from bot.cv.read.formats import open_sheet
from bot.cv.sandbox.reader import SandboxedReader, cores
from bot.profile import Reader, Reading
from bot.search.index import index
from bot.store import Tenant
from storage import open_store
from tests.documents import pdf

TEXTS, PDFS, EMPTY, STARTS, MANY = 285, 76, 200, 5, 10_000
_TICK = os.sysconf("SC_CLK_TCK")
_LOADING = "from bot.cv.sandbox.server import load; load('bot.cv.reading:read_cv')"
_FORKING = f"""
import os
for _ in range({EMPTY}):
    child = os.fork() or os._exit(0)
    os.waitpid(child, 0)
print(sum(os.times()[:4]) / {EMPTY})
"""

Named = tuple[str, bytes]


def measure() -> Iterator[Figure]:
    texts = [(name, text.encode()) for name, text in cvs(TEXTS)]
    papers = [(f"{name}.pdf", pdf.one_column(pdf.from_markdown(text))) for name, text in cvs(PDFS)]
    for name, data in texts[:40]:
        read_cv(data, name)
    yield from _rates("text", texts, 150, 100)
    yield from _pages(papers)
    yield from _rates("PDF", papers, None, 40)
    yield from _sandbox()
    yield from _many()


def _rates(kind: str, files: Sequence[Named], parsed: float | None, imported: float) -> Iterator[Figure]:
    """Read here, against read and saved on all cores through the sandbox."""
    readings = list[Reading]()
    reading = _spent(lambda: readings.extend(read_cv(data, name) for name, data in files)) / len(files)
    yield Figure(f"{kind} CVs read, in process", 1 / reading, parsed, "/s", at_least=True)
    indexing = _spent(lambda: [index(one.profile, {0: one.text}) for one in readings]) / len(files)
    yield Figure(f"  of which searchable rows, each {kind} CV", 1000 * indexing, None, "ms")
    with _store() as tenant, SandboxedReader() as reader:
        folder = Path(tempfile.mkdtemp(dir=Path(_place.name)))
        for name, data in files:
            (folder / name).write_bytes(data)
        reader.walls()
        clock, begin = time.perf_counter(), _family(reader)
        with reader.series() as read:
            found = list(bulk.take_in_all(tenant, read, bulk.files([folder]), by="bench", clock=_now))
            spent, took = _family(reader) - begin, time.perf_counter() - clock
    added = sum(one.status == "added" for one in found)
    if added < 0.95 * len(files):
        raise SystemExit(f"only {added} of {len(files)} were new people: the figures would mean nothing")
    rate = len(files) / spent
    yield Figure(f"{kind} CVs imported, sandbox to SQLite, a core", rate, imported, "/s", 1 / reading, at_least=True)
    yield Figure(f"  by the clock on {cores()} cores, each of them", len(files) / took / cores(), None, "/s")


def _pages(files: Sequence[Named]) -> Iterator[Figure]:
    library = _spent(lambda: [_plain(data) for _, data in files]) / len(files)
    ours = _spent(lambda: [open_sheet(data, name) for name, data in files]) / len(files)
    yield Figure("PDF to text in reading order", 1 / ours, 60, "/s", 1 / library, at_least=True)


def _plain(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def _sandbox() -> Iterator[Figure]:
    """What it costs to read a file that has nothing in it."""
    fork = float(subprocess.run([sys.executable, "-c", _FORKING], check=True, capture_output=True).stdout)
    with SandboxedReader() as reader:
        _refused(reader.read)
        begin, clocks = _family(reader), list[float]()
        for _ in range(EMPTY):
            clock = time.perf_counter()
            _refused(reader.read)
            clocks.append(time.perf_counter() - clock)
        spent = (_family(reader) - begin) / EMPTY
        yield Figure("sandbox, a process of its own (limit: a bare fork)", 1000 * spent, 3, "ms", 1000 * fork)
        yield Figure("  by the clock, median", 1000 * statistics.median(clocks), None, "ms")
        with reader.series() as read:
            begin = _family(reader)
            for _ in range(EMPTY):
                _refused(read)
            spent = (_family(reader) - begin) / EMPTY
        yield Figure("sandbox, a share of a process, each document", 1000 * spent, 3, "ms")
        server = reader.process
        assert server is not None
        yield Figure("  its server's memory, PSS", _memory(server, "Pss"), None, "MB")
    with_readers = statistics.median(_spent(_load) for _ in range(STARTS))
    whole = statistics.median(_spent(_cold) for _ in range(STARTS))
    yield Figure("sandbox, cold start beside loading the readers", 1000 * (whole - with_readers), 70, "ms")
    yield Figure("  loading the readers", 1000 * with_readers, None, "ms")


def _many() -> Iterator[Figure]:
    """Memory while very many files come in."""
    with _store() as tenant, SandboxedReader() as reader, reader.series() as read:
        folder = Path(tempfile.mkdtemp(dir=Path(_place.name)))
        for name, text in short_cvs(MANY):
            (folder / name).write_text(text, encoding="utf-8")
        outcomes = bulk.take_in_all(tenant, read, bulk.files([folder]), by="bench", clock=_now)
        reader.walls()
        begin = _family(reader)
        first = sum(1 for _ in islice(outcomes, MANY // 5))
        early, spent_early = _memory(os.getpid(), "Rss"), _family(reader) - begin
        rest = sum(1 for _ in outcomes)
        grown, spent = _memory(os.getpid(), "Rss") - early, _family(reader) - begin - spent_early
        yield Figure(f"memory grown from {first:,} to {first + rest:,} files", grown, 8, "MB")
        yield Figure("  short CVs imported, a core: the last of them", rest / spent, None, "/s", first / spent_early)


# ---------------------------------------------------------------- measuring

_place = tempfile.TemporaryDirectory(prefix="recruitbot-bench-")


@contextmanager
def _store() -> Iterator[Tenant]:
    store = open_store(f"sqlite:///{tempfile.mkdtemp(dir=_place.name)}/bench.db")
    try:
        yield store.within(store.organization("Bench", make=True))
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _spent(work: Callable[[], object]) -> float:
    """Seconds of processor time, of this process and of those that have ended."""
    begin = _own()
    work()
    return _own() - begin


def _own() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _family(reader: SandboxedReader) -> float:
    """As `_own`, with the sandbox's server, the children that it has buried, and those that live."""
    server = reader.process
    living = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    return _own() + sum(_ticks(process) for process in (server, *living)) / _TICK


def _ticks(process: int | str | None) -> int:
    """Its processor time, and that of those it has buried; 0 for one that has gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def _memory(process: int, kind: str) -> float:
    """Megabytes of 2**20 bytes, as the kernel counts them."""
    lines: Iterable[str] = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1024


def _refused(read: Reader) -> None:
    with suppress(Unreadable):
        read(b" ", "cv.txt")


def _load() -> None:
    subprocess.run([sys.executable, "-c", _LOADING], check=True)


def _cold() -> None:
    with SandboxedReader() as reader:
        _refused(reader.read)
