"""CVs of universities: papers first and numbered, years in the left column, a biography in sentences."""

from dataclasses import replace

from tests.cvs.person import Award, Paper, Person, Post, Project, Study
from tests.cvs.shapes.layout import Layout


class Academic(Layout):
    """Papers before all else, numbered, with initials for first names."""

    name = "academic"
    order = (
        "interests",
        "education",
        "papers",
        "work",
        "awards",
        "teaching",
        "service",
        "projects",
        "skills",
        "languages",
        "availability",
    )
    leaves_out = ("about",)

    @classmethod
    def suits(cls, person: Person) -> bool:
        return bool(person.papers)

    @classmethod
    def kept(cls, person: Person) -> Person:
        person = super().kept(person)
        papers = tuple(replace(one, authors=tuple(map(initials, one.authors))) for one in person.papers)
        return replace(person, papers=papers, work=tuple(map(seasonal, person.work)))

    def is_self(self, author: str) -> bool:
        return author in map(initials, (self.person.name, *self.person.names))

    def heading(self, title: str) -> str:
        return title.upper()

    def papers(self, papers: tuple[Paper, ...]) -> str:
        number = self.dice.choice(("[{}] ", "{}. ", "[P{}] "))
        return self.entries(number.format(at) + self.paper(one) for at, one in enumerate(papers, 1))

    def paper(self, paper: Paper) -> str:
        return f"{self.authors(paper)}. {self.ended(paper.title)} {self.published(paper)}"

    def study(self, study: Study) -> str:
        where = ", ".join(part for part in (self.degree(study), study.institution, self.place(study)) if part)
        return "\n".join([f"{where}, {self.when(study)}", *self.marks(study)])

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.title, post.organization, self.place(post)) if part)
        return "\n".join([f"{where}, {self.when(post)}", *self.told(post)])


def seasonal(post: Post) -> Post:
    """A job of a summer is told as one: ``Summer 2025``, of which a profile keeps the year."""
    summer = post.start[5:] in {"05", "06", "07"} and post.end[5:] in {"08", "09"}
    if not summer or post.start[:4] != post.end[:4]:
        return post
    return replace(post, start=post.start[:4], end=post.start[:4], season="Summer")


def initials(name: str) -> str:
    """``Maren Hollis-Adeyemi`` as references print it: ``M. Hollis-Adeyemi``."""
    words = name.title().split() if name.isupper() else name.split()
    first = [word for word in words[:-1] if word[0].isupper()]
    family = words[len(first) :]
    return " ".join([*(f"{word[0]}." for word in first), *family])


class LeftYears(Layout):
    """Years alone, in a column at the left; titles quoted, the venue after them."""

    name = "left-years"
    only_years = True
    leaves_out = ("about", "education.thesis")

    @classmethod
    def suits(cls, person: Person) -> bool:
        return bool(person.papers)

    def row(self, when: str, text: str) -> str:
        return f"{when:<{max(14, len(when) + 2)}}{text}" if when else text

    def entries(self, parts):
        return "\n".join(parts)

    def study(self, study: Study) -> str:
        where = ", ".join(part for part in (self.degree(study), study.institution, self.place(study)) if part)
        return "\n".join([self.row(self.when(study), where), *(" " * 14 + mark for mark in self.marks(study))])

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.title, post.organization, self.place(post)) if part)
        return "\n".join([self.row(self.when(post), where), *(" " * 14 + line for line in self.told(post))])

    def paper(self, paper: Paper) -> str:
        said = f'{self.authors(paper)}, "{paper.title}", {self.venue(replace(paper, year=""))}'.removesuffix(", ")
        said += f" ({paper.status})" if paper.status else ""
        return self.row(paper.year, said + " (* equal contribution)" * bool(paper.equal))

    def project(self, project: Project) -> str:
        return self.row(self.when(project), f"{project.name}: {project.text}")

    def award(self, award: Award) -> str:
        return self.row(", ".join(award.years), ", ".join(part for part in (award.title, award.awarder) if part))


class Biography(Layout):
    """A page about oneself: sentences, then selected papers."""

    name = "biography"
    suffix = ".md"
    order = ("papers", "awards")
    only_years = True
    leaves_out = ("phone", "education.gpa", "education.rank", "education.minor", "education.thesis", "education.expected", "work.details", "projects", "skills", "languages",
                  "interests", "city", "country", "education.city", "education.country", "work.city", "work.country", "work.supervisors", "label")  # fmt: skip

    @classmethod
    def suits(cls, person: Person) -> bool:
        return bool(person.papers) and person.language == "en" and len(person.education) > 1

    @classmethod
    def kept(cls, person: Person) -> Person:
        person = super().kept(person)
        jobs = [post for post in person.work if post.kind == "job"]
        study, *before = person.education
        current = (
            replace(study, start="", end="present") if study.end in {"present", "2027"} else replace(study, start="")
        )
        return replace(
            person,
            education=(current, *(replace(one, start="") for one in before)),
            work=tuple(replace(post, end="" if post.start == post.end else post.end) for post in jobs),
            optional=("education.start", "education.end", "work.start", "work.end"),
        )

    def top(self) -> str:
        person = self.person
        study, *before = person.education
        tutors = f", advised by {' and '.join(f'Prof. {name}' for name in study.advisers)}" if study.advisers else ""
        if study.end == "present":
            told = f"I am a {study.degree} student in {study.field} at {study.institution}{tutors}."
        else:
            told = f"I received my {study.degree} in {study.field} from {study.institution} in {study.end}{tutors}."
        for one in before:
            told += f" I received my {one.degree} in {one.field} from {one.institution} in {one.end}."
        for post in person.work:
            if post.end == "present":
                told += f" I have been working as {post.title} at {post.organization} since {post.start}."
            else:
                told += f" In {post.start} I worked as {post.title} at {post.organization}."
        links = " / ".join(f"[{link.network or 'Website'}]({link.url})" for link in person.links)
        return (
            f"# {person.name}\n\n{told}\n\n{person.about} {person.availability}".rstrip()
            + f"\n\n{person.email.replace('@', ' [at] ')} / {links}"
        )

    def heading(self, title: str) -> str:
        return f"## {title}\n"

    def paper(self, paper: Paper) -> str:
        equal = " (\\* equal contribution)" if paper.equal else ""
        return f"**{paper.title}**  \n{self.authors(paper)}  \n*{self.published(replace(paper, equal=0))[:-1]}*{equal}"

    def star(self) -> str:
        return r"\*"


SHAPES = (Academic, LeftYears, Biography)
