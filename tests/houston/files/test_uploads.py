"""Do files arrive whole by tus 1.0, whatever breaks on the way, and for whom?"""

from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import update

from houston.access import Role
from houston.models import SubmissionFile
from service_kit.clock import now
from tests.houston.sending import (
    PIECE,
    TUS,
    announce,
    base64_of,
    file_of,
    picture,
    place_of,
    send_piece,
    upload,
)


def test_the_server_tells_what_it_can_do(browser, house):
    answer = browser.open("OPTIONS", "/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "termination",
        "expiration",
    }
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert int(answer.headers["Tus-Max-Size"]) == house.settings.largest_upload_bytes


def test_a_client_of_another_version_is_told_so(browser, draft):
    answer = announce(browser, draft, "a.jpg", 3, {"Tus-Resumable": "0.2.0"})
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_a_file_arrives_in_pieces_and_is_looked_at(browser, draft):
    content = picture()
    file = upload(browser, draft, "zebra_🦓 Müller.jpg", content)
    told = file_of(browser, draft, file)
    assert told["name"] == "zebra_🦓 Müller.jpg"
    assert (told["state"], told["reason"]) == ("ready", None)
    assert told["size"] == told["received"] == len(content)
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert (told["media_type"], told["width"], told["height"]) == ("image/jpeg", 320, 240)


def test_an_interrupted_upload_goes_on_where_it_stopped(browser, draft):
    content = picture()
    place = place_of(announce(browser, draft, "a.jpg", len(content)))
    assert send_piece(browser, place, 0, content[:1000]).headers["Upload-Offset"] == "1000"
    asked = browser.open("HEAD", place, headers=TUS)
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == (
        "1000",
        str(len(content)),
    )
    assert asked.headers["Cache-Control"] == "no-store"
    assert asked.headers["Upload-Expires"]
    rest = send_piece(browser, place, 1000, content[1000:])
    assert rest.headers["Upload-Offset"] == str(len(content))
    assert file_of(browser, draft, place.rsplit("/", 1)[1])["state"] == "ready"


def test_a_piece_at_another_place_is_refused(browser, draft):
    place = place_of(announce(browser, draft, "a.jpg", 100))
    assert send_piece(browser, place, 0, bytes(10)).status_code == 204
    wrong = send_piece(browser, place, 50, bytes(10))
    assert (wrong.status_code, wrong.json["code"]) == (409, "upload_offset")


def test_a_piece_can_come_with_the_announcement(browser, draft):
    content = picture()
    answer = browser.post(
        "/uploads",
        data=content,
        headers={
            **PIECE,
            "Upload-Length": str(len(content)),
            "Upload-Metadata": f"filename {base64_of(b'a.jpg')},submission {base64_of(draft.encode())}",
        },
    )
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(len(content)))
    assert file_of(browser, draft, place_of(answer).rsplit("/", 1)[1])["state"] == "ready"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_damaged_piece_is_thrown_away_and_can_be_sent_again(browser, draft, algorithm):
    content = picture()
    place = place_of(announce(browser, draft, "a.jpg", len(content)))
    digest = base64_of(hashlib.new(algorithm, content).digest())
    headers = {"Upload-Checksum": f"{algorithm} {digest}"}
    damaged = send_piece(browser, place, 0, content[:-1] + b"?", **headers)
    assert (damaged.status_code, damaged.json["code"]) == (460, "checksum_mismatch")
    assert browser.open("HEAD", place, headers=TUS).headers["Upload-Offset"] == "0"
    assert send_piece(browser, place, 0, content, **headers).status_code == 204
    assert file_of(browser, draft, place.rsplit("/", 1)[1])["state"] == "ready"


@pytest.mark.parametrize("header", ["md5 AAAA", "sha256", "sha1 ???", "crc32 x"])
def test_a_checksum_that_cannot_be_checked_is_refused(browser, draft, header):
    place = place_of(announce(browser, draft, "a.jpg", 100))
    answer = send_piece(browser, place, 0, bytes(10), **{"Upload-Checksum": header})
    assert answer.status_code in (400, 460)
    assert browser.open("HEAD", place, headers=TUS).headers["Upload-Offset"] == "0"


def test_what_a_killed_writer_left_behind_the_last_noted_byte_is_cut_off(browser, draft, house):
    content = picture()
    place = place_of(announce(browser, draft, "a.jpg", len(content)))
    send_piece(browser, place, 0, content[:1000])
    file = uuid.UUID(place.rsplit("/", 1)[1])
    with house.landing.path(file).open("ab") as stream:
        stream.write(b"written, and then the power failed")
    assert browser.open("HEAD", place, headers=TUS).headers["Upload-Offset"] == "1000"
    send_piece(browser, place, 1000, content[1000:])
    assert file_of(browser, draft, str(file))["sha256"] == hashlib.sha256(content).hexdigest()


def test_two_at_once_never_write_the_same_file(browser, draft, house):
    place = place_of(announce(browser, draft, "a.jpg", 100))
    with house.landing.alone_with(uuid.UUID(place.rsplit("/", 1)[1])):
        answer = send_piece(browser, place, 0, bytes(10))
    assert (answer.status_code, answer.json["code"]) == (423, "upload_locked")
    assert send_piece(browser, place, 0, bytes(10)).status_code == 204


