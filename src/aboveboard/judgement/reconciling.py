"""Several files of one campaign describe the same impressions: how far they agree, one sentence per further file."""

from aboveboard.judgement import words
from aboveboard.model import Campaign, Reconciliation


def reconciled(campaign: Campaign) -> tuple[str, ...]:
    """ "region.csv accounts for 9,800 of the campaign's 10,000 impressions (98 %)."; empty with one file."""
    total = campaign.totals.impressions
    if total is None:
        return ()
    return tuple(_sentence(entry, total, campaign.totals.source) for entry in campaign.reconciliations)


def agreement(campaign: Campaign) -> tuple[str, ...]:
    """What a reader must know about the campaign's total: empty cells in it, and how far the other files agree."""
    return (*_empty(campaign), *reconciled(campaign))


def _empty(campaign: Campaign) -> tuple[str, ...]:
    totals = campaign.totals
    if totals.impressions is None or not totals.empty:
        return ()
    return (
        f"{words.whole(totals.impressions)} impressions are the least this campaign can have: in "
        f"{words.whole(totals.empty)} of {words.whole(totals.rows)} rows of {totals.source} they are empty.",
    )


def _sentence(entry: Reconciliation, total: int, source: str) -> str:
    if entry.impressions is None:
        return f"{entry.file_name} holds no impressions to compare with the campaign's {words.whole(total)}."
    share = "" if entry.share is None else f" ({words.percent(entry.share)})"
    if entry.impressions > total:
        return (
            f"{entry.file_name} holds {words.whole(entry.impressions)} impressions, more than the campaign's "
            f"{words.whole(total)} in {source}{share}: the files may cover different days or ad sets."
        )
    return (
        f"{entry.file_name} accounts for {words.whole(entry.impressions)} of the campaign's "
        f"{words.whole(total)} impressions{share}."
    )
