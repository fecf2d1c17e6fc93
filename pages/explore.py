"""What is in this text?"""

from aboveboard.ui.briefing import paste_box
from aboveboard.ui.frame import frame

person = frame("explore")
paste_box()
