"""Tokens that end after twelve hours, for an app whose token rotation is on: exchanged in time, by one process."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from adapters.slack.api import FAILURES, Api, refusal
from bot.installations import Installation, Installations
from bot.settings import Settings
from bot.store import Unavailable

log = logging.getLogger(__name__)

PLATFORM = "slack"
EVERY = 60.0
"""Seconds between two looks at what ends soon."""
AHEAD = timedelta(hours=2)
"""So long the token of before is good beside the new one."""


class Rotation:
    """Looks after the installs as long as the bot runs."""

    def __init__(
        self,
        settings: Settings,
        installations: Installations,
        api: Callable[[str], Api],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._installations, self._clock = installations, clock
        self._rotator = TokenRotator(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            client=api("").client,
        )

    def run(self, closing: threading.Event) -> None:
        """Until the bot stops."""
        while True:
            self.turn()
            if closing.wait(EVERY):
                return

    def turn(self) -> None:
        """Exchange every token that ends soon, unless another process does. Never raises."""
        try:
            for one in self._installations.installed(PLATFORM):
                now = self._clock()
                if (
                    one.refresh
                    and one.ends
                    and one.ends - AHEAD <= now
                    and self._installations.claim_renewal(one, at=now)
                ):
                    self._renew(one)
        except Unavailable:
            log.warning("tokens were not looked after: the database does not answer")
        except Exception as error:  # noqa: BLE001 - its words may hold a token
            log.warning("tokens were not looked after: %s", type(error).__name__)

    def _renew(self, one: Installation) -> None:
        place = one.workspace
        try:
            found = self._rotator.perform_bot_token_rotation(bot=_as_due(one))
        except SlackTokenRotationError as error:
            cause = error.api_error
            word = refusal(cause) if isinstance(cause, SlackApiError) else "no reason"
            log.warning("Slack did not renew the token of %s: %s", place.id, word)
            self._installations.told(place, "renew token", "failed", at=self._clock())
        except FAILURES as error:
            log.warning("the token of %s could not be renewed: %s", place.id, refusal(error))
        else:
            if found and found.bot_token and found.bot_refresh_token and found.bot_token_expires_at:
                ends = datetime.fromtimestamp(found.bot_token_expires_at, UTC)
                new = replace(one, token=found.bot_token, refresh=found.bot_refresh_token, ends=ends)
                if self._installations.renew(one, new):
                    log.info("Slack: the token of %s is renewed", place.id)


def _as_due(one: Installation) -> Bot:
    """As the SDK knows it; when it ends was looked at already, by our own clock."""
    return Bot(
        bot_token=one.token,
        bot_id=one.bot_id,
        bot_user_id=one.bot,
        bot_refresh_token=one.refresh,
        bot_token_expires_at=0,
        installed_at=one.at.timestamp(),
    )
