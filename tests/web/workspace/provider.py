"""An OpenID Connect provider on loopback: discovery, token and user info, as far as a client needs them."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt

CODE, ACCESS = "kod-som-galler-en-gang", "atkomst"
CLIENT, SECRET = "loftet", "en hemlighet"


class Provider(ThreadingHTTPServer):
    def __init__(self, claims: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.claims = claims
        self.codes = {CODE}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        if self.path == "/.well-known/openid-configuration":
            self._answer(200, self._configuration())
        elif self.path == "/userinfo" and self.headers["Authorization"] == f"Bearer {ACCESS}":
            self._answer(200, self.server.claims)
        else:
            self._answer(401, {"error": "invalid_token"})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        asked = {name: values[0] for name, values in sent.items()}
        rightful = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET) and "code_verifier" in asked
        if self.path != "/token" or not rightful or asked["code"] not in self.server.codes:
            self._answer(400, {"error": "invalid_grant"})
            return
        self.server.codes.remove(asked["code"])
        self._answer(200, {"access_token": ACCESS, "token_type": "Bearer", "id_token": self._id_token()})

    def _configuration(self) -> dict[str, Any]:
        address = self.server.address
        return {
            "issuer": address,
            "authorization_endpoint": f"{address}/authorize",
            "token_endpoint": f"{address}/token",
            "userinfo_endpoint": f"{address}/userinfo",
            "jwks_uri": f"{address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.server.address, "aud": CLIENT, "iat": now, "exp": now + 300, **self.server.claims}
        return jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": "1"})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def provider_that_says(**claims: Any) -> Iterator[Provider]:
    provider = Provider({"sub": "4711", "name": "Bo", **claims})
    thread = Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
