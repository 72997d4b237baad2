"""The pages that an installer sees in the browser: words, and a look of their own, nothing fetched from anywhere."""

from dataclasses import dataclass
from html import escape

STYLE = """
:root { color-scheme: light dark; --ink: #1d1c1d; --soft: #616061; --paper: #fff; --ground: #f4f2ef; --key: #4a154b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e3; --soft: #abaaad; --paper: #222529; --ground: #131518; --key: #7c3085; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 34rem; padding: 2.25rem; border-radius: 1rem; background: var(--paper);
  box-shadow: 0 1px 3px rgb(0 0 0 / .16); }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
p, ul { margin: 0 0 1rem; }
li { margin-bottom: .25rem; }
small { color: var(--soft); }
a.key { display: inline-block; margin: .25rem 0 1rem; padding: .7rem 1.25rem; border-radius: .5rem;
  background: var(--key); color: #fff; font-weight: 600; text-decoration: none; }
a.key:focus-visible { outline: 3px solid var(--soft); outline-offset: 2px; }
code { padding: .1em .3em; border-radius: .25rem; background: var(--ground); }
"""
AGAIN = ("Try again", "/slack/install")


@dataclass(frozen=True, slots=True)
class Page:
    """``lines`` are HTML of our own; ``key`` is a link's words and address."""

    title: str
    lines: tuple[str, ...]
    key: tuple[str, str] | None = None
    small: str = ""

    def html(self) -> str:
        lines = "\n".join(f"<p>{line}</p>" for line in self.lines)
        key = f'<p><a class="key" href="{escape(self.key[1])}">{escape(self.key[0])}</a></p>\n' if self.key else ""
        small = f"<p><small>{self.small}</small></p>\n" if self.small else ""
        return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(self.title)}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(self.title)}</h1>
{lines}
{key}{small}</main>
</body>
</html>
"""


def beginning(url: str) -> Page:
    """What the bot is, and the way to Slack's own page."""
    return Page(
        "Add Recruitbot to Slack",
        (
            "It reads CVs and answers about candidates, each fact with the line of the CV that proves it.",
            "Slack shows you next what the bot may do in your workspace. It reads what is written to it, nothing else.",
        ),
        ("Add to Slack", url),
        "Your workspace gets data of its own, which no other one sees. At first only its owners and admins have access.",
    )


def installed(name: str, link: str) -> Page:
    return Page(
        f"Recruitbot is in {name}" if name else "Recruitbot is installed",
        (
            "In Slack, type <code>/candidate help</code> in any channel: only you see the answer.",
            "Or drop a CV into the bot's direct messages.",
            "At first only owners and admins of the workspace have access; installing the bot gives nobody a role.",
            "<code>/candidate access grant @name recruiter</code>, typed by one of them, lets in more.",
        ),
        ("Open Slack", link) if link else None,
        "You can close this page.",
    )


def refused(reason: str) -> Page:
    """Why nothing was installed, by Slack's or Bolt's word for it, and what to do."""
    if reason in REASONS:
        return Page("Nothing was installed", (REASONS[reason],), AGAIN)
    word = reason if reason.replace("_", "").isascii() and reason.replace("_", "").isalnum() else "no reason"
    told = f"Slack says <code>{escape(word[:60])}</code>." if word != "no reason" else "Slack did not say why."
    return Page("Nothing was installed", (told, "If it says so again, tell whoever runs this bot."), AGAIN)


REASONS = {
    "access_denied": "It was cancelled at Slack, so the bot has no access to your workspace. You can close this page, or "
    "begin again; in some workspaces an admin has to approve the bot first.",
    "invalid_browser": "This was begun in another browser or another tab, or the page lay for longer than ten minutes. Begin "
    "again here, and go on in the same window.",
    "invalid_state": "This link was used before, or is older than ten minutes. Each one is good once. Look in Slack: if the "
    "bot is there, all is well.",
    "missing_code": "Slack sent you back without its confirmation. Begin again.",
    "invalid_code": "Slack did not confirm the install: its confirmation is good once, and for ten minutes. Begin again.",
}
BROKEN = Page("Nothing was installed", ("The fault is in the bot. Tell whoever runs it.",), AGAIN)
AWAY = Page("Nothing was installed", ("Slack does not answer. Begin again in a minute.",), AGAIN)
STORE_AWAY = Page("Nothing was installed", ("The bot's database does not answer. Begin again in a minute.",), AGAIN)
NO_SUCH_WAY = Page("This page is only to be looked at", ("Open it in a browser.",))
