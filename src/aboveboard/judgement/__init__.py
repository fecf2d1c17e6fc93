"""Policy applied to measurements. All answer sentences and what-to-change lines are written in this room, once."""

from aboveboard.judgement.judging import judge
from aboveboard.judgement.overlapping import overlap_line
from aboveboard.judgement.policy import Policy, load
from aboveboard.judgement.reconciling import agreement, reconciled
from aboveboard.judgement.since import since
from aboveboard.judgement.verdict import verdict

__all__ = ["Policy", "agreement", "judge", "load", "overlap_line", "reconciled", "since", "verdict"]
