"""The least that Bolt can do: a server, started with a port and a number of threads, that acknowledges a constant."""

import sys

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult

from adapters.web import WebServer
from bot.settings import Settings


def serve(port: int, workers: int, secret: str) -> None:
    app = App(
        signing_secret=secret,
        process_before_response=True,
        authorize=lambda: AuthorizeResult(enterprise_id="", team_id="T01BENCH", bot_user_id="U0BOT"),
    )

    @app.command("/candidate")
    def constant(ack: Ack) -> None:
        ack("Nobody.")

    server = WebServer(SlackRequestHandler(app), Settings(_env_file=None, port=port, workers=workers))
    server.start()
    sys.stdin.read()  # until whoever started this is gone
    server.stop()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
