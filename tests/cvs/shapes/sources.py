"""Sources of other markup: Org, LaTeX, HTML, JSON Resume."""

import html
import json
from dataclasses import replace
from typing import Any

from tests.cvs.person import Award, Paper, Person, Post, Project, Study
from tests.cvs.shapes.layout import Layout
from tests.cvs.shapes.markdown import Markdown


class Org(Markdown):
    """Emacs Org: headings with stars, italics with slashes."""

    name = "org"
    suffix = ".org"

    def top(self) -> str:
        person = self.person
        about = [part for part in (person.label, " | ".join(self.contacts())) if part]
        return "\n".join([f"#+TITLE: {person.name}", "#+OPTIONS: toc:nil num:nil", "", *about])

    def contacts(self) -> list[str]:
        person = self.person
        links = [f"[[{link.url}][{link.network or link.url.removeprefix('https://')}]]" for link in person.links]
        return [part for part in (person.email, person.phone, self.place(person), *links) if part]

    def heading(self, title: str) -> str:
        return f"* {title}"

    def entry(self, first: str, second: str, place: str, when: str) -> str:
        below = ", ".join(part for part in (second, place, when) if part)
        return f"** {first}\n{below}"

    def listed(self, text: str) -> str:
        return f"- {text}"

    def paper(self, paper: Paper) -> str:
        return f"{self.authors(paper)}. /{self.ended(paper.title)}/ {self.published(paper)}"

    def author(self, name: str) -> str:
        return f"*{name}*" if self.is_self(name) else name

    def star(self) -> str:
        return "^{†}"

    def published(self, paper: Paper) -> str:
        return super().published(paper).replace(r"\* equal", "† equal")

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"- {project.name}{f' ({when})' if when else ''} :: {project.text}"

    def skills(self) -> str:
        return "\n".join(
            f"- {one.name} :: {', '.join(one.skills)}" if one.name else f"- {', '.join(one.skills)}"
            for one in self.person.skills
        )


class Latex(Layout):
    """A plain LaTeX article: sections, right-filled dates, itemized details."""

    name = "latex-article"
    suffix = ".tex"

    def text(self) -> str:
        return (
            "\\documentclass[11pt]{article}\n\\usepackage[margin=1in]{geometry}\n\\usepackage{hyperref}\n"
            "\\newcommand{\\entry}[2]{\\textbf{#1} \\hfill #2 \\\\}\n% Last compiled on a Sunday\n"
            f"\\begin{{document}}\n\\pagestyle{{empty}}\n\n{super().text()}\n\\end{{document}}\n"
        )

    def top(self) -> str:
        person = self.person
        lines = [f"{{\\LARGE \\textbf{{{tex(person.name)}}}}}", tex(person.label), r" $\cdot$ ".join(self.contacts())]
        return "\\begin{center}\n" + " \\\\\n".join(line for line in lines if line) + "\n\\end{center}"

    def contacts(self) -> list[str]:
        person = self.person
        links = [
            f"\\href{{{link.url.replace('_', chr(92) + '_')}}}{{{tex(link.network or link.url.removeprefix('https://'))}}}"
            for link in person.links
        ]
        email = f"\\href{{mailto:{person.email}}}{{{person.email}}}"
        return [part for part in (tex(self.place(person)), email, tex(person.phone), *links) if part]

    def heading(self, title: str) -> str:
        return f"\\section*{{{tex(title)}}}"

    def study(self, study: Study) -> str:
        place = f", {tex(self.place(study))}" if self.place(study) else ""
        head = f"\\textbf{{{tex(study.institution)}}}{place} \\hfill {tex(self.when(study))} \\\\"
        return "\n".join([head, f"\\textit{{{tex(self.degree(study))}}}", *self.items(self.marks(study))])

    def post(self, post: Post) -> str:
        place = f", {tex(self.place(post))}" if self.place(post) else ""
        head = f"\\textbf{{{tex(post.organization)}}}{place} \\hfill {tex(self.when(post))} \\\\"
        return "\n".join([head, f"\\textit{{{tex(post.title)}}}", *self.items(self.told(post))])

    def items(self, lines: list[str]) -> list[str]:
        return ["\\begin{itemize}", *(f"  \\item {tex(line)}" for line in lines), "\\end{itemize}"] if lines else []

    def body(self, kind: str) -> str:
        if kind in {"teaching", "service"}:
            return "\n".join(self.items([self.duty(one) for one in self.person.work if one.kind == kind]))
        return super().body(kind)

    def papers(self, papers: tuple[Paper, ...]) -> str:
        if not papers:
            return ""
        return "\n".join(["\\begin{enumerate}", *(f"  \\item {self.paper(one)}" for one in papers), "\\end{enumerate}"])

    def paper(self, paper: Paper) -> str:
        return f"{self.authors(paper)}. \\emph{{{tex(self.ended(paper.title))}}} {tex(self.published(paper))}"

    def author(self, name: str) -> str:
        return f"\\textbf{{{tex(name)}}}" if self.is_self(name) else tex(name)

    def star(self) -> str:
        return "$^*$"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"\\textbf{{{tex(project.name)}}}{f' ({tex(when)})' if when else ''}: {tex(project.text)}"

    def award(self, award: Award) -> str:
        titled = ", ".join(part for part in (award.title, award.awarder) if part)
        return f"{tex(titled)} \\hfill {', '.join(award.years)} \\\\"

    def skills(self) -> str:
        return " \\\\\n".join(
            (f"\\textbf{{{tex(one.name)}:}} " if one.name else "") + tex(", ".join(one.skills))
            for one in self.person.skills
        )

    def spoken(self) -> str:
        return tex(super().spoken())


