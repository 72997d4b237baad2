"""Forms and profiles: LinkedIn's "Save to PDF" as text, Europass, a German tabular CV."""

from dataclasses import replace
from itertools import groupby

from tests.cvs.dates import DateStyle, named
from tests.cvs.person import Person, Post, Study
from tests.cvs.shapes.layout import Layout


class LinkedIn(Layout):
    """The side column first, then name, headline and place; months in full, with how long each post lasted.

    Posts at one employer stand under its name and the whole time there.
    """

    name = "linkedin"
    leaves_out = ("papers", "projects", "interests", "availability", "education.city", "education.country", "education.gpa", "education.rank",
                  "education.minor", "education.advisers", "education.thesis", "education.expected", "work.supervisors", "phone", "awards.years", "awards.awarder")  # fmt: skip
    order = ("about", "work", "education")

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.dates = DateStyle(named(self.words), " - ", "Present")

    @classmethod
    def suits(cls, person: Person) -> bool:
        return person.language == "en"

    @classmethod
    def kept(cls, person: Person) -> Person:
        person = super().kept(person)
        skills = tuple(skill for group in person.skills for skill in group.skills)[:3]
        group = replace(person.skills[0], name="Top Skills", skills=skills)
        jobs = tuple(post for post in person.work if post.kind == "job")
        return replace(person, skills=(group,), work=jobs)

    def text(self) -> str:
        return f"{self.side()}\n\n{super().text()}\n  Page 1 of 1\n"

    def side(self) -> str:
        person = self.person
        links = [
            f"{link.url.removeprefix('https://')}{f' ({link.network})' if link.network else ' (Personal)'}"
            for link in person.links
        ]
        parts = ["\n".join(["Contact", person.email, *links]), "\n".join(["Top Skills", *person.skills[0].skills])]
        if person.languages:
            parts.append("\n".join(["Languages", *(f"{name} ({level})" for name, level in person.languages)]))
        if person.awards:
            parts.append("\n".join(["Honors-Awards", *(award.title for award in person.awards)]))
        return "\n\n".join(parts)

    def top(self) -> str:
        person = self.person
        return "\n".join((person.name, person.label, self.place(person)))

    def section(self, kind: str, body: str) -> str:
        title = {"about": "Summary", "work": "Experience", "education": "Education"}[kind]
        self.printed_headings.append(title)
        return f"{title}\n{body}" if kind == "about" else f"{title}\n\n{body}"

    def study(self, study: Study) -> str:
        when = self.when(study)
        return f"{study.institution}\n{', '.join(part for part in (study.degree, study.field) if part)}{f' · ({when})' if when else ''}"

    def body(self, kind: str) -> str:
        if kind != "work":
            return super().body(kind)
        groups = [list(posts) for _, posts in groupby(self.person.work, key=lambda post: post.organization)]
        return self.gap.join(self.employer(posts) for posts in groups)

    def employer(self, posts: list[Post]) -> str:
        whole = replace(posts[0], start=posts[-1].start)
        head = [posts[0].organization, *([_lasted(whole).strip(" ()") or "8 years"] if len(posts) > 1 else [])]
        return "\n".join([*head, self.gap.join(map(self.post, posts))])

    def post(self, post: Post) -> str:
        lines = [post.title, f"{self.when(post)}{_lasted(post)}", self.place(post), " ".join(post.details)]
        return "\n".join(line for line in lines if line)


def _lasted(post: Post) -> str:
    if "-" not in post.start or "-" not in post.end:
        return ""
    months = (int(post.end[:4]) - int(post.start[:4])) * 12 + int(post.end[5:]) - int(post.start[5:]) + 1
    parts = [(months // 12, "year"), (months % 12, "month")]
    return " (" + " ".join(f"{count} {unit}" + "s" * (count > 1) for count, unit in parts if count) + ")"


class Europass(Layout):
    """Labels and values, one entry after the other."""

    name = "europass"
    order = ("work", "education", "papers", "languages", "skills", "awards", "availability")
    leaves_out = ("projects", "interests", "about", "label", "education.thesis")

    @classmethod
    def kept(cls, person: Person) -> Person:
        person = super().kept(person)
        return replace(person, work=tuple(post for post in person.work if post.kind == "job"))

    def top(self) -> str:
        person = self.person
        values = (
            ("name", person.name),
            ("place", self.place(person)),
            ("phone", person.phone),
            ("email", person.email),
        )
        sites = ", ".join(link.url.removeprefix("https://") for link in person.links)
        lines = [f"{self.label(name)}{value}" for name, value in (*values, ("site", sites)) if value]
        return "\n".join(
            [
                "Curriculum Vitae" if person.language != "zh" else "个人简历",
                "",
                self.heading(self.title("contact")),
                *lines,
            ]
        )

    def heading(self, title: str) -> str:
        return title.upper()

    def study(self, study: Study) -> str:
        values = (
            ("dates", self.when(study)),
            ("degree", study.degree),
            ("field", study.field),
            ("institution", self.where(study.institution, study)),
        )
        return "\n".join([*(f"{self.label(name)}{value}" for name, value in values if value), *self.marks(study)])

    def post(self, post: Post) -> str:
        values = (
            ("dates", self.when(post)), ("title", post.title), ("organization", self.where(post.organization, post)),
            ("supervisor", ", ".join(post.supervisors)), ("details", " ".join(post.details)),
        )  # fmt: skip
        return "\n".join(f"{self.label(name)}{value}" for name, value in values if value)

    def where(self, name: str, entry: Study | Post) -> str:
        return ", ".join(part for part in (name, self.place(entry)) if part)

    def spoken(self) -> str:
        return "\n".join(f"{name}{self.colon}{level}" for name, level in self.person.languages)


class Tabular(Layout):
    """The German tabular CV: dates in a left column set by tabs, what they date to the right, lines hanging below."""

    name = "tabular"
    leaves_out = ("about", "label")

    def top(self) -> str:
        person = self.person
        title = {"de": "LEBENSLAUF", "zh": "简 历"}.get(person.language, "CURRICULUM VITAE")
        values = (
            ("name", person.name),
            ("place", self.place(person)),
            ("phone", person.phone),
            ("email", person.email),
        )
        sites = ", ".join(link.url.removeprefix("https://") for link in person.links)
        lines = [f"{self.words.labels[name]}:\t{value}" for name, value in (*values, ("site", sites)) if value]
        return "\n".join([title, "", self.title("contact"), *lines])

    def row(self, when: str, lines: list[str]) -> str:
        return "\n".join([f"{when}\t{lines[0]}", *(f"\t{line}" for line in lines[1:])])

    def study(self, study: Study) -> str:
        where = ", ".join(part for part in (study.institution, self.place(study)) if part)
        return self.row(self.when(study), [self.degree(study), where, *self.marks(study)])

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.organization, self.place(post)) if part)
        return self.row(self.when(post), [post.title, where, *map(self.listed, self.told(post))])

    def spoken(self) -> str:
        return "\n".join(f"{name}\t{level}" for name, level in self.person.languages)

    def skills(self) -> str:
        return "\n".join(
            f"{one.name}\t{', '.join(one.skills)}" if one.name else ", ".join(one.skills) for one in self.person.skills
        )


SHAPES = (LinkedIn, Europass, Tabular)