def test_more_than_was_announced_is_refused(browser, draft):
    place = place_of(announce(browser, draft, "a.jpg", 10))
    answer = send_piece(browser, place, 0, bytes(20))
    assert (answer.status_code, answer.json["code"]) == (413, "upload_too_large")
    assert browser.open("HEAD", place, headers=TUS).headers["Upload-Offset"] == "0"


def test_a_file_over_the_limit_is_refused_before_a_byte_is_sent(browser, draft, house):
    answer = announce(browser, draft, "huge.jpg", house.settings.largest_upload_bytes + 2 * 1024**3)
    assert (answer.status_code, answer.json["code"]) == (413, "upload_too_large")
    assert "MB" in answer.json["detail"]
    assert browser.get(f"/submissions/{draft}").json["files"] == []


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "filename YS5qcGc=",
        "filename ???,submission ???",
        f"filename YS5qcGc=,submission {base64.b64encode(b'none').decode()}",
        f"filename {base64.b64encode(bytes([0xFF, 0xFE])).decode()}",
    ],
)
def test_an_announcement_that_cannot_be_understood_is_refused(browser, metadata):
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": metadata}
    answer = browser.post("/uploads", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (400, "tus_metadata")


@pytest.mark.parametrize("length", ["-1", "ten", "", "1e9", "9" * 30])
def test_a_size_that_is_none_is_refused(browser, draft, length):
    answer = announce(browser, draft, "a.jpg", 1, {"Upload-Length": length})
    assert answer.status_code == 400


def test_an_upload_announced_again_with_its_checksum_goes_on_and_is_not_sent_twice(browser, draft):
    content = picture()
    whole = {"sha256": hashlib.sha256(content).hexdigest()}
    first = announce(browser, draft, "a.jpg", len(content), **whole)
    send_piece(browser, place_of(first), 0, content[:100])
    again = announce(browser, draft, "a.jpg", len(content), **whole)
    assert (place_of(again), again.headers["Upload-Offset"]) == (place_of(first), "100")
    send_piece(browser, place_of(again), 100, content[100:])
    finished = announce(browser, draft, "a.jpg", len(content), **whole)
    assert (place_of(finished), finished.headers["Upload-Offset"]) == (
        place_of(first),
        str(len(content)),
    )
    assert browser.get(f"/submissions/{draft}").json["file_count"] == 1


def test_a_file_can_be_taken_out_again(browser, draft, house):
    file = upload(browser, draft, "a.jpg", picture())
    assert browser.delete(f"/submissions/{draft}/files/{file}").status_code == 204
    assert browser.get(f"/submissions/{draft}").json["files"] == []
    assert not house.landing.path(uuid.UUID(file)).exists()


def test_an_upload_can_be_given_up(browser, draft):
    place = place_of(announce(browser, draft, "a.jpg", 100))
    assert browser.delete(place, headers=TUS).status_code == 204
    assert browser.open("HEAD", place, headers=TUS).status_code == 404


def test_clients_that_can_only_post_say_what_they_mean(browser, draft):
    content = picture()
    place = place_of(announce(browser, draft, "a.jpg", len(content)))
    headers = {**PIECE, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert browser.post(place, data=content, headers=headers).status_code == 204
    assert file_of(browser, draft, place.rsplit("/", 1)[1])["state"] == "ready"


def test_an_upload_that_ran_out_is_gone_and_its_bytes_with_it(browser, draft, house, do_jobs):
    place = place_of(announce(browser, draft, "a.jpg", 100))
    send_piece(browser, place, 0, bytes(10))
    file = uuid.UUID(place.rsplit("/", 1)[1])
    with house.database.write() as session:
        session.execute(update(SubmissionFile).values(expires_at=now() - timedelta(seconds=1)))
    assert browser.open("HEAD", place, headers=TUS).status_code == 410
    do_jobs()
    assert browser.get(f"/submissions/{draft}").json["files"] == []
    assert not house.landing.path(file).exists()


def test_nobody_adds_files_to_another_s_draft(people, draft, stranger):
    other = people.person(Role.RESEARCHER).browser
    for browser in (other, stranger):
        answer = announce(browser, draft, "a.jpg", 10)
        assert answer.status_code == 404


def test_somebody_without_an_account_adds_files_by_their_link(stranger):
    opened = stranger.post("/submissions", json={}).json
    link = {"X-Follow-Up-Token": opened["follow_up_token"]}
    file = upload(stranger, opened["id"], "a.jpg", picture(), headers=link)
    assert file_of(stranger, opened["id"], file, headers=link)["state"] == "ready"
    assert announce(stranger, opened["id"], "b.jpg", 10).status_code == 404


def test_a_stranger_does_not_fill_the_disk(stranger, house):
    opened = stranger.post("/submissions", json={}).json
    link = {"X-Follow-Up-Token": opened["follow_up_token"]}
    largest = house.settings.largest_upload_bytes
    sizes = [announce(stranger, opened["id"], f"{n}.jpg", largest, link) for n in range(5)]
    assert [answer.status_code for answer in sizes] == [201, 201, 201, 201, 413]
