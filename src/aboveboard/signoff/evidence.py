"""The part of a snapshot that a signature is bound to, in one canonical form, and its fingerprints.

Left out is what may differ although nothing was said differently: file names, bytes, the moment, the version of the
program and the statement behind a number. What is in is compared to the last digit that counts (canonical.py).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from aboveboard.model import Finding, Measurement, Receipt, Snapshot
from aboveboard.model.plain import plain
from aboveboard.signoff.canonical import fingerprint

INPUTS = ("targeting", "creative", "campaign")
"""Evidence that is no measurement: settings, ad texts, and what people stated about the campaign."""
_TECHNICAL = ("sql", "import_id")
_LEAD = (
    "measure",
    "statistic",
    "campaign",
    "scope",
    "status",
    "segment",
    "ad_set",
    "value",
    "unit",
    "ci_low",
    "ci_high",
    "n",
    "base",
)


def evidence(snapshot: Snapshot) -> dict[str, Any]:
    """What was known, as plain values. Its fingerprint is the snapshot's."""
    campaign = snapshot.campaign
    return {
        "campaign": {
            "slug": campaign.slug,
            "name": campaign.name,
            "platform": campaign.platform,
            "population": campaign.population,
        },
        "files": sorted((_file(receipt) for receipt in snapshot.receipts), key=lambda file: str(file["fingerprint"])),
        "settings": plain(snapshot.settings),
        "texts": plain(snapshot.texts),
        "declared": plain(snapshot.declared),
        "delivered": plain(snapshot.cells),
        "measurements": [measured(entry) for entry in snapshot.measurements],
        "findings": [found(entry) for entry in snapshot.findings],
        # Left out where nobody said anything, so that evidence frozen before claims could be settled keeps its mark.
        **({"claims": plain(snapshot.claims)} if snapshot.claims else {}),
        "policy": {"version": snapshot.policy_version, "sha256": snapshot.policy_sha256},
    }


def _file(receipt: Receipt) -> dict[str, Any]:
    return {
        "fingerprint": receipt.fingerprint,
        "content": list(receipt.content),
        "grain": receipt.grain.words if receipt.grain else "",
        "date_from": plain(receipt.date_from),
        "date_to": plain(receipt.date_to),
        "rows": receipt.rows_accepted,
    }


def measured(entry: Measurement) -> dict[str, Any]:
    """A measurement without the statement behind it."""
    return {name: value for name, value in plain(entry).items() if name not in _TECHNICAL}


def found(entry: Finding) -> dict[str, Any]:
    """A finding with its deciding figure in short; the figures themselves stand among the measurements."""
    lead = entry.measurement
    made: dict[str, Any] = plain(entry)
    made["places"] = [
        {name: value for name, value in place.items() if name != "measurement"} for place in made["places"]
    ]
    made["measurement"] = {name: plain(getattr(lead, name)) for name in _LEAD}
    return made


Marks = Mapping[str, str]
"""Fingerprints of parts: "measure:exclusions.delivery", "input:targeting"."""


def marks(snapshot: Snapshot) -> dict[str, str]:
    """One fingerprint per measure and per input; two snapshots that agree on one agree on that evidence."""
    by_measure: dict[str, list[Any]] = {}
    for entry in snapshot.measurements:
        by_measure.setdefault(entry.measure, []).append(measured(entry))
    for finding in snapshot.findings:
        by_measure.setdefault(finding.measure, []).append(found(finding))
    inputs = {"targeting": snapshot.settings, "creative": snapshot.texts, "campaign": snapshot.declared}
    return {
        **{f"measure:{name}": fingerprint(entries) for name, entries in sorted(by_measure.items())},
        **{f"input:{name}": fingerprint(inputs[name]) for name in INPUTS},
    }


def item_hash(depends_on: Iterable[str], inputs: Iterable[str], known: Marks) -> str:
    """Hash of everything a checklist item rests on; what no file and no register holds counts as absent."""
    keys = [*(f"measure:{name}" for name in depends_on), *(f"input:{name}" for name in inputs)]
    return fingerprint({key: known.get(key, "") for key in sorted(keys)})


def item_keys(depends_on: Iterable[str], inputs: Iterable[str]) -> frozenset[str]:
    """The marks an item rests on."""
    return frozenset([*(f"measure:{name}" for name in depends_on), *(f"input:{name}" for name in inputs)])
