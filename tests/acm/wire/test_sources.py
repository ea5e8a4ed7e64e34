"""Is a picture read only where whoever runs the site allows it, whatever a client names?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acm_wbia.acm.wire.sources import Sources
from tests.acm.photos import flank
from tests.acm.wire.conftest import OldClient, plain


def refused(client: OldClient, place: Any) -> str:
    _, status, _ = client.refused("POST", "image/json/", json={"image_uri_list": [place]})
    assert status["code"] in (400, 503)
    return str(status["message"])


def test_the_same_bytes_are_the_same_image_wherever_they_lie(client: OldClient) -> None:
    photo = client.photo(1)
    bucket = photo.parent / "bucket" / "a"
    bucket.mkdir(parents=True)
    (bucket / "b c.jpg").write_bytes(photo.read_bytes())
    client.acm.houston.open["/photos/1.jpg"] = photo.read_bytes()
    images = client.post(
        "image/json/",
        image_uri_list=[
            str(photo),
            f"{client.acm.houston.url}/photos/1.jpg",
            {"bucket": "asset-store", "key": "a/b c.jpg", "auth_domain": None},
        ],
    )
    assert len({plain(each) for each in images}) == 1


def kept(client: OldClient) -> list[str]:
    """The names of the files of pictures that are there, finished or not."""
    folder = client.acm.foundation.settings.files / "pictures"
    return [each.name for each in folder.rglob("*") if each.is_file()]


def test_each_picture_of_a_request_is_put_down_before_the_next_is_read(
    client: OldClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = []
    read = Sources.read

    def counting(sources: Sources, place: Any) -> bytes:
        there.append(len(kept(client)))
        return read(sources, place)

    monkeypatch.setattr(Sources, "read", counting)
    photos = [str(client.photo(animal)) for animal in (1, 2, 3)]
    assert len(client.post("image/json/", image_uri_list=photos)) == 3
    assert there == [0, 1, 2]
    assert len(kept(client)) == 3


def test_where_one_picture_of_a_request_is_refused_none_is_kept(client: OldClient) -> None:
    client.image(1)
    before = kept(client)
    no_picture = client.folder / "note.jpg"
    no_picture.write_text("no picture")
    places = [str(client.photo(2)), str(no_picture)]
    code, status, _ = client.refused("POST", "image/json/", json={"image_uri_list": places})
    assert (code, "Picture 2" in status["message"]) == (415, True)
    assert kept(client) == before


def test_pictures_may_be_named_by_their_place_in_a_detection(client: OldClient) -> None:
    image = client.image(1)
    job = client.post(
        "engine/detect/cnn/yolo/", image_uuid_list=[str(client.photo(2)), image, plain(image)]
    )
    found = client.result(job)
    assert found["image_uuid_list"][1:] == [image, image]
    assert len(found["results_list"]) == 3


def test_no_path_leads_out_of_the_folders(client: OldClient, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(flank(1))
    link = client.folder / "link.jpg"
    link.symlink_to(outside)
    for place in (
        str(outside),
        f"{client.folder}/../outside.jpg",
        str(link),
        "/etc/passwd",
        str(client.folder),
        str(client.folder / "none.jpg"),
        "outside.jpg",
        f"{client.folder}/\0.jpg",
    ):
        refused(client, place)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:1/a.jpg",
        "file:///etc/passwd",
        "ftp://example.org/a.jpg",
        "gopher://127.0.0.1/",
        "http://user:secret@{host}/a.jpg",
        "http://{host}@evil.example/a.jpg",
        "http://{host}.evil.example/a.jpg",
        "http://evil.example/#@{host}/",
        "s3://bucket/key",
    ],
)
def test_no_host_is_asked_that_is_not_named(client: OldClient, address: str) -> None:
    host = client.acm.houston.url.removeprefix("http://")
    message = refused(client, address.format(host=host))
    assert "meta-data" not in message
    assert client.acm.houston.fetched == []


def test_nobody_is_followed_elsewhere(client: OldClient) -> None:
    client.acm.houston.moved["/a.jpg"] = f"{client.acm.houston.url}/internal/secret"
    message = refused(client, f"{client.acm.houston.url}/a.jpg")
    assert "answers 302" in message


def test_a_bucket_is_known_by_its_name_and_keys_to_it_are_not_taken(client: OldClient) -> None:
    (client.folder / "bucket").mkdir()
    client.photo(1)
    for place in (
        {"bucket": "other", "key": "a.jpg"},
        {"bucket": "asset-store", "key": "../1-0.jpg"},
        {"bucket": "asset-store", "key": str(client.folder / "1-0.jpg")},
        {"bucket": "asset-store"},
        {"bucket": "asset-store", "key": "a.jpg", "region": "x"},
    ):
        refused(client, place)
    secret = {"bucket": "asset-store", "key": "a.jpg", "auth_access_id": "id"}
    assert "not taken from a request" in refused(client, secret)


@pytest.mark.parametrize("place", [None, 7, [], ""])
def test_what_names_no_place_is_refused(client: OldClient, place: Any) -> None:
    refused(client, place)


def test_nothing_is_kept_of_a_request_that_is_refused(client: OldClient) -> None:
    places = [str(client.photo(1)), "/etc/passwd"]
    client.refused("POST", "image/json/", json={"image_uri_list": places})
    assert list(client.acm.foundation.settings.files.glob("pictures/*/*")) == []
