"""The page for people: everything is on it, nothing comes from outside, and the same record gives the same bytes."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aboveboard.model import Event
from aboveboard.record.html import render
from aboveboard.record.html_style import css_text
from aboveboard.record.html_words import day, moment, text
from aboveboard.signoff.canonical import readable
from tests.unit.record.made import CONDITION, SLUG, Office, snapshot

ROOT = Path(__file__).resolve().parents[3]
NASTY = 'Sale"</style><script>alert(1)</script><img src=x onerror=y>&amp; \u202egnp'
VOID = {"meta", "rect", "line", "circle", "path", "wbr", "br", "link", "img"}


class Page(HTMLParser):
    """What a browser would see, roughly."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    office = Office(tmp_path_factory.mktemp("records"))
    office.log("import.stored")
    return office.decide(2, Event.APPROVE, snapshot("18–54"), [CONDITION])


def nasty(value: Any) -> Any:
    """The record with every text made hostile, apart from what the page asks for by name."""
    kept = ("outcome", "severity", "event", "kind", "status", "check", "statistic", "at", "due")
    if isinstance(value, dict):
        return {key: item if key in kept else nasty(item) for key, item in value.items()}
    if isinstance(value, list):
        return [nasty(item) for item in value]
    return value + NASTY if isinstance(value, str) else value


def test_the_same_record_gives_the_same_bytes(record: dict[str, Any]) -> None:
    again = json.loads(readable(record))
    assert render(record) == render(again)
    code = (
        "import json, sys; from aboveboard.record.html import render;"
        "sys.stdout.buffer.write(render(json.load(sys.stdin)).encode())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        input=readable(record).encode(),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
    )
    assert hashlib.sha256(other.stdout).hexdigest() == hashlib.sha256(render(record).encode()).hexdigest()


def test_the_page_is_well_formed_and_brings_nothing_from_outside(record: dict[str, Any]) -> None:
    html = render(record)
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in page.tags}
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"src", "srcset", "action"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in html
    assert "@import" not in html
    assert ("html", {"lang": "en"}) in page.tags
    assert len(html.encode()) < 100_000


def test_headings_are_in_order_and_links_lead_somewhere(record: dict[str, Any]) -> None:
    page = Page(render(record))
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(attributes["href"])[1:] for tag, attributes in page.tags if tag == "a"} <= set(ids)


def test_tables_have_captions_and_named_columns_and_rows(record: dict[str, Any]) -> None:
    page = Page(render(record))
    count = sum(tag == "table" for tag, _ in page.tags)
    assert count > 8
    assert sum(tag == "caption" for tag, _ in page.tags) == count
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


def test_hostile_names_are_text(record: dict[str, Any]) -> None:
    html = render(nasty(record))
    page = Page(html)
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert html.count("</style>") == 1
    assert "\u202e" not in html
    assert "<script>alert(1)</script>" in page.said


def test_what_cannot_be_written_in_utf8_is_replaced() -> None:
    assert text("a\ud800b\x07") == "a?b\ufffd"
    assert css_text('a"}</style>é') == r"a\000022\00007d\00003c\00002fstyle\00003e\0000e9"


def test_the_first_screen_says_what_matters_in_its_order(record: dict[str, Any]) -> None:
    said = Page(render(record)).said
    decision = record["decision"]
    order = [
        "Spring sale", "Not independent. Local mode", record["sentences"]["who"], record["sentences"]["on_what"],
        record["sentences"]["changed"], record["verdict"]["sentence"], "Accepted although flagged (1)",
        "Delivery export by day 3", "15 Aug 2026", "Anna Lind", "ethics lead", "Ethics", "3 Aug 2026, 09:00 UTC",
        decision["meaning"], decision["fingerprint"], decision["seal"], record["ledger"]["hash"], "In plain words",
    ]  # fmt: skip
    start = said.index("Aboveboard · record")
    for part in order:
        start = said.index(part, start) + len(part)


def test_every_check_is_listed_whatever_it_found(record: dict[str, Any]) -> None:
    said = Page(render(record)).said
    for finding in record["evidence"]["findings"]:
        assert finding["headline"] in said
    for heading in ("Flagged (1)", "To watch (1)", "Passed (1)", "Could not be checked (1)", "Not applicable (1)"):
        assert heading in said
    assert "Add the ad-level report." in said
    assert "Prospecting · Age 18–54 → 18–65+" in said


def test_the_ratios_behind_a_finding_are_drawn_and_written(record: dict[str, Any]) -> None:
    html = render(record)
    assert html.count("<svg ") == 1
    assert 'aria-label="Ratio of each group to the best-reached group: 65+ 0.41; 45–64 0.62;' in html
    assert "var(--flagged)" in html
    assert "0.39–0.43" in Page(html).said


