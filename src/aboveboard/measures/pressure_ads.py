"""The ads of a campaign with their texts, what each delivered, and on which days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aboveboard.measures.cue_deadlines import NEVER, Runs
from aboveboard.measures.cuts import Cut, pick, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query

FIELDS = ("headline", "body", "description", "cta")
LABELS = ("ai_label", "payer", "beneficiary")
TEXTS_SQL = """SELECT DISTINCT ad_id, creative_id, ad_name, coalesce(unit, adset_name) AS unit,
  headline, body, description, cta, ai_label, payer, beneficiary
FROM creative
WHERE campaign = $campaign
  AND coalesce(headline, body, description, cta, ai_label, payer, beneficiary) IS NOT NULL
ORDER BY ALL"""
RUNS_SQL = """SELECT ad_id, creative_id, ad_name, unit, coalesce(date, period_start) AS first,
  coalesce(date, period_end, period_start) AS last
FROM delivery
WHERE campaign = $campaign AND level IN ('ad', 'adset') AND coalesce(impressions, 1) > 0
GROUP BY ALL ORDER BY ALL"""


@dataclass(frozen=True)
class Text:
    """One field of an ad as it is written."""

    field: str
    """headline | body | description | cta."""
    text: str


@dataclass(frozen=True)
class Ad:
    """One ad; without ad names in the delivery, one ad set that stands for its ads."""

    label: str
    ad_set: str
    texts: tuple[Text, ...] = ()
    impressions: float | None = None
    """None when the files do not say; 0 when nothing was delivered."""
    spend: dict[str, float] = field(default_factory=dict)
    """Per currency."""
    runs: Runs = NEVER
    identity: str = ""
    """The platform's id; empty when there is none."""
    labels: dict[str, str] = field(default_factory=dict)
    """What columns beside the text say, as exported: ai_label, payer, beneficiary; only what is filled in."""


@dataclass(frozen=True)
class Ads:
    """All ads of the campaign, and the statements that read them."""

    ads: tuple[Ad, ...]
    by_ad: bool
    """Whether delivery names ads; otherwise the impressions of an ad set count for each of its texts."""
    delivered: bool
    """Whether any file holds delivery of the campaign, with or without the names of ads."""
    queries: tuple[Query, ...]

    @property
    def sql(self) -> str:
        """The statements, ready to copy."""
        return ";\n\n".join(query.shown for query in self.queries)

    @property
    def written(self) -> tuple[Ad, ...]:
        """Ads with text."""
        return tuple(ad for ad in self.ads if ad.texts)


@dataclass
class _Draft:
    """An ad while its rows are gathered."""

    label: str
    ad_set: str
    identity: str = ""
    texts: dict[tuple[str, str], Text] = field(default_factory=dict)
    impressions: float | None = None
    spend: dict[str, float] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    periods: set[tuple[date, date]] = field(default_factory=set)
    undated: bool = False
    labels: dict[str, str] = field(default_factory=dict)

    def runs(self, by_ad: bool) -> Runs:
        """Single days where there are any, and sums of days only outside them.

        On which days of its ad set an ad ran is not known, so without ad names the ad set's days are one span.
        """
        if not by_ad:
            every = [*self.periods, *((day, day) for day in self.days)]
            whole = [(min(start for start, _ in every), max(end for _, end in every))] if every else []
            return Runs(tuple(whole), self.undated and not every)
        first, last = min(self.days, default=None), max(self.days, default=None)
        outside = {
            (start, end) for start, end in self.periods if first is None or last is None or end < first or start > last
        }
        spans = tuple(sorted({(day, day) for day in self.days} | outside))
        return Runs(spans, self.undated and not spans)


def read(evidence: Evidence) -> Ads:
    """Texts joined to delivery by ad id, creative id, ad set and ad name, or ad name: the first that both have."""
    cut = pick(evidence.cuts, ads=True) or pick(evidence.cuts, ad_sets=True)
    by_ad = cut is None or (cut.level == "ad" and cut.ads > 0)
    texts = Query(TEXTS_SQL, {"campaign": evidence.campaign})
    runs = Query(RUNS_SQL, {"campaign": evidence.campaign})
    weights = [] if cut is None else [_weights(cut, by_ad)]
    index = _Index()
    for query in weights:
        for row in evidence.reader.rows(query):
            _weigh(index.delivered(row, by_ad), row)
    for row in evidence.reader.rows(texts):
        for draft in index.matching(row, by_ad):
            for name in FIELDS:
                if row[name]:
                    draft.texts.setdefault((name, row[name]), Text(name, row[name]))
            draft.labels |= {name: row[name] for name in LABELS if row[name] and name not in draft.labels}
    for row in evidence.reader.rows(runs):
        for draft in index.found(row, by_ad):
            _run(draft, row["first"], row["last"])
    made = tuple(_finished(draft, by_ad) for draft in index.drafts)
    return Ads(made, by_ad, bool(evidence.cuts), (texts, *weights, runs))


