"""What the app asks of Slack, and for what: ``docs/slack-manifest.yaml`` holds these scopes and events, and no others."""

METHODS = {
    "apps.connections.open": "",
    "auth.teams.list": "",
    "auth.test": "",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "",
    "conversations.info": "",
    "conversations.open": "im:write",
    "conversations.replies": "im:history",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
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
"""Every method that is called, and the scope that it takes; empty where any token will do, or an `OPTIONAL` one."""
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
    "channels:history": "save whole threads of public channels, and know whether a post arrived whose answer was lost",
    "groups:history": "do the same in private channels",
    "channels:read": "say how many read a public channel before something is shared there",
    "groups:read": "say the same of private channels",
}
"""What a team may add by itself, and what the bot can do then (`adapters.slack.threads`, `adapters.slack.posts`)."""


def offered(granted: frozenset[str]) -> str:
    """What the scopes that were not granted would add; empty where nothing would."""
    lacking = [f"{scope} would let it {what}" for scope, what in OPTIONAL.items() if scope not in granted]
    return "; ".join(lacking)
