"""Bytes of an export into canonical rows, with a receipt that accounts for every row."""

from aboveboard.intake.answers import Answers
from aboveboard.intake.reading import Reading, read

__all__ = ["Answers", "Reading", "read"]
