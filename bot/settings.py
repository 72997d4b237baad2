"""The environment as frozen settings: the only reader of environment variables and of ``.env``."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.addresses import address
from bot.records import Workspace

SHORTEST_KEY = 32
A_KEY = "make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"


IN_FILES = (
    "database_url",
    "secret_key",
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_secret",
    "discord_token",
    "model_key",
    "metrics_token",
)
"""Settings that may stand in a file of their own, which ``…_FILE`` names."""


WANTED = {
    "int_parsing": "is a whole number",
    "float_parsing": "is a number",
    "bool_parsing": "is True or False",
    "greater_than": "is more than {gt}",
    "greater_than_equal": "is {ge} or more",
    "less_than": "is less than {lt}",
    "less_than_equal": "is {le} at most",
    "literal_error": "is {expected}",
}
"""What is said of a value that is of the wrong kind."""


class BadSettings(Exception):
    """One or more settings are wrong; the text has a line for each, without their values where they are secret."""


class _Files(PydanticBaseSettingsSource):
    """Settings whose names with ``_FILE`` name files, as secrets are mounted; the last line's end is none of a value."""

    def __init__(self, source: PydanticBaseSettingsSource) -> None:
        super().__init__(source.settings_cls)
        self._named = dict(source.env_vars) if isinstance(source, EnvSettingsSource) else {}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[object, str, bool]:  # noqa: ARG002 - pydantic's signature
        file = self._named.get(f"{field_name}_file")
        return (_content(Path(file), field_name) if file else None), field_name, False

    def __call__(self) -> dict[str, object]:
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
            if name in IN_FILES
        }
        return {name: value for name, value in found.items() if value is not None}


def _content(file: Path, field: str) -> str:
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or "it is not UTF-8 text"
        raise BadSettings(f"{field.upper()}_FILE names {file}, which cannot be read: {reason}") from None


class Settings(BaseSettings):
    """Every setting, with its default. ``.env.example`` explains each to the person who sets it."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    database_url: str = "sqlite:///recruitbot.db"
    organization: str = ""
    workers: Annotated[int, Field(ge=1, le=64)] = 8
    """Threads for requests, and the size of the database pool."""
    read_strictly: bool = False
    """Read no file where the system lacks a wall of the sandbox, instead of reading it behind those there are."""
    skills_file: str = ""
    """The team's own skills, in the form of the packaged ``skills.toml``."""
    erasures: str = ""
    """The file that knows who was erased, outside of the database; empty: beside a SQLite database, else none."""
    audit_heads: str = ""
    """The file that proves where audit trails end; empty: beside a SQLite database, and none for PostgreSQL."""
    log_level: str = "INFO"
    log_format: Literal["lines", "json"] = "lines"

    requests_a_minute: Annotated[int, Field(ge=0)] = 60
    """Of one member; 0: as many as they like."""
    all_requests_a_minute: Annotated[int, Field(ge=0)] = 1200
    """Of all members of an organization together."""
    people_an_hour: Annotated[int, Field(ge=0)] = 100
    """Of how many different people a member may read before the admins are told; 0: they never are."""

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_client_id: str = ""
    """With it other workspaces may install the bot themselves."""
    slack_client_secret: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    secret_key: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    """One or more, separated by commas: the first encrypts tokens, each opens what it encrypted once."""
    slack_api_url: str = "https://slack.com/api/"
    slack_authorize_url: str = "https://slack.com/oauth/v2/authorize"

    discord_token: SecretStr = SecretStr("")
    discord_guild: str = ""
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str = ""

    model_url: str = ""
    model_name: Annotated[str, Field(max_length=100, validate_default=True)] = ""
    model_key: SecretStr = SecretStr("")
    model_seconds: Annotated[int, Field(ge=1, le=300)] = 20
    """All questions about one CV together."""

    metrics_token: SecretStr = SecretStr("")
    """Opens ``/metrics``, as a bearer's; without one it answers to this machine alone."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 3000

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _Files(env_settings), dotenv_settings, _Files(dotenv_settings)

    @field_validator("discord_guild")
    @classmethod
    def _snowflake(cls, value: str) -> str:
        if value and not value.isdecimal():
            raise ValueError("is the number of a server: copy it with Discord's developer mode on")
        return value

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr) -> SecretStr:
        if (text := value.get_secret_value()) and not text.startswith("xoxb-"):
            raise ValueError("is the Bot User OAuth Token; it starts with xoxb-")
        return value

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr) -> SecretStr:
        if (text := value.get_secret_value()) and not text.startswith("xapp-"):
            raise ValueError("is the app-level token; it starts with xapp-")
        return value

    @field_validator("slack_client_secret")
    @classmethod
    def _client_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if bool(value.get_secret_value()) != bool(info.data.get("slack_client_id")):
            raise ValueError("and SLACK_CLIENT_ID belong together: both stand on the app's page at Slack")
        return value

    @field_validator("secret_key")
    @classmethod
    def _secret_keys(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("slack_client_id"):
            keys = _parts(value)
            if not keys:
                raise ValueError(f"is not set: beside SLACK_CLIENT_ID it encrypts the tokens of workspaces; {A_KEY}")
            if min(map(len, keys)) < SHORTEST_KEY:
                raise ValueError(f"has a key of fewer than {SHORTEST_KEY} characters; {A_KEY}")
        return value

    @property
    def secret_keys(self) -> tuple[str, ...]:
        return _parts(self.secret_key)

    @field_validator("slack_api_url", "slack_authorize_url", "discord_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("is an address that starts with https://")
        return value

    @field_validator("discord_gateway_url")
    @classmethod
    def _gateway(cls, value: str) -> str:
        if value and not value.startswith(("ws://", "wss://")):
            raise ValueError("is an address that starts with wss://")
        return value

    @field_validator("model_url")
    @classmethod
    def _model_address(cls, value: str) -> str:
        if value:
            address(value)
        return value

    @field_validator("model_name")
    @classmethod
    def _model_named(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("model_url") and not value:
            raise ValueError("names the model to ask at MODEL_URL")
        if not value.isprintable():
            raise ValueError("is a name on one line")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("is one of DEBUG, INFO, WARNING, ERROR")
        return value.upper()


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Settings of the environment, then of the file. Raises `BadSettings` naming every fault at once."""
    logging.getLogger("dotenv").setLevel(logging.ERROR)  # lines that set nothing are told by doctor, with what to do
    try:
        return Settings(_env_file=env_file)
    except UnicodeDecodeError:
        raise BadSettings(f"{env_file} is not UTF-8 text: save it again as UTF-8") from None
    except OSError as error:
        raise BadSettings(f"{env_file} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        faults = (
            f"{'.'.join(map(str, one['loc'])).upper()} {_told(one['type'], one['msg'], one.get('ctx', {}))}"
            for one in error.errors()
        )
        raise BadSettings("\n".join(faults)) from None


def _told(kind: str, message: str, bounds: Mapping[str, object]) -> str:
    """What the value of a setting has to be."""
    if allowed := WANTED.get(kind):
        return allowed.format(**bounds).replace("'", "")
    return message.removeprefix("Value error, ")


def _parts(keys: SecretStr) -> tuple[str, ...]:
    return tuple(one.strip() for one in keys.get_secret_value().split(",") if one.strip())


def terminal_workspace() -> Workspace:
    """The terminal counts as a workspace of its own."""
    return Workspace("terminal", "local")
