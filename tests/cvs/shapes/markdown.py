"""Markdown as people write it: tidy, with tables, with HTML in it, and what is left of a site generator's page."""

import html

from tests.cvs.person import Award, Paper, Person, Post, Project, Study
from tests.cvs.shapes.layout import Layout


class Markdown(Layout):
    """Tidy headings; bold organization or title, dates at the end of the line."""

    name = "markdown"
    suffix = ".md"

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.bullet = self.dice.choice(("-", "*"))
        self.title_first = self.dice.random() < 0.5
        self.between = self.dice.choice((" | ", " · ", ", ", " — "))

    def top(self) -> str:
        person = self.person
        return "\n\n".join(
            part
            for part in (
                f"# {person.name}",
                f"*{person.label}*" if person.label else "",
                self.separator.join(self.contacts()),
            )
            if part
        )

    def contacts(self) -> list[str]:
        person = self.person
        links = [f"[{link.network or link.url.removeprefix('https://')}]({link.url})" for link in person.links]
        email = f"[{person.email}](mailto:{person.email})" if self.dice.random() < 0.5 else person.email
        return [part for part in (email, person.phone, self.place(person), *links) if part]

    def heading(self, title: str) -> str:
        return f"## {title}\n"

    def entry(self, first: str, second: str, place: str, when: str) -> str:
        lead = f"**{first}**" + (f"{self.between}{second}" if second else "") + (f", {place}" if place else "")
        return f"{lead} ({when})" if when else lead

    def study(self, study: Study) -> str:
        first, second = study.institution, self.degree(study)
        if self.title_first and second:
            first, second = second, first
        return "\n".join(
            [self.entry(first, second, self.place(study), self.when(study)), *map(self.listed, self.marks(study))]
        )

    def post(self, post: Post) -> str:
        first, second = (post.title, post.organization) if self.title_first else (post.organization, post.title)
        return "\n".join(
            [self.entry(first, second, self.place(post), self.when(post)), *map(self.listed, self.told(post))]
        )

    def papers(self, papers: tuple[Paper, ...]) -> str:
        return "\n".join(f"{at}. {self.paper(one)}" for at, one in enumerate(papers, 1))

    def paper(self, paper: Paper) -> str:
        return f"{self.authors(paper)}. *{self.ended(paper.title)}* {self.published(paper)}"

    def author(self, name: str) -> str:
        return f"**{name}**" if self.is_self(name) else name

    def star(self) -> str:
        return r"\*"

    def published(self, paper: Paper) -> str:
        return super().published(paper).replace("(* ", r"(\* ")

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"{self.bullet} **{project.name}**{f' ({when})' if when else ''}: {project.text}"

    def skills(self) -> str:
        return "\n".join(
            f"- **{one.name}**{self.colon}{', '.join(one.skills)}" if one.name else ", ".join(one.skills)
            for one in self.person.skills
        )


class Headed(Markdown):
    """Each entry under a heading of its own, place and dates in italics below."""

    name = "markdown-headings"

    def entry(self, first: str, second: str, place: str, when: str) -> str:
        below = self.between.join(part for part in (second, place, when) if part)
        return f"### {first}\n\n*{below}*\n" if below else f"### {first}\n"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"### {project.name}{f' ({when})' if when else ''}\n\n{project.text}"


