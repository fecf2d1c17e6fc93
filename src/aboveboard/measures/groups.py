"""Groups of an attribute: which exist, how they are called, which take part in a comparison."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aboveboard.measures.bands import ADULT_BANDS, Band, parse

Key = tuple[str, ...]
"""Values of one group, in the order of the attribute's segments."""

UNKNOWN = frozenset({"unknown", "", "undetermined"})
GENDERS = ("female", "male")
_GENDER_WORDS = {"female": "women", "male": "men", "other": "people of another gender"}


@dataclass(frozen=True)
class Attribute:
    """One or two segment columns whose groups are compared."""

    segments: tuple[str, ...]

    @property
    def name(self) -> str:
        """gender, age, "age × gender"."""
        return " × ".join(self.segments)

    @property
    def columns(self) -> tuple[str, ...]:
        """Canonical column names."""
        return tuple(f"seg_{segment}" for segment in self.segments)

    def segment(self, key: Key) -> dict[str, str]:
        """The group as measurements name it."""
        return dict(zip(self.segments, key, strict=True))


GENDER = Attribute(("gender",))
AGE = Attribute(("age",))
AGE_AND_GENDER = Attribute(("age", "gender"))
SINGLE = (GENDER, AGE, Attribute(("region",)), Attribute(("country",)))


def label(segment: Mapping[str, str]) -> str:
    """The people of a group: "women aged 55–64", "men", "people in Bavaria"."""
    gender = segment.get("gender")
    people = _GENDER_WORDS.get(gender, f"people of gender {gender}") if gender else "people"
    if age := segment.get("age"):
        band = parse(age)
        people += f" aged {_years(band)}" if band else f" of age {age}"
    places = [value for name, value in segment.items() if name not in ("age", "gender")]
    return f"{people} in {', '.join(places)}" if places else people


def _years(band: Band) -> str:
    """As sentences say it: 65 or older."""
    return f"{band.low} or older" if band.high is None else band.words


def known(key: Key) -> bool:
    """Whether every value of the group is known."""
    return not any(value.strip().lower() in UNKNOWN for value in key)


def age_of(attribute: Attribute, key: Key) -> Band | None:
    """The age band of a group, if the attribute has one and it can be read."""
    return parse(key[attribute.segments.index("age")]) if "age" in attribute.segments else None


def minor(attribute: Attribute, key: Key) -> bool:
    """Whether the group holds only people under 18: never a missing group."""
    band = age_of(attribute, key)
    return band is not None and band.minor


def compared(attribute: Attribute, keys: Iterable[Key]) -> tuple[Key, ...]:
    """Known adult groups, ages from young to old."""
    return tuple(
        sorted(
            {key for key in keys if known(key) and not minor(attribute, key)},
            key=lambda key: tuple(_order(value) for value in key),
        )
    )


def _order(value: str) -> tuple[int, str]:
    band = parse(value)
    return (band.low if band else 0, value)


def band_text(band: Band) -> str:
    """Canonical spelling: 18-24, 65+."""
    return f"{band.low}+" if band.high is None else f"{band.low}-{band.high}"


def missing_adults(attribute: Attribute, keys: Sequence[Key]) -> tuple[Key, ...]:
    """Adult groups of a population that the file does not name: standard age bands it leaves open, absent genders."""
    ages = [""] if "age" not in attribute.segments else _all_ages(attribute, keys)
    genders = [""] if "gender" not in attribute.segments else list(GENDERS)
    if set(attribute.segments) - {"age", "gender"}:
        return ()
    order = {"age": 0, "gender": 1}
    crossed = [(age, gender) for age in ages for gender in genders]
    every = [tuple(pair[order[segment]] for segment in attribute.segments) for pair in crossed]
    return tuple(key for key in every if key not in keys)


def _all_ages(attribute: Attribute, keys: Sequence[Key]) -> list[str]:
    at = attribute.segments.index("age")
    named = sorted({key[at] for key in keys})
    taken = [band for band in map(parse, named) if band]
    open_bands = [band for band in ADULT_BANDS if not any(band.shared_years(other) for other in taken)]
    return [*named, *(band_text(band) for band in open_bands)]
