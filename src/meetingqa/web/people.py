"""The people of the service as values: who asks, what they may do, accounts, tokens, the audit log."""

from typing import Literal, get_args

from meetingqa.domain import Value
from meetingqa.errors import Forbidden

Role = Literal["staff", "editor", "evaluator", "admin"]
Right = Literal["ask", "edit", "evaluate", "manage"]
RIGHTS: tuple[Right, ...] = get_args(Right)
_RIGHTS_OF: dict[Role, tuple[Right, ...]] = {
    "staff": ("ask",),
    "editor": ("ask", "edit"),
    "evaluator": ("ask", "evaluate"),
    "admin": RIGHTS,
}


class Person(Value):
    """Who asks. `scopes` is narrower than the role's rights for an API token."""

    account_id: int
    name: str
    role: Role
    scopes: tuple[Right, ...] = RIGHTS

    def may(self, right: Right) -> bool:
        return right in _RIGHTS_OF[self.role] and right in self.scopes

    def require(self, right: Right) -> None:
        """Raise Forbidden unless role and token allow it."""
        if not self.may(right):
            raise Forbidden(
                f"{self.name!r} ({self.role}) may not {right}",
                "ask an administrator for another role, or for a token of that scope",
            )


LOCAL = Person(account_id=0, name="local", role="admin")
"""The one person of a service without accounts."""


class Account(Value):
    """An account as administrators see it. `created_at` in seconds since 1970."""

    account_id: int
    name: str
    role: Role
    active: bool
    created_at: float


class Token(Value):
    """An API token without its secret."""

    token_id: int
    name: str
    label: str
    scopes: tuple[Right, ...]
    created_at: float
    revoked: bool


class Entry(Value):
    """One line of the audit log."""

    at: float
    name: str
    action: str
    detail: str
