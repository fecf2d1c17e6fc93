"""Which words press, and are they proven? Share of ads and of impressions with a claim that nobody has proven yet."""

from collections import Counter
from dataclasses import replace

from aboveboard.measures import ad_share, pressure_ad_sets, pressure_ads, pressure_claims
from aboveboard.measures.cue_lexicon import PRESSING
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ads
from aboveboard.measures.pressure_claims import STANDINGS, Claim, Read
from aboveboard.model import Driver, Measurement, Row, Scope, Status
from aboveboard.model.claims import SettledClaim
from aboveboard.model.numbers import percent

MEASURE = "pressure.cues"
FLAG_ABOVE = 0.3
"""Used where the policy has no cues.flag."""
LISTED = 500
LISTED_AD_SETS = 6
NEEDS = ("headline", "body")
NO_TEXT = (
    "Not in the data: the texts of the ads. Add the ad-level report or bulk file with Title and Body, or paste them."
)
NO_IMPRESSIONS = "The impressions of ads with pressure wording are not known: add the ad-level report with Impressions."
METHOD = (
    "Word lists in English, German, French, Spanish, Italian, Portuguese and Dutch, looked for in headline, text, "
    "description and button of each ad. A hit is a claim to be proven, not a violation. Hardship topics and loud "
    "formatting are listed and not counted. An end that the words name is held against the days of delivery of all ads "
    "with the same text (token_sort_ratio of at least 90). Text inside images, quotation and irony need a person."
)
COLUMNS = ("headline", "body", "description", "cta", "impressions", "date", "period_start", "period_end")


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Share of ads, share of impressions, the claim table, and one figure for each family.

    Statistics: `impressions_share` (decides once something was delivered), `ads_share` (decides before), `claims`
    (number of disproved claims, decides), `family_share` (one per family, of ads), `ad_set_share` (a row per ad set),
    `topics` (hardship topics and formatting). Shares are of ads whose text could be read.
    """
    ads = pressure_ads.read(evidence)
    if not ads.written:
        return tuple(replace(_blank(evidence, name, ads), needs=NEEDS) for name in ("ads_share", "claims"))
    read = pressure_claims.of_campaign(evidence, ads)
    claims = sorted((claim for one in read for claim in one.claims), key=_worst_first)
    pressing = [claim for claim in claims if claim.cue.presses]
    context = [claim for claim in claims if not claim.cue.presses]
    base = replace(_blank(evidence, "", ads), status=Status.MEASURED, reason="", texts=_languages(read), decides=True)
    figures = [_ads_share(base, ads, read), _impressions_share(base, ads, read), _claims(base, pressing, read)]
    if unread := _why_unread(evidence, ads, read, figures):
        figures = [_insufficient(figure, unread) if figure.value is not None else figure for figure in figures]
    families = [_family(base, ads, read, family) for family in PRESSING]
    by_ad_set = pressure_ad_sets.figure(base, read)
    return (*figures, *(figure for figure in families if figure.value), by_ad_set, _topics(base, context))


def _blank(evidence: Evidence, statistic: str, ads: Ads) -> Measurement:
    return Measurement(
        measure=MEASURE,
        statistic=statistic,
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.NOT_SUPPLIED,
        reason=NO_TEXT,
        unit="share",
        method=METHOD,
        columns=COLUMNS,
        badges=() if ads.by_ad else ("upper_bound",),
        sql=ads.sql,
        decides=statistic != "",
    )


def _readable(read: tuple[Read, ...]) -> list[Read]:
    return [one for one in read if one.readable]


def _ads_share(base: Measurement, ads: Ads, read: tuple[Read, ...]) -> Measurement:
    readable = _readable(read)
    pressed = [one for one in readable if one.presses]
    return replace(
        ad_share.filled(base, len(pressed), len(readable)),
        statistic="ads_share",
        base="ads with readable text",
        coverage=len(readable) / len(read),
        figures={"ads": float(len(read)), "ads_readable": float(len(readable)), "ads_pressing": float(len(pressed))},
        decides=not ads.delivered,
    )


def _impressions_share(base: Measurement, ads: Ads, read: tuple[Read, ...]) -> Measurement:
    """Counted, not sampled, so there is no interval. Where nobody presses, the share is 0 whatever was delivered."""
    total = sum(ad.impressions or 0.0 for ad in ads.ads)
    readable, pressing = _readable(read), [one for one in _readable(read) if one.presses]
    weight, pressed = _weight(readable), _weight(pressing)
    known = weight > 0 and not any(one.ad.impressions is None for one in pressing)
    nobody = ads.delivered and bool(readable) and not pressing
    status = Status.MEASURED if known or nobody else Status.INSUFFICIENT if ads.delivered else Status.NOT_SUPPLIED
    return replace(
        base,
        statistic="impressions_share",
        status=status,
        reason="" if known or nobody else NO_IMPRESSIONS if ads.delivered else "Nothing has been delivered yet.",
        value=pressed / weight if known else 0.0 if nobody else None,
        ci_method="counted, no interval",
        n=weight if known else None,
        base="impressions of ads with readable text",
        coverage=weight / total if total else None,
        figures={"impressions": total if total else None, "impressions_pressing": pressed if known else None},
        drivers=_drivers(read, total),
        decides=ads.delivered,
    )


def _weight(read: list[Read]) -> float:
    return sum(one.ad.impressions or 0.0 for one in read)


def _claims(base: Measurement, pressing: list[Claim], read: tuple[Read, ...]) -> Measurement:
    counts = Counter(claim.status for claim in pressing)
    return replace(
        base,
        statistic="claims",
        value=float(counts["disproved"]),
        unit="count",
        ci_method="read from the texts, no interval",
        n=float(len(pressing)),
        base="claims to be proven",
        figures={
            **{status: float(counts[status]) for status in STANDINGS},
            "ads": float(len(read)),
            "claims_listed": float(len(_listed(pressing))),
        },
        rows=tuple(row(claim) for claim in _listed(pressing)),
    )


def _listed(pressing: list[Claim]) -> list[Claim]:
    """The worst claims, and every one that somebody spoke about, so that it can be opened again."""
    return [*pressing[:LISTED], *(claim for claim in pressing[LISTED:] if claim.settled)]


def _why_unread(evidence: Evidence, ads: Ads, read: tuple[Read, ...], figures: list[Measurement]) -> str:
    """Why too much could not be read; empty when enough was, or when what was found is bad enough all the same."""
    if any(ad.impressions for ad in ads.ads):
        total = sum(ad.impressions or 0.0 for ad in ads.ads)
        foreign = sum(one.ad.impressions or 0.0 for one in read if not one.readable)
        silent = sum(ad.impressions or 0.0 for ad in ads.ads if not ad.texts)
        of = "of impressions"
    else:
        total, of = float(len(ads.ads)), "of ads"
        foreign, silent = float(len(read) - len(_readable(read))), float(len(ads.ads) - len(read))
    most = evidence.limits["coverage.max_unevaluable"]
    by_name = {figure.statistic: figure for figure in figures}
    found = by_name["claims"].value or 0.0
    share = by_name["impressions_share"].figures["impressions_pressing"] or 0.0
    if found or (of == "of impressions" and share / total > evidence.limits.get("cues.flag", FLAG_ABOVE)):
        return ""
    if foreign / total > most:
        return f"{percent(foreign / total)} {of} are in a language without a word list."
    elif (foreign + silent) / total > most:
        return f"{percent((foreign + silent) / total)} {of} have no text in the files, or only images: add their texts."
    return ""


def _insufficient(figure: Measurement, reason: str) -> Measurement:
    return replace(figure, status=Status.INSUFFICIENT, reason=reason, value=None, ci_low=None, ci_high=None)


def _family(base: Measurement, ads: Ads, read: tuple[Read, ...], family: str) -> Measurement:
    readable = _readable(read)
    with_it = [one for one in readable if any(_is_of(claim, family) for claim in one.claims)]
    unproven = [one for one in with_it if any(_is_of(claim, family) and claim.presses for claim in one.claims)]
    weight, total = _weight(with_it), _weight(readable)
    return replace(
        ad_share.filled(base, len(with_it), len(readable)),
        statistic="family_share",
        base="ads with readable text",
        figures={
            "ads": float(len(with_it)),
            "impressions": weight if ads.delivered else None,
            "impressions_share": weight / total if total else None,
            "ads_unproven": float(len(unproven)),
            "impressions_unproven": _weight(unproven) if ads.delivered else None,
        },
        texts={"family": family},
        decides=False,
    )


def _is_of(claim: Claim, family: str) -> bool:
    return claim.cue.family == family and claim.status != "dismissed"


def _topics(base: Measurement, context: list[Claim]) -> Measurement:
    return replace(
        base,
        statistic="topics",
        value=float(len(context)),
        unit="count",
        ci_method="read from the texts, no interval",
        base="hardship topics and loud formatting; neither is a fault",
        rows=tuple(row(claim) for claim in context[:LISTED]),
        decides=False,
    )


def _worst_first(claim: Claim) -> tuple[float, float, str, str, int]:
    """Disproved first, then what was delivered most."""
    return -STANDINGS[claim.status], -(claim.ad.impressions or 0.0), claim.ad.label, claim.text.field, claim.cue.start


def row(claim: Claim) -> Row:
    """One line of the claim table. `start` and `end` count signs of `text`, so that the words can be marked in it."""
    ad, cue = claim.ad, claim.cue
    first, last = claim.runs.first, claim.runs.last
    return Row(
        label=ad.label,
        figures={
            "start": float(cue.start),
            "end": float(cue.end),
            "impressions": ad.impressions,
            **{f"spend {currency}".strip(): amount for currency, amount in ad.spend.items()},
        },
        texts={
            "ad": ad.label,
            "ad_id": ad.identity,
            "ad_set": ad.ad_set,
            "field": claim.text.field,
            "text": claim.text.text,
            "words": cue.words,
            "family": cue.family,
            "entry": cue.entry,
            "reason": cue.reason,
            "status": claim.status,
            "ends": claim.ends.isoformat() if claim.ends else "",
            "first_date": first.isoformat() if first else "",
            "last_date": last.isoformat() if last else "",
            "mark": claim.mark,
            **(_said(claim.settled) if claim.settled else {}),
        },
    )


def _said(settled: SettledClaim) -> dict[str, str]:
    return {"evidence": settled.text, "said_by": settled.by_name}


def _languages(read: tuple[Read, ...]) -> dict[str, str]:
    """Which languages the texts are in, as far as could be told, the commonest first."""
    counts = Counter(one.languages.guess or "too short to tell" for one in read)
    return {"languages": ", ".join("not recognised" if name == "?" else name for name, _ in counts.most_common())}


def _drivers(read: tuple[Read, ...], total: float) -> tuple[Driver, ...]:
    """Ad sets whose ads press, the heaviest first."""
    pressed = [one.ad for one in _readable(read) if one.presses and one.ad.ad_set]
    weights: Counter[str] = Counter()
    spend: dict[str, dict[str, float]] = {}
    for ad in pressed:
        weights[ad.ad_set] += int(ad.impressions or 0)
        for currency, amount in ad.spend.items():
            amounts = spend.setdefault(ad.ad_set, {})
            amounts[currency] = amounts.get(currency, 0.0) + amount
    return tuple(
        Driver(name, count, count / total if total else None, spend.get(name, {}))
        for name, count in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:LISTED_AD_SETS]
    )
