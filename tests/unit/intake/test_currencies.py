"""The currency comes from header, column or sign; where a sign stands for several currencies, a person says it."""

import pytest

from aboveboard.intake import Answers, Reading, read
from aboveboard.model import ImportOutcome


def _amounts(*cells: str, header: str = "Spend", answer: str | None = None, counts: str = "1000") -> Reading:
    rows = "".join(f'2026-09-{day:02d};A;"{cell}";"{counts}"\n' for day, cell in enumerate(cells, 1))
    text = f"Day;Campaign name;{header};Impressions\n{rows}"
    return read("a.csv", text.encode(), Answers(currency=answer, confirmed=True))


@pytest.mark.parametrize(
    ("cells", "sums"),
    [
        (("R$ 1.234,56", "R$ 10,00"), {"spend BRL": 1244.56}),
        (("1 234,56 zł", "10,00 zł"), {"spend PLN": 1244.56}),
        (("1\u202f234,56 €", "10,00 €"), {"spend EUR": 1244.56}),
        (("US$1,234.50", "US$ 3.00"), {"spend USD": 1237.5}),
        (("CA$1,234.50", "CA$3.00"), {"spend CAD": 1237.5}),
        (("A$1,234.50", "A$3.00"), {"spend AUD": 1237.5}),
        (("CHF 1'234.50", "CHF 3.00"), {"spend CHF": 1237.5}),
        (("₹1,23,456.50", "₹ 543.50"), {"spend INR": 124000.0}),
        (("Rp 1.234.567", "Rp 50.000"), {"spend IDR": 1284567.0}),
        (("-€3.00", "€5.00"), {"spend EUR": 2.0}),
        (("€5.00", "£3.00"), {"spend EUR": 5.0, "spend GBP": 3.0}),
    ],
)
def test_signs_name_currencies_and_numbers_keep_their_size(cells: tuple[str, ...], sums: dict[str, float]) -> None:
    receipt = _amounts(*cells).receipt
    assert receipt.outcome.stored
    assert {name: value for name, value in receipt.sums.items() if name.startswith("spend")} == sums


@pytest.mark.parametrize("cells", [("$1.00", "$2.00"), ("kr 12,50", "3,25 kr"), ("¥100", "¥200"), ("€5.00", "$3.00")])
def test_a_sign_of_several_currencies_is_asked_about(cells: tuple[str, ...]) -> None:
    receipt = _amounts(*cells).receipt
    assert receipt.outcome is ImportOutcome.NEEDS_ANSWER
    assert [question.code for question in receipt.questions] == ["currency"]


def test_an_answer_is_for_the_amounts_without_a_known_sign_only() -> None:
    sums = _amounts("€5.00", "$3.00", answer="USD").receipt.sums
    assert (sums["spend EUR"], sums["spend USD"]) == (5.0, 3.0)


@pytest.mark.parametrize(
    ("header", "code"), [("Valor usado (R$)", "BRL"), ("Amount spent (US$)", "USD"), ("Kwota (zł)", None)]
)
def test_a_sign_in_the_brackets_of_a_header(header: str, code: str | None) -> None:
    receipt = _amounts("5.00", header=header).receipt
    assert receipt.currencies == ((code,) if code else ())


def test_amounts_that_contradict_their_header_are_told() -> None:
    receipt = _amounts("€5.00", "3.00", header="Spend (USD)").receipt
    assert any("the header says USD" in notice.message for notice in receipt.warnings)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1,23,456", 123456),
        ("12,34,567", 1234567),
        ("1'234'567", 1234567),
        ("1 234 567", 1234567),
        ("1\u202f234", 1234),
    ],
)
def test_thousands_in_the_ways_of_the_world(written: str, read_as: int) -> None:
    reading = _amounts("1.00 EUR", "2.50 EUR", counts=written)
    assert [row["impressions"] for row in reading.tables["delivery"].to_pylist()] == [read_as, read_as]


@pytest.mark.parametrize("written", ["45%", "12 34", "1'2", "1,2345", "12 345 6"])
def test_what_is_no_whole_number_is_kept_apart(written: str) -> None:
    text = f'Campaign name,Amount spent (EUR),Impressions\nA,1.00,1000\nB,2.00,"{written}"\n'
    receipt = read("a.csv", text.encode()).receipt
    assert (receipt.rows_accepted, receipt.rows_quarantined) == (1, 1)
    assert receipt.sums["impressions"] == 1000


def test_a_currency_column_with_a_sign_of_several_currencies_is_asked_about() -> None:
    text = b"Campaign name,Currency,Spend,Impressions\nA,$,5.00,10\nB,EUR,2.00,10\n"
    assert read("a.csv", text).receipt.outcome is ImportOutcome.NEEDS_ANSWER
    answered = read("a.csv", text, Answers(currency="CAD")).receipt
    assert (answered.sums["spend CAD"], answered.sums["spend EUR"]) == (5.0, 2.0)
