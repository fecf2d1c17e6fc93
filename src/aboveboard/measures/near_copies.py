"""Many ads, one text: clusters of near-copies and the share of impressions that the largest one takes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aboveboard.measures import pressure_ads, pressure_claims
from aboveboard.measures.cue_normal import normalise
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ad

MOST_ADS = 1_000
"""Ads that are compared with each other, those with most impressions first: every pair costs a comparison."""
WORDS = ("headline", "body", "description")
"""Fields that make the message; a button's label is the same on most ads."""


@dataclass(frozen=True)
class NearCopies:
    """How alike the texts of a campaign's ads are."""

    share: float
    """Of the impressions of all ads, 0–1: what the largest cluster of near-copies takes; 0 without any."""
    ads: float
    """Share of the ads with text that have a near-copy."""
    largest: tuple[str, ...]
    """Ads of that cluster, the most shown first."""


def read(evidence: Evidence) -> NearCopies | None:
    """Near-copies among the delivered ads; None where delivery names no ads or fewer than two of them have a text."""
    found = pressure_ads.read(evidence)
    return of_ads(found.ads) if found.by_ad and found.delivered else None


def of_ads(ads: Sequence[Ad]) -> NearCopies | None:
    """The same for ads at hand; those whose impressions are not known, or that were never shown, are left out."""
    shown = [ad for ad in ads if ad.impressions]
    written = sorted((ad for ad in shown if comparable(ad)), key=lambda ad: -(ad.impressions or 0.0))[:MOST_ADS]
    if len(written) < 2:
        return None
    texts = list(dict.fromkeys(comparable(ad) for ad in written))
    cluster = dict(zip(texts, pressure_claims.same(texts), strict=True))
    groups: dict[int, list[Ad]] = defaultdict(list)
    for ad in written:
        groups[cluster[comparable(ad)]].append(ad)
    copies = [group for group in groups.values() if len(group) > 1]
    largest = max(copies, key=_impressions, default=[])
    return NearCopies(
        share=_impressions(largest) / _impressions(shown),
        ads=sum(len(group) for group in copies) / len(written),
        largest=tuple(ad.label for ad in largest),
    )


def _impressions(ads: Sequence[Ad]) -> float:
    return sum(ad.impressions or 0.0 for ad in ads)


def comparable(ad: Ad) -> str:
    """The ad's words without case and punctuation, every digit as 0: another price or date is the same message."""
    text = normalise(" ".join(entry.text for entry in ad.texts if entry.field in WORDS)).text
    return " ".join("".join("0" if sign.isdigit() else sign if sign.isalnum() else " " for sign in text).split())
