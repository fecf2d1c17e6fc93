"""What a file says about settings, in the form in which tests state it."""

from aboveboard.intake import read

Said = tuple[str, str, str]
"""Dimension, operator, value."""


def said(raw: bytes | str, *, ad_set: str | None = None, campaign: str | None = None) -> set[Said]:
    """Every setting in use, of one ad set or campaign where one is named."""
    rows = read("settings.csv", raw if isinstance(raw, bytes) else raw.encode()).tables["targeting"].to_pylist()
    return {
        (row["dimension"], row["operator"], row["value"])
        for row in rows
        if row["active"] and ad_set in (None, row["adset_name"]) and campaign in (None, row["campaign_name"])
    }


def of(found: set[Said], *dimensions: str) -> set[Said]:
    """Those of some dimensions."""
    return {entry for entry in found if entry[0] in dimensions}
