"""REST under `/api/v1`: the JSON of the commands, for other programs."""

from fastapi import APIRouter

from meetingqa.web.api import archive, asking, documents, evaluations, working
from meetingqa.web.errors import RESPONSES, close_off
from meetingqa.web.service import Service


def router(service: Service) -> APIRouter:
    """Every route of the REST service."""
    routes = APIRouter(prefix="/api/v1", responses=RESPONSES)
    for part in (asking, archive, documents, working, evaluations):
        routes.include_router(part.router(service))
    close_off(routes)
    return routes
