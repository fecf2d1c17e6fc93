"""The slow and careful way through a text whose quotation marks do not pair up, so that one loses no other line."""

import mmap
import re
from dataclasses import dataclass, field

from aboveboard.intake.cutting import cut

Body = bytes | mmap.mmap
"""The whole text, in memory or mapped from disk."""
_INNER = "a quotation mark stands inside a cell"
_OPEN = "a quotation mark is not closed"


@dataclass
class Mended:
    """Records found one by one; lines count from 0 at the first line after the header."""

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)
    stopped: int = 0
    """Byte after the last record."""
    lines_read: int = 0

    def add(self, start: int, end: int, line: int, cells: int, reason: str = "") -> None:
        """One more record, or one more line that cannot be read."""
        if reason:
            self.broken[len(self.start)] = reason
        self.start.append(start)
        self.end.append(end)
        self.line.append(line)
        self.cells.append(cells)


def _grammar(delimiter: str) -> re.Pattern[bytes]:
    mark = re.escape(delimiter.encode())
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\n' + mark + rb"][^\n" + mark + rb"]*+|)"
    return re.compile(cell + rb"(?:" + mark + cell + rb")*+(?=\n|\Z)")


def mend(body: Body, offset: int, delimiter: str, width: int, stop: int) -> Mended:
    """Every record that begins before byte `stop`.

    A line whose quotation mark is open is given up, and so are those up to the next whole one.
    """
    record = _grammar(delimiter)
    found = Mended()
    position, line = offset, 0
    while position < min(stop, len(body)):
        line_end = _line_end(body, position)
        match = record.match(body, position)
        end = match.end() if match else line_end
        cells = len(cut(body[position:end], delimiter)) if match else 0
        if match and (cells == width or end == line_end):
            if body[position:end].strip(delimiter.encode()):
                found.add(position, end, line, cells)
            line += body[position:end].count(b"\n") + 1
            position = end + 1
        else:
            position, line = _give_up(body, position, line, record, delimiter, width, found)
    found.stopped, found.lines_read = position, line
    return found


def _line_end(body: Body, position: int) -> int:
    end = body.find(b"\n", position)
    return len(body) if end < 0 else end


def _give_up(
    body: Body, position: int, line: int, record: re.Pattern[bytes], delimiter: str, width: int, found: Mended
) -> tuple[int, int]:
    end = _line_end(body, position)
    unclosed = body[position:end].count(b'"') % 2 == 1
    found.add(position, end, line, 0, _OPEN if unclosed else _INNER)
    first, position, line = line, end + 1, line + 1
    while unclosed and position < len(body):
        end = _line_end(body, position)
        alone = record.match(body, position, end)
        if alone and len(cut(body[position:end], delimiter)) == width:
            break
        if body[position:end].strip():
            found.add(position, end, line, 0, f"it follows an open quotation mark, {line - first} lines above")
        position, line = end + 1, line + 1
    return position, line
