"""The sign-off screen: what is asked, the evidence beside it, answers and verdicts, and the decision."""
