"""Which file to export, in the words of the platform that the other files came from.

Menu paths are those of the platforms' own help pages as of 2026; where a platform has no such export, that is said.
"""

from collections.abc import Mapping, Sequence

BY_AGE_OR_GENDER = "a delivery report broken down by age and gender (Meta Ads Manager: Breakdown ▸ Age and gender)"
SETTINGS = "the ad set settings (Meta Ads Manager: Export ▸ Export ads, the bulk file with Age Min, Age Max, Gender)"
BY_GROUP = "a delivery report broken down by age and gender with the amount spent, by day if possible"
BY_DAY = "an ad-level report by day (Meta Ads Manager: Breakdown ▸ By time ▸ Day), or by week"
FREQUENCY = "a delivery report by ad set with Reach or Frequency (Meta Ads Manager: Columns ▸ Delivery)"
TEXTS = "the texts of the ads (Meta Ads Manager: Export ▸ Export ads, the bulk file with Title and Body)"

_GOOGLE_GROUPS = "Google Ads: Campaigns ▸ Audiences, keywords and content ▸ Audiences ▸ Demographics"
_EDITOR = "Google Ads Editor: Account ▸ Export, as CSV"
_TIKTOK = "TikTok Ads Manager: Reporting ▸ Custom Reports"
_PEOPLE = "by location, industry or job (Campaign Manager: Professional Demographics ▸ Export)"
_LINKEDIN = "LinkedIn: Campaign Manager ▸ Export"

ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    BY_AGE_OR_GENDER: {
        "google": f"the age report and the gender report ({_GOOGLE_GROUPS}; download each)",
        "tiktok": f"a delivery report with the dimensions age and gender ({_TIKTOK})",
        "linkedin": f"the demographics report {_PEOPLE}; LinkedIn reports no age and no gender",
        "": "a delivery report broken down by age and gender",
    },
    BY_GROUP: {
        "google": f"the age report and the gender report with their cost, by day if possible ({_GOOGLE_GROUPS})",
        "tiktok": f"a delivery report with the dimensions age and gender, cost, and by day if possible ({_TIKTOK})",
        "linkedin": "a report by country or region with the amount spent; LinkedIn reports no age and no gender",
    },
    SETTINGS: {
        "google": f"the settings of the ad groups ({_EDITOR}: places, ages, genders, audiences and exclusions)",
        "tiktok": "the settings of the ad groups (TikTok Ads Manager: Campaign ▸ Bulk export, as Excel)",
        "linkedin": "a table of each ad set's audience, included and excluded; Campaign Manager exports none",
        "": "the settings of the ad sets, with ages, genders, places and audiences that are included or excluded",
    },
    BY_DAY: {
        "google": "an ad-level report by day (Google Ads: Segment ▸ Time ▸ Day), or by week",
        "tiktok": f"an ad-level report with the dimension By day ({_TIKTOK}), or by week",
        "linkedin": f"an ad performance report by day ({_LINKEDIN}, time breakdown Daily), or by month",
        "": "an ad-level report by day, or by week",
    },
    FREQUENCY: {
        "google": "a reach and frequency report (Google Ads: Columns ▸ Reach metrics ▸ Unique users)",
        "tiktok": f"a delivery report by ad group with Reach or Frequency ({_TIKTOK})",
        "linkedin": f"a performance report with Reach ({_LINKEDIN})",
        "": "a delivery report by ad set with reach or frequency",
    },
    TEXTS: {
        "google": f"the texts of the ads ({_EDITOR}, with Headline and Description)",
        "tiktok": "a table of the ads with the column Ad text (TikTok Ads Manager: Campaign ▸ Bulk export, as Excel)",
        "linkedin": f"an ad performance report with Ad Headline and Ad Introduction Text ({_LINKEDIN})",
        "": "the texts of the ads, with headline and body",
    },
}
"""Words for another platform by Meta's words; "" stands for every platform that is not named."""


def in_words_of(platforms: Sequence[str], words: str) -> str:
    """The same file as the platform at hand calls it: Meta's words where Meta is among them or none is known."""
    if not platforms or "meta" in platforms:
        return words
    for known, other in ELSEWHERE.items():
        if words.startswith(known):
            return other.get(platforms[0], other.get("", known)) + words[len(known) :]
    return words