class Moderncv(Latex):
    """The moderncv class: ``\\cventry`` and ``\\cvitem``."""

    name = "latex-moderncv"

    def text(self) -> str:
        return (
            "\\documentclass[11pt,a4paper,sans]{moderncv}\n\\moderncvstyle{classic}\n\\moderncvcolor{blue}\n"
            f"{self.preamble()}\n\\begin{{document}}\n\\makecvtitle\n\n{Layout.text(self)}\n\\end{{document}}\n"
        )

    def preamble(self) -> str:
        person = self.person
        given, _, family = person.name.rpartition(" ")
        lines = [f"\\name{{{tex(given)}}}{{{tex(family)}}}"]
        if person.label:
            lines.append(f"\\title{{{tex(person.label)}}}")
        lines.append(f"\\address{{{tex(person.city)}}}{{{tex(person.country)}}}")
        if person.phone:
            lines.append(f"\\phone[mobile]{{{tex(person.phone)}}}")
        lines.append(f"\\email{{{person.email}}}")
        for link in person.links:
            if link.network in {"GitHub", "LinkedIn"}:
                lines.append(f"\\social[{link.network.lower()}]{{{link.url.rsplit('/', 1)[-1]}}}")
            elif not link.network:
                lines.append(f"\\homepage{{{link.url.removeprefix('https://')}}}")
        return "\n".join(lines)

    @classmethod
    def kept(cls, person: Person) -> Person:
        person = super().kept(person)
        links = tuple(link for link in person.links if link.network in {"", "GitHub", "LinkedIn"})
        return replace(person, links=links)

    @classmethod
    def suits(cls, person: Person) -> bool:
        return person.language != "zh"

    def top(self) -> str:
        return ""

    def heading(self, title: str) -> str:
        return f"\\section{{{tex(title)}}}"

    def study(self, study: Study) -> str:
        marks = "; ".join(self.marks(study))
        fields = (self.when(study), self.degree(study), study.institution, self.place(study), "", marks)
        return "\\cventry" + "".join(f"{{{tex(value)}}}" for value in fields)

    def post(self, post: Post) -> str:
        fields = (self.when(post), post.title, post.organization, self.place(post), "")
        details = "\n".join(self.items(self.told(post)))
        return "\\cventry" + "".join(f"{{{tex(value)}}}" for value in fields) + f"{{{details}}}"

    def project(self, project: Project) -> str:
        return f"\\cvitem{{{tex(self.when(project))}}}{{\\textbf{{{tex(project.name)}}}: {tex(project.text)}}}"

    def award(self, award: Award) -> str:
        titled = ", ".join(part for part in (award.title, award.awarder) if part)
        return f"\\cvitem{{{', '.join(award.years)}}}{{{tex(titled)}}}"

    def skills(self) -> str:
        return "\n".join(f"\\cvitem{{{tex(one.name)}}}{{{tex(', '.join(one.skills))}}}" for one in self.person.skills)

    def spoken(self) -> str:
        return "\n".join(
            f"\\cvitemwithcomment{{{tex(name)}}}{{{tex(level)}}}{{}}" for name, level in self.person.languages
        )


_TEX = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "–": "--", "—": "---"}


def tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


