"""A reply as a page of the platform: drawn from what its adapter would send."""

from markupsafe import Markup

from adapters.discord import forms as discord_forms
from adapters.discord import render as discord_render
from adapters.slack import form as slack_form
from adapters.slack import render as slack_render
from adapters.slack import views
from adapters.terminal import render as terminal_render
from bot.chat.messages import Reply
from pictures import discord, discord_text, slack, slack_text, terminal
from pictures.markup import joined, page
from pictures.scenes import Picture
from pictures.team import NAMES, NOW, Team


def drawn(picture: Picture, team: Team) -> tuple[str, int]:
    """The page, and how wide it is."""
    platform, kind = picture.look.platform, picture.look.kind
    reply = picture.scene.ask(team, platform)
    body, width = {"slack": _slack, "discord": _discord, "terminal": _terminal}[platform](reply, picture)
    window = " window" if platform != "terminal" and (reply.form or picture.scene.home) else ""
    look = f"{kind}{window}".strip()
    return page(body, style=platform, look=look, width=width, most=picture.scene.most), width


def _slack(reply: Reply, picture: Picture) -> tuple[Markup, int]:
    drawing = slack.Drawing(slack_text.Writing(NAMES, NOW))
    if reply.form and (view := slack_form.modal(reply.form, "")):
        return drawing.modal(view), slack.MODAL
    if picture.scene.home:
        return drawing.home(views.home_of(reply).view), slack.WIDTH
    messages = (drawing.message(one, private=reply.private) for one in slack_render.render(reply))
    return joined(messages), slack.PHONE if picture.look.kind == "phone" else slack.WIDTH


def _discord(reply: Reply, picture: Picture) -> tuple[Markup, int]:
    drawing = discord.Drawing(discord_text.Writing(NAMES, NOW))
    if reply.form and (modal := discord_forms.modal(reply.form)):
        return drawing.modal(modal), discord.MODAL
    messages = (drawing.message(one) for one in discord_render.render(reply))
    return joined(messages), discord.PHONE if picture.look.kind == "phone" else discord.WIDTH


def _terminal(reply: Reply, picture: Picture) -> tuple[Markup, int]:
    return terminal.talk(picture.scene.line, terminal_render.render(reply, zone=NOW.tzinfo)), terminal.WIDTH
