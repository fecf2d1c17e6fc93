"""Which campaign a row belongs to: by the platform's id, else by name; and the slug a campaign is addressed by."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

MAX_SLUG = 64


@dataclass(frozen=True)
class Known:
    """A campaign that already exists."""

    slug: str
    name: str
    platform: str | None
    ids: frozenset[str]


@dataclass(frozen=True)
class Filed:
    """One pair of campaign id and name found in a file, and where its rows go."""

    campaign_id: str | None
    campaign_name: str | None
    slug: str
    name: str


def slug_of(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; never empty, never a path."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:MAX_SLUG].strip("-")
    return slug or f"campaign-{sum(name.encode()) % 10_000}"


def title_of(file_name: str) -> str:
    """A campaign's name when neither the file nor the person gives one: the file's own, made readable."""
    stem = PurePath(file_name).name.split(".")[0]
    words = re.sub(r"[_\-\s]+", " ", stem).strip()
    return words or "Unnamed campaign"


def file_under(
    found: Sequence[tuple[str | None, str | None]], chosen: str | None, fallback: str, known: Sequence[Known]
) -> list[Filed]:
    """Where each pair goes. A chosen name takes the whole file; else id, then name, then the file's own name."""
    campaigns = list(known)
    filed: list[Filed] = []
    for campaign_id, campaign_name in found:
        name = chosen or campaign_name or campaign_id or fallback
        match = _match(None if chosen else campaign_id, name, campaigns)
        if match is None:
            match = Known(_free_slug(name, campaigns), name, None, frozenset({campaign_id} if campaign_id else ()))
            campaigns.append(match)
        filed.append(Filed(campaign_id, campaign_name, match.slug, match.name))
    return filed


def apart(filed: Sequence[Filed], suffix: str, known: Sequence[Known]) -> list[Filed]:
    """The same rows under campaigns of their own, named after the file as well."""
    campaigns = list(known)
    made: dict[str, Known] = {}
    for entry in filed:
        if entry.slug not in made:
            name = f"{entry.name} ({suffix})"
            made[entry.slug] = Known(_free_slug(name, campaigns), name, None, frozenset())
            campaigns.append(made[entry.slug])
    return [Filed(e.campaign_id, e.campaign_name, made[e.slug].slug, made[e.slug].name) for e in filed]


def _match(campaign_id: str | None, name: str, campaigns: Sequence[Known]) -> Known | None:
    by_id = (entry for entry in campaigns if campaign_id is not None and campaign_id in entry.ids)
    by_name = (
        entry
        for entry in campaigns
        if entry.name.casefold() == name.casefold()
        and (campaign_id is None or not entry.ids or campaign_id in entry.ids)
    )
    return next(by_id, None) or next(by_name, None)


def _free_slug(name: str, campaigns: Sequence[Known]) -> str:
    taken = {entry.slug for entry in campaigns}
    base = slug_of(name)
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base[: MAX_SLUG - 4]}-{number}"
    return slug
