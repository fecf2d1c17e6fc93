"""How often the ratio rule flags an even campaign by chance, and how often it sees a real disparity.

Run: make bench-truth, or python benchmarks/truth.py [--draws N] [--out FILE]. Campaigns are drawn with a fixed seed,
sent through the project's own comparison (measures/families.py) and outcome rule (judgement/rules.py) under the
baseline policy, and counted. Nothing is taken from a formula.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy import stats

from aboveboard.judgement import load, rules
from aboveboard.measures.families import BaseKind, compare
from aboveboard.measures.ratios import Floats, wilson
from aboveboard.model import Measurement, Outcome, Scope, Status
from aboveboard.model.layout import POLICIES

SEED = 20260101
DRAWS = 10_000
GROUPS = (2, 4, 8, 14)
PEOPLE = (50, 200, 500, 1_000, 2_000, 10_000)
RATES = (0.02, 0.10, 0.50)
ALLOWED, SEEN = 0.055, 0.90
"""Aims: at most 5.5 % of even campaigns flagged (5 % and the sampling error of 10,000 draws); 90 % of real ones."""
POLICY = load(POLICIES / "baseline.yaml")
LIMITS = POLICY.values


@dataclass(frozen=True)
class Tally:
    """Shares of campaigns, 0–1."""

    flagged: float
    """With at least one flagged group."""
    target: float
    """With the first group flagged: the one that is reached less, where there is one."""
    passed: float
    """With every group but the reference passed."""
    silent: float
    """Without any group that could be judged."""


def outcomes(x: Floats, base: Floats, kind: BaseKind) -> tuple[Floats, Floats]:
    """Flagged and passed per cell, 1 or 0, shape (campaigns, groups); NaN for the reference and what is too small."""
    found = compare(x, base, np.ones(x.shape, bool), kind, LIMITS["ratio.min_expected"])
    judged = found.tested & (np.arange(x.shape[1]) != found.reference[:, None])
    flagged, passed = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    for row, group in zip(*np.nonzero(judged), strict=True):
        figure = Measurement(
            "exclusions.delivery",
            "impact_ratio",
            "drawn",
            Scope.SEGMENT,
            Status.MEASURED,
            value=float(found.ratio[row, group]),
            ci_low=float(found.low[row, group]),
            p_adjusted=float(found.p_adjusted[row, group]),
            min_expected=float(found.min_expected[row, group]),
        )
        outcome = rules.ratio(figure, LIMITS).outcome
        flagged[row, group], passed[row, group] = outcome is Outcome.FLAGGED, outcome is Outcome.PASSED
    return flagged, passed


def tally(x: Floats, base: Floats, kind: BaseKind) -> Tally:
    """Counts over all drawn campaigns."""
    flagged, passed = outcomes(x, base, kind)
    judged = (~np.isnan(flagged)).sum(axis=1)
    return Tally(
        float((np.nan_to_num(flagged).sum(axis=1) > 0).mean()),
        float(np.nan_to_num(flagged[:, 0]).mean()),
        float(((judged > 0) & (np.nan_to_num(passed).sum(axis=1) == judged)).mean()),
        float((judged == 0).mean()),
    )


def eligible(draw: np.random.Generator, draws: int, people: int, rates: Sequence[float], alike: float = 1.0) -> Tally:
    """Campaigns whose eligible people are known: every person of a group is reached with the group's rate.

    `alike` > 1 makes people of a group alike (beta-binomial with this variance inflation): households, auctions, days.
    """
    p = np.broadcast_to(np.array(rates), (draws, len(rates)))
    if alike > 1:
        spread = (people - alike) / (alike - 1)
        p = draw.beta(p * spread, (1 - p) * spread)
    x = draw.binomial(people, p).astype(float)
    return tally(x, np.full(x.shape, float(people)), BaseKind.COUNTS)


def shares(draw: np.random.Generator, draws: int, people: int, weights: Sequence[float], kind: BaseKind) -> Tally:
    """Campaigns of which only shares of a base are known: `people` reached per group on average.

    A sampled base is drawn like the delivery, ten times as large: other campaigns of the account.
    """
    groups = len(weights)
    x = draw.multinomial(people * groups, np.array(weights) / np.sum(weights), size=draws).astype(float)
    base = np.full(x.shape, 1.0)
    if kind is BaseKind.SAMPLED:
        base = draw.multinomial(10 * people * groups, np.full(groups, 1 / groups), size=draws).astype(float)
    return tally(x, base, kind)


def percent(share: float) -> str:
    """0.0512 as "5.1 %"."""
    return f"{100 * share:.1f} %"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def marked(share: float) -> str:
    """A share of false alarms, in bold where the aim is missed."""
    return f"**{percent(share)}**" if share > ALLOWED else percent(share)


def even(draw: np.random.Generator, draws: int) -> tuple[str, list[tuple[str, float]]]:
    """Tables of campaigns without any difference, and every share of false alarms with its place."""
    alarms: list[tuple[str, float]] = []
    rows = []
    for rate in RATES:
        for people in PEOPLE:
            found = [eligible(draw, draws, people, [rate] * groups) for groups in GROUPS]
            alarms += [
                (f"{people:,} people, {percent(rate)}, {groups} groups", made.flagged)
                for groups, made in zip(GROUPS, found, strict=True)
            ]
            rows.append(
                [percent(rate), f"{people:,}", *(marked(made.flagged) for made in found), percent(found[1].silent)]
            )
    text = [
        table(["base rate", "people per group", *(f"{g} groups" for g in GROUPS), "4 groups: too few to judge"], rows)
    ]
    for kind, words in ((BaseKind.SHARES, "a population's shares"), (BaseKind.SAMPLED, "other campaigns")):
        rows = []
        for people in (50, 500, 5_000):
            found = [shares(draw, draws, people, [1.0] * groups, kind) for groups in GROUPS]
            alarms += [
                (f"{people:,} reached, {words}, {groups} groups", made.flagged)
                for groups, made in zip(GROUPS, found, strict=True)
            ]
            rows.append([words, f"{people:,}", *(marked(made.flagged) for made in found)])
        text.append(table(["base", "people reached per group", *(f"{g} groups" for g in GROUPS)], rows))
    return "\n\n".join(text), alarms


def exact(people: int, rate: float) -> float:
    """Chance of a flag with two groups of equal true rate, over all outcomes that have any: no sampling error."""
    low, high = (int(stats.binom.ppf(tail, people, rate)) for tail in (1e-8, 1 - 1e-8))
    x, y = np.meshgrid(np.arange(low, high + 1), np.arange(low, high + 1))
    flagged, _ = outcomes(
        np.stack([x.ravel(), y.ravel()], 1).astype(float), np.full((x.size, 2), float(people)), BaseKind.COUNTS
    )
    chance = stats.binom.pmf(x, people, rate) * stats.binom.pmf(y, people, rate)
    return float((chance.ravel() * (np.nan_to_num(flagged).sum(axis=1) > 0)).sum())


def two_groups() -> tuple[str, list[tuple[str, float]]]:
    """The exact table of two groups, and its shares with their places."""
    rates, sizes = (0.01, 0.02, 0.05, 0.10, 0.20, 0.50), (50, 100, 200, 500, 1_000, 2_000)
    found = [[exact(people, rate) for rate in rates] for people in sizes]
    rows = [[f"{people:,}", *map(marked, shares)] for people, shares in zip(sizes, found, strict=True)]
    places = [
        (f"{n:,} people, {percent(r)}, 2 groups, exactly", s)
        for n, row in zip(sizes, found, strict=True)
        for r, s in zip(rates, row, strict=True)
    ]
    return table(["people per group", *map(percent, rates)], rows), places


def alike(draw: np.random.Generator, draws: int) -> str:
    """False alarms when people of a group are not independent, which the test cannot see."""
    rows = []
    for people in (500, 2_000, 10_000):
        found = [eligible(draw, draws, people, [0.10] * 4, inflation) for inflation in (1.0, 1.5, 2.0, 4.0)]
        rows.append([f"{people:,}", *(marked(made.flagged) for made in found)])
    return table(["people per group", "independent", "variance × 1.5", "× 2", "× 4"], rows)


def uneven(draw: np.random.Generator, draws: int, ratio: float) -> tuple[str, dict[tuple[float, int, int], float]]:
    """One group reached at `ratio` times the rate of all others: how often that group is flagged."""
    seen: dict[tuple[float, int, int], float] = {}
    rows = []
    for rate in (0.02, 0.05, 0.10):
        for people in (500, 1_000, 2_000, 5_000, 10_000):
            for groups in GROUPS:
                made = eligible(draw, draws, people, [ratio * rate, *[rate] * (groups - 1)])
                seen[rate, people, groups] = made.target
            shown = [seen[rate, people, groups] for groups in GROUPS]
            cells = [percent(share) if share >= SEEN else f"**{percent(share)}**" for share in shown]
            rows.append([percent(rate), f"{people:,}", *cells])
    return table(["base rate", "people per group", *(f"{groups} groups" for groups in GROUPS)], rows), seen


def report(draws: int) -> str:
    """The whole page."""
    draw, begun = np.random.default_rng(SEED), time.process_time()
    nulls, alarms = even(draw, draws)
    exactly, counted = two_groups()
    alarms += counted
    clustered = alike(draw, draws)
    power_draws = max(500, draws // 5)
    half, seen = uneven(draw, power_draws, 0.5)
    seventy, _ = uneven(draw, power_draws, 0.7)
    at_line = [eligible(draw, power_draws, people, [0.08, 0.10]).target for people in (1_000, 10_000, 100_000)]
    line = " and ".join([", ".join(map(percent, at_line[:-1])), percent(at_line[-1])])
    place, most = max(alarms, key=lambda alarm: alarm[1])
    bounds = wilson(most * draws, draws) or (0.0, 1.0)
    sure = "" if "exactly" in place else f"; 95 % interval {percent(bounds[0])} to {percent(bounds[1])}"
    asked = {
        people: share
        for (rate, people, groups), share in seen.items()
        if rate == 0.1 and groups == 2 and people >= 1_000
    }
    met = "met" if most <= ALLOWED else "not met"
    met_seen = "met" if min(asked.values()) >= SEEN else "not met"
    missed = [key for key, share in seen.items() if share < SEEN]
    return f"""# Does the ratio rule tell the truth?

