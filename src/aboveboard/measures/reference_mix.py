"""A named mix of messages to hold a delivered one against: equal shares, the account, or what was approved before.

Concentration alone blames a campaign for having few messages. Only a wider mix that was really possible, and is named,
turns "concentrated" into "more concentrated than it had to be".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from aboveboard.measures import concentration, cuts
from aboveboard.measures.cuts import Cut
from aboveboard.measures.divergence import jensen_shannon
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query
from aboveboard.measures.ratios import Floats
from aboveboard.model import Measurement, Row

DAYS = 365
"""How far back the account's other campaigns count."""
EQUAL = "an equal share for every message on offer"


@dataclass(frozen=True)
class Mix:
    """Messages with what each got: impressions, or any positive scale."""

    name: str
    """What it is, in words, as findings print it."""
    messages: tuple[str, ...]
    counts: Floats
    named: bool = True
    """False for the equal share: a yardstick nobody ever delivered, so it may warn but not flag."""

    @property
    def hhi_normalised(self) -> float | None:
        """Concentration of the reference itself, 0 (even) to 1 (one message); None for fewer than two messages."""
        return concentration.normalised(concentration.hhi(self.counts), len(self.messages))

    @property
    def effective(self) -> float:
        """Effective number of its messages, two to the power of the entropy."""
        return concentration.hill(self.counts, 1)


def equal(messages: Sequence[str]) -> Mix:
    """Every message on offer with the same share. ValueError without messages."""
    if not messages:
        raise ValueError("nothing was on offer")
    return Mix(EQUAL, tuple(messages), np.ones(len(messages)), named=False)


def of_rows(name: str, rows: Sequence[Row]) -> Mix | None:
    """The mix of an earlier measurement's rows (label, figure `impressions`), for example the last approved round's.

    None when nothing was shown. Rows without impressions were on offer and stay in with 0.
    """
    counts = np.array([row.figures.get("impressions") or 0.0 for row in rows])
    return Mix(name, tuple(row.label for row in rows), counts) if counts.any() else None


def account(evidence: Evidence) -> Mix | None:
    """Topics that the account's other campaigns delivered in the twelve months up to this one's last day.

    Only where files name topics: ads of other campaigns are other ads, so their mix says nothing about this one's.
    Rows without days count, because nothing says that they are older. None when there is no such delivery.
    """
    if not evidence.others:
        return None
    slugs = [other.campaign for other in evidence.others]
    every = cuts.cuts(evidence.reader, cuts.of_campaigns(slugs))
    chosen = [cut for slug in slugs if (cut := cuts.pick([c for c in every if c.campaign == slug], ("topic",)))]
    if not chosen:
        return None
    query = statement(chosen, _last_day(evidence))
    rows = evidence.reader.rows(query)
    if not any(row["impressions"] for row in rows):
        return None
    number = len(chosen)
    name = f"the account's {'other campaign' if number == 1 else f'{number} other campaigns'} of the last 12 months"
    return Mix(name, tuple(row["topic"] for row in rows), np.array([row["impressions"] for row in rows], float))


def statement(chosen: Sequence[Cut], last: date | None) -> Query:
    """Impressions by topic over one cut of each campaign; `last` None = no day is known, so none is too old."""
    scope = cuts.rows_of(chosen)
    day = "coalesce(date, period_end, flight_end)"
    recent = f" AND ({day} IS NULL OR {day} >= CAST($since AS DATE))" if last else ""
    values = {**scope.values, **({"since": (last - timedelta(days=DAYS)).isoformat()} if last else {})}
    return Query(
        f"""SELECT seg_topic AS topic, coalesce(sum(impressions), 0)::DOUBLE AS impressions FROM delivery
WHERE {scope.condition} AND seg_topic IS NOT NULL{recent} GROUP BY seg_topic ORDER BY seg_topic""",
        values,
    )


def _last_day(evidence: Evidence) -> date | None:
    query = Query(
        "SELECT max(coalesce(date, period_end, flight_end)) AS last FROM delivery WHERE campaign = $campaign",
        {"campaign": evidence.campaign},
    )
    found: date | None = evidence.reader.rows(query)[0]["last"]
    return found


def distance(messages: Sequence[str], counts: Floats, reference: Mix) -> float:
    """√JSD in base 2 between a delivered mix and the reference, 0 (same) to 1 (no message in common).

    Messages are matched by name; one that is missing on a side has share 0 there. ValueError when nothing was shown.
    """
    if not np.sum(counts) > 0 or not np.sum(reference.counts) > 0:
        raise ValueError("a mix without impressions has no shares")
    names = list(dict.fromkeys([*messages, *reference.messages]))
    mine, theirs = _on(names, messages, counts), _on(names, reference.messages, reference.counts)
    return math.sqrt(max(0.0, jensen_shannon(mine, theirs)))


def _on(names: Sequence[str], messages: Sequence[str], counts: Floats) -> Floats:
    by_name: dict[str, float] = {}
    for message, count in zip(messages, counts, strict=True):
        by_name[message] = by_name.get(message, 0.0) + float(count)
    return np.array([by_name.get(name, 0.0) for name in names])


def beside(figure: Measurement, messages: Sequence[str], counts: Floats, reference: Mix) -> Measurement:
    """The figure with the reference next to it: its name, its own concentration, and how far delivery lies from it.

    Adds `reference_hhi_normalised`, `reference_effective`, `distance_to_reference` to the figures and, for a mix that
    was really delivered, `reference` to the texts: the outcome rules flag only against a named one.
    """
    figures = {
        "reference_hhi_normalised": reference.hhi_normalised if reference.named else None,
        "reference_effective": reference.effective,
        "distance_to_reference": distance(messages, counts, reference),
    }
    texts = {"reference": reference.name} if reference.named else {}
    return replace(figure, figures={**figure.figures, **figures}, texts={**figure.texts, **texts})


def effective_against(figure: Measurement, reference: Mix) -> Measurement:
    """A figure `effective_share` (D1 over the messages on offer) as D1 over the effective number of a named reference.

    Value and bounds are scaled, the base and the text `reference` name the mix. Figures without a value stay.
    """
    k = figure.figures.get("k")
    if figure.value is None or not k or not reference.named:
        return figure
    scale = k / reference.effective
    low, high = (None if bound is None else bound * scale for bound in (figure.ci_low, figure.ci_high))
    texts = {**figure.texts, "reference": reference.name}
    figures = {**figure.figures, "reference_effective": reference.effective}
    base = f"the effective number of messages of {reference.name}"
    return replace(
        figure, value=figure.value * scale, ci_low=low, ci_high=high, base=base, figures=figures, texts=texts
    )
