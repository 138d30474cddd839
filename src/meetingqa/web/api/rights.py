"""Who may call a route: parameters that are the person asking, or refuse."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from meetingqa.web.people import Person, Right
from meetingqa.web.security import person_of


def require(right: Right) -> Callable[[Request], Person]:
    """A dependency that is the person asking. Raises SignInFailed, Forbidden."""

    def find(request: Request) -> Person:
        person = person_of(request)
        person.require(right)
        return person

    return find


Asking = Annotated[Person, Depends(require("ask"))]
Editing = Annotated[Person, Depends(require("edit"))]
Evaluating = Annotated[Person, Depends(require("evaluate"))]
