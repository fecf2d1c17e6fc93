"""The use cases. The only room that opens transactions and calls the other rooms in order."""

from aboveboard.desk.house import ENVIRONMENT, House, close, folder, house, open_house
from aboveboard.desk.importing import Draft, Stored, Upload, read_files, store_files
from aboveboard.desk.listing import (
    canonical_names,
    change_list_csv,
    countries,
    delete_samples,
    neutral,
    set_aside_rows,
)
from aboveboard.desk.listing import imports_of as imports
from aboveboard.desk.reviewing import campaign_lines as campaigns
from aboveboard.desk.reviewing import findings, measurements, review, set_population
from aboveboard.desk.reviewing import fingerprint_of as fingerprint
from aboveboard.desk.samples import answer_key, load_samples, load_samples_once
from aboveboard.intake import Answers

__all__ = [
    "ENVIRONMENT",
    "Answers",
    "Draft",
    "House",
    "Stored",
    "Upload",
    "answer_key",
    "campaigns",
    "canonical_names",
    "change_list_csv",
    "close",
    "countries",
    "delete_samples",
    "findings",
    "fingerprint",
    "folder",
    "house",
    "imports",
    "load_samples",
    "load_samples_once",
    "measurements",
    "neutral",
    "open_house",
    "read_files",
    "review",
    "set_aside_rows",
    "set_population",
    "store_files",
]
