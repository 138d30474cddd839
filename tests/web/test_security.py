"""The guard: who is let in, from where, how often, with how much; and the pages to sign in and out."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from meetingqa.errors import TooManyRequests
from meetingqa.web import login
from meetingqa.web.errors import install_errors
from meetingqa.web.exposure import is_loopback
from meetingqa.web.logs import JsonLines, RequestLog
from meetingqa.web.security import SESSION_COOKIE, Guard, RateLimit, person_of
from meetingqa.web.service import Service
from served import open_service

HOME = "http://127.0.0.1:7860"
PASSWORD = "bốn chữ rất dài"


def make_app(service: Service) -> FastAPI:
    app = FastAPI()
    install_errors(app)
    app.include_router(login.router(service))

    @app.get("/who")
    def who(request: Request) -> dict[str, str]:
        person = person_of(request)
        return {"name": person.name, "role": person.role}

    @app.post("/api/v1/change")
    async def change(request: Request) -> dict[str, object]:
        return {"name": person_of(request).name, "bytes": len(await request.body())}

    app.add_middleware(Guard, service=service)
    app.add_middleware(RequestLog, metrics=service.metrics)
    return app


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path, filled=False) as service:
        service.accounts.create("lan", PASSWORD, "editor")
        yield service


@pytest.fixture
def client(service: Service) -> TestClient:
    return TestClient(make_app(service), base_url=HOME, follow_redirects=False)


def sign_in(client: TestClient, password: str = PASSWORD, **fields: str) -> int:
    page = client.get("/login").text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    data = {"name": "lan", "password": password, "form_token": token, **fields}
    answer = client.post("/login", data=data, headers={"Origin": HOME})
    return answer.status_code


def test_a_browser_is_sent_to_sign_in_and_a_program_told_so(client: TestClient) -> None:
    page = client.get("/who", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/who")
    told = client.post("/api/v1/change")
    assert told.status_code == 401
    assert told.headers["www-authenticate"] == "Bearer"
    assert set(told.json()) == {"error", "hint"}


def test_sign_in_and_out(client: TestClient, service: Service) -> None:
    assert sign_in(client) == 303
    assert client.get("/who").json() == {"name": "lan", "role": "editor"}
    cookie = client.cookies[SESSION_COOKIE]
    assert client.get("/logout").status_code == 200  # a foreign link only shows the button
    assert client.get("/who").status_code == 200
    out = client.post("/logout", headers={"Origin": HOME})
    assert (out.status_code, out.headers["location"]) == (303, "/login")
    client.cookies.set(SESSION_COOKIE, cookie)
    assert client.get("/who").status_code == 401
    assert service.accounts.audit.list()[0].action == "sign in"


def test_our_own_link_signs_out(client: TestClient) -> None:
    sign_in(client)
    assert client.get("/logout", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    assert client.get("/who").status_code == 401


@pytest.mark.parametrize("scheme, secure", [("http", False), ("https", True)])
def test_the_cookie_is_out_of_reach_of_scripts(service: Service, scheme: str, secure: bool) -> None:
    home = f"{scheme}://127.0.0.1:7860"
    client = TestClient(make_app(service), base_url=home, follow_redirects=False)
    token = client.get("/login").text.split('name="form_token" value="')[1].split('"')[0]
    data = {"name": "lan", "password": PASSWORD, "form_token": token}
    cookies = client.post("/login", data=data, headers={"Origin": home}).headers.get_list(
        "set-cookie"
    )
    [cookie] = [c for c in cookies if c.startswith(SESSION_COOKIE)]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert ("Secure" in cookie) == secure


def test_wrong_words_are_counted_and_then_refused(client: TestClient) -> None:
    assert [sign_in(client, "không phải thế này") for _ in range(6)] == [401] * 5 + [429]
    assert sign_in(client) == 429
    assert SESSION_COOKIE not in client.cookies


def test_a_form_that_is_not_ours_signs_nobody_in(client: TestClient) -> None:
    assert sign_in(client, form_token="bịa") == 400
    client.cookies.clear()
    data = {"name": "lan", "password": PASSWORD, "form_token": ""}
    assert client.post("/login", data=data).status_code == 400


@pytest.mark.parametrize(
    "wanted, led",
    [
        ("/en?x=1", "/en?x=1"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nSet-Cookie: b", "/"),
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(
    client: TestClient, wanted: str, led: str
) -> None:
    token = client.get("/login").text.split('name="form_token" value="')[1].split('"')[0]
    data = {"name": "lan", "password": PASSWORD, "form_token": token, "next": wanted}
    assert client.post("/login", data=data).headers["location"] == led


@pytest.mark.parametrize("next", ['"><script>alert(1)</script>', "/?a=%22%3E%3Cscript%3E"])
def test_the_page_quotes_what_it_was_sent(client: TestClient, next: str) -> None:
    page = client.get("/login", params={"next": next, "lang": next}).text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    data = {"name": next, "password": "sai", "form_token": token, "next": next}
    for text in (page, client.post("/login", data=data).text):
        assert "<script" not in text and 'name="password"' in text


def test_the_page_speaks_two_languages(client: TestClient) -> None:
    assert "Đăng nhập" in client.get("/login").text
    assert "Sign in" in client.get("/login?lang=en").text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999"])
def test_another_sites_page_cannot_act_as_who_is_signed_in(client: TestClient, origin: str) -> None:
    sign_in(client)
    assert client.post("/api/v1/change", headers={"Origin": origin}).status_code == 403
    assert client.post("/api/v1/change").status_code == 403  # says no origin at all
    assert client.post("/api/v1/change", headers={"Origin": HOME}).status_code == 200


def test_a_token_needs_no_origin_and_a_wrong_one_is_refused(
    client: TestClient, service: Service
) -> None:
    headers = {"Authorization": f"Bearer {service.accounts.tokens.create('lan')}"}
    assert client.post("/api/v1/change", headers=headers).json()["name"] == "lan"
    sign_in(client)
    wrong = {"Authorization": "Bearer mqa_bia", "Origin": HOME}
    assert client.post("/api/v1/change", headers=wrong).status_code == 401


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for path in ("/login", "/who", "/healthz"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "http" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert len(headers["x-request-id"]) == 16


def test_without_accounts_only_this_machine_under_its_own_name(tmp_path: Path) -> None:
    with open_service(tmp_path, filled=False, auth="off") as service:
        client = TestClient(make_app(service), base_url=HOME)
        assert client.get("/who").json()["name"] == "local"
        assert client.post("/api/v1/change").status_code == 200
        foreign = {"Origin": "http://evil.example"}
        assert client.post("/api/v1/change", headers=foreign).status_code == 403
        # A name of theirs that resolves to this machine.
        assert client.get("/who", headers={"Host": "evil.example"}).status_code == 403


def test_a_body_may_be_so_large_and_no_larger(client: TestClient, service: Service) -> None:
    headers = {"Authorization": f"Bearer {service.accounts.tokens.create('lan')}"}
    whole = b"x" * (8 * 1024 * 1024)
    fits = client.post("/api/v1/change", headers=headers, content=whole)
    assert fits.json()["bytes"] == len(whole)
    assert client.post("/api/v1/change", headers=headers, content=whole + b"x").status_code == 413

    def undeclared() -> Iterator[bytes]:
        yield whole
        yield b"x"

    assert client.post("/api/v1/change", headers=headers, content=undeclared()).status_code == 413


def test_who_asks_too_often_waits_and_the_others_do_not(tmp_path: Path) -> None:
    with open_service(tmp_path, filled=False, requests_per_minute=3) as service:
        for name in ("lan", "bình"):
            service.accounts.create(name, PASSWORD)
        lan, binh = (
            {"Authorization": f"Bearer {service.accounts.tokens.create(name)}"}
            for name in ("lan", "bình")
        )
        client = TestClient(make_app(service), base_url=HOME)
        codes = [client.post("/api/v1/change", headers=lan).status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
        assert client.post("/api/v1/change", headers=binh).status_code == 200
        assert client.get("/who", headers=lan).status_code == 200  # pages still open


def test_a_bucket_fills_up_again() -> None:
    at = [0.0]
    limit = RateLimit(60, lambda: at[0])
    for _ in range(60):
        limit.take("lan")
    with pytest.raises(TooManyRequests) as caught:
        limit.take("lan")
    at[0] += caught.value.retry_after_s
    limit.take("lan")


def test_the_log_has_no_question_and_no_query_string(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.get("/login?q=bí+mật", headers={"X-Request-ID": "abc123"})
    [record] = [r for r in caplog.records if r.name == "meetingqa.web.logs"]
    line = json.loads(JsonLines().format(record))
    assert (line["method"], line["path"], line["code"]) == ("GET", "/login", 200)
    assert "bí" not in str(line)


@pytest.mark.parametrize(
    "host, local",
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.7", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_what_is_this_machine(host: str, local: bool) -> None:
    assert is_loopback(host) == local
