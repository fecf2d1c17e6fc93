"""Claims that the ads make: every cue with its place, and what the run dates say about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from aboveboard.measures import cue_deadlines, cue_finder, cue_languages, cue_lexicon
from aboveboard.measures.cue_deadlines import NEVER, RANK, Runs, Status
from aboveboard.measures.cue_finder import Cue
from aboveboard.measures.cue_languages import Languages
from aboveboard.measures.cue_normal import normalise
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ad, Ads, Text
from aboveboard.model.claims import ClaimSaid, SettledClaim, claim_mark
from aboveboard.store import claims

Standing = Status | Literal["evidenced", "dismissed"]
"""What the run dates say, or what a person said where they say nothing against it."""
UNPROVEN: frozenset[Standing] = frozenset(RANK)
STANDINGS: Mapping[Standing, int] = {
    "disproved": RANK["disproved"],
    "clock_slack": RANK["clock_slack"],
    "no_daily_rows": RANK["no_daily_rows"],
    "open": RANK["open"],
    "evidenced": -1,
    "dismissed": -2,
}
"""Every standing, the higher the worse."""
SLACK_DAYS = 1
"""Used where the policy has no urgency.slack_days."""
SAME_TEXT = 90
"""Score of rapidfuzz's token_sort_ratio (0–100) from which two texts count as the same (policy duplicates.score)."""
CHUNK = 500
NOTHING_SETTLED: Mapping[str, SettledClaim] = {}


@dataclass(frozen=True)
class Claim:
    """One cue in one field of one ad."""

    ad: Ad
    text: Text
    cue: Cue
    status: Standing
    ends: date | None = None
    """The day on which the words say it ends, where they name one."""
    runs: Runs = NEVER
    """Days of every ad with the same text."""
    settled: SettledClaim | None = None
    """What a person said about it."""

    @property
    def mark(self) -> str:
        """What a person's word about this claim is bound to."""
        return claim_mark(self.text.text, self.cue.entry, self.cue.words)

    @property
    def presses(self) -> bool:
        """Whether it is a claim to be proven, and nobody has."""
        return self.cue.presses and self.status in UNPROVEN


@dataclass(frozen=True)
class Read:
    """One ad with what its texts say."""

    ad: Ad
    languages: Languages
    claims: tuple[Claim, ...]

    @property
    def readable(self) -> bool:
        """Whether the text is in a language that a word list covers."""
        return self.languages.covered

    @property
    def presses(self) -> bool:
        """Whether any claim is still to be proven."""
        return any(claim.presses for claim in self.claims)


def of_campaign(evidence: Evidence, ads: Ads) -> tuple[Read, ...]:
    """Every ad with text as the policy and the people of the review see it."""
    slack = round(evidence.limits.get("urgency.slack_days", SLACK_DAYS))
    return read(ads.written, slack, claims.load(evidence.con, evidence.campaign))


def read(ads: Sequence[Ad], slack: int, settled: Mapping[str, SettledClaim] = NOTHING_SETTLED) -> tuple[Read, ...]:
    """Every ad with text, and its claims.

    `slack`: days of tolerance before a date counts as overstepped. `settled`: what people said, by mark.
    """
    found: list[tuple[int, Text, Cue]] = []
    for number, ad in enumerate(ads):
        found += [(number, text, cue) for text in ad.texts for cue in cue_finder.find(text.text)]
    shared = _shared_runs(ads, found)
    made: dict[int, list[Claim]] = defaultdict(list)
    for at, (number, text, cue) in enumerate(found):
        ad = ads[number]
        runs = shared.get(at, ad.runs)
        status, ends = cue_deadlines.judge(cue_lexicon.by_id()[cue.entry], cue.words, runs, slack)
        claim = Claim(ad, text, cue, status, ends, runs)
        made[number].append(_settle(claim, settled.get(claim.mark)))
    return tuple(
        Read(ad, cue_languages.read("\n".join(text.text for text in ad.texts)), tuple(made[number]))
        for number, ad in enumerate(ads)
    )


def _settle(claim: Claim, said: SettledClaim | None) -> Claim:
    """Proof does not help a claim that run dates disprove; that the words are no claim does."""
    if said is None:
        return claim
    if said.said is ClaimSaid.EVIDENCED and claim.status == "disproved":
        return replace(claim, settled=said)
    return replace(claim, status=said.said.value, settled=said)


def _shared_runs(ads: Sequence[Ad], found: Sequence[tuple[int, Text, Cue]]) -> dict[int, Runs]:
    """Days of all ads that make the same claim in the same text, per position in `found`.

    An ad that is switched off and made anew each day would otherwise never be seen to run on. The same text is one that
    token_sort_ratio puts at 90 or more with digits kept; the words of the claim must be the same too, so that two
    sales with different last days stay two claims.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, (_, _, cue) in enumerate(found):
        if cue_lexicon.by_id()[cue.entry].time != "none":
            groups[(cue.entry, normalise(cue.words).text)].append(at)
    shared: dict[int, Runs] = {}
    for members in groups.values():
        texts = sorted({_comparable(found[at][1].text) for at in members})
        cluster = dict(zip(texts, same(texts), strict=True))
        runs: dict[int, Runs] = defaultdict(Runs)
        for at in members:
            number, text, _ = found[at]
            runs[cluster[_comparable(text.text)]] |= ads[number].runs
        for at in members:
            shared[at] = runs[cluster[_comparable(found[at][1].text)]]
    return shared


def _comparable(text: str) -> str:
    """Words only, digits kept."""
    plain = normalise(text).text
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def same(texts: Sequence[str]) -> list[int]:
    """Number of each text's cluster: near-duplicates, and near-duplicates of those.

    A text that has found its cluster is not compared again, so that a thousand copies cost one comparison each.
    """
    cluster = [0] * len(texts)
    left = list(range(len(texts)))
    number = 0
    while left:
        near = [left.pop(0)]
        while near:
            for at in near:
                cluster[at] = number
            hit = _near([texts[at] for at in near], [texts[at] for at in left])
            near, left = (
                [at for at, found in zip(left, hit, strict=True) if found],
                [at for at, found in zip(left, hit, strict=True) if not found],
            )
        number += 1
    return cluster


def _near(some: Sequence[str], others: Sequence[str]) -> list[bool]:
    """Which of the others are near-duplicates of any of some."""
    hit = np.zeros(len(others), dtype=bool)
    for start in range(0, len(some), CHUNK):
        chunk = some[start : start + CHUNK]
        scores = process.cdist(chunk, others, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TEXT, dtype=np.float32)
        hit |= (scores >= SAME_TEXT).any(axis=0)
    return [bool(found) for found in hit]
