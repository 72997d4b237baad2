"""Settings: `.env.example` tells of all of them, and faults are told together."""

from errno import EACCES
from pathlib import Path

import pytest

from bot.settings import IN_FILES, BadSettings, Settings, load

ROOT = Path(__file__).parents[1]


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_example_names_every_setting_with_its_default():
    declared = {name.upper(): field.get_default() for name, field in Settings.model_fields.items()}
    shown = {name: getattr(value, "get_secret_value", lambda value=value: value)() for name, value in declared.items()}
    assert example() == {name: str(value) for name, value in shown.items()}


def test_example_explains_every_setting():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for index, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            above = lines[:index][::-1]
            block = next((one for one in above if not ("=" in one and not one.startswith("#"))), "")
            assert block.startswith("#") or block == "", line


def test_all_faults_are_told_at_once_without_secrets(monkeypatch):
    monkeypatch.setenv("WORKERS", "many")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "hunter2")
    monkeypatch.setenv("DISCORD_GUILD", "my server")
    with pytest.raises(BadSettings) as caught:
        load(env_file=None)
    text = str(caught.value)
    assert all(name in text for name in ("WORKERS", "SLACK_BOT_TOKEN", "DISCORD_GUILD"))
    assert "hunter2" not in text


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("WORKERS", "many", "WORKERS is a whole number"),
        ("WORKERS", "0", "WORKERS is 1 or more"),
        ("PORT", "70000", "PORT is 65535 at most"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is lines or json"),
        ("READ_STRICTLY", "perhaps", "READ_STRICTLY is True or False"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_what_it_has_to_be(monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=f"^{told}$"):
        load(env_file=None)


def test_secrets_stay_out_of_what_is_printed(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hunter2")
    assert "hunter2" not in repr(load(env_file=None))


def test_where_a_platform_is_has_to_be_an_address_of_its_kind(monkeypatch):
    monkeypatch.setenv("SLACK_API_URL", "ftp://slack.example/")
    monkeypatch.setenv("DISCORD_GATEWAY_URL", "https://discord.example/")
    with pytest.raises(BadSettings) as caught:
        load(env_file=None)
    assert str(caught.value).splitlines() == [
        "SLACK_API_URL is an address that starts with https://",
        "DISCORD_GATEWAY_URL is an address that starts with wss://",
    ]


def test_a_file_that_cannot_be_read_is_told(monkeypatch):
    def denied(self):
        raise PermissionError(EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.is_file", denied)
    with pytest.raises(BadSettings, match=r"\.env cannot be read: Permission denied"):
        load()


def test_an_empty_setting_is_an_unset_one(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert load(env_file=None).port == 3000


@pytest.mark.parametrize(
    "address",
    [
        "http://models.example/v1",
        "http://192.168.1.9/v1",
        "http://127.0.0.1.models.example/v1",
        "ftp://127.0.0.1/v1",
        "https://mara:hunter2@models.example/v1",
        "https://models.example/v1?key=hunter2",
        "https:///v1",
        "models.example",
    ],
)
def test_no_cv_goes_to_a_model_in_the_clear_or_to_an_address_that_holds_a_secret(monkeypatch, address):
    monkeypatch.setenv("MODEL_URL", address)
    monkeypatch.setenv("MODEL_NAME", "tiny-1")
    with pytest.raises(BadSettings) as caught:
        load(env_file=None)
    assert "MODEL_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("address", ["https://models.example/v1", "http://127.0.0.1:11434/v1", "http://[::1]/v1"])
def test_a_model_is_asked_over_tls_or_on_this_machine(monkeypatch, address):
    monkeypatch.setenv("MODEL_URL", address)
    monkeypatch.setenv("MODEL_NAME", "tiny-1")
    assert load(env_file=None).model_url == address


def test_an_endpoint_without_a_model_is_a_fault(monkeypatch):
    monkeypatch.setenv("MODEL_URL", "https://models.example/v1")
    with pytest.raises(BadSettings, match="MODEL_NAME names the model"):
        load(env_file=None)


KEY = "k" * 32


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"SLACK_CLIENT_ID": "1.2", "SECRET_KEY": KEY}, "SLACK_CLIENT_SECRET and SLACK_CLIENT_ID belong together"),
        (
            {"SLACK_CLIENT_SECRET": "hunter2", "SECRET_KEY": KEY},
            "SLACK_CLIENT_SECRET and SLACK_CLIENT_ID belong together",
        ),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "hunter2"}, "SECRET_KEY is not set"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "hunter2", "SECRET_KEY": " , "}, "SECRET_KEY is not set"),
        (
            {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "hunter2", "SECRET_KEY": f"{KEY},hunter2"},
            "SECRET_KEY has a key of fewer than 32 characters",
        ),
    ],
)
def test_half_of_what_installing_by_oauth_takes_is_a_fault(monkeypatch, given, says):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as caught:
        load(env_file=None)
    assert says in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_several_keys_stand_in_one_setting_the_newest_first(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", f" {KEY}2 , {KEY}1,")
    assert load(env_file=None).secret_keys == (f"{KEY}2", f"{KEY}1")
    assert KEY not in repr(load(env_file=None))


def test_a_short_key_is_no_fault_where_nothing_is_encrypted(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "short")
    assert load(env_file=None).secret_keys == ("short",)


def test_a_secret_may_stand_in_a_file_and_the_setting_itself_wins(monkeypatch, tmp_path):
    (tmp_path / "slack").write_text("xoxb-from-a-file\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "slack"))
    assert load(None).slack_bot_token.get_secret_value() == "xoxb-from-a-file"
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-itself")
    assert load(None).slack_bot_token.get_secret_value() == "xoxb-itself"


def test_the_file_with_a_secret_may_be_named_in_the_env_file(monkeypatch, tmp_path):
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    (tmp_path / "discord").write_text("hush")
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN_FILE={tmp_path / 'discord'}\n")
    assert load(tmp_path / ".env").discord_token.get_secret_value() == "hush"


def test_a_secret_whose_file_cannot_be_read_is_a_fault_that_names_it(monkeypatch, tmp_path):
    monkeypatch.setenv("MODEL_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(BadSettings, match="MODEL_KEY_FILE names"):
        load(None)


def test_no_secret_stands_in_what_is_shown_of_the_settings(monkeypatch):
    tokens = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}
    for name in IN_FILES[1:]:
        monkeypatch.setenv(name.upper(), f"{tokens.get(name, '')}hush-{'x' * 40}")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    assert "hush" not in repr(load(None)) + str(load(None))
