"""The list of exports in docs/exports.md, from the profiles. `python -m aboveboard.intake.listing` renews it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aboveboard.intake.profiles import Profile, profiles
from aboveboard.model.layout import PROFILES

PAGE = PROFILES.parents[1] / "docs" / "exports.md"
BEGIN, END = "<!-- list of exports: begin -->", "<!-- list of exports: end -->"
SURE = {
    "measured": "a real file was read",
    "code": "public code reads it",
    "docs": "its maker documents it",
    "recalled": "recalled, no file or code seen",
}
PLATFORMS = {
    None: "Any",
    "google": "Google",
    "linkedin": "LinkedIn",
    "meta": "Meta",
    "microsoft": "Microsoft",
    "pinterest": "Pinterest",
    "reddit": "Reddit",
    "snapchat": "Snapchat",
    "tiktok": "TikTok",
    "x": "X",
}


def table(found: Sequence[Profile], folder: Path) -> str:
    """Markdown: one row per report of every profile, by platform and then in the order of the profiles."""
    rows = ["| platform | report | how sure | profile |", "| --- | --- | --- | --- |"]
    for profile in sorted(found, key=lambda one: (one.platform is None, _platform(one), one.priority, one.id)):
        rows += [
            f"| {_platform(profile)} | {_cell(name)} | {_cell(sure)} | `{profile.id}` |"
            for name, sure in _reports(profile, folder)
        ]
    return "\n".join(rows)


def _platform(profile: Profile) -> str:
    return PLATFORMS.get(profile.platform, (profile.platform or "").capitalize())


def _reports(profile: Profile, folder: Path) -> Iterator[tuple[str, str]]:
    """Name of each report and how sure its reading is; a profile that lists none says in its first line what it is."""
    refused = "recognised, and said that it is not read" if profile.refuse else ""
    for report in profile.reports:
        seen = SURE[report.sure] + (f" ({report.source})" if report.source else "")
        yield report.name, "; ".join(part for part in (refused, seen) if part)
    if not profile.reports:
        yield _heading(folder / f"{profile.id}.yaml"), refused or "not stated"


def _heading(path: Path) -> str:
    """The first sentence of the comment at the top of a profile."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    said = []
    for line in lines:
        if not line.startswith("#"):
            break
        said.append(line.lstrip("# ").strip())
    return re.split(r"\.(?:\s|$)", " ".join(said))[0] or path.stem


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def renewed(page: str, listed: str) -> str:
    """The page with its list replaced."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{listed}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), table(profiles(), PROFILES)), encoding="utf-8")