class Page(Layout):
    """A home page in HTML: definition lists, spans for dates, an image, a script."""

    name = "html-page"
    suffix = ".html"

    def text(self) -> str:
        person = self.person
        return (
            f'<!DOCTYPE html>\n<html lang="{person.language}">\n<head>\n<meta charset="utf-8">\n<title>{esc(person.name)}</title>\n'
            "<style>.when { float: right; color: #666 }</style>\n<script>window.stats = ['Haskell', 'COBOL'];</script>\n</head>\n<body>\n"
            f"{super().text()}<footer>Built with a static site generator</footer>\n</body>\n</html>\n"
        )

    def top(self) -> str:
        person = self.person
        links = "\n".join(
            f'<li><a href="{link.url}">{link.network or esc(link.url.removeprefix("https://"))}</a></li>'
            for link in person.links
        )
        parts = [f"<h1>{esc(person.name)}</h1>", '<img src="me.jpg" alt="Portrait">']
        parts += [f'<p class="headline">{esc(person.label)}</p>'] if person.label else []
        parts.append(f'<ul class="contact">\n<li><a href="mailto:{person.email}">{person.email}</a></li>')
        parts += [f"<li>{esc(value)}</li>" for value in (person.phone, self.place(person)) if value]
        return "\n".join([*parts, links, "</ul>"])

    def section(self, kind: str, body: str) -> str:
        return f"<section>\n<h2>{esc(self.title(kind))}</h2>\n{body}\n</section>"

    def body(self, kind: str) -> str:
        body = super().body(kind)
        if kind in {"about", "interests", "availability", "languages"} and body:
            return f"<p>{esc(body)}</p>"
        if kind in {"teaching", "service", "awards"} and body:
            return f"<ul>\n{body}\n</ul>"
        return body

    def listed(self, text: str) -> str:
        return f"<li>{esc(text)}</li>"

    def entry(self, first: str, second: str, when: str, lines: list[str]) -> str:
        head = f"<h3>{esc(first)}{f' <span class={chr(34)}when{chr(34)}>{esc(when)}</span>' if when else ''}</h3>\n<p><em>{esc(second)}</em></p>"
        return "\n".join([head, *(["<ul>", *map(self.listed, lines), "</ul>"] if lines else [])])

    def study(self, study: Study) -> str:
        where = ", ".join(part for part in (study.institution, self.place(study)) if part)
        return self.entry(self.degree(study), where, self.when(study), self.marks(study))

    def post(self, post: Post) -> str:
        where = ", ".join(part for part in (post.organization, self.place(post)) if part)
        return self.entry(post.title, where, self.when(post), self.told(post))

    def papers(self, papers: tuple[Paper, ...]) -> str:
        return "\n".join(["<ol>", *(f"<li>{self.paper(one)}</li>" for one in papers), "</ol>"]) if papers else ""

    def paper(self, paper: Paper) -> str:
        return f"<cite>{esc(paper.title)}</cite><br>\n{self.authors(paper)}<br>\n<em>{esc(self.published(paper))}</em>"

    def author(self, name: str) -> str:
        return f"<b>{esc(name)}</b>" if self.is_self(name) else esc(name)

    def star(self) -> str:
        return "<sup>*</sup>"

    def project(self, project: Project) -> str:
        when = self.when(project)
        return f"<dl><dt>{esc(project.name)}{f' ({esc(when)})' if when else ''}</dt><dd>{esc(project.text)}</dd></dl>"

    def skills(self) -> str:
        return "\n".join(
            f"<p>{f'<b>{esc(one.name)}</b>: ' if one.name else ''}{esc(', '.join(one.skills))}</p>"
            for one in self.person.skills
        )


def esc(text: str) -> str:
    return html.escape(text, quote=False)


class JsonResume(Layout):
    """JSON Resume, as its editors write it."""

    name = "json-resume"
    suffix = ".json"
    leaves_out = ("availability", "education.city", "education.country", "education.rank", "education.minor", "education.advisers", "education.thesis",
                  "education.expected", "work.supervisors", "work.country", "interests", "papers.authors", "papers.equal", "papers.kind", "papers.status")  # fmt: skip

    @classmethod
    def kept(cls, person: Person) -> Person:
        jobs = tuple(post for post in person.work if post.kind == "job")
        person = super().kept(replace(person, work=jobs))
        return replace(person, awards=tuple(replace(one, years=one.years[:1]) for one in person.awards))

    def text(self) -> str:
        person = self.person
        profiles = [
            {"network": one.network, "url": one.url, "username": one.url.rsplit("/", 1)[-1]}
            for one in person.links
            if one.network
        ]
        sites = [one.url for one in person.links if not one.network]
        basics = {
            "name": person.name, "label": person.label, "email": person.email, "phone": person.phone, "url": sites[0] if sites else "",
            "summary": person.about, "location": {"city": person.city, "country": person.country}, "profiles": profiles,
        }  # fmt: skip
        resume = {
            "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
            "basics": basics,
            "work": [_dated(one, name=one.organization, position=one.title, location=one.city, highlights=list(one.details)) for one in person.work],
            "education": [_dated(one, institution=one.institution, studyType=one.degree, area=one.field, score=one.gpa) for one in person.education],
            "publications": [{"name": one.title, "publisher": one.venue, "releaseDate": one.year} for one in person.papers],
            "projects": [_dated(one, name=one.name, description=one.text) for one in person.projects],
            "awards": [{"title": one.title, "date": "".join(one.years), "awarder": one.awarder} for one in person.awards],
            "skills": [{"name": one.name, "keywords": list(one.skills)} for one in person.skills],
            "languages": [{"language": name, "fluency": level} for name, level in person.languages],
        }  # fmt: skip
        return json.dumps(_present(resume), ensure_ascii=False, indent=2) + "\n"


def _dated(entry: Study | Post | Project, **values: Any) -> dict[str, Any]:
    return values | {"startDate": entry.start, "endDate": "" if entry.end == "present" else entry.end}


def _present(value: Any) -> Any:
    """Without what is blank."""
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := _present(one)) not in ("", [], {})}
    return [_present(one) for one in value] if isinstance(value, list) else value


SHAPES = (Org, Latex, Moderncv, Page, JsonResume)
