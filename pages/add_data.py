"""What is in this file, and what can it tell?"""

from aboveboard.ui import cached
from aboveboard.ui.adding import add_files
from aboveboard.ui.frame import frame
from aboveboard.ui.history import files_so_far

person = frame("add_data")
lines = cached.campaigns(person.name)
add_files(lines, person)
files_so_far(lines)
