"""The endpoint that the settings name: a reader that asks it, and whether it answers."""

from bot.cv.model.endpoint import Endpoint, Message, Unanswered
from bot.profile import Reader
from bot.settings import Settings

ATTEMPT = 10.0
"""Seconds."""


def with_model(read: Reader, settings: Settings) -> Reader:
    """The reader itself where no model is set."""
    if not settings.model_url:
        return read
    from bot.cv.model.asking import asking  # noqa: PLC0415 -- its parts take a while to load

    return asking(read, endpoint(settings), seconds=settings.model_seconds)


def endpoint(settings: Settings) -> Endpoint:
    return Endpoint(settings.model_url, settings.model_name, settings.model_key.get_secret_value())


def probe(settings: Settings) -> str:
    """Which model is asked where, and what goes there. Raises ConnectionError with what to do where it does not answer."""
    model = endpoint(settings)
    try:
        model.ask([Message("user", "Answer with this JSON object: {}")], ATTEMPT)
    except Unanswered as reason:
        raise ConnectionError(f"{reason}. Check MODEL_URL, MODEL_NAME and MODEL_KEY.") from None
    return f"{model.name} at {model.host} answers; lines that no rule could read go there, contacts covered"
