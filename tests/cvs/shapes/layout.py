"""A CV being laid out: what all shapes share. A shape is a `Layout` that prints its parts in its own way."""

from collections.abc import Iterator
from random import Random
from typing import ClassVar

from tests.cvs.dates import DateStyle, date_style
from tests.cvs.person import Award, Paper, Person, Post, Project, Study, in_years, without
from tests.cvs.wording import WORDS


class Layout:
    """Plain text, and the parts that shapes override. Choices (date style, separators, order) come from shape and person."""

    name: ClassVar[str]
    suffix: ClassVar[str] = ".txt"
    leaves_out: ClassVar[tuple[str, ...]] = ()
    only_years: ClassVar[bool] = False
    order: ClassVar[tuple[str, ...]] = (
        "about", "education", "work", "papers", "projects", "teaching", "service", "awards", "skills", "languages", "interests", "availability",
    )  # fmt: skip
    gap = "\n\n"

    def __init__(self, person: Person) -> None:
        self.dice = Random(f"{self.name} {person.key}")
        self.person = self.kept(person)
        self.words = WORDS[person.language]
        self.bullet = self.dice.choice(("-", "•", "*", "·"))
        self.separator = self.dice.choice((" | ", " · ", " • ", "  "))
        self.comma = "，" if person.language == "zh" else ", "
        self.colon = "：" if person.language == "zh" else ": "
        self.dates: DateStyle = date_style(person.language, self.dice)
        self.printed_dates: list[str] = []
        self.printed_headings: list[str] = []

    @classmethod
    def kept(cls, person: Person) -> Person:
        """What of the person this shape prints: what is right for its CV."""
        person = without(person, *cls.leaves_out)
        return in_years(person) if cls.only_years else person

    @classmethod
    def suits(cls, person: Person) -> bool:
        """Whether people like this one send CVs of this shape."""
        return True

    def data(self) -> bytes:
        return self.text().encode()

    def text(self) -> str:
        parts = [self.top(), *(self.section(kind, body) for kind in self.order if (body := self.body(kind)))]
        return self.gap.join(part for part in parts if part) + "\n"

    def body(self, kind: str) -> str:
        person = self.person
        match kind:
            case "education":
                return self.entries(self.study(one) for one in person.education)
            case "work":
                return self.entries(self.post(one) for one in person.work if one.kind == "job")
            case "teaching" | "service":
                return "\n".join(self.listed(self.duty(one)) for one in person.work if one.kind == kind)
            case "papers":
                return self.papers(person.papers)
            case "projects":
                return self.entries(self.project(one) for one in person.projects)
            case "awards":
                return "\n".join(self.award(one) for one in person.awards)
            case "skills":
                return self.skills()
            case "languages":
                return self.spoken()
            case _:
                return str(getattr(person, kind))

    def entries(self, parts: Iterator[str]) -> str:
        return self.gap.join(parts)

    # What a shape prints in its own way.

    def top(self) -> str:
        person = self.person
        return "\n".join(part for part in (person.name, person.label, self.separator.join(self.contacts())) if part)

    def section(self, kind: str, body: str) -> str:
        return f"{self.heading(self.title(kind))}\n{body}"

    def heading(self, title: str) -> str:
        return title

    def study(self, study: Study) -> str:
        where = self.comma.join(part for part in (study.institution, self.place(study)) if part)
        return "\n".join([where, self.degree(study), self.when(study), *map(self.listed, self.marks(study))])

    def post(self, post: Post) -> str:
        where = self.comma.join(part for part in (post.organization, self.place(post)) if part)
        return "\n".join([where, post.title, self.when(post), *map(self.listed, self.told(post))])

    def duty(self, post: Post) -> str:
        if post.kind == "service":
            return f"{post.title}, {post.organization} {self.when(post)}"
        return self.comma.join(part for part in (post.title, post.course, post.organization, self.when(post)) if part)

    def papers(self, papers: tuple[Paper, ...]) -> str:
        return self.entries(self.paper(one) for one in papers)

    def paper(self, paper: Paper) -> str:
        return f"{self.authors(paper)}. {self.ended(paper.title)} {self.published(paper)}"

    def project(self, project: Project) -> str:
        head = self.comma.join(part for part in (project.name, self.when(project)) if part)
        return f"{head}\n{self.listed(project.text)}"

    def award(self, award: Award) -> str:
        return self.listed(
            self.comma.join(part for part in (award.title, award.awarder, ", ".join(award.years)) if part)
        )

    def skills(self) -> str:
        groups = self.person.skills
        return "\n".join(f"{one.name}{self.colon if one.name else ''}{', '.join(one.skills)}" for one in groups)

    def spoken(self) -> str:
        return self.comma.join(f"{name} ({level})" for name, level in self.person.languages)

    # Pieces.

    def title(self, kind: str) -> str:
        title = self.dice.choice(self.words.headings[kind])
        self.printed_headings.append(title)
        return title

    def label(self, name: str) -> str:
        return self.words.labels[name] + self.colon

    def when(self, entry: Study | Post | Project) -> str:
        if isinstance(entry, Post) and entry.season:
            shown = f"{entry.season} {entry.start}"
        else:
            shown = self.span(entry)
        if shown:
            self.printed_dates.append(shown)
        return shown

    def span(self, entry: Study | Post | Project) -> str:
        return self.dates.span(entry.start, entry.end, expected=getattr(entry, "expected", False))

    def place(self, entry: Study | Post | Person) -> str:
        return ", ".join(part for part in (entry.city, entry.country) if part)

    def degree(self, study: Study) -> str:
        return self.words.degree_in.join(part for part in (study.degree, study.field) if part)

    def contacts(self) -> list[str]:
        person = self.person
        links = [link.url.removeprefix("https://") for link in person.links]
        return [part for part in (self.place(person), person.email, person.phone, *links) if part]

    def marks(self, study: Study) -> list[str]:
        """Grades, ranks, minors, advisers and theses, each with its label."""
        labelled = (
            ("gpa", study.gpa),
            ("rank", study.rank),
            ("minor", study.minor),
            ("adviser", ", ".join(study.advisers)),
            ("thesis", study.thesis),
        )
        return [f"{self.label(name)}{value}" for name, value in labelled if value]

    def told(self, post: Post) -> list[str]:
        supervised = [f"{self.label('supervisor')}{', '.join(post.supervisors)}"] if post.supervisors else []
        return [*supervised, *post.details]

    def listed(self, text: str) -> str:
        return f"{self.bullet} {text}"

    def ended(self, title: str) -> str:
        return title if title.endswith(("?", "!")) else f"{title}."

    def authors(self, paper: Paper) -> str:
        return ", ".join(
            self.author(name) + (self.star() if at < paper.equal else "") for at, name in enumerate(paper.authors)
        )

    def author(self, name: str) -> str:
        return name

    def star(self) -> str:
        return "*"

    def published(self, paper: Paper) -> str:
        said = self.venue(paper)
        if paper.status:
            said = f"{said} ({paper.status})" if said else paper.status[0].upper() + paper.status[1:]
        return said + "." + (" (* equal contribution)" if paper.equal else "")

    def venue(self, paper: Paper) -> str:
        return ", ".join(part for part in (self.series(paper.venue), paper.year) if part)

    def series(self, venue: str) -> str:
        return f"In {venue}" if venue and venue.isupper() else venue

    def is_self(self, author: str) -> bool:
        return author in (self.person.name, *self.person.names)
