"""Requests over kept-alive connections."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

CONNECTIONS = 4


def fetch(connection: http.client.HTTPConnection, path: str) -> tuple[float, bytes]:
    """Seconds from request to whole body, and the body. Raises RuntimeError if the answer is not 200."""
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != http.client.OK:
        raise RuntimeError(f"{path} answered {response.status}")
    return time.perf_counter() - began, body


def requests_per_second(port: int, path: str, seconds: float) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        counts = pool.map(lambda _: requests_until(began + seconds, port, path), range(CONNECTIONS))
        total = sum(counts)
    return total / (time.perf_counter() - began)


def requests_until(end: float, port: int, path: str) -> int:
    count = 0
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        while time.perf_counter() < end:
            fetch(connection, path)
            count += 1
    return count
