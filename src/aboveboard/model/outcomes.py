"""The enumerations every room shares. Values are what JSON, YAML and the store hold."""

from enum import StrEnum


class Status(StrEnum):
    """What a measurement can say before any policy is applied."""

    MEASURED = "measured"
    INSUFFICIENT = "insufficient"
    NOT_SUPPLIED = "not_supplied"
    NOT_APPLICABLE = "not_applicable"


class Outcome(StrEnum):
    """What a check says after policy was applied. The last three repeat the status."""

    PASSED = "passed"
    WATCH = "watch"
    FLAGGED = "flagged"
    INSUFFICIENT = "insufficient"
    NOT_SUPPLIED = "not_supplied"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """What an outcome asks of people: clear it, decide it, or know it."""

    BLOCKER = "blocker"
    DECISION = "decision"
    NOTE = "note"


class Origin(StrEnum):
    """Who set a limit."""

    LAW = "law"
    PLATFORM_RULE = "platform rule"
    CONVENTION = "convention"
    OUR_DEFAULT = "our default"


class Enforcement(StrEnum):
    """How binding a policy entry is; decides the severity of a flag."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Cause(StrEnum):
    """Where a difference comes from, as far as the files can tell."""

    YOUR_SETTING = "your setting"
    LOOKS_LIKE_YOUR_SETTING = "looks like your setting"
    THE_ALGORITHM = "the algorithm"
    CANNOT_TELL = "cannot tell"


class Scope(StrEnum):
    """What one figure describes."""

    IMPORT = "import"
    CAMPAIGN = "campaign"
    AD_SET = "ad set"
    SEGMENT = "segment"


class ImportOutcome(StrEnum):
    """How the reading of one file ended. Nothing is stored for the last two."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_NOTICE = "accepted_with_notice"
    NEEDS_ANSWER = "needs_answer"
    REFUSED = "refused"

    @property
    def stored(self) -> bool:
        """Whether rows of the file may enter the workspace."""
        return self in (ImportOutcome.ACCEPTED, ImportOutcome.ACCEPTED_WITH_NOTICE)


class Operator(StrEnum):
    """What a targeting row does. Only include and exclude limit who can be reached."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    OBSERVE = "observe"
    SUGGEST = "suggest"


class CampaignState(StrEnum):
    """The six stored states; everything else about an approval is computed."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
