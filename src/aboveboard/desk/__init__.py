"""The use cases. The only room that opens transactions, checks roles and calls the other rooms in order."""

from aboveboard.desk.answering import Said, answer, declare, declare_all, judge
from aboveboard.desk.briefs import Brief, Mark, brief_words, read_brief
from aboveboard.desk.claiming import claims, settle_claim
from aboveboard.desk.conditions import Ask
from aboveboard.desk.deciding import confirm_condition, decide
from aboveboard.desk.drafts import Draft, Upload, is_identical, read_files, whole_files_only
from aboveboard.desk.gating import compare, judged_in
from aboveboard.desk.house import ENVIRONMENT, RECORDS, House, close, folder, house, open_house
from aboveboard.desk.importing import Stored, store_files
from aboveboard.desk.inbox import Waiting, from_inbox, inbox, inbox_folder
from aboveboard.desk.listing import (
    canonical_names,
    change_list_csv,
    countries,
    delete_samples,
    history,
    neutral,
    set_aside_rows,
)
from aboveboard.desk.listing import imports_of as imports
from aboveboard.desk.overlapping import overlaps
from aboveboard.desk.pairing import Paired, pair
from aboveboard.desk.people import LOCAL_MODE, add_person, person, role
from aboveboard.desk.people import everybody as people
from aboveboard.desk.portfolio import Member, members, portfolio
from aboveboard.desk.publishing import publish_all, trouble
from aboveboard.desk.queue import campaign_lines as campaigns
from aboveboard.desk.queue import set_population
from aboveboard.desk.reviewing import findings, measurements, review
from aboveboard.desk.reviewing import fingerprint_of as fingerprint
from aboveboard.desk.samples import answer_key, load_samples, load_samples_once
from aboveboard.desk.sheet import sheet
from aboveboard.desk.submitting import submit
from aboveboard.desk.working import Seen, Watch, Work
from aboveboard.intake import Answers
from aboveboard.intake.progress import SILENT, Cancelled, Progress, Step
from aboveboard.judgement import agreement, overlap_line

__all__ = [
    "ENVIRONMENT",
    "LOCAL_MODE",
    "RECORDS",
    "SILENT",
    "Answers",
    "Ask",
    "Brief",
    "Cancelled",
    "Draft",
    "House",
    "Mark",
    "Member",
    "Paired",
    "Progress",
    "Said",
    "Seen",
    "Step",
    "Stored",
    "Upload",
    "Waiting",
    "Watch",
    "Work",
    "add_person",
    "agreement",
    "answer",
    "answer_key",
    "brief_words",
    "campaigns",
    "canonical_names",
    "change_list_csv",
    "claims",
    "close",
    "compare",
    "confirm_condition",
    "countries",
    "decide",
    "declare",
    "declare_all",
    "delete_samples",
    "findings",
    "fingerprint",
    "folder",
    "from_inbox",
    "history",
    "house",
    "imports",
    "inbox",
    "inbox_folder",
    "is_identical",
    "judge",
    "judged_in",
    "load_samples",
    "load_samples_once",
    "measurements",
    "members",
    "neutral",
    "open_house",
    "overlap_line",
    "overlaps",
    "pair",
    "people",
    "person",
    "portfolio",
    "publish_all",
    "read_brief",
    "read_files",
    "review",
    "role",
    "set_aside_rows",
    "set_population",
    "settle_claim",
    "sheet",
    "store_files",
    "submit",
    "trouble",
    "whole_files_only",
]
