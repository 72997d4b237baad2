"""Plain text as people type or paste it."""

from tests.cvs.person import Award, Paper, Person, Post, Project, Study
from tests.cvs.shapes.layout import Layout

_WIDTH = 96


class Capitals(Layout):
    """Headings in capitals, an entry's line, then its bullets."""

    name = "capitals"

    def heading(self, title: str) -> str:
        return title.upper()

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.organization, self.place(post)) if part)
        return "\n".join([f"{post.title}, {where}", self.when(post), *map(self.listed, self.told(post))])


class Underlined(Layout):
    """Underlined headings; dates pushed to the right edge by blanks or a tab."""

    name = "right-aligned"

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.tab = self.dice.random() < 0.4
        self.line = self.dice.choice(("-", "="))

    def heading(self, title: str) -> str:
        return f"{title}\n{self.line * max(len(title), 8)}"

    def right(self, left: str, right: str) -> str:
        if not right:
            return left
        return f"{left}\t{right}" if self.tab else f"{left}{' ' * max(3, _WIDTH - len(left) - len(right))}{right}"

    def study(self, study: Study) -> str:
        lines = [self.right(study.institution, self.place(study)), self.right(self.degree(study), self.when(study))]
        return "\n".join([*lines, *map(self.listed, self.marks(study))])

    def post(self, post: Post) -> str:
        lines = [self.right(post.organization, self.place(post)), self.right(post.title, self.when(post))]
        return "\n".join([*lines, *map(self.listed, self.told(post))])

    def project(self, project: Project) -> str:
        return f"{self.right(project.name, self.when(project))}\n{self.listed(project.text)}"

    def award(self, award: Award) -> str:
        return self.right(", ".join(part for part in (award.title, award.awarder) if part), ", ".join(award.years))


class TitleFirst(Layout):
    """Two lines an entry: the title, then organization, place and dates."""

    name = "title-first"

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.between = (
            self.dice.choice((" | ", " · ", ", ", " at "))
            if person.language == "en"
            else self.dice.choice((" | ", " · ", ", "))
        )

    def study(self, study: Study) -> str:
        lines = [self.degree(study), self.below(study.institution, self.place(study), self.when(study))]
        return "\n".join([*lines, *map(self.listed, self.marks(study))])

    def post(self, post: Post) -> str:
        if self.between == " at ":
            lines = [f"{post.title} at {post.organization}", self.below(self.place(post), self.when(post))]
        else:
            lines = [post.title, self.below(post.organization, self.place(post), self.when(post))]
        return "\n".join([*lines, *map(self.listed, self.told(post))])

    def below(self, *parts: str) -> str:
        return (" | " if self.between == " at " else self.between).join(part for part in parts if part)


class OneLine(Layout):
    """Dates first, and all of an entry in one line."""

    name = "one-line"
    leaves_out = ("work.details", "work.supervisors", "work.country", "education.thesis")

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.space = self.dice.choice(("  ", ": ", "\t", "   "))

    def entries(self, parts):
        return "\n".join(parts)

    def study(self, study: Study) -> str:
        marks = f" ({'; '.join(marks)})" if (marks := self.marks(study)) else ""
        return f"{self.when(study)}{self.space}{', '.join(part for part in (self.degree(study), study.institution, self.place(study)) if part)}{marks}"

    def post(self, post: Post) -> str:
        return f"{self.when(post)}{self.space}{', '.join(part for part in (post.title, post.organization, post.city) if part)}"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"{self.listed(project.name)}{f' ({when})' if when else ''}: {project.text}"


class Bullets(Layout):
    """Nothing but bullets under plain headings."""

    name = "bullets"
    leaves_out = ("education.thesis",)

    def entries(self, parts):
        return "\n".join(parts)

    def study(self, study: Study) -> str:
        marks = f". {'; '.join(marks)}" if (marks := self.marks(study)) else ""
        where = ", ".join(part for part in (self.degree(study), study.institution, self.place(study)) if part)
        return self.listed(f"{where} ({self.when(study)}){marks}")

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.title, post.organization, self.place(post)) if part)
        told = " ".join(self.told(post))
        return self.listed(f"{where} ({self.when(post)}){': ' + told if told else ''}")

    def paper(self, paper: Paper) -> str:
        return self.listed(f"{self.ended(paper.title)} {self.authors(paper)}. {self.published(paper)}")

    def project(self, project: Project) -> str:
        when = self.when(project)
        return self.listed(f"{project.name}{f' ({when})' if when else ''}: {project.text}")

    def skills(self) -> str:
        return "\n".join(self.listed(line) for line in super().skills().split("\n"))

    def spoken(self) -> str:
        return "\n".join(self.listed(f"{name}: {level}") for name, level in self.person.languages)


class DatesLeft(Layout):
    """The dates stand alone on the line above what they date."""

    name = "dates-above"

    def study(self, study: Study) -> str:
        where = ", ".join(part for part in (study.institution, self.place(study)) if part)
        return "\n".join([self.when(study), self.degree(study), where, *map(self.listed, self.marks(study))])

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.organization, self.place(post)) if part)
        return "\n".join([self.when(post), post.title, where, *map(self.listed, self.told(post))])


SHAPES = (Capitals, Underlined, TitleFirst, OneLine, Bullets, DatesLeft)
