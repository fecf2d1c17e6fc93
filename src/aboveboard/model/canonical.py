"""The canonical tables: one list of columns that intake fills, the store holds and measures read.

Types are DuckDB's. The store adds `import_id`, `campaign` (slug) and `unit` (the ad set that carries the settings)
in front of each table. `breakdown` is the sorted, comma-joined list of segment columns of the file without their
prefix ("age,gender"; "" when there is none): figures of different breakdowns describe the same impressions and are
never added.
"""

MONEY = "DECIMAL(28,12)"

ENTITY: dict[str, str] = {
    "campaign_id": "VARCHAR",
    "campaign_name": "VARCHAR",
    "adset_id": "VARCHAR",
    "adset_name": "VARCHAR",
    "ad_id": "VARCHAR",
    "ad_name": "VARCHAR",
}

SEGMENTS: tuple[str, ...] = (
    "seg_age",
    "seg_gender",
    "seg_country",
    "seg_region",
    "seg_city",
    "seg_postal",
    "seg_dma",
    "seg_platform",
    "seg_placement",
    "seg_device",
    "seg_media",
    "seg_hour",
    "seg_income",
    "seg_parental",
    "seg_audience",
    "seg_professional",
    "seg_topic",
    "seg_keyword",
)

DELIVERY: dict[str, str] = {
    "source_row": "BIGINT",  # line in the file, from 1
    "level": "VARCHAR",  # account | campaign | adset | ad
    "breakdown": "VARCHAR",
    "daily": "BOOLEAN",
    "account_id": "VARCHAR",
    "account_name": "VARCHAR",
    **ENTITY,
    "creative_id": "VARCHAR",
    "date": "DATE",
    "period_start": "DATE",
    "period_end": "DATE",
    "flight_start": "DATE",
    "flight_end": "DATE",
    "currency": "VARCHAR",
    "spend": MONEY,
    "spend_lo": MONEY,  # bounds of a censored amount; spend itself is then NULL
    "spend_hi": MONEY,
    "impressions": "BIGINT",
    "impressions_lo": "BIGINT",
    "impressions_hi": "BIGINT",
    "reach": "BIGINT",  # never summed
    "frequency": "DOUBLE",  # as exported, never averaged
    "clicks": "BIGINT",
    "link_clicks": "BIGINT",
    "results": "DOUBLE",
    "result_type": "VARCHAR",
    "eligible": "BIGINT",  # people the settings allow in this cell, where supplied; never summed
    "audience_lo": "BIGINT",  # platform's audience size estimate; never summed
    "audience_hi": "BIGINT",
    "objective": "VARCHAR",
    "status": "VARCHAR",
    **dict.fromkeys(SEGMENTS, "VARCHAR"),
    "extra": "VARCHAR",  # JSON object of the columns that have no canonical name
}

TARGETING: dict[str, str] = {
    "source_row": "BIGINT",
    **ENTITY,
    "dimension": "VARCHAR",
    "operator": "VARCHAR",  # include | exclude | observe | suggest
    "value": "VARCHAR",  # canonical: age "18-44", gender "female"; "all" = read and not narrowed
    "value_id": "VARCHAR",
    "and_group": "INTEGER",  # same number = alternatives; different numbers must all hold
    "raw_column": "VARCHAR",
    "active": "BOOLEAN",  # whether the row is in use (neither archived nor a row without ads)
}

CREATIVE: dict[str, str] = {
    "source_row": "BIGINT",
    **ENTITY,
    "creative_id": "VARCHAR",
    "variant_no": "INTEGER",
    "headline": "VARCHAR",
    "body": "VARCHAR",
    "description": "VARCHAR",
    "cta": "VARCHAR",
    "url": "VARCHAR",
    "asset_url": "VARCHAR",
    "automation": "VARCHAR",
    "ai_label": "VARCHAR",
    "payer": "VARCHAR",
    "beneficiary": "VARCHAR",
}

CREATOR: dict[str, str] = {
    "source_row": "BIGINT",
    **ENTITY,
    "handle": "VARCHAR",
    "url": "VARCHAR",
    "platform": "VARCHAR",
    "country": "VARCHAR",
    "category": "VARCHAR",
    "followers": "BIGINT",
    "engagement_rate": "DOUBLE",  # shares are in percent points
    "average_likes": "DOUBLE",
    "average_views": "DOUBLE",
    "reach": "BIGINT",
    "fake_pct": "DOUBLE",
    "suspicious_pct": "DOUBLE",
    "real_pct": "DOUBLE",
    "mass_pct": "DOUBLE",
    "notable_pct": "DOUBLE",
    "quality": "DOUBLE",  # as the tool scores it
    "paid_engagement": "DOUBLE",
    "verified": "BOOLEAN",
    "virtual": "BOOLEAN",
}

FEEDBACK: dict[str, str] = {
    "source_row": "BIGINT",
    **ENTITY,
    "date": "DATE",
    "title": "VARCHAR",  # e-mail addresses and telephone numbers masked, as in the text
    "text": "VARCHAR",
    "source": "VARCHAR",
    "sentiment": "VARCHAR",  # negative | positive | neutral | mixed, else as the file says
    "author": "VARCHAR",  # a keyed hash, never the name
    "url": "VARCHAR",
    "language": "VARCHAR",
    "country": "VARCHAR",
    "reach": "BIGINT",
    "engagement": "BIGINT",
}

SET_ASIDE: dict[str, str] = {
    "line": "BIGINT",  # in the file, from 1
    "kind": "VARCHAR",  # quarantined | total
    "reason": "VARCHAR",
    "raw": "VARCHAR",  # original text with personal data masked
}

TABLES: dict[str, dict[str, str]] = {
    "delivery": DELIVERY,
    "targeting": TARGETING,
    "creative": CREATIVE,
    "creator": CREATOR,
    "feedback": FEEDBACK,
    "set_aside": SET_ASIDE,
}

ADDITIVE: tuple[str, ...] = ("impressions", "clicks", "link_clicks", "results")
"""Metrics that may be summed inside one breakdown; spend too, within one currency. Nothing else may."""
