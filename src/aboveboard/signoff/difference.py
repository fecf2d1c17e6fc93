"""What changed between two snapshots: the one answer behind "since your last import" and every later comparison."""

from collections.abc import Iterator, Mapping

from aboveboard.model import Change, ChangeKind, Finding, Receipt, Setting, Snapshot


def diff(then: Snapshot, now: Snapshot) -> tuple[Change, ...]:
    """Every difference that a person would call one, in a fixed order; nothing for a mere re-import."""
    return (
        *_pairs(ChangeKind.FILES, _files(then.receipts), _files(now.receipts)),
        *_pairs(ChangeKind.SETTINGS, _settings(then.settings), _settings(now.settings)),
        *_pairs(ChangeKind.BASE, {"population": then.campaign.population}, {"population": now.campaign.population}),
        *_pairs(ChangeKind.POLICY, {"policy": then.policy_sha256}, {"policy": now.policy_sha256}),
        *_pairs(ChangeKind.OUTCOME, _outcomes(then.findings), _outcomes(now.findings)),
        *_pairs(ChangeKind.FIGURE, _figures(then.findings), _figures(now.findings)),
    )


def _pairs(kind: ChangeKind, then: Mapping[str, str | None], now: Mapping[str, str | None]) -> Iterator[Change]:
    for subject in sorted({*then, *now}):
        if then.get(subject) != now.get(subject):
            yield Change(kind, subject, then.get(subject), now.get(subject))


def _files(receipts: tuple[Receipt, ...]) -> dict[str, str | None]:
    """By content, so that the same export under another name or encoding is no change."""
    return {receipt.fingerprint: receipt.file_name for receipt in receipts}


def _settings(settings: tuple[Setting, ...]) -> dict[str, str | None]:
    found: dict[str, list[str]] = {}
    for setting in settings:
        found.setdefault(f"{setting.ad_set} · {setting.dimension} · {setting.operator}", []).append(setting.value)
    return {subject: ", ".join(sorted(values)) for subject, values in found.items()}


def _outcomes(findings: tuple[Finding, ...]) -> dict[str, str | None]:
    return {finding.check: finding.outcome.value for finding in findings}


def _figures(findings: tuple[Finding, ...]) -> dict[str, str | None]:
    return {
        finding.check: None if finding.measurement.value is None else format(finding.measurement.value, ".6g")
        for finding in findings
    }
