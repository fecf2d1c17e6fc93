"""Checks published records with Python alone: `python verify.py [FOLDER]`; needs and trusts nothing of Aboveboard.
✓ holds, ✗ does not hold and which file, ○ cannot be checked here. Exit code 0, 4 with a ✗, 5 for a wrong call."""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HOLDS, FAILS, OPEN, GENESIS = "✓", "✗", "○", "0" * 64
LEDGER, INDEX = "ledger.jsonl", "index.json"
LIMIT = "What cannot be found: one person rewriting all of this and every anchor. Keep an anchor in other hands."
_SEALED = ("schema", "campaign", "round", "fingerprint", "files", "items", "checklist", "policy")
Plain = Mapping[str, Any]
Paths = Sequence[Path]


class Step(NamedTuple):
    """One line of the answer; `about` is the campaign's slug, empty for the folder as a whole."""

    mark: str
    text: str
    about: str = ""


class Damage(Exception):
    """A file is missing, or is not what it should be; says which and why."""


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks: what every hash is taken of. Published files hold floats as text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(value: Any) -> str:
    """Hash of bytes as they are, of anything else in canonical form."""
    return hashlib.sha256(value if isinstance(value, bytes) else canonical(value).encode()).hexdigest()


def entry_hash(entry: Plain) -> str:
    """Hash of a ledger entry."""
    content = {name: value for name, value in entry.items() if name != "hash"}
    return fingerprint(f"aboveboard-ledger-1\n{canonical(content)}".encode())


def seal(record: Plain) -> str:
    """Hash of everything a signature covers."""
    signed = record["decision"].keys() - {"fingerprint", "client_id", "seal"}
    decision = {name: record["decision"][name] for name in signed}
    return fingerprint({**{name: record.get(name) for name in _SEALED}, "decision": decision})


def marks(evidence: Plain) -> dict[str, str]:
    """One hash per measure and per input of the evidence."""
    by_measure: dict[str, list[Any]] = {}
    for entry in (*evidence["measurements"], *evidence["findings"]):
        by_measure.setdefault(entry["measure"], []).append(entry)
    inputs = {"targeting": "settings", "creative": "texts", "campaign": "declared"}
    found = {f"measure:{name}": fingerprint(entries) for name, entries in by_measure.items()}
    return {**found, **{f"input:{name}": fingerprint(evidence[part]) for name, part in inputs.items()}}


def item_hash(item: Plain, known: Mapping[str, str]) -> str:
    """Hash of everything one question rests on."""
    keys = [*(f"measure:{name}" for name in item["depends_on"]), *(f"input:{name}" for name in item["inputs"])]
    return fingerprint({key: known.get(key, "") for key in keys})


