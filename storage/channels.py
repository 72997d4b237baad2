"""Channels that are set as intake."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.channels import IntakeChannel, Message
from bot.records import Workspace
from storage.scope import Scope, of, putting
from storage.tables import dropped_file, intake_channel
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
_TAKE_UP = (
    update(dropped_file)
    .where(
        of(dropped_file),
        dropped_file.c.platform == bindparam("there_platform"),
        dropped_file.c.workspace == bindparam("there_workspace"),
        dropped_file.c.channel == bindparam("there_channel"),
        dropped_file.c.message == bindparam("there_message"),
        dropped_file.c.taken.is_(False),
    )
    .values(taken=True)
    .returning(dropped_file.c.file)
)


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

    @durably
    def put_down(self, connection: Connection, message: Message, file: str, *, at: datetime) -> None:
        where = {"platform": message.workspace.platform, "workspace": message.workspace.id, "channel": message.channel}
        row = self.row(**where, message=message.id, file=file, taken=False, at=at)
        connection.execute(putting(connection, dropped_file).values(row).on_conflict_do_nothing())

    @durably
    def take_up(self, connection: Connection, message: Message) -> tuple[str, ...]:
        there = self._at(message.workspace, message.channel) | {"there_message": message.id}
        return tuple(sorted(connection.scalars(_TAKE_UP, there)))

    def _at(self, workspace: Workspace, channel: str) -> dict[str, object]:
        return self.own(there_platform=workspace.platform, there_workspace=workspace.id, there_channel=channel)
