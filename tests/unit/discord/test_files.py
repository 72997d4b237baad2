import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from adapters.discord.files import Downloads
from adapters.discord.incoming import Attached
from bot.intake import LARGEST, TOO_LARGE

BODIES = {"/cv.md": b"# Ilse", "/largest": b"x" * LARGEST, "/larger": b"x" * (LARGEST + 1)}


class Files(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/cv.md")
            self.end_headers()
            return
        body = BODIES.get(self.path)
        self.send_response(404 if body is None else 200)
        self.end_headers()
        if body:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def fetched(url, size=0, *, api_url="http://127.0.0.1:1/api/v10"):
    (upload,) = asyncio.run(Downloads(api_url).fetch((Attached("cv.md", url, size),)))
    return upload


def test_a_file_is_fetched_as_it_is(address):
    upload = fetched(f"{address}/cv.md")
    assert (upload.name, upload.data, upload.fault) == ("cv.md", b"# Ilse", "")


def test_the_largest_file_is_taken_and_one_byte_more_is_not(address):
    assert len(fetched(f"{address}/largest").data) == LARGEST
    larger = fetched(f"{address}/larger")
    assert (larger.data, larger.fault) == (b"", TOO_LARGE)


def test_a_file_that_says_it_is_too_large_is_not_fetched():
    assert fetched("http://127.0.0.1:1/cv.md", LARGEST + 1).fault == TOO_LARGE


@pytest.mark.parametrize("path", ["/away", "/nothing"])
def test_a_redirect_or_a_refusal_is_said(address, path):
    upload = fetched(address + path)
    assert (upload.data, upload.fault) == (b"", "Discord did not hand it out. Send it again.")


def test_a_host_that_does_not_answer_is_said():
    assert fetched("http://127.0.0.1:1/cv.md").fault == "Discord did not hand it out. Send it again."


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/cv.md",
        "http://cdn.discordapp.com/cv.md",
        "https://cdn.discordapp.com.evil.example/cv.md",
        "https://cdn.discordapp.com@evil.example/cv.md",
        "https://evil.example@cdn.discordapp.com/cv.md",
        "http://127.0.0.1/cv.md",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(url):
    downloads = Downloads("https://discord.com/api/v10")
    assert not downloads.trusted(url)
    assert fetched(url, api_url="https://discord.com/api/v10").fault.startswith("not from Discord")


def test_discords_own_hosts_are_trusted():
    assert Downloads("https://discord.com/api/v10").trusted("https://cdn.discordapp.com/attachments/1/2/cv.md?ex=1")
    assert Downloads("http://127.0.0.1:3920/api/v10").trusted("http://127.0.0.1:3920/files/cv.md")