@pytest.mark.parametrize(
    "part",
    [
        "Consent is recorded in the CRM.", "Carried from round 1", "Imana et al. 2021", "Does the bot say",
        "spring.csv", "104 read = 100 accepted + 3 set aside + 1 totals", "Round 1 ended with: changes requested",
        "History restated", "3.4 %", "Pictures and sound.", "python verify.py --campaign spring-sale",
        "four-fifths rule, borrowed", "convention", "Decision: approve", "has chatbot",
        "People aged 65 or older see it", "aboveboard-baseline 2026.11", "not legal advice",
    ],
)  # fmt: skip
def test_the_rest_of_the_record_is_on_the_page(record: dict[str, Any], part: str) -> None:
    assert part in Page(render(record)).said


def test_invented_data_is_marked_on_every_page(record: dict[str, Any]) -> None:
    assert "Sample data, invented" not in render(record)
    html = render({**record, "campaign": {**record["campaign"], "sample": True}})
    assert 'class="ribbon">Sample data, invented' in html
    assert 'class="mark" aria-hidden="true"><span>Sample data, invented' in html


def test_an_independent_signature_carries_no_warning(record: dict[str, Any]) -> None:
    html = render({**record, "decision": {**record["decision"], "independent": True}})
    assert "Not independent" not in html


@pytest.mark.parametrize(
    ("event", "words"), [(Event.REJECT, "Rejected"), (Event.REVOKE, "revoked"), (Event.REQUEST_CHANGES, "requested")]
)
def test_other_decisions_show_their_reason_and_sign_nothing(tmp_path: Path, event: Event, words: str) -> None:
    office = Office(tmp_path)
    said = Page(render(office.decide(1, event, snapshot()))).said
    assert words in said
    assert "Reason: Explain the age cap." in said
    assert "I looked at the evidence" not in said
    assert "This is the first decision about the campaign." in said


def test_a_record_with_nothing_in_it_is_still_a_page(tmp_path: Path) -> None:
    empty = replace(snapshot(), settings=(), measurements=(), findings=(), declared={})
    record = Office(tmp_path).decide(1, Event.REJECT, empty)
    bare = {**record, "items": [], "not_applicable": [], "changes": [], "not_looked_at": [], "files": []}
    said = Page(render({**bare, "previous": {"round": 1, "fingerprint": "a" * 64, "event": "reject"}})).said
    assert "No question was asked." in said
    assert "The settings are not in the data." in said
    assert "Nothing changed in the evidence since then." in said


def test_a_large_record_stays_small_and_folds_its_long_tables(record: dict[str, Any]) -> None:
    items = [{**record["items"][1], "id": f"Q{n}", "section": f"Section {n % 7}"} for n in range(40)]
    settings = [{**record["evidence"]["settings"][0], "ad_set": f"Ad set {n}"} for n in range(200)]
    slice_ = record["ledger"]["slice"] * 100
    large = {**record, "items": items, "evidence": {**record["evidence"], "settings": settings}}
    html = render({**large, "ledger": {**record["ledger"], "slice": slice_}})
    assert "<summary>All 200 settings</summary>" in html
    assert "<summary>All 200 entries</summary>" in html
    assert len(html.encode()) < 300_000
    assert "details::details-content{content-visibility:visible" in html


def test_a_setting_is_shown_as_it_is_written_and_an_outcome_in_words(record: dict[str, Any]) -> None:
    names = {"kind": "settings", "subject": "Prospecting · audience", "then": "crm_list", "now": "crm_list_2"}
    outcome = {"kind": "outcome", "subject": "echo.isolation", "then": "not_supplied", "now": "passed"}
    changes = [{**names, "share": None}, {**outcome, "share": None}]
    said = Page(render({**record, "changes": changes})).said
    assert "crm_list crm_list_2" in said
    assert "not supplied passed" in said


def test_what_a_reviewer_wants_changed_says_what_to_do(record: dict[str, Any]) -> None:
    item = record["items"][1]
    asked = {**item, "answer": None, "verdict": {**item["verdict"], "value": "needs_change", "words": "Needs change"}}
    said = Page(render({**record, "items": [asked]})).said
    assert "No answer is recorded. Needs change" in said
    assert "What to change: Lift the cap or give the reason." in said


def test_days_and_moments_are_written_for_people() -> None:
    assert day("2026-09-12") == "12 Sep 2026"
    assert day(None) == ""
    assert day("soon") == "soon"
    assert day("2026-99-12") == "2026-99-12"
    assert moment("2026-08-03T10:41:07+00:00") == "3 Aug 2026, 10:41 UTC"


def test_publishing_reading_and_rendering_stay_light() -> None:
    code = (
        "import sys, aboveboard.record.files, aboveboard.record.html, aboveboard.record.gate;"
        "print(*({'duckdb', 'pandas', 'pyarrow', 'streamlit', 'plotly', 'numpy', 'scipy'} & set(sys.modules)),"
        "*(name for name in sys.modules if name.startswith(('aboveboard.store', 'aboveboard.intake'))))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")}
    ).stdout.split()
    assert not loaded


def test_the_slug_of_the_campaign_names_the_page(record: dict[str, Any]) -> None:
    assert f"{SLUG}/round-2/record.html" in render(record)
