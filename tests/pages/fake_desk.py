"""A desk that answers from memory, with the names of the real one."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from aboveboard.desk import (
    SILENT,
    Answers,
    Ask,
    Draft,
    Member,
    Paired,
    Progress,
    Said,
    Step,
    Stored,
    Upload,
    Waiting,
)
from aboveboard.intake import Reading
from aboveboard.model import (
    AboveboardError,
    ClaimSaid,
    Event,
    NotAllowed,
    Overlap,
    OverlapChoice,
    PastImport,
    Person,
    Receipt,
    Role,
    SettingChange,
    UnknownCampaign,
)
from aboveboard.model.catalogue import answerable
from aboveboard.model.outcomes import ImportOutcome
from aboveboard.model.receipt import Column, Question
from aboveboard.model.review import CampaignLine, Review
from aboveboard.model.sheet import Sheet
from tests.pages.fake_archive import FakeArchive
from tests.pages.figures import SLUG
from tests.pages.invented import RECEIPT, review
from tests.pages.sheets import LENA, MARA, NOBODY, sheet

_UNREAD = pa.table(
    {
        "line": pa.array([17], pa.int64()),
        "kind": ["quarantined"],
        "reason": ["line 17: Amount spent is no number"],
        "raw": ["=Prospecting,<b>12</b>"],
    }
)


@dataclass
class FakeDesk:
    """Answers with the names of the real desk; remembers what was asked of it."""

    reviews: dict[str, Review] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    everybody: list[Person] = field(default_factory=lambda: [LENA, MARA])
    lines: dict[str, CampaignLine] = field(default_factory=dict)
    """Campaigns told otherwise than as fresh drafts."""
    sheet_of: Callable[[Person], Sheet] = field(default_factory=lambda: sheet)
    archive: FakeArchive = field(default_factory=FakeArchive)
    refuses: AboveboardError | None = None
    """What every answer, verdict and decision is met with."""
    failed: str = ""
    seen: list[str] = field(default_factory=list)
    """Fingerprints that were on the screen when something was submitted or decided."""
    folio: tuple[Member, ...] = ()
    """What the portfolio takes from every campaign."""
    pairs: tuple[Paired, ...] = ()
    """Any two campaigns side by side."""
    lying: tuple[str, ...] = ()
    """Names of the files in the inbox."""
    shared: tuple[Overlap, ...] = ()
    """What later.csv would change in earlier files."""
    identical: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Files whose content campaigns hold already."""

    def __post_init__(self) -> None:
        self.archive.known = lambda: {slug: entry.campaign.name for slug, entry in self.reviews.items()}

    def house(self) -> str:
        return "house"

    def people(self, _: object) -> tuple[Person, ...]:
        return tuple(self.everybody)

    def add_person(
        self, _: object, name: str, roles: Sequence[Role], team: str = "", by: Person | None = None
    ) -> Person:
        if not roles:
            raise NotAllowed(f"{name} needs a role", "Nobody takes part without one.")
        made = Person(name.casefold(), name, tuple(roles), team)
        self.calls.append(("add_person", made, by.name if by else ""))
        self.everybody.insert(0, made)
        return made

    def members(self, _: object) -> tuple[Member, ...]:
        return self.folio

    def pair(self, _: object, slug: str, twin: str) -> tuple[Paired, ...]:
        self.calls.append(("pair", slug, twin))
        return self.pairs

    def trouble(self, _: object) -> str:
        return self.failed

    def sheet(self, _: object, slug: str, who: str = "") -> Sheet:
        person = next((entry for entry in self.everybody if entry.name == who), NOBODY)
        return self.sheet_of(person)

    def answer(self, _: object, slug: str, said: Said, by: str) -> None:
        self._take("answer", slug, said, by)

    def judge(self, _: object, slug: str, said: Said | Sequence[Said], by: str) -> None:
        self._take("judge", slug, said, by)

    def declare(self, _: object, slug: str, key: str, value: str, by: str) -> None:
        self._take("declare", slug, key, value, by)

    def settle_claim(self, _: object, slug: str, mark: str, said: ClaimSaid | None, text: str, by: str) -> None:
        self._take("settle_claim", slug, mark, said, text, by)

    def submit(self, _: object, slug: str, by: str, client_id: str = "", seen: str = "") -> None:
        self.seen.append(seen)
        self._take("submit", slug, by, client_id)

    def decide(
        self,
        _: object,
        slug: str,
        event: Event,
        by: str,
        reason: str = "",
        conditions: Sequence[Ask] = (),
        client_id: str = "",
        seen: str = "",
    ) -> None:
        self.seen.append(seen)
        self._take("decide", slug, event, by, reason, tuple(conditions), client_id)

    def confirm_condition(
        self, _: object, slug: str, condition_id: str, by: str, reason: str, client_id: str = ""
    ) -> None:
        self._take("confirm_condition", slug, condition_id, by, reason, client_id)

    def _take(self, *call: object) -> None:
        self.calls.append(call)
        if self.refuses is not None:
            raise self.refuses

    def campaigns(self, _: object, who: str = "") -> tuple[CampaignLine, ...]:
        return tuple(
            self.lines.get(slug, CampaignLine(entry.campaign, entry.verdict)) for slug, entry in self.reviews.items()
        )

    def review(self, _: object, slug: str) -> Review:
        if slug not in self.reviews:
            raise UnknownCampaign(f"No campaign called {slug}", "It may have been removed.")
        return self.reviews[slug]

    def fingerprint(self, _: object, slug: str) -> str:
        return self.review(_, slug).snapshot.fingerprint + str(id(self.reviews[slug]))

    def countries(self, _: object) -> tuple[tuple[str, str], ...]:
        return (("DE", "Germany"), ("FR", "France"))

    def set_population(self, _: object, slug: str, country: str | None, by: str = "") -> None:
        self.calls.append(("set_population", slug, country, by))

    def delete_samples(self, _: object) -> None:
        self.reviews = {slug: entry for slug, entry in self.reviews.items() if not entry.campaign.sample}

    def change_list_csv(self, changes: Sequence[SettingChange]) -> str:
        return "\n".join(["platform,ad set,setting,now,to", *(change.text for change in changes)])

    def imports(self, _: object, slug: str) -> tuple[tuple[str, Receipt], ...]:
        return (("import-1", RECEIPT),) if slug in self.reviews else ()

    def history(self, _: object, campaign: str = "") -> tuple[PastImport, ...]:
        moment = datetime(2026, 7, 3, 14, 2)
        return tuple(
            PastImport("import-1", moment, "Mara", (entry.campaign.name,), (), ("later.csv",), RECEIPT)
            for entry in self.reviews.values()
        )

    def inbox_folder(self, _: object) -> Path:
        return Path("data/workspace/inbox")

    def inbox(self, _: object) -> tuple[Waiting, ...]:
        return tuple(Waiting(name, 60_000_000, datetime(2026, 7, 3, tzinfo=UTC)) for name in self.lying)

    def from_inbox(self, _: object, name: str) -> Upload:
        self.calls.append(("from_inbox", name))
        return Upload(name, Path(name))

    def overlaps(self, _: object, draft: Draft, campaign: str | None = None) -> Mapping[str, tuple[Overlap, ...]]:
        return {receipt.file_name: self.shared for receipt in draft.receipts if receipt.file_name == "later.csv"}

    def set_aside_rows(self, _: object, import_id: str) -> tuple[tuple[int, str, str, str], ...]:
        return ((17, "quarantined", "Amount spent is no number", "Prospecting,<b>12</b>,=1+1"),)

    def canonical_names(self) -> tuple[tuple[str, str], ...]:
        return (("seg_age", "Age group"), ("reach", "Reach"), ("impressions", "Impressions"))

    def neutral(self, cell: str) -> str:
        return cell

    def read_files(
        self,
        _: object,
        uploads: Sequence[Upload],
        answers: Mapping[str, Answers],
        progress: Progress = SILENT,
        earlier: Draft | None = None,
    ) -> Draft:
        self.calls.append(("read_files", tuple(upload.name for upload in uploads), dict(answers)))
        readings = tuple(
            Reading(self._receipt_of(upload.name, answers.get(upload.name)), set_aside=_UNREAD) for upload in uploads
        )
        for upload in uploads:
            while upload.name == "slow.csv":
                progress(Step.READING, 1, 4, 12_000)
                time.sleep(0.01)
        found = answerable([entry.receipt for entry in readings])
        return Draft(readings, dict(answers), found, ("DE",), tuple(uploads), self.identical)

    def _receipt_of(self, name: str, answers: Answers | None) -> Receipt:
        """Asked for by file name: refused.csv, currency.csv, unknown.csv; anything else is read at once."""
        receipt = replace(RECEIPT, file_name=name)
        if name != "unread.csv":
            receipt = replace(receipt, rows_read=receipt.rows_read - receipt.rows_quarantined, rows_quarantined=0)
        if name == "refused.csv":
            return replace(receipt, outcome=ImportOutcome.REFUSED, refusal="A quotation mark in line 88 is not closed.")
        if name == "currency.csv" and (answers is None or answers.currency is None):
            question = Question("currency", "Which currency are the amounts in?", ("EUR", "USD"))
            return replace(receipt, outcome=ImportOutcome.NEEDS_ANSWER, questions=(question,), currencies=())
        if name == "unknown.csv" and (answers is None or not answers.confirmed):
            question = Question("mapping", "What do these columns mean?")
            column = Column("Alter", "seg_age", "delivery", 0.7, "12 values like 25-34", ("18-24", "25-34"))
            return replace(
                receipt,
                outcome=ImportOutcome.NEEDS_ANSWER,
                profile="generic",
                questions=(question,),
                columns=(column,),
            )
        return receipt

    def store_files(
        self,
        _: object,
        draft: Draft,
        campaign: str | None,
        population: str | None,
        step: Callable[[str], None] | None,
        by: str = "",
        progress: Progress = SILENT,
        choices: Mapping[str, OverlapChoice] | None = None,
    ) -> Stored:
        self.calls.append(("store_files", campaign, population, by, *sorted((choices or {}).items())))
        if step is not None:
            step("Storing")
        self.reviews[SLUG] = review()
        return Stored((SLUG,), draft.receipts)
