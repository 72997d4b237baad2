"""What this process did, for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/."""

from collections.abc import Callable, Iterable, Mapping
from hmac import compare_digest
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from bot.measuring import BOUNDS, Measures

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LOCAL = {"127.0.0.1", "::1"}

_TIMES = {
    "requests": ("Seconds to an answer, by command.", ("command", "outcome")),
    "files": ("Seconds to read a file, by how that ended.", ("outcome",)),
}
_COUNTS = {
    "deliveries": ("Tries to post a digest, by how they ended.", ("outcome",)),
    "database_faults": ("Statements that the database refused, by its code.", ("code",)),
}


class _Kept(Collector):
    """The measures as they are when somebody asks."""

    def __init__(self, measures: Measures, gauges: Mapping[str, tuple[str, Callable[[], float | None]]]) -> None:
        self._measures, self._gauges = measures, gauges

    def collect(self) -> Iterable[Any]:
        for name, (said, labels) in _TIMES.items():
            family = HistogramMetricFamily(f"recruitbot_{name}_seconds", said, labels=labels)
            for values, times in sorted(self._measures.times(name).items()):
                bounds = (*map(str, BOUNDS), "+Inf")
                family.add_metric(values, [*zip(bounds, accumulate(times.counts), strict=True)], times.total)
            yield family
        for name, (said, labels) in _COUNTS.items():
            counted = CounterMetricFamily(f"recruitbot_{name}", said, labels=labels)
            for values, number in sorted(self._measures.counts(name).items()):
                counted.add_metric(values, number)
            yield counted
        for name, (said, ask) in self._gauges.items():
            if (value := ask()) is not None:
                yield GaugeMetricFamily(f"recruitbot_{name}", said, value=value)


def exposed(measures: Measures, gauges: Mapping[str, tuple[str, Callable[[], float | None]]]) -> bytes:
    """All of it in Prometheus' text; a gauge that nobody can tell now is left out."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Kept(measures, gauges))
    return generate_latest(registry)


def may_see(environ: "WSGIEnvironment", token: str) -> bool:
    """Whoever has the token; without one whoever asks from this machine, and not through a proxy on it."""
    if token:
        given = environ.get("HTTP_AUTHORIZATION", "")
        return compare_digest(given.encode("latin-1", "replace"), f"Bearer {token}".encode())
    passed_on = any(name in environ for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"))
    return environ.get("REMOTE_ADDR") in LOCAL and not passed_on
