"""A desk that answers from memory, with the names of the real one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aboveboard.model import (
    Receipt,
    SettingChange,
    UnknownCampaign,
)
from aboveboard.model.review import CampaignLine, Review
from tests.pages.invented import RECEIPT


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
