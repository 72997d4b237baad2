"""The pictures of docs/, drawn from the bot's real replies: ``make pictures``."""
