"""What the app asks of Slack, and for what: ``docs/slack-manifest.yaml`` holds these scopes and events, and no others."""

METHODS = {
    "apps.connections.open": "",
    "auth.teams.list": "",
    "auth.test": "",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.open": "im:write",
    "conversations.replies": "im:history",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "oauth.v2.access": "",
    "usergroups.list": "usergroups:read",
    "users.info": "users:read",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
}
"""Every method that is called, and the scope that it takes; empty where any token will do."""
EVENTS = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "file_shared": "files:read",
    "message.im": "im:history",
    "tokens_revoked": "",
}
"""Every event that is heard."""
FEATURES = {"slash_commands": "commands", "shortcuts": "commands"}

SCOPES = frozenset({*METHODS.values(), *EVENTS.values(), *FEATURES.values()} - {""})
"""What the app cannot do its work without."""
OPTIONAL = {
    "channels:history": "whole threads of public channels",
    "groups:history": "whole threads of private channels",
}
"""What a team may add by itself, and what can be saved then (`adapters.slack.threads`)."""


def offered(granted: frozenset[str]) -> str:
    """What the scopes that were not granted would add; empty where nothing would."""
    lacking = [f"{scope} would let it save {what}" for scope, what in OPTIONAL.items() if scope not in granted]
    return "; ".join(lacking)
