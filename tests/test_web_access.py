"""What the server lets through: hosts, origins, tokens, passwords, methods; and what it sends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tawatur.errors import TawaturError
from tawatur.store.project import Project
from tawatur.web.access import Access, Attempts, Password
from tawatur.web.app import application
from tawatur.web.guard import HEADERS
from tawatur.web.serve import access_for, address

BASE = "http://127.0.0.1:8765"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "p")


def client(project: Project, access: Access, base: str = BASE) -> TestClient:
    return TestClient(application(project, access), base_url=base, follow_redirects=False)


@pytest.fixture
def access() -> Access:
    return Access(port=8765)


@pytest.fixture
def guest(project: Project, access: Access) -> Iterator[TestClient]:
    with client(project, access) as found:
        yield found


def test_nobody_is_let_in_without_the_token(guest: TestClient, access: Access) -> None:
    assert guest.get("/").status_code == 403
    assert guest.get("/?token=wrong").status_code == 403
    assert guest.get("/runs.json").status_code == 403
    answer = guest.get(f"/incidents?token={access.token}&type=bombing")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/incidents?type=bombing"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("tawatur-8765=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert guest.get("/").status_code == 200


def test_the_token_leads_to_no_other_host(guest: TestClient, access: Access) -> None:
    answer = guest.get(f"{BASE}//example.org/x?token={access.token}")
    assert answer.headers["location"] == "/example.org/x"


@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8765", "127.0.0.1:80", "192.168.1.4:8765", "localhost.example.org",
     "", "127.0.0.1:8765.example.org", "[fe80::1]:8765"],
)  # fmt: skip
def test_a_strange_host_is_refused(guest: TestClient, access: Access, host: str) -> None:
    answer = guest.get(f"/?token={access.token}", headers={"host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_loopback_is_known_under_its_names(guest: TestClient, access: Access, host: str) -> None:
    assert guest.get(f"/?token={access.token}", headers={"host": host}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://example.org"}, {"origin": "null"}, {"origin": "http://127.0.0.1:80"},
     {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}],
)  # fmt: skip
def test_a_form_of_another_site_is_refused(
    guest: TestClient, access: Access, headers: dict[str, str]
) -> None:
    guest.get(f"/?token={access.token}")
    assert guest.post("/settings", data={"lang": "ar"}, headers=headers).status_code == 403


def test_a_form_of_ours_is_taken(guest: TestClient, access: Access) -> None:
    guest.get(f"/?token={access.token}")
    answer = guest.post("/settings", data={"lang": "ar", "digits": "x"}, headers={"origin": BASE})
    assert answer.status_code == 303
    assert guest.cookies["lang"] == "ar"
    assert "digits" not in guest.cookies
    assert 'dir="rtl"' in guest.get("/settings").text


def test_other_methods_are_unknown(guest: TestClient, access: Access) -> None:
    guest.get(f"/?token={access.token}")
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert guest.request(method, "/", headers={"origin": BASE}).status_code == 405


def test_read_only_takes_nothing_but_settings(project: Project) -> None:
    access = Access(port=8765, read_only=True)
    with client(project, access) as guest:
        guest.get(f"/?token={access.token}")
        assert guest.post("/review/decide", headers={"origin": BASE}).status_code == 403
        answer = guest.post("/settings", data={"lang": "en"}, headers={"origin": BASE})
        assert answer.status_code == 303


def test_every_answer_is_sealed(guest: TestClient, access: Access) -> None:
    refused = guest.get("/")
    guest.get(f"/?token={access.token}")
    for answer in (refused, guest.get("/"), guest.get("/nothing"), guest.get("/static/nothing")):
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd.txt",
     "/static/vendor/", "/static/tawatur.py", "/static/fonts"],
)  # fmt: skip
def test_static_serves_its_own_files_only(guest: TestClient, path: str) -> None:
    assert guest.get(path).status_code in {403, 404}


# --- beyond this machine --------------------------------------------------------------------------

OPEN = "http://192.168.1.4:8765"
WORD = "correct horse battery"


@pytest.fixture
def far(project: Project) -> Iterator[TestClient]:
    access = access_for("192.168.1.4", 8765, password=WORD)
    with client(project, access, OPEN) as found:
        yield found


def test_other_addresses_demand_a_password() -> None:
    with pytest.raises(TawaturError, match="give a password"):
        access_for("0.0.0.0", 8765, password=None)
    with pytest.raises(TawaturError, match="shorter"):
        access_for("0.0.0.0", 8765, password="short")
    access = access_for("0.0.0.0", 8765, password=WORD, names=("Desk.example.org",))
    assert access.admits_host("desk.example.org:8765")
    assert access.admits_host("192.168.1.4:8765")
    assert not access.admits_host("rebound.example.org:8765")
    assert "token" not in address("192.168.1.4", access)


def test_the_password_lets_in(far: TestClient) -> None:
    answer = far.get("/runs?x=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fruns%3Fx%3D1"
    wrong = far.post("/login", data={"password": "no"}, headers={"origin": OPEN})
    assert wrong.status_code == 403
    right = far.post("/login", data={"password": WORD, "next": "/runs"}, headers={"origin": OPEN})
    assert right.headers["location"] == "/runs"
    assert far.get("/runs").status_code == 200
    far.post("/logout", headers={"origin": OPEN})
    assert far.get("/runs").status_code == 303


def test_no_token_opens_what_a_password_closes(far: TestClient) -> None:
    assert far.get("/?token=").status_code == 303
    access = Access(port=1, password=Password.of(WORD))
    assert not access.opens(access.token)


@pytest.mark.parametrize("target", ["//example.org", "https://example.org", "/\\example.org", "x"])
def test_login_leads_to_pages_of_ours_only(far: TestClient, target: str) -> None:
    answer = far.post("/login", data={"password": WORD, "next": target}, headers={"origin": OPEN})
    assert answer.headers["location"] == "/"


def test_guessing_is_slowed_down(far: TestClient) -> None:
    for _ in range(5):
        far.post("/login", data={"password": "no"}, headers={"origin": OPEN})
    answer = far.post("/login", data={"password": WORD}, headers={"origin": OPEN})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_waiting_grows_and_ends() -> None:
    now = 0.0
    attempts = Attempts(clock=lambda: now)
    waits = []
    for _ in range(8):
        attempts.fail("a")
        waits.append(attempts.wait("a"))
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8]
    assert attempts.wait("b") == 0
    now = 100.0
    assert attempts.wait("a") == 0
    for caller in range(60):
        attempts.fail(f"c{caller}")
    assert attempts.wait("new") > 0
    attempts.succeed("a")
    assert "a" not in attempts.failed


def test_a_large_form_is_not_read(far: TestClient) -> None:
    answer = far.post("/login", data={"password": "x" * 20_000}, headers={"origin": OPEN})
    assert answer.status_code == 403
