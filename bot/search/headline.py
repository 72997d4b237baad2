"""What somebody is at, in a line: the post or the studies that go on, else the last post with the year of its end."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.cv.words import fold
from bot.profile import Education, Fact, Profile, Work
from bot.search.names import names
from bot.search.passages import value
from bot.search.studies import calls_student, expected, goes_on
from bot.search.text import tokens


def headline(profile: Profile, arrived: date | None = None, shown: Mapping[int, str] | None = None) -> str:
    """The newest job that goes on; else the studies that do; else a job that is over, as that; else the studies, the label.

    Empty where the CV says none of them. ``shown``: the texts as `visible`.
    """
    jobs = [job for job in profile.work if job.kind == "job" and (job.title or job.organization)]
    label = value(profile.label)
    if current := [job for job in jobs if not is_over(job, arrived)]:
        return _post(_newest(current))
    running = [
        study
        for study in profile.education
        if goes_on(study, arrived, [year for _, year in expected(study, shown or {})])
    ]
    if running:
        return _studies(_latest(running), label, running=True)
    if label and calls_student(label):
        return _studies(_latest(profile.education), label) if profile.education else label
    if jobs:
        last = _newest(jobs)
        return _post(last) + f" (until {value(last.end)[:4]})" * bool(last.end)
    return _studies(_latest(profile.education), label) if profile.education else label


def is_over(job: Work, arrived: date | None) -> bool:
    end = value(job.end)
    return end != "present" and not (arrived and end > f"{arrived:%Y-%m-%d}")


def _post(job: Work) -> str:
    return ", ".join(filter(None, (value(job.title), value(job.organization))))


def _studies(study: Education, label: str, *, running: bool = False) -> str:
    school = "" if _says(label, study) else value(study.institution)
    return ", ".join(filter(None, (label or _standing(study, running=running), school)))


def _newest(jobs: Iterable[Work]) -> Work:
    return max(jobs, key=lambda job: _recency(job.end, job.start))


def _latest(studies: Iterable[Education]) -> Education:
    return max(studies, key=lambda study: _recency(study.end, study.start))


def _recency(end: Fact[str] | None, start: Fact[str] | None) -> tuple[str, str]:
    last = value(end) or value(start)
    return ("9999" if last == "present" else last, value(start))


def _standing(study: Education, *, running: bool) -> str:
    """What somebody with this degree, or on the way to it, is called; "" where the CV names no degree."""
    degree = value(study.degree)
    if not running:
        return ", ".join(filter(None, (degree, value(study.field))))
    known = names("degrees").find(tokens(degree))
    word = {"phd": "PhD student", "master": "Master's student", "bachelor": "Bachelor's student"}
    return word.get(known[0][2], degree) if known else degree


def _says(label: str, study: Education) -> bool:
    """Whether the label already holds the school."""
    school = fold(value(study.institution))
    return bool(school) and school in fold(label)
