"""What has to hold for every input; each fault is a sentence."""

import re
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from aboveboard.intake import Reading, personal, quick_or_careful, read, reading
from aboveboard.intake.encoding import to_utf8
from aboveboard.model import ImportOutcome
from tests.fuzz.case import MARKER, Case

WAY_OUT = re.compile(
    r"\b(Export|Save|Unpack|Download|Check|Split|Add|Sign in|Pick|Use|Open|Give|Remove|Choose|Name|Map|Ask|Delete)\b"
)
LEAKS = re.compile(
    r"Traceback|Binder|Conversion Error|Invalid Input|Out of Memory|SELECT |read_csv|duckdb|codec|NoneType|\bc\d+\b.*="
)


def faults(case: Case, differ: int = 0) -> tuple[list[str], Reading | None]:
    """Everything wrong with the reading of one input. `differ`: 1 reads it also the fast way, 2 as a large file."""
    try:
        found = read(case.name, case.raw, case.answers)
    except Exception:  # noqa: BLE001 – whatever comes out is the finding
        return ["raised: " + "".join(traceback.format_exc().splitlines(True)[-6:])], None
    wrong = [*_consistent(found), *_sentences(found), *_lines(case, found), *_counts(case, found)]
    wrong += [*_figures(case, found), *_private(case, found)]
    if differ:
        wrong += _otherwise(case, found, differ)
    return wrong, found


def _consistent(found: Reading) -> list[str]:
    receipt = found.receipt
    wrong = []
    if receipt.rows_read != receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals:
        wrong.append("rows read are not accepted + quarantined + totals")
    if not receipt.outcome.stored and (found.tables or receipt.rows_accepted):
        wrong.append(f"{receipt.outcome.value}, but there are tables")
    if receipt.outcome.stored and not receipt.rows_accepted:
        wrong.append("stored without a row")
    if receipt.outcome.stored and not receipt.fingerprint:
        wrong.append("stored without a fingerprint")
    if (receipt.outcome is ImportOutcome.NEEDS_ANSWER) != bool(receipt.questions):
        wrong.append("questions and outcome disagree")
    if (receipt.outcome is ImportOutcome.REFUSED) != bool(receipt.refusal):
        wrong.append("refusal and outcome disagree")
    aside = found.set_aside.num_rows if found.set_aside is not None else 0
    if receipt.outcome.stored and aside != receipt.rows_quarantined + receipt.rows_totals:
        wrong.append(f"{aside} rows set aside, {receipt.rows_quarantined} + {receipt.rows_totals} counted")
    return wrong


def _sentences(found: Reading) -> list[str]:
    receipt = found.receipt
    said = [receipt.refusal] if receipt.refusal else []
    wrong = [f"no way out: {text}" for text in said if not WAY_OUT.search(text.split(".", 1)[-1])]
    said += [question.text for question in receipt.questions] + [notice.message for notice in receipt.warnings]
    wrong += [f"too long to read ({len(text)}): {text[:200]}" for text in said if len(text) > 3_000]
    wrong += [f"inner words: {text[:300]}" for text in said if LEAKS.search(text)]
    wrong += [f"no sentence: {text[:200]}" for text in said if text.strip()[-1:] not in ".?"]
    return wrong


def _lines(case: Case, found: Reading) -> list[str]:
    """Each row set aside names its line and a reason, and shows exactly what stands there."""
    if found.set_aside is None:
        return []
    written = _text_lines(case, found)
    wrong = []
    for row in found.set_aside.to_pylist():
        if not row["reason"] or (row["kind"] == "quarantined" and f"line {row['line']}" not in row["reason"]):
            wrong.append(f"set aside without line or reason: {row['reason']}")
        raw = str(row["raw"])
        if written is None or raw.startswith("[hidden") or personal.HIDDEN in raw:
            continue
        lines = raw.split("\n")
        there = written[row["line"] - 1 : row["line"] - 1 + len(lines)]
        if personal.mask("\n".join(there)) != raw:
            wrong.append(f"line {row['line']} is not what is shown: {raw[:80]!r} for {there[:1]!r}"[:300])
    return wrong


def _text_lines(case: Case, found: Reading) -> list[str] | None:
    if found.receipt.kind != "csv" or case.raw[:2] in (b"PK", b"\x1f\x8b"):
        return None
    text = to_utf8(case.raw)[0].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", line) for line in text.split("\n")]


def _counts(case: Case, found: Reading) -> list[str]:
    receipt = found.receipt
    if case.whole and not receipt.outcome.stored:
        return [f"whole, but {receipt.outcome.value}: {receipt.refusal or [q.text for q in receipt.questions]}"]
    if case.whole and receipt.rows_quarantined:
        reasons = found.set_aside.column("reason").to_pylist() if found.set_aside is not None else []
        return [f"whole, but {receipt.rows_quarantined} rows set aside: {reasons[:2]}"]
    if case.rows is None or not receipt.outcome.stored:
        return []
    if not case.rows <= receipt.rows_read <= case.rows + case.others:
        return [f"{case.rows} rows and {case.others} other lines written, {receipt.rows_read} read"]
    return []


def _figures(case: Case, found: Reading) -> list[str]:
    """A row that says what no written row says was read wrong, unless the damage changed its figures."""
    if case.figures is None or "delivery" not in found.tables:
        return []
    table = found.tables["delivery"]
    seen = Counter(zip(*(table.column(name).to_pylist() for name in ("impressions", "spend")), strict=True))
    strange = seen - Counter(case.figures)
    # Rows whose amount or count is missing on purpose are told by the other figure.
    halves = {(None, None)} | {(one, None) for one, _ in case.figures} | {(None, two) for _, two in case.figures}
    misread = [figures for figures in strange.elements() if figures not in halves]
    if len(misread) > case.strangers:
        return [f"{len(misread)} rows say what nobody wrote, for example {misread[0]}; one written: {case.figures[0]}"]
    return []


def _private(case: Case, found: Reading) -> list[str]:
    if not case.private:
        return []
    told = repr(found.receipt) + "".join(repr(table.to_pylist()) for table in found.tables.values())
    told += repr(found.set_aside.to_pylist()) if found.set_aside is not None else ""
    return [f"a personal value comes out: …{told[told.index(MARKER) - 120 :][:200]}"] if MARKER in told else []


def _otherwise(case: Case, found: Reading, differ: int) -> list[str]:
    """The fast way and the way of large files must say the same as the careful one."""
    module, name = (quick_or_careful, "PLAIN") if differ == 1 else (reading, "LARGE")
    usual = getattr(module, name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "input")
        path.write_bytes(case.raw)
        setattr(module, name, 1)
        try:
            other = read(case.name, path if differ == 2 else case.raw, case.answers)
        except Exception:  # noqa: BLE001 – whatever comes out is the finding
            return [f"raised with {name}: " + "".join(traceback.format_exc().splitlines(True)[-6:])]
        finally:
            setattr(module, name, usual)
    wrong = []
    for what in ("outcome", "rows_accepted", "rows_quarantined", "rows_totals", "sums", "fingerprint", "date_from"):
        one, two = getattr(found.receipt, what), getattr(other.receipt, what)
        if one != two:
            wrong.append(f"with {name} {what} is {two}, without {one} ({other.receipt.refusal})")
    return wrong
