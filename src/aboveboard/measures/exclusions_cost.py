"""Do some cost more to reach? Price of a group's impressions and results over that of all, inside one currency."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from aboveboard.measures import cost_blocks, reasons
from aboveboard.measures.cost_blocks import MIN_DAYS, Blocks
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import AGE, GENDER, SINGLE, Attribute, Key, compared, label
from aboveboard.measures.ratio_rows import number
from aboveboard.measures.ratios import Floats
from aboveboard.model import Measurement, Row, Scope, Status
from aboveboard.model.numbers import percent

MEASURE = "exclusions.cost"
MIN_RESULTS = 30
"""Results of a group below which its cost per result says nothing."""
PER_THOUSAND = 1000
WHAT = {
    "relative_cpm": "cost per 1,000 impressions",
    "relative_cost_per_result": "cost per result",
}
CI_METHOD = f"95 %, {cost_blocks.DRAWS:,} draws of whole days with replacement"
NO_CI = f"no interval: the rows are not days, or fewer than {MIN_DAYS}"


@dataclass(frozen=True)
class _Price:
    """One price of every group: money over units, and bounds of its ratio to the price of all."""

    statistic: str
    blocks: Blocks
    money: Floats
    units: Floats
    ratio: Floats
    bounds: tuple[Floats, Floats] | None


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """One figure per group of every attribute, currency and price; gender and age always answer, if only why not."""
    found: list[Measurement] = []
    for attribute in SINGLE:
        priced = [
            figure for blocks in cost_blocks.gather(evidence, attribute) for figure in _currency(evidence, blocks)
        ]
        found += priced or ([_absent(evidence, attribute)] if attribute in (GENDER, AGE) else [])
    return tuple(found)


def _absent(evidence: Evidence, attribute: Attribute) -> Measurement:
    reason = (
        f"Not in the data: no file has spend by {attribute.name}: add a delivery report broken down by "
        f"{attribute.name}, with the amount spent, by day if possible."
    )
    needs = (*attribute.columns, "spend", "impressions")
    return reasons.not_supplied(
        MEASURE, "relative_cpm", evidence.campaign, reason, attribute=attribute.name, needs=needs
    )


def _currency(evidence: Evidence, blocks: Blocks) -> Iterator[Measurement]:
    keys = compared(
        blocks.attribute, [key for key, n in zip(blocks.keys, blocks.impressions.sum(axis=0), strict=True) if n]
    )
    prices = [_price("relative_cpm", blocks, blocks.spend, blocks.impressions)]
    if blocks.results.any() and blocks.countable_results:
        prices.append(_price("relative_cost_per_result", blocks, blocks.results_spend, blocks.results))
    for price in prices:
        figure = _figure(evidence, price)
        if why := _why_not(evidence, price, keys):
            status, reason = why
            decides = price.statistic == "relative_cpm"
            yield replace(figure, scope=Scope.CAMPAIGN, status=status, reason=reason, decides=decides)
            continue
        table = tuple(_row(evidence, price, key) for key in keys)
        for place, key in enumerate(keys):
            yield replace(_group(evidence, figure, price, key), rows=table if place == 0 else ())


def _price(statistic: str, blocks: Blocks, money: Floats, units: Floats) -> _Price:
    bounds = cost_blocks.intervals(money, units) if blocks.days else None
    return _Price(statistic, blocks, money, units, cost_blocks.relative_cost(money, units), bounds)


def _figure(evidence: Evidence, price: _Price) -> Measurement:
    blocks, what = price.blocks, WHAT[price.statistic]
    share = evidence.coverage(blocks.cut)
    held = blocks.total_impressions / blocks.cut.impressions if blocks.cut.impressions else None
    known = blocks.results_known if price.statistic == "relative_cost_per_result" else 1.0
    return Measurement(
        measure=MEASURE,
        statistic=price.statistic,
        campaign=evidence.campaign,
        scope=Scope.SEGMENT,
        status=Status.MEASURED,
        attribute=blocks.attribute.name,
        unit="ratio",
        base=f"the campaign's {what}",
        coverage=None if share is None or held is None else share * held * known,
        method=(
            f"The group's {what} over that of everybody, unknown groups included, in one currency. "
            f"Rows read: {blocks.cut.words}."
        ),
        columns=(
            *blocks.attribute.columns,
            "spend",
            "currency",
            "impressions",
            *(("results",) if price.statistic == "relative_cost_per_result" else ()),
            *(("date",) if blocks.days else ()),
        ),
        sql=blocks.query.shown,
        texts={"currency": blocks.currency, "price": what},
        decides=True,
    )


def _why_not(evidence: Evidence, price: _Price, keys: tuple[Key, ...]) -> tuple[Status, str] | None:
    """Why prices of this currency cannot be compared at all; None if they can."""
    blocks = price.blocks
    if not price.money.sum() or not price.units.sum():
        return Status.INSUFFICIENT, "Nothing was spent, or nothing was delivered for it."
    if len(keys) < 2:
        return Status.NOT_APPLICABLE, f"Only one group by {blocks.attribute.name} was reached: there is no other price."
    most = evidence.limits["coverage.max_unevaluable"]
    if price.statistic == "relative_cost_per_result" and 1 - blocks.results_known > most:
        return (
            Status.INSUFFICIENT,
            f"Results are empty for {percent(1 - blocks.results_known)} of spend; "
            f"at most {percent(most)} may be missing.",
        )
    return None


def _group(evidence: Evidence, figure: Measurement, price: _Price, key: Key) -> Measurement:
    at = price.blocks.keys.index(key)
    people = _people(evidence, price.blocks, at)
    figure = replace(
        figure,
        segment=price.blocks.attribute.segment(key),
        n=float(price.units[:, at].sum()),
        n_effective=people,
        figures=_figures(price, at),
        ci_method=CI_METHOD if price.bounds else NO_CI,
    )
    if why := _too_few(evidence, price, at, people):
        # A cost per result needs more data than most groups have; the price of impressions decides without it.
        return replace(figure, status=Status.INSUFFICIENT, reason=why, decides=price.statistic == "relative_cpm")
    value = round(float(price.ratio[at]), 6)
    if price.bounds is None or np.isnan(price.bounds[0][at]):
        return replace(figure, value=value, ci_method=NO_CI, badges=("no_interval",))
    low, high = (float(bound[at]) for bound in price.bounds)
    return replace(figure, value=value, ci_low=min(low, value), ci_high=max(high, value))


def _people(evidence: Evidence, blocks: Blocks, at: int) -> float:
    """People-equivalents on the low side: impressions over the frequency that the policy assumes."""
    return float(np.floor(blocks.impressions[:, at].sum() / evidence.limits["frequency.default"]))


def _too_few(evidence: Evidence, price: _Price, at: int, people: float) -> str:
    """Why one group has no price; empty if it has."""
    least = evidence.limits["cell.min_people"]
    if people < least:
        needed = int(least * evidence.limits["frequency.default"])
        return f"Fewer than {least:g} people of this group were reached; {needed:,} impressions are needed."
    if price.statistic == "relative_cost_per_result" and price.units[:, at].sum() < MIN_RESULTS:
        return f"{price.units[:, at].sum():.0f} results of this group; {MIN_RESULTS} are needed for a cost per result."
    return ""


def _figures(price: _Price, at: int) -> dict[str, float | None]:
    """Named numbers of one group.

    cost, cost_all: money per 1,000 impressions or per result, of the group and of all; impressions, spend, results: of
    the group; spend_share, impressions_share: of the currency's totals; days: with rows, 0 where rows are no days.
    """
    scale = PER_THOUSAND if price.statistic == "relative_cpm" else 1
    blocks, units, money = price.blocks, float(price.units[:, at].sum()), float(price.money[:, at].sum())
    impressions, spend = float(blocks.impressions[:, at].sum()), float(blocks.spend[:, at].sum())
    return {
        "cost": scale * money / units if units else None,
        "cost_all": scale * float(price.money.sum()) / float(price.units.sum()),
        "impressions": impressions,
        "spend": spend,
        "results": float(blocks.results[:, at].sum()) if blocks.results.any() else None,
        "spend_share": spend / blocks.total_spend if blocks.total_spend else None,
        "impressions_share": impressions / blocks.total_impressions if blocks.total_impressions else None,
        "days": float(len(blocks.days)),
    }


def _row(evidence: Evidence, price: _Price, key: Key) -> Row:
    at, segment = price.blocks.keys.index(key), price.blocks.attribute.segment(key)
    few = _people(evidence, price.blocks, at) < evidence.limits["cell.min_people"]
    return Row(
        label=label(segment),
        segment=segment,
        figures={"ratio": None if few else number(price.ratio[at]), **({} if few else _figures(price, at))},
        texts={"currency": price.blocks.currency},
        status=Status.INSUFFICIENT if few else Status.MEASURED,
    )
