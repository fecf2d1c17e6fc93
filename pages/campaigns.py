"""What needs me today? The start page."""

from aboveboard.ui import cached
from aboveboard.ui.frame import frame
from aboveboard.ui.listing import campaign_table, drop_invitation, samples_note

person = frame("campaigns")
lines = cached.campaigns()
drop_invitation(lines)
campaign_table(lines)
samples_note(lines)