class Tables(Markdown):
    """Tables of GitHub's Markdown: one row an entry."""

    name = "tables"
    leaves_out = ("papers", "work.details", "education.thesis")

    def entries(self, parts):
        return "\n".join(parts)

    def table(self, columns: tuple[str, ...], body: str) -> str:
        return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n{body}"

    def section(self, kind: str, body: str) -> str:
        names = self.words.labels
        columns = {
            "education": (
                names["dates"],
                names["degree"].removeprefix("Title of ").capitalize(),
                names["institution"].split(" of org")[0],
                "Notes",
            ),
            "work": (
                names["dates"],
                names["organization"].removeprefix("Name and address of ").capitalize(),
                names["title"].split(" ")[0],
                names["place"],
            ),
        }
        if self.person.language == "en":
            columns = {
                "education": ("When", "Degree", "Where", "Notes"),
                "work": ("Period", "Company", "Position", "Location"),
            }
        return super().section(kind, self.table(columns[kind], body) if kind in columns else body)

    def study(self, study: Study) -> str:
        where = self.comma.join(part for part in (study.institution, self.place(study)) if part)
        return f"| {self.when(study)} | {self.degree(study)} | {where} | {'; '.join(self.marks(study))} |"

    def post(self, post: Post) -> str:
        supervised = f" ({self.label('supervisor')}{', '.join(post.supervisors)})" if post.supervisors else ""
        return f"| {self.when(post)} | {post.organization} | {post.title}{supervised} | {self.place(post)} |"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"- **{project.name}**{f' ({when})' if when else ''}: {project.text}"

    def award(self, award: Award) -> str:
        return f"- {', '.join(award.years)}: {self.comma.join(part for part in (award.title, award.awarder) if part)}"


class InlineHtml(Markdown):
    """Markdown with HTML for what Markdown cannot do: centred top, right-floating dates, a table of contacts."""

    name = "html-in-markdown"

    def top(self) -> str:
        person = self.person
        links = [
            f'<a href="{link.url}">{link.network or link.url.removeprefix("https://")}</a>' for link in person.links
        ]
        contacts = " &nbsp;|&nbsp; ".join(
            part for part in (html.escape(person.email), person.phone, self.place(person), *links) if part
        )
        label = f"<b>{html.escape(person.label)}</b><br>\n" if person.label else ""
        return f'<div align="center">\n<h1>{html.escape(person.name)}</h1>\n{label}{contacts}\n</div>'

    def entry(self, first: str, second: str, place: str, when: str) -> str:
        right = f' <span style="float: right">{when}</span>' if when else ""
        below = ", ".join(part for part in (second, place) if part)
        return f"**{first}**{right}  \n<i>{below}</i>\n" if below else f"**{first}**{right}\n"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"- <b>{project.name}</b>{f' ({when})' if when else ''} &mdash; {project.text}"


class Jekyll(Markdown):
    """A page of a site generator: front matter, includes, comments of its template."""

    name = "jekyll"

    def top(self) -> str:
        return (
            '---\nlayout: archive\ntitle: "CV"\npermalink: /cv/\nauthor_profile: true\nredirect_from:\n  - /resume\n---\n\n'
            "{% include base_path %}\n\n<!-- Replace this with your own awards: Turing Award, 2031 -->\n\n"
            + super().top()
        )

    def heading(self, title: str) -> str:
        return f"{title}\n======\n"

    def entry(self, first: str, second: str, place: str, when: str) -> str:
        return f"* **{self.comma.join(part for part in (first, second, place) if part)}**{self.comma}{when}"

    def listed(self, text: str) -> str:
        return f"  * {text}"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"* **{project.name}**{f' ({when})' if when else ''}: {project.text}"

    def award(self, award: Award) -> str:
        return f"* {self.comma.join(part for part in (award.title, award.awarder, ', '.join(award.years)) if part)}"


class Bold(Markdown):
    """No headings at all: bold section names in capitals, organization first in bold, title in italics on the next line."""

    name = "bold-organization-first"

    def heading(self, title: str) -> str:
        return f"**{title.upper()}**\n"

    def top(self) -> str:
        return super().top().removeprefix("# ").replace(self.person.name, f"**{self.person.name}**", 1)

    def study(self, study: Study) -> str:
        head = f"**{study.institution}**{self.comma + self.place(study) if self.place(study) else ''}  "
        return "\n".join(
            [head, f"*{self.degree(study)}*, {self.when(study)}", "", *map(self.listed, self.marks(study))]
        ).strip()

    def post(self, post: Post) -> str:
        head = f"**{post.organization}**{self.comma + self.place(post) if self.place(post) else ''}  "
        return "\n".join([head, f"*{post.title}*, {self.when(post)}", "", *map(self.listed, self.told(post))]).strip()


SHAPES = (Markdown, Headed, Tables, InlineHtml, Jekyll, Bold)
