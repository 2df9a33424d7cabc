"""An API that answers as a test says, with the real pages before it and the files of a lesson on another origin."""

import json
import logging
import mimetypes
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, request
from playwright.sync_api import Page
from werkzeug.serving import make_server

from functions.submit_request import asking, pages, reading, uploads
from functions.submit_request.callers import ANYONE
from functions.submit_request.problems import Problem
from functions.submit_request.routing import as_json
from shared.models.request import Status
from tests.fakes import serving
from tests.fakes.cloud import InProcessCloud

Opener = Callable[..., Page]
"""Opens a path, with what a browser's context takes."""
TOPICS = [
    ("Photosynthesis", "life science", ["6", "7", "8"], "How does photosynthesis work?"),
    ("Cells", "life science", ["6", "7", "8"], "What are cells made of?"),
    ("The water cycle", "earth science", ["4", "5", "6", "7", "8"], "Where does rain come from?"),
    ("Seasons", "earth science", ["4", "5", "6", "7", "8"], "Why do we have seasons?"),
    ("Volcanoes", "earth science", ["6", "7", "8"], "Why do volcanoes erupt?"),
    ("The Pythagorean theorem", "mathematics", ["7", "8"], "What does the Pythagorean theorem say?"),
    ("Linear equations", "mathematics", ["7", "8", "9"], "How do I solve a linear equation?"),
    ("Fractions", "mathematics", ["3", "4", "5"], "What is a fraction?"),
    ("Newton's laws of motion", "physics", ["8", "9", "10"], "What are Newton's laws of motion?"),
    ("Gravity", "physics", ["6", "7", "8"], "What is gravity?"),
    ("Acids and bases", "chemistry", ["8", "9", "10"], "What makes something an acid?"),
    ("Algorithms", "computing", ["6", "7", "8"], "What is an algorithm?"),
]
CONFIGURATION = {
    "identity": "off",
    "languages": ["en"],
    "themes": ["light", "dark", "high_contrast"],
    "faces": ["standard", "lexend", "atkinson"],
    "grade_levels": ["K", *map(str, range(1, 13))],
    "duration_minutes": {"minimum": 1, "maximum": 10},
}


def problem(status: int, code: str, detail: str, **more: object) -> Response:
    """Return an error as the API tells it."""
    told = {"type": f"/problems/{code}", "title": code, "status": status, "detail": detail, "code": code} | more
    return Response(json.dumps(told), status, mimetype="application/problem+json")


def foreign_page() -> Response:
    """Return what a network answers in the place of the API until somebody signs in to it."""
    return Response("<!doctype html><title>Sign in to the network</title>", mimetype="text/html")


def configured(**changes: object) -> Response:
    """Return another configuration than the usual one."""
    return Response(json.dumps(CONFIGURATION | changes), mimetype="application/json")


@dataclass
class ScriptedApi:
    """Hold what is answered, for a test to set, and what was asked, for it to look at."""

    lesson: Path
    origin: str = ""
    media: str = ""
    standings: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    resources: list[dict[str, Any]] = field(default_factory=list)
    awaited: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Resources whose files have yet to come, by their paths."""
    passages: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    refusals: dict[tuple[str, str], Response] = field(default_factory=dict)
    """Answers instead of the usual ones, by method and path."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    listed: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    """The requests that were asked for, by their keys."""
    uploaded: dict[str, bytes] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """Return the addresses of the lesson's files."""
        names = ("lesson.mp4", "captions.vtt", "transcript.md", "thumbnail.png", "lesson.json")
        return {name: f"{self.media}/{name}" for name in names}


