"""Layers that only an ad set's name betrays: a weak source, used where no settings were supplied."""

import re

from aboveboard.measures import layers
from aboveboard.measures.layers import Layer

_TOKENS = (
    (
        re.compile(r"(?<!\d)(1[3-9]|[2-6]\d)\s?[-–]\s?([2-6]\d)(?!\d)|(?<!\d)[2-6]\d\+"),
        Layer("age", layers.DEMOGRAPHICS),
    ),
    (re.compile(r"(?<![a-z])(f|m|women|men|female|male)(?![a-z])", re.I), Layer("gender", layers.DEMOGRAPHICS)),
    (re.compile(r"(?<![a-z])(lal|lookalike)(?![a-z])", re.I), Layer("lookalike", layers.LOOKALIKE)),
    (re.compile(r"(?<![a-z])(rt|rtg|retargeting|remarketing)(?![a-z])", re.I), Layer("retargeting", layers.OWN_DATA)),
    (re.compile(r"(?<![a-z])(interest|interests|int)\s*[:=_]", re.I), Layer("interests", layers.INTERESTS)),
    (
        re.compile(r"(?<![a-z])(crm|customer list|custom audience)(?![a-z])", re.I),
        Layer("custom list", layers.OWN_DATA),
    ),
)


def layers_in(name: str) -> tuple[Layer, ...]:
    """Layers that tokens such as "25-34", "F", "LAL 1%", "RT" or "interest:" stand for."""
    return tuple(layer for pattern, layer in _TOKENS if pattern.search(name))


_SUGGESTED = {
    "age": "an age limit",
    "gender": "one gender",
    "lookalike": "a lookalike audience",
    "retargeting": "retargeting",
    "interests": "interests",
    "custom list": "a customer list",
}


def hint(unit: str) -> str:
    """What a name suggests, never more than that: "The name of ad set LAL 1 % suggests a lookalike audience."."""
    found = [_SUGGESTED[layer.name] for layer in layers_in(unit)]
    listed = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    return f"The name of ad set {unit} suggests {listed}."
