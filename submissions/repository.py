"""How is one submission's bare repository made, read and added to? All git is spoken here."""

import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

import git
from git.objects.fun import tree_to_stream

from submissions import failures, writing
from submissions.durability import sync_paths, sync_tree
from submissions.errors import CorruptSubmission, UnknownRevision
from submissions.identity import message_bytes, signature
from submissions.layout import FILES
from submissions.reading import open_stored
from submissions.records import Person, Revision
from submissions.writing import WrittenObject

BRANCH = "refs/heads/main"

FILE_MODE = 0o100644
FOLDER_MODE = 0o040000

CHUNK = 1024 * 1024
"""Bytes taken from git at a time."""

CONFIG = {
    # Photos do not compress; trying costs ten times the copying.
    "core": {"compression": "0", "bigFileThreshold": "64k", "logAllRefUpdates": "false"},
    "pack": {"compression": "0"},
    # Repacking would turn files that can be read from the middle into ones that cannot.
    "gc": {"auto": "0"},
    "maintenance": {"auto": "false"},
    # Nothing is rewritten later, not even by somebody who pushes here by mistake.
    "receive": {"denyNonFastForwards": "true", "denyDeletes": "true"},
}

TreeEntry = tuple[bytes, int, str]
"""Git's id of an object, its mode, and its name in the tree."""


class Repository:
    """One bare repository. Use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.objects = path / "objects"
        try:
            self._repo = git.Repo(path)
        except (git.NoSuchPathError, git.InvalidGitRepositoryError) as error:
            raise CorruptSubmission(f"{path.name} is not a whole git repository.") from error
        self._repo.git.update_environment(**_alone(path))

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty repository; nothing of the machine's own git settings gets into it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        environment = {**_alone(path), "GIT_TEMPLATE_DIR": ""}
        made = git.Repo.init(path, bare=True, initial_branch="main", env=environment)
        with closing(made), made.config_writer() as config:
            for section, values in CONFIG.items():
                for key, value in values.items():
                    config.set_value(section, key, value)
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._repo.close()

    # --- writing

    def write_bytes(self, content: bytes) -> WrittenObject:
        """A blob of ``content``."""
        return writing.write_object(self.objects, b"blob", io.BytesIO(content), len(content))

    def write_tree(self, entries: Sequence[TreeEntry]) -> bytes:
        """A tree of files (names must be plain); returns its id."""
        content = io.BytesIO()
        tree_to_stream(sorted(entries, key=lambda entry: entry[2].encode()), content.write)
        size = content.tell()
        content.seek(0)
        return writing.write_object(self.objects, b"tree", content, size).binsha

    def commit(
        self, tree: bytes, parent: str | None, message: str, author: Person, when: datetime
    ) -> str:
        """Add one commit on top of ``parent``; returns its SHA once it is on the disk.

        Until the branch moves, which git does in one step, nobody sees anything of it.
        """
        options = {"p": parent} if parent else {}
        with tempfile.TemporaryFile() as text:
            text.write(message_bytes(message))
            text.seek(0)
            sha = self._repo.git.commit_tree(
                tree.hex(), istream=text, env=signature(author, when), **options
            )
        sync_paths([self.objects / sha[:2] / sha[2:]])
        writing.sync_objects(self.objects)
        self._repo.git.update_ref(BRANCH, sha, parent or git.Object.NULL_HEX_SHA)
        sync_paths([self.path / BRANCH, (self.path / BRANCH).parent])
        return str(sha)

    def sync(self) -> None:
        """Force all of it onto the disk: what a new repository needs before it is shown."""
        sync_tree(self.path)

    def tidy(self) -> None:
        """Clear away what a killed process left. Only for who holds the submission's lock."""
        for pattern in ("*.lock", "refs/heads/*.lock", f"objects/**/{writing.TEMPORARY}*"):
            for leftover in self.path.glob(pattern):
                leftover.unlink()
        self._repo.git.prune(expire="now")

    # --- reading

    def head(self) -> str:
        """The SHA of the newest commit, without starting git; raises CorruptSubmission."""
        with failures.of_reading(f"The newest commit of {self.path.name}"):
            sha = git.Reference.dereference_recursive(self._repo, BRANCH)
            if sha is None:
                raise CorruptSubmission(f"{self.path.name} has no commit.")
            return sha

    def first(self) -> str:
        """The oldest commit: what was uploaded."""
        return self.revisions()[0].sha

    def revisions(self) -> list[Revision]:
        """All commits, the oldest first; raises CorruptSubmission."""
        with failures.of_reading(f"The history of {self.path.name}"):
            return [
                Revision(
                    sha=commit.hexsha,
                    author=Person(commit.author.name or "", commit.author.email or ""),
                    when=commit.authored_datetime,
                    message=str(commit.message).strip(),
                )
                for commit in self._repo.iter_commits(BRANCH, reverse=True)
            ]

    def read(self, sha: str, path: str) -> bytes:
        """The small file ``path`` of a commit; raises UnknownRevision or CorruptSubmission."""
        tree = self._tree(sha)
        with failures.of_reading(f"{path} of {self.path.name}"):
            if path not in tree:
                raise CorruptSubmission(f"The commit {sha} has no {path}.")
            return bytes((tree / path).data_stream.read())

    def blobs(self, sha: str) -> dict[str, bytes]:
        """The files of a commit: path → id of the blob."""
        tree = self._tree(sha)
        with failures.of_reading(f"The list of files of {self.path.name}"):
            inner = list(tree / FILES) if FILES in tree else []
            return {str(blob.path): blob.binsha for blob in inner}

    def open_blob(self, binsha: bytes) -> BinaryIO:
        """A seekable stream over a blob; raises CorruptSubmission if it is lost or damaged."""
        name = binsha.hex()
        stored = open_stored(self._object_path(binsha))
        if stored is not None:
            return stored
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        with failures.of_reading(f"The object {name} of {self.path.name}"):
            self._repo.git.cat_file("blob", name, output_stream=copy, max_chunk_size=CHUNK)
        copy.seek(0)
        return copy

    def loose_object(self, binsha: bytes) -> Path | None:
        """The file of an object that lies by itself; ``None`` where it does not."""
        path = self._object_path(binsha)
        return path if path.is_file() else None

    def _object_path(self, binsha: bytes) -> Path:
        name = binsha.hex()
        return self.objects / name[:2] / name[2:]

    def _tree(self, sha: str) -> git.Tree:
        try:
            return self._repo.commit(sha).tree
        except (ValueError, git.BadName, git.ODBError) as error:
            raise UnknownRevision(f"This submission has no commit {sha}.") from error

    def faults(self) -> Iterator[str]:
        """What `git fsck` finds wrong, line by line; left-over objects of a killed try are no fault."""
        status, out, err = self._repo.git.fsck(
            "--full", "--strict", "--no-dangling", "--no-progress",
            with_extended_output=True, with_exceptions=False,
        )  # fmt: skip
        if status:
            lines = f"{out}\n{err}".splitlines()
            yield from (
                (line for line in lines if line.strip()) if any(lines) else ["git fsck failed"]
            )


def _alone(path: Path) -> dict[str, str]:
    """The environment in which git sees this repository and nothing else.

    Not the owner's configuration, and not the repository of a hook that may have started us.
    """
    return {
        "GIT_DIR": str(path),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }
