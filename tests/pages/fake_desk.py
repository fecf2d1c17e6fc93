"""A desk that answers from memory, with the names of the real one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aboveboard.desk import Answers, Draft, Stored, Upload
from aboveboard.intake import Reading
from aboveboard.model import (
    Receipt,
    SettingChange,
    UnknownCampaign,
)
from aboveboard.model.catalogue import answerable
from aboveboard.model.outcomes import ImportOutcome
from aboveboard.model.receipt import Column, Question
from aboveboard.model.review import CampaignLine, Review
from tests.pages.figures import SLUG
from tests.pages.invented import RECEIPT, review


@dataclass
class FakeDesk:
    """Answers with the names of the real desk; remembers what was asked of it."""

    reviews: dict[str, Review] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def house(self) -> str:
        return "house"

    def campaigns(self, _: object) -> tuple[CampaignLine, ...]:
        return tuple(CampaignLine(entry.campaign, entry.verdict) for entry in self.reviews.values())

    def review(self, _: object, slug: str) -> Review:
        if slug not in self.reviews:
            raise UnknownCampaign(f"No campaign called {slug}", "It may have been removed.")
        return self.reviews[slug]

    def fingerprint(self, _: object, slug: str) -> str:
        return self.review(_, slug).snapshot.fingerprint + str(id(self.reviews[slug]))

    def countries(self, _: object) -> tuple[tuple[str, str], ...]:
        return (("DE", "Germany"), ("FR", "France"))

    def set_population(self, _: object, slug: str, country: str | None) -> None:
        self.calls.append(("set_population", slug, country))

    def delete_samples(self, _: object) -> None:
        self.reviews = {slug: entry for slug, entry in self.reviews.items() if not entry.campaign.sample}

    def change_list_csv(self, changes: Sequence[SettingChange]) -> str:
        return "\n".join(["platform,ad set,setting,now,to", *(change.text for change in changes)])

    def imports(self, _: object, slug: str) -> tuple[tuple[str, Receipt], ...]:
        return (("import-1", RECEIPT),) if slug in self.reviews else ()

    def set_aside_rows(self, _: object, import_id: str) -> tuple[tuple[int, str, str, str], ...]:
        return ((17, "quarantined", "Amount spent is no number", "Prospecting,<b>12</b>,=1+1"),)

    def canonical_names(self) -> tuple[tuple[str, str], ...]:
        return (("seg_age", "Age group"), ("reach", "Reach"), ("impressions", "Impressions"))

    def neutral(self, cell: str) -> str:
        return cell

    def read_files(self, _: object, uploads: Sequence[Upload], answers: Mapping[str, Answers]) -> Draft:
        self.calls.append(("read_files", tuple(upload.name for upload in uploads), dict(answers)))
        readings = tuple(Reading(self._receipt_of(upload.name, answers.get(upload.name))) for upload in uploads)
        return Draft(readings, dict(answers), answerable([entry.receipt for entry in readings]), ("DE",))

    def _receipt_of(self, name: str, answers: Answers | None) -> Receipt:
        """Asked for by file name: refused.csv, currency.csv, unknown.csv; anything else is read at once."""
        receipt = replace(RECEIPT, file_name=name)
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
    ) -> Stored:
        self.calls.append(("store_files", campaign, population))
        if step is not None:
            step("Storing")
        self.reviews[SLUG] = review()
        return Stored((SLUG,), draft.receipts)