def _weights(cut: Cut, by_ad: bool) -> Query:
    scope = rows_of([cut])
    keys = "ad_id, creative_id, ad_name, unit" if by_ad else "unit"
    return Query(
        f"""SELECT {keys}, coalesce(currency, '') AS currency, sum(impressions)::DOUBLE AS impressions,
  sum(spend)::DOUBLE AS spend
FROM delivery WHERE {scope.condition}
GROUP BY ALL ORDER BY ALL""",
        scope.values,
    )


def _weigh(draft: _Draft, row: dict[str, Any]) -> None:
    if row["impressions"] is not None:
        draft.impressions = (draft.impressions or 0.0) + row["impressions"]
    if row["spend"] is not None:
        draft.spend[row["currency"]] = draft.spend.get(row["currency"], 0.0) + row["spend"]


def _run(draft: _Draft, first: date | None, last: date | None) -> None:
    if first is None or last is None:
        draft.undated = True
    elif first == last:
        draft.days.add(first)
    else:
        draft.periods.add((first, last))


def _finished(draft: _Draft, by_ad: bool) -> Ad:
    return Ad(
        draft.label,
        draft.ad_set,
        tuple(draft.texts.values()),
        draft.impressions,
        draft.spend,
        draft.runs(by_ad),
        draft.identity,
        draft.labels,
    )


class _Index:
    """Ads by every way in which a row may name them."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self._by: dict[tuple[str, ...], list[_Draft]] = defaultdict(list)

    def _add(self, row: dict[str, Any], by_ad: bool) -> _Draft:
        identity = (row.get("ad_id") or row.get("creative_id") or "") if by_ad else ""
        name = (row.get("ad_name") or identity or row.get("unit")) if by_ad else row.get("unit") or row.get("ad_name")
        draft = _Draft(name or "Ad without a name", row.get("unit") or "", identity)
        self.drafts.append(draft)
        for key in _keys(row, by_ad):
            self._by[key].append(draft)
        return draft

    def delivered(self, row: dict[str, Any], by_ad: bool) -> _Draft:
        """The ad of a delivery row, told apart by everything that names it; made when it is new."""
        whole = ("whole", *(str(row.get(key) or "") for key in ("ad_id", "creative_id", "ad_name", "unit")))
        if whole not in self._by:
            self._by[whole].append(self._add(row, by_ad))
        return self._by[whole][0]

    def found(self, row: dict[str, Any], by_ad: bool) -> Sequence[_Draft]:
        """Ads that the row names by the first key that leads to any; a row that names no ad speaks of its ad set."""
        for key in _keys(row, by_ad):
            if fitting := [draft for draft in self._by.get(key, ()) if _fits(draft, row, key)]:
                return fitting
        return ()

    def matching(self, row: dict[str, Any], by_ad: bool) -> Iterable[_Draft]:
        """The ads that show a text; a text that was not delivered is an ad of its own."""
        found = self.found(row, by_ad)
        if not found and by_ad and not any(row.get(key) for key in ("ad_id", "creative_id", "ad_name")):
            found = [draft for draft in self.drafts if row.get("unit") and draft.ad_set == row["unit"]]
        return found or (self._add(row, by_ad),)


def _fits(draft: _Draft, row: dict[str, Any], key: tuple[str, ...]) -> bool:
    """False when two ads only share a name: their ids or their ad sets tell them apart."""
    if key[0] not in ("unit and name", "name"):
        return True
    identity = row.get("ad_id") or row.get("creative_id")
    other_id = bool(identity and draft.identity and identity != draft.identity)
    other_set = bool(row.get("unit") and draft.ad_set and row["unit"] != draft.ad_set)
    return not other_id and not other_set


def _keys(row: dict[str, Any], by_ad: bool) -> list[tuple[str, ...]]:
    """Ways to name the ad of a row, the most certain first."""
    if not by_ad and row.get("unit"):
        return [("unit", row["unit"])]
    keys: list[tuple[str, ...]] = [(key, row[key]) for key in ("ad_id", "creative_id") if row.get(key)]
    if row.get("ad_name"):
        keys += [("unit and name", row["unit"], row["ad_name"])] if row.get("unit") else []
        keys.append(("name", row["ad_name"]))
    return keys