def opened(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises Damage where it cannot be opened."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Damage(f"{name} is missing or cannot be opened ({type(error).__name__})") from None


def parsed(content: bytes, name: str, schema: str = "") -> dict[str, Any]:
    """A JSON object. Raises Damage where it is none."""
    try:
        found = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Damage(f"{name} is not JSON in UTF-8 ({error})") from None
    if not isinstance(found, dict) or (schema and found.get("schema") != schema):
        raise Damage(f"{name} is not {f'of schema {schema}' if schema else 'a JSON object'}")
    return found


class Records:
    """A folder of records: its ledger and index as far as they can be read, and every step so far."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.slug, self.broken, self.end = folder, "", True, {"count": 0, "hash": GENESIS}
        self.steps, self.entries = list[Step](), list[Plain]()
        self.campaigns, self.judged = dict[str, Any](), dict[str, str]()
        with self.reading(LEDGER):
            self._ledger(opened(folder / LEDGER, LEDGER))
        with self.reading(INDEX):
            self._index(opened(folder / INDEX, INDEX))

    def say(self, mark: str, text: str) -> None:
        """Note a step; whatever names hold is printed harmlessly."""
        harmless = "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:600])
        self.steps.append(Step(mark, harmless, self.slug))

    def check(self, name: str, holds: str, wrong: Mapping[str, bool]) -> bool:
        """A ✗ for each thing that is wrong, one ✓ when none is."""
        found = [text for text, is_wrong in wrong.items() if is_wrong]
        for text in found or [holds]:
            self.say(FAILS if found else HOLDS, f"{name} {text}")
        return not found

    @contextmanager
    def reading(self, name: str) -> Iterator[None]:
        """Whatever a damaged file makes of the reading ends as a ✗ that names it."""
        try:
            yield
        except Damage as damage:
            self.say(FAILS, str(damage))
        except (LookupError, TypeError, AttributeError, ValueError, RecursionError, OverflowError) as error:
            self.say(FAILS, f"{name} lacks a part or holds one of the wrong kind ({error})")

    def _ledger(self, content: bytes) -> None:
        *lines, torn = content.split(b"\n")
        own, before = dict[str, tuple[int, str]](), GENESIS
        for number, line in enumerate(lines, 1):
            entry = parsed(line, f"{LEDGER} line {number}")
            name = f"{LEDGER} line {number}: entry {entry.get('seq')} ({entry.get('action')}, {entry.get('at')})"
            if entry_hash(entry) != entry.get("hash") or canonical(entry).encode() != line:
                raise Damage(f"{name} was edited: its content does not give its hash")
            count, link = own.get(entry["campaign"], (0, GENESIS))
            place = (entry["seq"], entry["prev"], entry["campaign_seq"], entry["campaign_prev"])
            if place != (number, before, count + 1, link):
                raise Damage(f"{name} does not follow the entry before it: one was inserted, removed or moved")
            own[entry["campaign"]], before = (count + 1, entry["hash"]), entry["hash"]
            self.entries.append(entry)
        if torn:
            raise Damage(f"{LEDGER} line {len(lines) + 1}, the last, was cut off in the middle")
        self.broken, self.end = False, {"count": len(lines), "hash": before}
        self.say(HOLDS, f"{LEDGER} holds together: {len(lines)} entries, the newest is {before[:8]}")

    def _index(self, content: bytes) -> None:
        index = parsed(content, INDEX, "aboveboard-index-1")
        self.campaigns, count, have = dict(index["campaigns"]), index["ledger"]["count"], len(self.entries)
        written = json.dumps(index, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
        more = {f"says {count} entries, {LEDGER} has {have}: not complete": not self.broken and count < have}
        self.check(INDEX, "is as it was written", {"was edited by hand": written.encode() != content, **more})
        self.fits(INDEX, index["ledger"])

    def fits(self, who: str, noted: Plain) -> bool:
        """Whether the ledger has the entry that somebody noted as its end; False without a word when it is broken."""
        count, have = noted["count"], len(self.entries)
        here = [GENESIS, *(entry["hash"] for entry in self.entries)][count : count + 1] == [noted["hash"]]
        why = f"ledger has {have}: the end was cut off" if count > have else "but other ones stand there: rewritten"
        said = f"says {count} entries"
        return not self.broken and self.check(who, f"{said}, and they are there", {f"{said}, {why}": not here})

    def slugs(self) -> list[str]:
        """Every campaign that the index, the folder or the ledger holds for published."""
        there = {path.parent.name for part in ("head.json", "round-*") for path in self.folder.glob(f"*/{part}")}
        told = {str(entry["campaign"]) for entry in self.entries if entry.get("action") == "record.published"}
        return sorted({*there, *told, *self.campaigns})

    def campaign(self, slug: str, newest_only: bool = False) -> None:
        """Check one campaign; `newest_only` compares older rounds by their hash alone."""
        self.slug, name = slug, f"{slug}/head.json"
        own = [entry for entry in self.entries if entry["campaign"] == slug]
        gone = max((n for n, entry in enumerate(own, 1) if entry.get("action") == "campaign.deleted"), default=0)
        told = {str(entry.get("object")): entry for entry in own[gone:] if entry.get("action") == "record.published"}
        told = {path: entry for path, entry in told.items() if path == f"round-{path[6:-12]}/record.json"}
        if gone and gone == len(own) and slug not in self.campaigns:
            return self.say(OPEN, f"{slug} was deleted, says the ledger; its records went with it")
        head, rounds = dict[str, Any](), set(told)
        with self.reading(name):
            rounds |= {f"{path.name}/record.json" for path in (self.folder / slug).glob("round-*")}
            mark = fingerprint(content := opened(self.folder / name, name))
            other = {f"has another hash than {INDEX} says": self.campaigns.get(slug) != mark}
            self.check(name, f"has the hash that {INDEX} says", other)
            self._head(slug, head := parsed(content, name, "aboveboard-head-1"), own, told)
        for path in sorted(rounds):
            name, entry = f"{slug}/{path}", told.get(path, {})
            for file, noted in ((f"{name[:-4]}html", "before_sha256"), (name, "after_sha256")):
                with self.reading(file):
                    mark = fingerprint(opened(self.folder / file, file))
                    if entry or not self.broken:
                        why = f"has other bytes than {LEDGER} says" if entry else f"was not published, says {LEDGER}"
                        self.check(file, "has the bytes that were published", {why: entry.get(noted) != mark})
            if head.get("record") == path or not newest_only:
                with self.reading(name):
                    record = parsed(opened(self.folder / name, name), name, "aboveboard-record-1")
                    self._record(name, record, own)
                    if head.get("record") == path and head["state"] == "approved" and not self.broken:
                        self._approval(f"head of {slug}", head, record["decision"], own)

    def _head(self, slug: str, head: Plain, own: list[Plain], told: Mapping[str, Plain]) -> None:
        if self.fits(name := f"head of {slug}", head["ledger"]):
            count, hashes = head["ledger"]["campaign_count"], [GENESIS, *(entry["hash"] for entry in own)]
            newest: Plain = [{}, *told.values()][-1]
            noted = [newest.get("object"), newest.get("after_sha256", ""), newest.get("before_sha256", "")]
            named = [head["record"], head["record_sha256"], head["html_sha256"]]
            wrong = {
                "speaks of another campaign": head["campaign"]["slug"] != slug,
                "does not fit the campaign's entries": hashes[count : count + 1] != [head["ledger"]["campaign_hash"]],
                "names another record than the ledger": named != noted,
                "says approved without a record": head["state"] == "approved" and not head["record"],
            }
            self.check(name, "fits the campaign's entries and names the newest record", wrong)

    def _record(self, name: str, record: Plain, own: list[Plain]) -> None:
        mark, known, signed, part = record["fingerprint"], record["marks"], record["decision"], record["ledger"]
        others = sorted({key for key, _ in known.items() ^ marks(record["evidence"]).items()})
        moved = [item["id"] for item in record["items"] if item_hash(item, known) != item["evidence"]]
        chain, links = part["slice"], [GENESIS, *(entry["hash"] for entry in part["slice"])]
        alone = all(entry_hash(e) == e["hash"] and e["campaign_prev"] == links[n] for n, e in enumerate(chain))
        whole = (part["campaign_count"], part["campaign_hash"]) == (len(chain), links[-1])
        wrong = {
            "speaks of another round": f"{record['campaign']['slug']}/round-{record['round']}/record.json" != name,
            "holds evidence that does not give its fingerprint": fingerprint(record["evidence"]) != mark,
            f"holds other hashes than its evidence gives: {', '.join(others)}": bool(others),
            f"rests questions on other evidence: {', '.join(moved)}": bool(moved),
            "has a signature on other evidence": any(given["fingerprint"] != mark for given in signed["signatures"]),
            "does not give its seal": seal(record) != signed["seal"],
            "holds ledger entries that do not follow each other": not alone or not whole,
            "holds other entries than the ledger": not self.broken and chain != own[: len(chain)],
        }
        self.judged |= {file["sha256"]: name for file in record["files"]}
        self.check(name, f"gives its fingerprint {mark[:8]}, seal {signed['seal'][:8]} and every hash inside", wrong)
        self.fits(name, part)

    def _approval(self, name: str, head: Plain, signed: Plain, own: list[Plain]) -> None:
        """A head that says more than its record would open a gate that nobody opened."""
        said = {"decided_at": signed["at"]} | {k: signed[k] for k in ("event", "seal", "fingerprint", "independent")}
        if signed["event"] == "approve":
            names = [entry["by_name"] for entry in signed["signatures"]]
            said |= {"approved_by": names, "expires_at": signed["expires_at"], "revoked": ""}
        wrong = {f"and its record disagree about {key}": head[key] != value for key, value in said.items()}
        decided = [entry["action"] for entry in own if entry["action"].startswith(("decision.", "approval."))]
        last = [action for action in decided if action.startswith("decision.") and action != "decision.sign"]
        kept = [action for action in decided if action.startswith("approval.") or action == "decision.approve"]
        wrong["says approved, the ledger's last decision is another"] = last[-1:] != [f"decision.{signed['event']}"]
        wrong["says approved, its record does not"] = signed["event"] != "approve" and not head["revoked"]
        wrong["hides that the approval stopped holding"] = "approval.stopped_holding" in kept[-1:] and not head["stale"]
        met = {entry["object"] for entry in own if entry["action"] == "condition.met"}
        now = {condition["id"]: condition for condition in head["conditions"]}
        for then in signed["conditions"]:
            fixed = then.keys() - ({"status", "met_at", "met_by"} if then["id"] in met else set())
            same = {key: then[key] for key in fixed}.items() <= now.get(then["id"], {}).items()
            wrong[f"and its record disagree about condition {then['id']}"] = not same
        self.check(name, "says what its record says", wrong)


def verify(folder: Path, campaign: str | None = None, anchors: Paths = (), evidence: Paths = ()) -> list[Step]:
    """Every step for a folder or one campaign of it, with ends of the ledger noted elsewhere and files once judged."""
    records = Records(folder)
    for path in anchors:
        with records.reading(name := f"anchor {path.name}"):
            noted = parsed(opened(path, name), name)
            records.fits(name, noted.get("ledger", noted))
    for slug in records.slugs() if campaign is None else [campaign]:
        records.campaign(slug)
    records.slug = ""
    for path in evidence:
        with records.reading(path.name):
            where = records.judged.get(fingerprint(opened(path, path.name)))
            told = f"has the bytes judged in {where}" if where else "has other bytes; aboveboard gate compares content"
            records.say(HOLDS if where else OPEN, f"{path.name} {told}")
    records.say(OPEN, LIMIT if anchors else f"No anchor was given. {LIMIT}")
    return records.steps


def main(given: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser("verify.py", description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", type=Path)
    parser.add_argument("--campaign")
    parser.add_argument("--anchor", action="append", default=[], type=Path)
    parser.add_argument("--evidence", nargs="+", default=[], type=Path)
    parser.add_argument("--write-anchor", type=Path)
    try:
        told = parser.parse_args(given)
        if not told.folder.is_dir() or told.campaign not in (None, *Records(told.folder).slugs()):
            parser.error(f"no folder {told.folder}, or no campaign {told.campaign} in it")
        steps = verify(told.folder, told.campaign, told.anchor, told.evidence)
        sys.stdout.buffer.write("".join(f"{step.mark} {step.text}\n" for step in steps).encode())
        if any(step.mark == FAILS for step in steps):
            return 4
        if told.write_anchor:
            told.write_anchor.write_text(canonical(Records(told.folder).end))
        return 0
    except SystemExit as stop:
        return 5 if stop.code else 0
    except OSError as error:
        print(f"{FAILS} {error}", file=sys.stderr)
        return 5


if __name__ == "__main__":
    sys.exit(main())
