"""The least that discord.py can do: a bot, started with the port of a Discord, that answers every interaction with a constant."""

import sys
import warnings

import yarl

with warnings.catch_warnings():  # of its voice player, whose import warns about Python 3.13
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Bare(discord.Client):
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await interaction.response.send_message("Nobody.", ephemeral=True)


if __name__ == "__main__":
    Route.BASE = f"http://127.0.0.1:{sys.argv[1]}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{sys.argv[1]}/")
    Bare(intents=discord.Intents(guilds=True)).run("bench", log_handler=None)
