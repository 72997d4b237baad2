"""Channels that are set as intake."""

from sqlalchemy import Connection, bindparam, delete, select

from bot.channels import IntakeChannel
from bot.records import Workspace
from storage.scope import Scope, of, putting
from storage.tables import intake_channel
from storage.transactions import durably, reading

_there = (
    of(intake_channel),
    intake_channel.c.platform == bindparam("there_platform"),
    intake_channel.c.workspace == bindparam("there_workspace"),
    intake_channel.c.channel == bindparam("there_channel"),
)
_ALL = (
    select(intake_channel)
    .where(of(intake_channel))
    .order_by(intake_channel.c.name, intake_channel.c.platform, intake_channel.c.workspace, intake_channel.c.channel)
)
_TAKES = select(intake_channel.c.channel).where(*_there)
_END = delete(intake_channel).where(*_there)


class Channels(Scope):
    @reading
    def intakes(self, connection: Connection) -> tuple[IntakeChannel, ...]:
        return tuple(
            IntakeChannel(Workspace(row.platform, row.workspace), row.channel, row.name, row.set_by, row.at)
            for row in connection.execute(_ALL, self.own())
        )

    @reading
    def takes_cvs(self, connection: Connection, workspace: Workspace, channel: str) -> bool:
        return connection.scalar(_TAKES, self._at(workspace, channel)) is not None

    @durably
    def begin_intake(self, connection: Connection, channel: IntakeChannel) -> None:
        where = {"platform": channel.workspace.platform, "workspace": channel.workspace.id, "channel": channel.id}
        row = self.row(**where, name=channel.name, set_by=channel.by, at=channel.at)
        connection.execute(putting(connection, intake_channel).values(row).on_conflict_do_nothing())

    @durably
    def end_intake(self, connection: Connection, workspace: Workspace, channel: str) -> bool:
        return connection.execute(_END, self._at(workspace, channel)).rowcount > 0

    def _at(self, workspace: Workspace, channel: str) -> dict[str, object]:
        return self.own(there_platform=workspace.platform, there_workspace=workspace.id, there_channel=channel)
