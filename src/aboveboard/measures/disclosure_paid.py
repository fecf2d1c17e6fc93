"""Is paid content marked? Labels of paid posts in the words of each ad, and who is named as paying for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aboveboard.measures import ad_share, cue_disclosure, pressure_ads, stated
from aboveboard.measures.cue_disclosure import Disclosure
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ad
from aboveboard.model import Measurement, Row, Status

MEASURE = "disclosure.paid"
RANK = {"ambiguous": 0, "none": 1, "clear": 2}
LISTED = 500
METHOD = (
    "Whole words and whole hashtags of the lists, in the text's language; an ambiguous token (“#collab”) counts as "
    "none. A clear label may still go unseen: after about 125 signs, among more than five hashtags, or in another "
    "language. Which of the ads are posts of paid or gifted people is not in these files, nor are labels that a "
    "platform adds by itself."
)
NOT_SUPPLIED = "Not in the data: whether anybody is paid or gifted to post. State it in the sign-off."
NO_CAPTIONS = "Not in the data: the captions of the paid posts. Add an export with the texts."
STATED_NONE = "Nobody is paid or gifted to post: stated by the submitter, not measured. Platforms label their own ads."
COLUMNS = ("headline", "body", "payer", "beneficiary", "impressions")


@dataclass(frozen=True)
class Post:
    """One ad and what its text discloses."""

    ad: Ad
    found: Disclosure

    @property
    def words(self) -> str:
        """The tokens as written."""
        return ", ".join(f"“{token.words}”" for token in self.found.tokens)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Statistic `label_coverage`: texts with a clear label ÷ texts, where creators take part. Wilson interval."""
    said, ads = stated.said(evidence, "has_creators"), pressure_ads.read(evidence)
    blank = ad_share.labels(MEASURE, evidence, ads, METHOD, NOT_SUPPLIED, {"stated": said})
    blank = replace(blank, needs=("body",), columns=COLUMNS)
    posts = [read(ad) for ad in ads.written]
    hinted = any(post.found.label != "none" for post in posts)
    if said == "no" and not hinted:
        return (replace(blank, status=Status.NOT_APPLICABLE, reason=STATED_NONE),)
    if not said and not hinted:
        return (blank,)
    if not posts:
        return (replace(blank, reason=NO_CAPTIONS),)
    return (_figure(blank, posts, ads.ads),)


def read(ad: Ad) -> Post:
    """The clearest label among the texts of one ad."""
    found = [cue_disclosure.read(text.text) for text in ad.texts]
    clear = [one for one in found if one.label == "clear"]
    # Of several clear labels the one without a doubt counts: it is the one that people see.
    best = min(clear, key=lambda one: len(one.doubts)) if clear else None
    return Post(ad, best or next((one for one in found if one.label == "ambiguous"), Disclosure("none", ())))


def _figure(blank: Measurement, posts: Sequence[Post], ads: Sequence[Ad]) -> Measurement:
    count = {label: float(sum(post.found.label == label for post in posts)) for label in RANK}
    return replace(
        ad_share.covered(blank, round(count["clear"]), len(posts), "ads with text"),
        figures={
            **{f"ads_{label}": number for label, number in count.items()},
            "ads_doubtful": float(sum(bool(post.found.doubts) for post in posts)),
            "ads_with_payer": float(sum("payer" in ad.labels for ad in ads)),
            "ads_with_beneficiary": float(sum("beneficiary" in ad.labels for ad in ads)),
            "ads": float(len(ads)),
        },
        rows=tuple(_row(post) for post in sorted(posts, key=_worst_first))[:LISTED],
    )


def _worst_first(post: Post) -> tuple[int, bool, float, str]:
    return RANK[post.found.label], not post.found.doubts, -(post.ad.impressions or 0.0), post.ad.label


def _row(post: Post) -> Row:
    return Row(
        label=post.ad.label,
        figures={"impressions": post.ad.impressions},
        texts={
            "ad": post.ad.label,
            "ad_set": post.ad.ad_set,
            "label": post.found.label,
            "words": post.words,
            "doubts": ", ".join(doubt.replace("_", " ") for doubt in post.found.doubts),
            "payer": post.ad.labels.get("payer", ""),
            "beneficiary": post.ad.labels.get("beneficiary", ""),
        },
    )
