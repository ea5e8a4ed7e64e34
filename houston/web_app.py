"""How does the web app reach the browser? Houston hands out the built files, and its first page for every page's address."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

from service_kit.errors import NotFound as NothingThere
from service_kit.web.problems import problem_response

INDEX = "index.html"
HASHED_FOLDER = "assets/"
"""Where the build puts files whose names change with their content."""
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
NOT_PAGES = ("/api/", "/internal/", "/swaggerui/")


def serve_web_app(app: Flask, folder: Path) -> None:
    """Answers every address that no route has with the web app's file, or its first page where there is no dot."""
    root = folder.resolve()

    @app.errorhandler(NotFound)
    def page_or_file(error: NotFound) -> Response:
        path = request.path
        if request.method not in ("GET", "HEAD") or path.startswith(NOT_PAGES):
            return problem_response(error)
        return _file(root, path[1:] if "." in path.rsplit("/", 1)[-1] else INDEX)


def _file(root: Path, path: str) -> Response:
    if not (root / INDEX).is_file():
        missing = "The web app was not built yet. The API is described at /api/v1/docs."
        return problem_response(NothingThere(missing))
    try:
        answer = send_from_directory(root, path)
    except NotFound as error:
        return problem_response(error)
    answer.headers["Cache-Control"] = FOR_EVER if path.startswith(HASHED_FOLDER) else ASK_EACH_TIME
    return answer
