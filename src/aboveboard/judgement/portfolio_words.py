"""Sentences about all campaigns together: whom their money could not, or did not, reach."""

from collections.abc import Sequence

from aboveboard.judgement import words
from aboveboard.model.portfolio import GroupSpend

MOST_NAMED = 6


def out_of_reach(group: str, share: float, share_high: float) -> str:
    """The sentence about one group; the upper share counts money whose settings are not in the files."""
    known = f"{words.capital(group)} were out of reach of {words.percent(share)} of the spend"
    more = share_high - share
    return (
        f"{known}; for a further {words.percent(more)} the settings are not in the data." if more > 0 else f"{known}."
    )


def answer(groups: Sequence[GroupSpend]) -> str:
    """Of the groups the one that most money missed, or that no money is known to have missed any."""
    spent = [cell for cell in groups if cell.share is not None]
    if not spent:
        return "No campaign of this period has spend in the data."
    worst = max(spent, key=lambda cell: cell.share or 0.0)
    if worst.share:
        return out_of_reach(worst.group, worst.share, worst.share_high or worst.share)
    unknown = max(cell.share_high or 0.0 for cell in spent)
    if unknown >= 1:
        return "Not known: the settings of the ad sets that spent money are not in the data."
    said = "No group of gender or age was out of reach of any spend"
    return f"{said} whose settings are known; for {words.percent(unknown)} they are not." if unknown else f"{said}."


def everywhere(cells: Sequence[GroupSpend], campaigns: int) -> str:
    """Who was left out, in whole or in part, by every campaign of the period."""
    if campaigns < 2:
        return "One campaign only spent money in this period, so nothing can add up over campaigns."
    every = "both campaigns" if campaigns == 2 else f"all {campaigns} campaigns"
    if not cells:
        return f"No group was left out by {every}."
    named = words.join([cell.group for cell in cells[:MOST_NAMED]])
    more = f" and {len(cells) - MOST_NAMED} more" if len(cells) > MOST_NAMED else ""
    return f"Left out by {every}, in whole or in part: {named}{more}."


def excluded(cells: Sequence[GroupSpend], campaigns: int) -> str:
    """The named group that exclusions kept most money from, and in how many campaigns."""
    if not cells:
        return "No exclusion of a protected or stand-in group stands in the settings of these campaigns."
    first = cells[0]
    many = f"{words.whole(len(first.campaigns))} of {words.count(campaigns, 'campaign')}"
    return f"“{first.group}” is excluded by {many}, on {words.percent(first.share or 0.0)} of the spend."