Command: `python benchmarks/truth.py` (`make bench-truth`) · {date.today().isoformat()} · policy {POLICY.id} \
{POLICY.version}
· seed {SEED} · {draws:,} drawn campaigns per cell, {power_draws:,} where a difference is planted
· {time.process_time() - begun:.0f} s of processor time.

Campaigns are drawn by chance, compared by `measures/families.py` and judged by `judgement/rules.ratio` under the
baseline policy: best-reached group as reference, every pair tested, Holm over all pairs, flagged below 0.8 when the
adjusted p is below 0.05 and at least five people are expected in the smallest cell.

| aim | result | |
| --- | --- | --- |
| at most {percent(ALLOWED)} of even campaigns have a flagged group, in every family | highest {percent(most)} \
({place}{sure}) | {met} |
| at least {percent(SEEN)} of campaigns with a ratio of 0.5 are flagged: two groups, base rate 10 %, from 1,000 people \
per group | lowest {percent(min(asked.values()))} | {met_seen} |

## Even campaigns: share with at least one flagged group

All groups have the same true rate, so every flag is a false alarm. Bold: above {percent(ALLOWED)}.

{nulls}

Where the expected counts are too small, nothing is judged and nothing can be flagged: the last column of the first
table. The rule is the more careful the more groups there are, because every pair counts.

