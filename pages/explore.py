"""What is in this file, or in this text?"""

from aboveboard.ui.exploring.page import explore
from aboveboard.ui.frame import frame

person = frame("explore")
explore(person)
