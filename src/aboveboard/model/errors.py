"""Expected trouble, told to the person in words. Raised deep, shown once, never as a traceback."""


class AboveboardError(Exception):
    """Base of everything a person may be told: what happened, where, and the way out."""

    def __init__(self, title: str, detail: str, hint: str = "") -> None:
        super().__init__(f"{title}: {detail}" if detail else title)
        self.title = title
        """What happened, one short sentence without a final stop."""
        self.detail = detail
        """Where: file, row, column, value."""
        self.hint = hint
        """What to do next; empty only if nothing can be done."""


class UnreadableFile(AboveboardError):
    """The bytes are no table we can read; nothing was stored."""


class WorkspaceBusy(AboveboardError):
    """Another process owns the workspace file."""


class UnknownCampaign(AboveboardError):
    """No campaign by that name."""


class WrongInput(AboveboardError):
    """An option or value that a person gave cannot be used."""


class BadContent(AboveboardError):
    """A YAML or reference file under data/ breaks its own rules; names file and line."""


class NotAllowed(AboveboardError):
    """The person may not do this; says why and who may."""


class NotReady(AboveboardError):
    """Something must be done first; says what."""


class DamagedRecord(AboveboardError):
    """A published file does not say what was written there."""
