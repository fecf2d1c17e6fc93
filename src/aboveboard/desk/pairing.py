"""A campaign beside another one: whom did each reach? Measured on request and kept nowhere."""

from dataclasses import dataclass, replace

from aboveboard.desk.house import House
from aboveboard.desk.reviewing import existing
from aboveboard.judgement.trend_findings import pair as sentence
from aboveboard.measures import evidence, paired_campaigns
from aboveboard.measures.groups import AGE, GENDER
from aboveboard.model import Campaign, Measurement, WrongInput


@dataclass(frozen=True)
class Paired:
    """One group in both campaigns, or why an attribute cannot be compared."""

    measurement: Measurement
    sentence: str


def pair(house: House, slug: str, twin: str) -> tuple[Paired, ...]:
    """Every group by gender, then by age. Raises UnknownCampaign, and WrongInput for a campaign beside itself."""
    if slug == twin:
        raise WrongInput("A campaign cannot be compared with itself", "Choose another campaign as its twin.")
    limits = house.policy.values
    with house.workspace.reading() as con:
        mine, theirs = existing(con, slug), existing(con, twin)
        first, second = (evidence.read(con, each.slug, each.population, limits) for each in (mine, theirs))
        found = [m for by in (GENDER, AGE) for m in paired_campaigns.measure(first, second, by)]
    return tuple(Paired(named, sentence(named)) for named in (_named(m, theirs) for m in found))


def _named(m: Measurement, twin: Campaign) -> Measurement:
    """The twin by its name, which people know, instead of its slug."""
    name = f"“{twin.name}”"
    return replace(m, base=f"the campaign {name}", texts={**m.texts, "twin": name})
