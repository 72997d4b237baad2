"""What is shown: each scene is one answer of the bot, asked for as a person would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.chat.messages import Reply, Upload
from pictures.team import DECIDED, GROUPED, PLANNED, SAMPLES, Team

WANTED = "ML Systems Engineer: CUDA, Triton, 3 years, a systems paper"
UNCERTAIN = "resume (3).txt"
"""A CV that nobody has sent yet."""

Ask = Callable[[Team, str], Reply]
"""Asks the team's bot on a platform."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where a scene is looked at, and how."""

    platform: str
    kind: str = ""
    """``dark``, ``light`` or ``phone``; empty for how the platform mostly looks."""

    @property
    def ending(self) -> str:
        return f"-{self.kind}" if self.kind else ""


SLACK, DISCORD, TERMINAL = Look("slack"), Look("discord"), Look("terminal")
CHATS = (SLACK, DISCORD)


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    ask: Ask
    looks: tuple[Look, ...] = CHATS
    line: str = ""
    """What is typed for it."""
    home: bool = False
    """Shown as what opens with the app, where the platform has that."""
    most: int = 0
    """Pixels after which a long answer fades out; 0 shows all of it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene, seen one way."""

    scene: Scene
    look: Look

    @property
    def file(self) -> str:
        return f"{self.look.platform}-{self.scene.name}{self.look.ending}.png"


def typed(name: str, line: str, *more: Look) -> Scene:
    return Scene(name, lambda team, platform: team.ask(platform, line), (*CHATS, *more), line)


def _sent(team: Team, platform: str) -> Reply:
    return team.ask(platform, "add", uploads=(Upload(UNCERTAIN, (SAMPLES / UNCERTAIN).read_bytes()),))


def _home(team: Team, platform: str) -> Reply:
    return team.ask(platform, "home")


def _digest(team: Team, platform: str) -> Reply:
    return team.digest(platform)


def _grouped(team: Team, platform: str) -> Reply:
    with team.otherwise(platform, GROUPED) as other:
        return other.digest(platform)


def _acted(team: Team, platform: str) -> Reply:
    with team.otherwise(platform, DECIDED) as other:
        return other.digest(platform)


def _reminder(team: Team, platform: str) -> Reply:
    with team.otherwise(platform, PLANNED) as other:
        return replace(other.reminder(platform), private=False)


SCENES = (
    typed("search", "cuda triton", Look("slack", "dark"), Look("slack", "phone"), Look("discord", "light"),
          Look("discord", "phone"), TERMINAL),
    typed("card", "ilse", TERMINAL),
    Scene("evidence", lambda team, platform: team.ask(platform, "show ilse evidence"), most=900),
    Scene("digest", _digest),
    Scene("grouped", _grouped),
    Scene("acted", _acted),
    Scene("reminder", _reminder),
    Scene("add", _sent),
    typed("compare", "compare ilse, mirembe, haruto"),
    typed("match", f"match {WANTED}"),
    typed("nothing", "verilog cuda"),
    typed("who", "show noer"),
    typed("help", "help"),
    typed("share", "share #5"),
    typed("note", "form note #5"),
    typed("refine", "form find cuda triton"),
    typed("new-digest", "form digest"),
    Scene("home", _home, (SLACK,), home=True),
)  # fmt: skip


def pictures() -> Iterator[Picture]:
    return (Picture(scene, look) for scene in SCENES for look in scene.looks)
