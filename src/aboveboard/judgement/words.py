"""How numbers, groups and settings are said in plain English. Every sentence of the product uses these."""

from collections.abc import Iterable, Mapping, Sequence

from babel.core import UnknownLocaleError
from babel.numbers import format_currency, format_decimal, get_currency_name

from aboveboard.model.numbers import interval
from aboveboard.model.numbers import percent as percent

GENDERS = {"female": "women", "male": "men", "other": "people of another gender", "unknown": "people of unknown gender"}
SETTING_WORDS = {
    "age": "Age",
    "gender": "Gender",
    "geo": "Locations",
    "language": "Languages",
    "device": "Devices",
    "audience": "Custom audiences",
    "detailed": "Detailed targeting",
}


def whole(value: float) -> str:
    """12345.0 as "12,345"."""
    return str(format_decimal(round(value), locale="en"))


def rounded(value: float, digits: int = 3) -> str:
    """114104.9 as "114,000": as many digits as an estimate can carry."""
    return whole(float(f"{value:.{digits}g}"))


def ratio(value: float) -> str:
    """0.412 as "0.41×"; zero stays "0×" and what would round to zero says so."""
    if value == 0:
        return "0×"
    return "under 0.01×" if value < 0.005 else f"{value:.2f}×"


def bounds(low: float | None, high: float | None, digits: int = 2) -> str:
    """Both ends of an interval, or that there is none."""
    return "not available" if low is None or high is None else interval(low, high, digits)


def money(amounts: Mapping[str, float]) -> str:
    """One amount per currency, never added: "€3,120 and $40"."""
    return join([_amount(value, currency) for currency, value in sorted(amounts.items())])


def _amount(value: float, currency: str) -> str:
    if not currency:
        return f"{value:,.2f} (currency not in the data)"
    try:
        known = get_currency_name(currency, locale="en") != currency
    except UnknownLocaleError:
        known = False
    if not known:
        return f"{value:,.2f} {currency}"
    pattern = "¤#,##0" if value >= 100 else "¤#,##0.00"
    return str(format_currency(value, currency, pattern, locale="en", currency_digits=False))


def join(parts: Sequence[str], word: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def group(segment: Mapping[str, str]) -> str:
    """The people of a segment: {"gender": "female", "age": "65+"} as "women aged 65 or older"."""
    gender = segment.get("gender")
    age = segment.get("age")
    people = GENDERS.get(gender, f"people listed as {gender}") if gender else "people"
    if age:
        people = f"{people} of unknown age" if age == "unknown" else f"{people} aged {ages(age)}"
    rest = [value for key, value in segment.items() if key not in ("age", "gender")]
    return f"{people} in {', '.join(rest)}" if rest else people


def ages(band: str) -> str:
    """ "65+" as "65 or older", "18-24" as "18–24"."""
    if band.endswith("+"):
        return f"{band[:-1]} or older"
    return band.replace("-", "–")


def merged_ages(bands: Iterable[str]) -> str:
    """Adjacent age bands as one span: 45-54, 55-64, 65+ as "45 or older"; others as a list."""
    spans = sorted((_span(band) for band in bands), key=lambda span: span[0])
    merged: list[tuple[int, int | None]] = []
    for low, high in spans:
        if merged and (last := merged[-1][1]) is not None and low <= last + 1:
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return join([f"{low} or older" if high is None else f"{low}–{high}" for low, high in merged])


def _span(band: str) -> tuple[int, int | None]:
    if band.endswith("+"):
        return int(band[:-1]), None
    low, _, high = band.partition("-")
    return int(low), int(high or low)


def capital(text: str) -> str:
    """First letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def count(number: int, singular: str, plural: str | None = None) -> str:
    """ "1 ad set", "3 ad sets"."""
    return f"{whole(number)} {singular if number == 1 else plural or singular + 's'}"
