"""Does a message in a folder arrive whole and once, however many write and read at the same time?"""

from __future__ import annotations

import threading
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from service_kit.jobs.queue import FOLDER_TRANSPORT

MESSAGES = 300


def connect(folder: Path) -> Connection:
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
    }
    return Connection(transport=FOLDER_TRANSPORT, transport_options=options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "control").mkdir()
    return tmp_path


def test_each_message_is_read_whole_by_exactly_one_reader(folder):
    found: list[int] = []
    writing = threading.Event()
    writing.set()

    def read() -> None:
        channel = connect(folder).channel()
        while writing.is_set() or channel._size("q"):
            try:
                found.append(channel._get("q")["number"])
            except Empty:
                continue

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    channel = connect(folder).channel()
    for number in range(MESSAGES):
        channel._put("q", {"number": number, "padding": "x" * 20_000})
    writing.clear()
    for reader in readers:
        reader.join()
    assert sorted(found) == list(range(MESSAGES))


def test_the_oldest_message_comes_first_and_only_from_its_own_queue(folder):
    channel = connect(folder).channel()
    for number in range(3):
        channel._put("a", {"number": number})
    channel._put("b", {"number": 9})
    assert [channel._get("a")["number"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Empty):
        channel._get("a")
    assert channel._get("b") == {"number": 9}


def test_a_message_that_cannot_be_read_stops_nobody(folder):
    channel = connect(folder).channel()
    (folder / "00000000000000000001_x.q.msg").write_text("")
    channel._put("q", {"number": 1})
    assert channel._get("q") == {"number": 1}


def test_many_workers_that_start_at_once_find_the_exchange_whole(folder):
    starting = threading.Barrier(8)
    seen: list[set[str]] = []

    def start(number: int) -> None:
        channel = connect(folder).channel()
        starting.wait()
        for turn in range(20):
            channel._queue_bind("toy", f"toy.{number}", "", f"toy.{number}")
            channel._queue_bind("toy", f"toy.shared{turn}", "", f"toy.shared{turn}")
            seen.append({each.queue for each in channel.get_table("toy")})

    workers = [threading.Thread(target=start, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(seen) == 8 * 20
    assert len(connect(folder).channel().get_table("toy")) == 8 + 20


def test_a_deleted_queue_leaves_its_exchange(folder):
    channel = connect(folder).channel()
    for queue in ("kept", "gone"):
        channel._queue_bind("toy", queue, "", queue)
    channel._delete("gone", "toy", "gone", "")
    assert [each.queue for each in channel.get_table("toy")] == ["kept"]
