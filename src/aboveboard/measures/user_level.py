"""How narrow single people's exposure is, always beside what shuffling the messages gives.

Few exposures look narrow by chance: a person who saw two of five equally likely messages has seen one message only in a
fifth of all cases. So the permutation null is part of the figure, not an extra.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from aboveboard.measures.ratios import Floats

SEED = 20260101
MIN_EXPOSURES = 10
"""Exposures a person needs before the own mix means anything."""
ONE_TOPIC = 0.8
"""Share of exposures to one message from which a person counts as seeing that message only."""


@dataclass(frozen=True)
class Narrowness:
    """Two figures over the people with enough exposures."""

    people: int
    entropy: float
    """Mean over people of entropy divided by that of an even mix, 0 (one message) to 1 (all alike)."""
    one_topic: float
    """Share of people with at least 80 % of exposures on one message."""


@dataclass(frozen=True)
class AgainstChance:
    """The observed figures and the same ones with messages shuffled over all exposures."""

    observed: Narrowness
    entropy_by_chance: float
    one_topic_by_chance: float
    p_entropy: float
    """Share of shufflings with a mean entropy at least as low, the observed one counted in."""
    p_one_topic: float
    """Share of shufflings with at least as many one-message people, the observed one counted in."""


def narrowness(exposures: Floats, least: int = MIN_EXPOSURES) -> Narrowness | None:
    """Figures of a table of shape (people, messages) of exposure counts; None when nobody has `least` of them."""
    counts = exposures.sum(axis=1)
    kept = exposures[(counts >= least) & (counts > 0)]
    if not len(kept) or exposures.shape[1] < 2:
        return None
    mix = kept / kept.sum(axis=1, keepdims=True)
    entropy = -special.xlogy(mix, mix).sum(axis=1) / np.log(exposures.shape[1])
    # A share of exactly 80 % counts, and 0.8 has no exact binary form.
    narrow = mix.max(axis=1) >= ONE_TOPIC - 1e-12
    return Narrowness(len(kept), float(entropy.mean()), float(narrow.mean()))


def against_chance(exposures: Floats, least: int = MIN_EXPOSURES, shuffles: int = 500) -> AgainstChance | None:
    """Observed narrowness beside `shuffles` tables in which messages are dealt anew and people keep their counts.

    Both margins of the table stay as they are (multivariate hypergeometric dealing, fixed seed). None as above.
    """
    observed = narrowness(exposures, least)
    if observed is None:
        return None
    table = np.asarray(exposures, np.int64)
    people = table.sum(axis=1)
    draw = np.random.default_rng(SEED)
    dealt = np.repeat(np.arange(table.shape[1]), table.sum(axis=0))
    owner = np.repeat(np.arange(len(people)), people)
    chance = []
    for _ in range(shuffles):
        draw.shuffle(dealt)
        shuffled = np.zeros(table.shape)
        np.add.at(shuffled, (owner, dealt), 1.0)
        found = narrowness(shuffled, least)
        if found is not None:
            chance.append((found.entropy, found.one_topic))
    nulls = np.array(chance)
    return AgainstChance(
        observed,
        float(nulls[:, 0].mean()),
        float(nulls[:, 1].mean()),
        float((1 + (nulls[:, 0] <= observed.entropy + 1e-12).sum()) / (1 + len(nulls))),
        float((1 + (nulls[:, 1] >= observed.one_topic - 1e-12).sum()) / (1 + len(nulls))),
    )
