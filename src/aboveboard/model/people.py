"""Who takes part in a review, and as what."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; one person may hold several."""

    MARKETING_MANAGER = "marketing_manager"
    ETHICS_LEAD = "ethics_lead"
    SECOND_APPROVER = "second_approver"
    ADMIN = "admin"
    VIEWER = "viewer"

    @property
    def words(self) -> str:
        """For the screen: "ethics lead"."""
        return self.value.replace("_", " ")


APPROVERS = frozenset({Role.ETHICS_LEAD, Role.SECOND_APPROVER})
"""Roles that may judge items and sign."""


@dataclass(frozen=True)
class Person:
    """A named person. In local mode the name is taken on trust, which every record says."""

    id: str
    """The name folded to one spelling, so that "Anna Lind" and "anna  lind" are one person."""
    name: str
    roles: tuple[Role, ...]
    team: str = ""
    sample: bool = False
    """Invented, belongs to the sample campaigns."""

    def holds(self, *roles: Role) -> bool:
        """Whether the person has any of these roles."""
        return bool(set(self.roles) & set(roles))

    @property
    def role_words(self) -> str:
        """All roles in plain words."""
        return ", ".join(role.words for role in self.roles)
