import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from adapters.slack.files import allowed, fetched
from bot.intake import LARGEST, TOO_LARGE

BASE = "https://slack.com/api/"
ASKED: list[tuple[str, str | None]] = []


class _Server(BaseHTTPRequestHandler):
    def do_GET(self):
        ASKED.append((self.path, self.headers.get("Authorization")))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/cv")
            self.end_headers()
            return
        if self.path == "/gone":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/login" else "application/octet-stream")
        self.end_headers()
        if self.path == "/endless":
            self._pour()
        else:
            self.wfile.write(b"Ilse Okonkwo-Brandt")

    def _pour(self):
        try:
            for _ in range(1000):
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    ASKED.clear()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


def take(server, path, **more):
    file = {"name": "cv.txt", "mimetype": "text/plain", "url_private_download": server + path, **more}
    return fetched(file, token="xoxb-1", base_url=server + "/api/")


def test_a_file_is_fetched_with_the_bots_token(server):
    upload = take(server, "/cv")
    assert (upload.name, upload.data, upload.fault) == ("cv.txt", b"Ilse Okonkwo-Brandt", "")
    assert ASKED == [("/cv", "Bearer xoxb-1")]


def test_a_redirect_is_not_followed(server):
    upload = take(server, "/moved")
    assert "files:read" in upload.fault
    assert [path for path, _ in ASKED] == ["/moved"]


def test_a_login_page_is_not_taken_for_the_file(server):
    upload = take(server, "/login")
    assert "files:read" in upload.fault
    assert upload.data == b""


def test_a_file_that_names_its_size_wrongly_is_cut_off(server):
    assert take(server, "/endless", size=10).fault == TOO_LARGE


def test_a_large_file_is_not_even_asked_for(server):
    assert take(server, "/cv", size=LARGEST + 1).fault == TOO_LARGE
    assert ASKED == []


def test_a_missing_file_has_a_fault_in_plain_words(server):
    assert take(server, "/gone").fault == "Slack did not hand the file out. Send it again."


def test_a_server_that_is_down_has_the_same_fault():
    assert "Send it again" in take("http://127.0.0.1:9", "/cv").fault


def test_a_link_to_a_file_elsewhere_is_not_followed(server):
    upload = fetched({"name": "cv", "mode": "external", "url_private": server + "/cv"}, token="t", base_url=server)
    assert upload.fault.startswith("Slack does not keep this file")
    upload = fetched({"name": "cv", "url_private": server + "/cv"}, token="t", base_url=BASE)
    assert upload.fault.startswith("it lies on another server")
    assert ASKED == []


@pytest.mark.parametrize(
    ("url", "yes"),
    [
        ("https://files.slack.com/files-pri/T1-F1/cv.pdf", True),
        ("https://slack.com/x", True),
        ("http://files.slack.com/x", False),
        ("https://slack.com.evil.example/x", False),
        ("https://evilslack.com/x", False),
        ("https://files.slack.com@evil.example/x", False),
        ("https://user:pw@files.slack.com/x", False),
        ("https://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_the_token_goes_to_slacks_servers_only(url, yes):
    assert allowed(url, BASE) is yes


def test_the_host_of_another_api_address_counts_as_slacks():
    assert allowed("http://127.0.0.1:3900/files/1", "http://127.0.0.1:3900/api/")
    assert not allowed("http://127.0.0.1:3901/files/1", "http://127.0.0.1:3900/api/")
