"""Setting or algorithm: what the files can tell, what they cannot, and which file would decide it."""

from aboveboard.judgement import words
from aboveboard.judgement.assembling import Case
from aboveboard.model import Cause, Driver, Measurement, Scope, SettingChange

MENTIONED = 2
MOST_OF_IT = 0.5
"""A known setting leads while it explains at least this part of the way to an equal share."""


def cause_of(case: Case, lead: Measurement) -> tuple[Cause, str]:
    """The cause and its sentence. A setting that leaves most of the difference unexplained does not lead."""
    shut = [driver for driver in lead.drivers if driver.shuts_out]
    open_to_all = [driver for driver in lead.drivers if driver.shuts_out is False]
    if shut and _explains(case, lead, shut):
        return Cause.YOUR_SETTING, _setting_sentence(case, lead, shut)
    if shut and len(shut) + len(open_to_all) == len(lead.drivers) and open_to_all:
        return Cause.THE_ALGORITHM, _mostly_algorithm_sentence(case, lead, shut)
    inferred = [driver for driver in lead.drivers if driver.shuts_out is None and driver.setting]
    if inferred and not shut and not _is_low_elsewhere(case, lead):
        return Cause.LOOKS_LIKE_YOUR_SETTING, _looks_like_sentence(case, lead, inferred)
    if lead.drivers and len(open_to_all) == len(lead.drivers):
        return Cause.THE_ALGORITHM, _algorithm_sentence(lead)
    return Cause.CANNOT_TELL, _cannot_tell_sentence(case, lead, shut, inferred)


def _is_low_elsewhere(case: Case, lead: Measurement) -> bool:
    """Whether the other ad sets show the gap as well."""
    elsewhere = lead.figures.get("ratio_elsewhere")
    return elsewhere is not None and elsewhere < case.policy.values["ratio.flag_below"]


def _explains(case: Case, lead: Measurement, shut: list[Driver]) -> bool:
    """Whether the ad sets that shut the group out make most of the difference."""
    elsewhere, value = lead.figures.get("ratio_elsewhere"), lead.value
    if elsewhere is None or value is None or value >= 1 or not _is_low_elsewhere(case, lead):
        return True
    return (elsewhere - value) / (1 - value) >= MOST_OF_IT


def _named(driver: Driver) -> str:
    share = driver.impressions_share
    weight = f" ({words.percent(share)} of impressions)" if share is not None and share < 1 else ""
    return f"{driver.ad_set}{weight}"


def _setting_words(driver: Driver) -> str:
    name = words.SETTING_WORDS.get(driver.setting or "", driver.setting or "")
    return f"{name} {driver.now}"


def _elsewhere(case: Case, lead: Measurement) -> str:
    value = lead.figures.get("ratio_elsewhere")
    if value is None:
        return ""
    rest = f" In the other ad sets the ratio is {words.ratio(value)}"
    return rest + (", so part of the difference comes from delivery." if _is_low_elsewhere(case, lead) else ".")


def _alone(lead: Measurement, drivers: list[Driver]) -> str:
    """Why the ad sets named are not the whole story."""
    them = "this ad set alone does" if len(drivers) == 1 else "these ad sets alone do"
    elsewhere = words.ratio(lead.figures["ratio_elsewhere"] or 0)
    return f"in the other ad sets the ratio is {elsewhere}, so {them} not explain it."


def _set_to(drivers: list[Driver]) -> str:
    listed = words.join([f"{_named(driver)} is set to {_setting_words(driver)}" for driver in drivers[:3]])
    return f"ad {'set' if len(drivers) == 1 else 'sets'} {listed}"


def _setting_sentence(case: Case, lead: Measurement, shut: list[Driver]) -> str:
    return f"Your setting: {_set_to(shut)}.{_elsewhere(case, lead)}"


def _mostly_algorithm_sentence(case: Case, lead: Measurement, shut: list[Driver]) -> str:
    return (
        f"The algorithm: {_set_to(shut)}, but all others include them."
        f"{_elsewhere(case, lead).replace('so part', 'so most')}"
    )


def _nothing_delivered(lead: Measurement, driver: Driver) -> str:
    people = words.group(lead.segment or {})
    return f"ad set {_named(driver)} delivered nothing to {people}, as {_setting_words(driver)} would do"


