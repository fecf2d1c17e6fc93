"""What changed between two snapshots: the one answer behind "since your last import" and every later comparison."""

from collections.abc import Iterator, Mapping

from aboveboard.model import AdText, Change, ChangeKind, Finding, Receipt, Setting, Snapshot
from aboveboard.model.plain import plain
from aboveboard.signoff.delivered import compare


def diff(then: Snapshot, now: Snapshot) -> tuple[Change, ...]:
    """Every difference that a person would call one, in a fixed order; nothing for a mere re-import."""
    return (
        *_files(then.receipts, now.receipts),
        *compare(then.cells, now.cells),
        *_pairs(ChangeKind.SETTINGS, _settings(then.settings), _settings(now.settings)),
        *_pairs(ChangeKind.TEXTS, _texts(then.texts), _texts(now.texts)),
        *_pairs(ChangeKind.DECLARED, then.declared, now.declared),
        *_pairs(ChangeKind.CLAIM, _claims(then), _claims(now)),
        *_pairs(ChangeKind.BASE, {"population": then.campaign.population}, {"population": now.campaign.population}),
        *_pairs(ChangeKind.POLICY, {"policy": then.policy_sha256}, {"policy": now.policy_sha256}),
        *_outcomes(then.findings, now.findings),
        *_figures(then.findings, now.findings),
    )


def _pairs(kind: ChangeKind, then: Mapping[str, str | None], now: Mapping[str, str | None]) -> Iterator[Change]:
    for subject in sorted({*then, *now}):
        if then.get(subject) != now.get(subject):
            yield Change(kind, subject, then.get(subject), now.get(subject))


def _files(then: tuple[Receipt, ...], now: tuple[Receipt, ...]) -> Iterator[Change]:
    """By content: the same content in other bytes is a change of format, other content another file."""
    before = {receipt.fingerprint: receipt for receipt in then}
    after = {receipt.fingerprint: receipt for receipt in now}
    for mark in sorted(before.keys() & after.keys()):
        if before[mark].sha256 != after[mark].sha256:
            yield Change(ChangeKind.FORMAT, after[mark].file_name, before[mark].file_name, after[mark].file_name)
    yield from _pairs(
        ChangeKind.FILES,
        {mark: receipt.file_name for mark, receipt in before.items()},
        {mark: receipt.file_name for mark, receipt in after.items()},
    )


def _claims(snapshot: Snapshot) -> dict[str, str | None]:
    """What was said about each claim; the mark tells two texts with the same words apart."""
    return {f"“{claim.words}” ({claim.mark[:6]})": f"{claim.said.value}: {claim.text}" for claim in snapshot.claims}


def _settings(settings: tuple[Setting, ...]) -> dict[str, str | None]:
    found: dict[str, list[str]] = {}
    for setting in settings:
        found.setdefault(f"{setting.ad_set} · {setting.dimension} · {setting.operator}", []).append(setting.value)
    return {subject: ", ".join(sorted(values)) for subject, values in found.items()}


def _texts(texts: tuple[AdText, ...]) -> dict[str, str | None]:
    found: dict[str, list[str]] = {}
    for text in texts:
        said = [str(value) for name, value in plain(text).items() if name != "ad" and value]
        found.setdefault(text.ad, []).append(" / ".join(said))
    return {ad: "; ".join(sorted(said)) for ad, said in found.items()}


def _outcomes(then: tuple[Finding, ...], now: tuple[Finding, ...]) -> Iterator[Change]:
    before, after = ({finding.check: finding for finding in findings} for findings in (then, now))
    for check in sorted({*before, *after}):
        old, new = before.get(check), after.get(check)
        if (old and old.outcome) != (new and new.outcome):
            known = new or old
            yield Change(
                ChangeKind.OUTCOME,
                check,
                old.outcome.value if old else None,
                new.outcome.value if new else None,
                measure=known.measure if known else "",
            )


def _figures(then: tuple[Finding, ...], now: tuple[Finding, ...]) -> Iterator[Change]:
    before, after = ({finding.check: finding for finding in findings} for findings in (then, now))
    for check in sorted(before.keys() & after.keys()):
        old, new = before[check].measurement.value, after[check].measurement.value
        if _shown(old) != _shown(new):
            moved = abs(new - old) / abs(old) if old and new is not None else None
            yield Change(ChangeKind.FIGURE, check, _shown(old), _shown(new), moved, after[check].measure)


def _shown(value: float | None) -> str | None:
    return None if value is None else format(value, ".6g")
