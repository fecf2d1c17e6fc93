"""Bytes of an export into canonical rows, with a receipt that accounts for every row."""

from aboveboard.intake.reading import Answers, Reading, read

__all__ = ["Answers", "Reading", "read"]
