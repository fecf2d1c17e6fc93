"""Whether an ad is about an opportunity in life (work, home, credit …): declared on the platform, or said in words."""

from collections import Counter
from dataclasses import dataclass

import duckdb

from aboveboard.measures import wordlists
from aboveboard.measures.query import Query

TEXTS_SQL = """SELECT DISTINCT text FROM (
  SELECT unnest([campaign_name, adset_name, ad_name]) AS text FROM delivery WHERE campaign = $campaign
  UNION SELECT unnest([campaign_name, adset_name, ad_name]) FROM targeting WHERE campaign = $campaign
  UNION SELECT unnest([campaign_name, adset_name, ad_name, headline, body, description]) FROM creative
  WHERE campaign = $campaign
  UNION SELECT name FROM campaign WHERE slug = $campaign)
WHERE text IS NOT NULL ORDER BY text"""
DECLARED_SQL = """SELECT DISTINCT value FROM targeting
WHERE campaign = $campaign AND dimension = 'special_category' AND operator = 'include' AND value IS NOT NULL
ORDER BY value"""
QUOTED = 4


@dataclass(frozen=True)
class Opportunity:
    """A category and how it was recognised; both empty when there is none."""

    category: str = ""
    source: str = ""
    """"declared", or "words: …" with the words found."""

    @property
    def texts(self) -> dict[str, str]:
        """As every exclusions figure carries it."""
        return {"opportunity": self.category, "opportunity_source": self.source}


def recognise(con: duckdb.DuckDBPyConnection, campaign: str) -> Opportunity:
    """The declared category, else the one whose words occur in most names and texts."""
    categories = wordlists.opportunity().categories
    declared = [row["value"] for row in Query(DECLARED_SQL, {"campaign": campaign}).rows(con)]
    by_value = {value: category.name for category in categories for value in category.declared}
    if hits := wordlists.found(con, declared, by_value):
        return Opportunity(by_value[next(iter(hits.values()))[0]], "declared")
    by_word = {word: category.name for category in categories for words in category.words.values() for word in words}
    return _said(wordlists.found(con, _texts(con, campaign), by_word), by_word)


def _texts(con: duckdb.DuckDBPyConnection, campaign: str) -> list[str]:
    return [row["text"] for row in Query(TEXTS_SQL, {"campaign": campaign}).rows(con)]


def _said(hits: dict[str, tuple[str, ...]], by_word: dict[str, str]) -> Opportunity:
    texts = Counter(category for words in hits.values() for category in {by_word[word] for word in words})
    if not texts:
        return Opportunity()
    most = max(texts.values())
    name = min(category for category, count in texts.items() if count == most)
    words = Counter(word for found in hits.values() for word in found if by_word[word] == name)
    quoted = ", ".join(word for word, _ in sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:QUOTED])
    return Opportunity(name, f"words: {quoted}")


def legal_age_words(con: duckdb.DuckDBPyConnection, campaign: str) -> tuple[str, ...]:
    """Words in names and texts that stand for things with a legal minimum age."""
    terms = [word for words in wordlists.opportunity().legal_age.values() for word in words]
    hits = wordlists.found(con, _texts(con, campaign), terms)
    return tuple(sorted({word for words in hits.values() for word in words}))
