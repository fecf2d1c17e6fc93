"""The workspace file: schema, migrations, connection, transactions, and the rows that go in and out."""

from aboveboard.store.workspace import FILE_NAME, Workspace, close_all, open_workspace

__all__ = ["FILE_NAME", "Workspace", "close_all", "open_workspace"]
