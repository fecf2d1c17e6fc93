"""The account's other campaigns: which ones those are, how they are called, and what they delivered by group."""

from collections.abc import Sequence
from dataclasses import dataclass

from aboveboard.measures import counts as counting
from aboveboard.measures.counts import Counts
from aboveboard.measures.cuts import cuts, of_campaigns, pick, rows_of
from aboveboard.measures.groups import Attribute
from aboveboard.measures.query import Query, Reader

OTHERS_SQL = """WITH stood AS (
  SELECT DISTINCT campaign, import_id, account_id, account_name FROM delivery
  UNION SELECT DISTINCT campaign, import_id, NULL, NULL FROM targeting
)
SELECT other.campaign, bool_or(other.import_id = own.import_id) AS same_file
FROM stood AS other
JOIN stood AS own ON own.campaign = $campaign AND other.campaign <> $campaign AND (
  other.import_id = own.import_id OR other.account_id = own.account_id
  OR (other.account_name = own.account_name AND (other.account_id IS NULL OR own.account_id IS NULL)))
JOIN campaign AS theirs ON theirs.slug = other.campaign
JOIN campaign AS ours ON ours.slug = $campaign
WHERE theirs.platform IS NOT DISTINCT FROM ours.platform AND theirs.sample = ours.sample
GROUP BY other.campaign ORDER BY other.campaign"""
"""Campaigns of the platform that stand in a file with this one, or carry the same account id (else account name).

Whatever else the workspace holds is no account of this campaign, and samples are compared with samples only.
"""


@dataclass(frozen=True)
class Other:
    """One other campaign of the account."""

    campaign: str
    same_file: bool
    """Else it is known by its account id or name."""


@dataclass(frozen=True)
class Account:
    """Pooled delivery of the account's other campaigns, by group."""

    counts: Counts
    campaigns: tuple[Other, ...]

    @property
    def words(self) -> str:
        """How many, and how they are known: "the account's 2 other campaigns, in the same file"."""
        near = sum(other.same_file for other in self.campaigns)
        far = len(self.campaigns) - near
        if near and far:
            return f"{len(self.campaigns)} other campaigns, {near} in the same file and {far} of the same account"
        if near:
            return f"the account's {_campaigns(near)}, in the same file"
        return f"{'one ' if far == 1 else ''}{_campaigns(far)} of the same account"


def _campaigns(number: int) -> str:
    return "other campaign" if number == 1 else f"{number} other campaigns"


def others(reader: Reader, campaign: str) -> tuple[Other, ...]:
    """The account's other campaigns; empty when the files tell of none."""
    rows = reader.rows(Query(OTHERS_SQL, {"campaign": campaign}))
    return tuple(Other(row["campaign"], bool(row["same_file"])) for row in rows)


def delivery(reader: Reader, attribute: Attribute, known: Sequence[Other]) -> Account | None:
    """What they delivered by group; None when none of them has the attribute."""
    if not known:
        return None
    every = cuts(reader, of_campaigns([other.campaign for other in known]))
    chosen = {
        other: cut
        for other in known
        if (cut := pick([cut for cut in every if cut.campaign == other.campaign], attribute.segments)) is not None
    }
    if not chosen:
        return None
    usable = list(chosen.values())
    daily = any(cut.daily for cut in usable)
    counts = counting.gather(reader, attribute, rows_of(usable), by_unit=False, daily=daily)
    return Account(counts, tuple(chosen))