def application(api: ScriptedApi) -> Flask:
    """Return the pages and the API."""
    app = Flask("scripted")

    @app.before_request
    def refuse() -> Response | None:
        api.headers.append(dict(request.headers))
        return api.refusals.get((request.method, request.path))

    @app.errorhandler(Problem)
    def refused(found: Problem) -> Response:
        return found.response()

    @app.after_request
    def never_stored(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    for path in pages.files():
        app.add_url_rule(path, path, lambda: pages.answer(request))
    _tell_of_requests(app, api)
    _change_requests(app, api)
    _tell_of_topics(app)
    _tell_of_resources(app, api)
    return app


def _tell_of_requests(app: Flask, api: ScriptedApi) -> None:
    @app.get("/v1/content-requests")
    def recent() -> dict[str, Any]:
        api.listed.append(request.args.to_dict())
        found = list(api.standings.values())[::-1]
        size, start = int(request.args.get("page_size", 20)), int(request.args.get("page_token", 0))
        more = {"next_page_token": str(start + size)} if start + size < len(found) else {}
        return {"content_requests": found[start : start + size]} | more

    @app.get("/v1/content-requests/<request_id>")
    def tell(request_id: str) -> Response:
        if request_id not in api.standings:
            return problem(404, "unknown_request", "There is no request with this id.")
        answer = Response(json.dumps(api.standings[request_id]), mimetype="application/json")
        answer.add_etag()
        answer.make_conditional(request)
        if not Status(api.standings[request_id]["status"]).is_terminal:
            answer.headers["Retry-After"] = "1"
        return answer

    @app.get("/v1/content-requests/<request_id>/events")
    def happened(request_id: str) -> dict[str, Any]:
        return {"events": api.events.get(request_id, [])}


def _change_requests(app: Flask, api: ScriptedApi) -> None:
    @app.post("/v1/content-requests")
    def submit() -> Response:
        key = reading.headers_of(request, asking.AskHeaders).idempotency_key
        question = reading.body_of(request.mimetype, request.get_data(), asking.Question)
        api.asked.append(request.get_json())
        new = f"req-{len(api.asked)}"
        request_id = api.keys.setdefault(key or new, new)
        if request_id == new:
            api.standings[new] = standing(new, **question.model_dump(exclude={"request_id", "student_id"}))
        return as_json(asking.accepted(request_id, Status.PENDING), HTTPStatus.ACCEPTED)

    @app.delete("/v1/content-requests/<request_id>")
    def delete(request_id: str) -> tuple[str, int]:
        del api.standings[request_id]
        return "", 204

    @app.post("/v1/content-requests/<request_id>:cancel")
    def cancel(request_id: str) -> dict[str, Any]:
        api.standings[request_id]["status"] = "cancelled"
        return {"request_id": request_id, "status": "cancelled"}

    @app.post("/v1/content-requests/<request_id>:redrive")
    def redrive(request_id: str) -> tuple[dict[str, Any], int]:
        api.deeds.append(f"redrive {request_id}")
        api.standings[request_id] = standing(request_id, status="generating")
        return {"request_id": request_id, "status": "generating"}, 202


def _tell_of_topics(app: Flask) -> None:
    @app.get("/v1/configuration")
    def configuration() -> dict[str, Any]:
        return CONFIGURATION

    @app.get("/v1/topics")
    def topics() -> dict[str, Any]:
        query, subject, grade = (request.args.get(name, "") for name in ("query", "subject", "grade_level"))
        return {
            "topics": [
                {
                    "resource_id": title.lower().replace(" ", "-"),
                    "title": title,
                    "subject": about,
                    "grade_levels": grades,
                    "question": question,
                }
                for title, about, grades, question in TOPICS
                if query.lower() in title.lower() and subject in ("", about) and (not grade or grade in grades)
            ]
        }


def _tell_of_resources(app: Flask, api: ScriptedApi) -> None:
    @app.get("/v1/resources")
    def resources() -> dict[str, Any]:
        return {"resources": api.resources}

    @app.get("/v1/resources/<resource_id>/passages")
    def passages(resource_id: str) -> dict[str, Any]:
        return {"passages": api.passages.get(resource_id, [])}

    @app.post("/v1/resources")
    def add() -> Response:
        body = reading.body_of(request.mimetype, request.get_data(), uploads.NewResource)
        call: Any = SimpleNamespace(body=body, cloud=InProcessCloud(), caller=ANYONE)
        added = uploads.add(call)
        api.awaited[added.resource.object] = added.resource.model_dump(mode="json")
        return as_json(added, HTTPStatus.CREATED)


def bucket(api: ScriptedApi) -> Flask:
    """Return the origin that a lesson's files are on: as a bucket's, with ranges, for any page."""
    app = Flask("bucket")

    @app.route("/<path:name>", methods=["GET", "PUT", "OPTIONS"])
    def file(name: str) -> Response:
        if request.method == "OPTIONS":
            return Response()
        if request.method == "PUT":
            api.uploaded[Path(name).name] = request.get_data()
            api.resources.insert(0, api.awaited.pop(name.partition("/")[2]))  # after the bucket's name
            return Response()
        path = api.lesson / name
        if not path.is_file():
            return Response(status=404)
        # Read at once: a browser that has seen enough of a video hangs up, and would leave an open file behind.
        content = path.read_bytes()
        answer = Response(content, mimetype=mimetypes.guess_type(name)[0])
        answer.add_etag()
        answer.make_conditional(request, accept_ranges=True, complete_length=len(content))
        return answer

    @app.after_request
    def for_any_page(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, PUT"
        response.headers["Access-Control-Allow-Headers"] = "*"
        return response

    return app


def standing(request_id: str, **fields: Any) -> dict[str, Any]:
    """Return where a request stands that has just been asked for, but for what is given."""
    return {
        "request_id": request_id,
        "status": "pending",
        "progress_percentage": 0,
        "current_stage": "Waiting to start",
        "student_query": "How does photosynthesis work?",
        "grade_level": "8",
        "duration_minutes": 1,
        "language": "en",
        "interests": [],
        "look": {"theme": "light", "face": "standard"},
        "cost_usd": 0.0,
        "created_at": "2026-01-05T09:30:00+00:00",
        "updated_at": "2026-01-05T09:30:20+00:00",
    } | fields


def served(app: Flask) -> AbstractContextManager[str]:
    """Serve an application at a free port; gives its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    return serving.served(make_server("127.0.0.1", 0, app, threaded=True))
