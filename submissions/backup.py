"""How does a submission get onto another machine? By one push to a git address, repeated until it is taken.

GitLab and Gitea make the project when it is first pushed to (Gitea where push-to-create is on). A
folder, such as a mounted disk, is made into a bare repository here.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import git

from submissions.errors import PushFailed
from submissions.records import PushResult
from submissions.repository import BRANCH, Repository

PLACE = "{submission_id}"

TIMEOUT_SECONDS = 3600.0
"""An hour: five gigabytes over a poor field connection of 12 Mbit/s."""

_CONNECT_SECONDS = 30
"""A server that has not answered by then is away; the system's own patience is minutes."""

_LEAST_BYTES_A_SECOND, _SLOW_SECONDS = 100, 120
"""A line that carries less for so long is dead; a poor field connection carries a thousand times that."""

_TRANSPORTS = "file:git:http:https:ssh"
"""Git also knows transports that run any program; an address must not be able to choose those."""

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")

_UP_TO_DATE = f"=\t{BRANCH}:{BRANCH}\t"


def push(
    path: Path, submission_id: str, template: str, timeout: float = TIMEOUT_SECONDS
) -> PushResult:
    """Push the repository at ``path`` to ``template`` with ``{submission_id}`` filled in.

    Never forces: a backup that has other commits is left alone. Raises PushFailed.
    """
    if PLACE not in template:
        raise PushFailed(f"The backup address needs {PLACE} in it: one repository a submission.")
    url = template.replace(PLACE, submission_id)
    shown = _CREDENTIALS.sub("", url)
    _prepare_folder(url, shown)
    with git.Repo(path) as repository:
        sha = str(repository.commit(BRANCH).hexsha)
        try:
            report = repository.git.push(
                "--porcelain", "--", url, f"{BRANCH}:{BRANCH}",
                env=_environment(path), kill_after_timeout=timeout,
            )  # fmt: skip
        except git.GitCommandError as error:
            raise PushFailed(f"The backup to {shown} failed: {_reason(error)}") from None
    return PushResult(sha, shown, "up_to_date" if _UP_TO_DATE in report else "pushed")


def _environment(path: Path) -> dict[str, str]:
    """The owner's settings stay in force, with their proxies and keys; nobody is there to be asked."""
    return {
        "GIT_DIR": str(path),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_SSH_COMMAND": f"ssh -o BatchMode=yes -o ConnectTimeout={_CONNECT_SECONDS}",
        "GIT_HTTP_LOW_SPEED_LIMIT": str(_LEAST_BYTES_A_SECOND),
        "GIT_HTTP_LOW_SPEED_TIME": str(_SLOW_SECONDS),
        "GIT_ALLOW_PROTOCOL": _TRANSPORTS,
    }


def _prepare_folder(url: str, shown: str) -> None:
    folder = _as_folder(url)
    if folder is None or folder.exists():
        return
    if not folder.parent.is_dir():
        # Making the parents too would fill the wrong disk whenever the right one is not mounted.
        raise PushFailed(f"The backup to {shown} failed: there is no folder {folder.parent}.")
    try:
        with Repository.create(folder):
            pass
    except (OSError, git.GitCommandError) as error:
        raise PushFailed(
            f"The backup to {shown} failed: the folder cannot be made ({error})."
        ) from error


def _as_folder(url: str) -> Path | None:
    if url.startswith("/"):
        return Path(url)
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _reason(error: git.GitCommandError) -> str:
    """Why git says it failed, in one line and without any password."""
    said = _CREDENTIALS.sub("", f"{error.stderr}\n{error.stdout}")
    if "rejected" in said:
        return "the backup has commits that this submission has not."
    told = [line.strip(" '\"\n") for line in said.splitlines()]
    faults = [
        line.split(":", 1)[1].strip()
        for line in (line.removeprefix("stderr: '") for line in told)
        if line.startswith(("fatal:", "error:"))
    ]
    return faults[0] if faults else next((line for line in told if line), "git gave no reason")
