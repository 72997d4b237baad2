"""Documents of word processors and PDFs, made from one Markdown-like source per CV."""

from typing import Any

from tests.cvs.person import Award, Paper, Post, Project, Study
from tests.cvs.shapes.layout import Layout
from tests.documents import docx, odt, pdf, rtf, styled


class Document(Layout):
    """Headings, bold entry lines with the dates at the right margin, bullets: what `tests.documents` makes files from."""

    def __init__(self, person: Any) -> None:
        super().__init__(person)
        self.bullet = "-"
        self.title_first = self.dice.random() < 0.4

    def data(self) -> bytes:
        raise NotImplementedError

    def top(self) -> str:
        person = self.person
        return "\n".join(
            part for part in (f"# {person.name}", person.label, self.separator.join(self.contacts())) if part
        )

    def heading(self, title: str) -> str:
        return f"## {title}"

    def entry(self, first: str, second: str, place: str, when: str) -> list[str]:
        return [f"**{first}**\t{place}".strip(), f"*{second}*\t{when}".strip()]

    def study(self, study: Study) -> str:
        head = self.entry(study.institution, self.degree(study), self.place(study), self.when(study))
        return "\n".join([*head, *map(self.listed, self.marks(study))])

    def post(self, post: Post) -> str:
        first, second = (post.title, post.organization) if self.title_first else (post.organization, post.title)
        return "\n".join(
            [*self.entry(first, second, self.place(post), self.when(post)), *map(self.listed, self.told(post))]
        )

    def papers(self, papers: tuple[Paper, ...]) -> str:
        return "\n".join(f"- {self.paper(one)}" for one in papers)

    def paper(self, paper: Paper) -> str:
        return f"{self.authors(paper)}. *{self.ended(paper.title)}* {self.published(paper)}"

    def author(self, name: str) -> str:
        return f"**{name}**" if self.is_self(name) else name

    def star(self) -> str:
        return "†"

    def published(self, paper: Paper) -> str:
        return super().published(paper).replace("(* equal", "(† equal")

    def project(self, project: Project) -> str:
        return f"**{project.name}**\t{self.when(project)}".strip() + f"\n{project.text}"

    def award(self, award: Award) -> str:
        titled = ", ".join(part for part in (award.title, award.awarder) if part)
        return f"{titled}\t{', '.join(award.years)}"

    def skills(self) -> str:
        return "\n".join(
            f"**{one.name}:** {', '.join(one.skills)}" if one.name else ", ".join(one.skills)
            for one in self.person.skills
        )

    def parts(self) -> dict[str, str]:
        """The sections by kind, the top as "top"."""
        return {
            "top": self.top(),
            **{kind: self.section(kind, body) for kind in self.order if (body := self.body(kind))},
        }


class Docx(Document):
    name = "docx"
    suffix = ".docx"

    def data(self) -> bytes:
        return docx.document(styled.from_markdown(self.text()))


class Odt(Document):
    name = "odt"
    suffix = ".odt"

    def data(self) -> bytes:
        return odt.document(styled.from_markdown(self.text()))


class Rtf(Document):
    name = "rtf"
    suffix = ".rtf"

    def data(self) -> bytes:
        return rtf.document(styled.from_markdown(self.text()))


class DocxTable(Document):
    """A Word template of two columns: the dates' cell at the left, what they date at the right."""

    name = "docx-table"
    suffix = ".docx"

    def data(self) -> bytes:
        blocks: list[styled.Block] = []
        for kind, text in self.parts().items():
            lines = text.split("\n")
            if kind in {"work", "education"}:
                entries = (
                    self.person.education
                    if kind == "education"
                    else [one for one in self.person.work if one.kind == "job"]
                )
                blocks += styled.from_markdown(lines[0])
                blocks.append(styled.Table([self.row(entry) for entry in entries]))
            else:
                blocks += styled.from_markdown(text)
        return docx.document(blocks)

    def row(self, entry: Study | Post) -> list[str | list[styled.Paragraph]]:
        if isinstance(entry, Study):
            lines = [
                f"**{self.degree(entry)}**",
                ", ".join(part for part in (entry.institution, self.place(entry)) if part),
                *self.marks(entry),
            ]
        else:
            lines = [
                f"**{entry.title}**",
                ", ".join(part for part in (entry.organization, self.place(entry)) if part),
                *self.told(entry),
            ]
        return [self.when(entry), [styled.Paragraph(line) for line in lines]]


class Pdf(Document):
    """One column, with a page number at the foot."""

    name = "pdf"
    suffix = ".pdf"

    def data(self) -> bytes:
        return pdf.one_column(pdf.from_markdown(self.text()), footer="{page}")


class PdfColumns(Document):
    """Two columns under the name: work at the left, the rest at the right."""

    name = "pdf-two-columns"
    suffix = ".pdf"

    def data(self) -> bytes:
        parts = self.parts()
        top = parts.pop("top")
        left = "\n\n".join(parts.pop(kind) for kind in ("about", "work", "papers") if kind in parts)
        right = "\n\n".join(parts.values())
        return pdf.two_columns(pdf.from_markdown(left), pdf.from_markdown(right), top=pdf.from_markdown(top))

    def entry(self, first: str, second: str, place: str, when: str) -> list[str]:
        return [
            line for line in (f"**{first}**", f"*{second}*", " | ".join(part for part in (when, place) if part)) if line
        ]


class PdfSidebar(PdfColumns):
    """A dark sidebar with contacts, skills and languages."""

    name = "pdf-sidebar"

    def data(self) -> bytes:
        person = self.person
        parts = self.parts()
        parts.pop("top")
        contacts = "\n".join([self.heading(self.title("contact")), *self.contacts()])
        aside = "\n\n".join([contacts, *(parts.pop(kind) for kind in ("skills", "languages") if kind in parts)])
        main = "\n\n".join([f"# {person.name}\n{person.label}", *parts.values()])
        return pdf.sidebar(pdf.from_markdown(aside), pdf.from_markdown(main), dark=True)

    def skills(self) -> str:
        return "\n".join(
            "\n".join(([f"**{one.name}**"] if one.name else []) + list(one.skills)) for one in self.person.skills
        )

    def spoken(self) -> str:
        return "\n".join(f"{name} ({level})" for name, level in self.person.languages)


SHAPES = (Docx, DocxTable, Odt, Rtf, Pdf, PdfColumns, PdfSidebar)