### Two groups, exactly

All possible outcomes of two groups counted instead of drawn, so these have no sampling error. Columns are base rates.

{exactly}

With two small groups and rates near one half the pooled test alone would flag up to 5.7 % (50 people, 50 %): there the
adjusted p is that of Barnard's exact test (`measures/small_tables.py`).

## Even campaigns whose people are alike

The test takes people as independent. Households, auctions and days make the people of a group alike; the same even
campaigns with the variance of each group's count inflated (four groups, base rate 10 %):

{clustered}

**Here the aim is not met**, and from one total per group no rule can know it: nothing in such a file shows how alike
people are. That is why a flag asks for a decision and is not a verdict. The ratio's own limit helps with large groups:
chance rarely moves 10,000 people by a fifth.

## One group reached half as often: share flagged

The first group's true rate is half of everybody else's. Bold: below {percent(SEEN)}.

{half}

{len(missed)} of {len(seen)} cells stay below {percent(SEEN)}: low rates and few people. A campaign with many groups
needs more people per group, because the price of few false alarms is paid there. What is not flagged is watched or has
too little data; the finding says how many people would suffice.

## One group reached 0.7 times as often: share flagged

{seventy}

A true ratio of exactly 0.8 (two groups, base rate 10 %; 1,000, 10,000 and 100,000 people per group) is flagged in
{line} of campaigns: the observed ratio falls below the limit as often as not, and more
people do not change that.
"""


def main() -> None:
    """Write the page and say the two results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "docs" / "truth.md")
    chosen = parser.parse_args()
    text = report(chosen.draws)
    chosen.out.write_text(text, encoding="utf-8")
    sys.stdout.write("\n".join(line for line in text.splitlines() if line.startswith("| at ")) + f"\n{chosen.out}\n")


if __name__ == "__main__":
    main()