def _looks_like_sentence(case: Case, lead: Measurement, inferred: list[Driver]) -> str:
    return (
        f"Looks like your setting: {_nothing_delivered(lead, inferred[0])}. "
        f"The files have no targeting columns to prove it: add {case.settings_file}.{_elsewhere(case, lead)}"
    )


def _algorithm_sentence(lead: Measurement) -> str:
    measured = [driver for driver in lead.drivers if driver.group_ratio is not None]
    said = "The algorithm: your settings include them in every ad set, so the difference arises in delivery."
    if lead.scope is Scope.AD_SET or not measured:
        return said
    strongest = min(measured, key=lambda driver: driver.group_ratio or 0)
    return f"{said} Strongest in ad set {strongest.ad_set} ({words.ratio(strongest.group_ratio or 0)})."


def _cannot_tell_sentence(case: Case, lead: Measurement, shut: list[Driver], inferred: list[Driver]) -> str:
    known = any(driver.shuts_out is not None for driver in lead.drivers)
    missing = "for some ad sets they have none" if known else "they have no targeting columns"
    said = f"These files cannot tell your setting from the algorithm: {missing}."
    if shut:
        said += f" {words.capital(_set_to(shut))}; {_alone(lead, shut)}"
    elif inferred and lead.figures.get("ratio_elsewhere") is not None:
        said += f" {words.capital(_nothing_delivered(lead, inferred[0]))}; {_alone(lead, inferred[:1])}"
    others = _others_that_reach(case, lead)
    if others:
        people = words.group(lead.segment or {})
        said += f" The campaign's other ad sets do reach {people} ({words.join(others)})."
    return f"{said} Add {case.settings_file} to decide it."


def _others_that_reach(case: Case, lead: Measurement) -> list[str]:
    """Other ad sets that reached the group, the highest share first, with counts; only beside a finding about one."""
    if lead.scope is not Scope.AD_SET:
        return []
    found: dict[str, tuple[float, float]] = {}
    for m in case.measurements:
        if m.scope is not Scope.AD_SET or m.ad_set in (None, lead.ad_set):
            continue
        counts = [(row.segment, row.figures.get("count")) for row in m.rows]
        group = next((count for segment, count in counts if segment == lead.segment), None)
        total = sum(count for _, count in counts if count is not None)
        if group and total and m.ad_set:
            found[m.ad_set] = (group, total)
    ranked = sorted(found.items(), key=lambda item: -item[1][0] / item[1][1])
    return [f"{name} {words.whole(group)} of {words.whole(total)}" for name, (group, total) in ranked[:MENTIONED]]


def changes_of(case: Case, lead: Measurement) -> tuple[SettingChange, ...]:
    """One row per ad set whose setting leaves the group out, in the platform's words."""
    return tuple(
        SettingChange(
            platform=(case.campaign.platform or "").capitalize(),
            campaign=case.campaign.name,
            ad_set=driver.ad_set,
            setting=words.SETTING_WORDS.get(driver.setting, driver.setting),
            now=driver.now,
            to=driver.to,
            why=_why(lead, driver),
        )
        for driver in lead.drivers
        if driver.setting and driver.now and driver.to and driver.shuts_out is not False
    )


def _why(lead: Measurement, driver: Driver) -> str:
    people = words.group(lead.segment or {})
    if driver.shuts_out is None:
        return f"Nothing was delivered to {people}; check whether this limit is set."
    return f"This limit leaves out {people}."


def affected(case: Case, lead: Measurement) -> tuple[dict[str, float], int | None]:
    """Spend per currency and impressions of the ad sets that pull the figure."""
    pulling = [
        d for d in lead.drivers if d.shuts_out or d.setting or (d.group_ratio is not None and d.group_ratio < 0.8)
    ]
    pulling = pulling or list(lead.drivers)
    spend: dict[str, float] = {}
    for driver in pulling:
        for currency, amount in driver.spend.items():
            spend[currency] = spend.get(currency, 0) + amount
    counts = [driver.impressions for driver in pulling if driver.impressions is not None]
    return spend, sum(counts) if counts else None
