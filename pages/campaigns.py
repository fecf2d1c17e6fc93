"""What needs me today? The start page."""

from aboveboard.ui import cached
from aboveboard.ui.frame import frame
from aboveboard.ui.listing import campaign_table, drop_invitation, samples_note
from aboveboard.ui.waiting import waiting_for

person = frame("campaigns")
lines = cached.campaigns(person.name)
waiting_for(lines, person)
drop_invitation(lines)
campaign_table(lines)
samples_note(lines)
