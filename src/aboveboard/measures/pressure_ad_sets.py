"""Pressure by ad set: how many of its ads carry a claim that nobody has proven, for holding against its targeting."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from aboveboard.measures.pressure_claims import Read
from aboveboard.model import Measurement, Row, Scope, Status

METHOD = "Ads of each ad set whose text could be read, and those of them with a claim that nobody has proven."


def figure(base: Measurement, read: Sequence[Read]) -> Measurement:
    """Number of ad sets with such an ad (statistic `ad_set_share`), and one row for each ad set. It decides nothing."""
    by_unit: dict[str, list[Read]] = defaultdict(list)
    for one in read:
        by_unit[one.ad.ad_set].append(one)
    rows = tuple(_row(unit, by_unit[unit]) for unit in sorted(by_unit) if unit)
    readable = [row for row in rows if row.figures["ads_readable"]]
    return replace(
        base,
        statistic="ad_set_share",
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED if readable else Status.INSUFFICIENT,
        reason="" if readable else "No ad set has a text that could be read.",
        value=float(sum(1 for row in readable if row.figures["ads_pressing"])) if readable else None,
        unit="ad sets",
        ci_method="counted, no interval",
        n=float(len(readable)),
        base="ad sets with readable texts",
        method=f"{METHOD} {base.method}",
        rows=rows,
        decides=False,
    )


def _row(unit: str, read: list[Read]) -> Row:
    readable = [one for one in read if one.readable]
    pressing = [one for one in readable if one.presses]
    shown = [one.ad.impressions for one in read if one.ad.impressions is not None]
    spend: Counter[str] = Counter()
    for one in read:
        spend.update(one.ad.spend)
    return Row(
        label=unit,
        figures={
            "ads": float(len(read)),
            "ads_readable": float(len(readable)),
            "ads_pressing": float(len(pressing)),
            "ads_pressing_share": len(pressing) / len(readable) if readable else None,
            "impressions": sum(shown) if shown else None,
            **{f"spend {currency}".strip(): amount for currency, amount in sorted(spend.items())},
        },
        texts={"ad_set": unit},
        status=Status.MEASURED if readable else Status.INSUFFICIENT,
    )
