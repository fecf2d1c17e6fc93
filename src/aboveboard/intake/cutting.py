"""One record of text into its cells, for the few records that are looked at one by one."""

import csv
import io


def cut(record: bytes, delimiter: str) -> list[str]:
    """The cells of one record, read leniently."""
    text = record.decode("utf-8", "replace")
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
