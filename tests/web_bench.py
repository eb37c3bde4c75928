"""How long the pages of a large project take while a run is writing to it.

    python tests/web_store.py DIR            # once: 100,000 reports, 300,000 claims
    python tests/web_bench.py DIR [ROUNDS]

Asks every kind of page for things drawn by lot, over HTTP, one after the other, and prints the
median and the 99th percentile of the time to the last byte in milliseconds; beside them the time
of the processor, which does not depend on what else the machine does.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote

from tawatur.store.project import DATABASE

PORT = 8799
WRITER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute("PRAGMA synchronous = NORMAL")
number = connection.execute("SELECT max(number) FROM analysis").fetchone()[0]
run = connection.execute("SELECT value FROM meta WHERE key = 'current_run'").fetchone()[0]
connection.execute("INSERT OR IGNORE INTO run VALUES ('run:bench', '', '', '{}', '2020-01-01')")
documents = [d for (d,) in connection.execute("SELECT id FROM document ORDER BY number")]
while True:  # what a run does: batches of fifty reports, each with what was found in it
    for start in range(0, len(documents), 50):
        connection.execute("BEGIN IMMEDIATE")
        for document in documents[start:start + 50]:
            number += 1
            connection.execute("INSERT OR IGNORE INTO analysis (number, run, document,"
                               " published_days) VALUES (?, 'run:bench', ?, '[]')",
                               (number, document))
            for place in range(30):
                connection.execute("INSERT OR IGNORE INTO passage VALUES (?, 'sentence', ?, ?, ?)",
                                   (number, place, place, place + 1))
        connection.execute("COMMIT")
        time.sleep(1.0)  # fifty reports take a run longer than that
"""


def main() -> None:
    """Measures, and prints a table."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60
    server = subprocess.Popen(
        [sys.executable, "-m", "tawatur.cli", "serve", str(folder), "--port", str(PORT)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder / DATABASE)])
    try:
        assert server.stderr is not None
        entry = next(word for line in server.stderr for word in line.split() if "token=" in word)
        measure(folder, entry, rounds)
    finally:
        writer.terminate()
        server.terminate()


def measure(folder: Path, entry: str, rounds: int) -> None:
    """Asks and prints."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    began = time.perf_counter()
    opener.open(entry).read()
    print(f"first page: {time.perf_counter() - began:.1f} s")
    opener.open(f"{entry.partition('/?')[0]}/review").read()  # until all is worked out
    kinds = pages(folder, rounds)
    for kind, paths in kinds.items():
        times, work, size = [], [], 0
        for path in paths:
            began = time.perf_counter()
            with opener.open(entry.partition("/?")[0] + path) as answer:
                size = max(size, len(answer.read()))
                times.append(1000 * (time.perf_counter() - began))
                work.append(float(answer.headers["server-timing"].rpartition("=")[2]))
        print(
            f"{kind:12} {statistics.median(times):7.0f} {last(times):7.0f} ms,"
            f" processor {statistics.median(work):7.0f} {last(work):7.0f} ms {size / 1000:7.0f} kB",
            flush=True,
        )


def last(times: list[float]) -> float:
    """The 99th percentile."""
    return sorted(times)[min(len(times) - 1, int(0.99 * len(times)))]


def pages(folder: Path, rounds: int) -> dict[str, list[str]]:
    """The addresses to ask for, by kind of page."""
    chance = random.Random(3)
    connection = sqlite3.connect(f"{(folder / DATABASE).as_uri()}?mode=ro", uri=True)
    incidents = [one.replace(":", "-") for (one,) in connection.execute("SELECT id FROM incident")]
    documents = [one.replace(":", "-") for (one,) in connection.execute("SELECT id FROM document")]
    claims = [one.replace(":", "-") for (one,) in
              connection.execute("SELECT id FROM claim LIMIT 20000")]  # fmt: skip
    connection.close()
    types = ("bombing", "clash", "airstrike", "shelling")

    def some(form: str, things: list[str]) -> list[str]:
        return [form.format(chance.choice(things)) for _ in range(rounds)]

    return {
        "home": ["/"] * rounds,
        "incidents": [f"/incidents?page={chance.randrange(1, 2000)}" for _ in range(rounds)],
        "filtered": [
            f"/incidents?type={chance.choice(types)}&least={chance.randrange(1, 5)}"
            f"&from=20{chance.randrange(19, 24)}-0{chance.randrange(1, 9)}-01&sort=reports"
            for _ in range(rounds)
        ],
        "dossier": some("/incident/{}", incidents),
        "compare": some("/incident/{}/compare", incidents),
        "chain": some("/incident/{}/chain", incidents),
        "largest": [f"/incident/{one}" for one in incidents[:rounds]],
        "document": some("/document/{}", documents),
        "timeline": [f"/timeline?month=2021-0{chance.randrange(1, 9)}&page={chance.randrange(1, 9)}"
                     for _ in range(rounds)],
        "map": [f"/map?type={chance.choice(types)}" for _ in range(rounds)],
        "search": [f"/search?q={quote(w)}%20{chance.randrange(1, 999_999)}"
                   for w in chance.choices(("البيان", "الموصل", "الشرطة"), k=rounds)],
        "search-often": [f"/search?q={quote('الموصل')}"] * 10,
        "search-all": [f"/search?q={quote('البيان')}&from={25 * n}" for n in range(10)],
        "threads": ["/threads"] * rounds,
        "sources": ["/sources"] * rounds,
        "review": ["/review"] * rounds,
        "queue": [f"/review/contradictions?at={chance.randrange(1, 200)}" for _ in range(rounds)],
        "list": ["/review/score?view=list"] * rounds,
        "names": [f"/review/names?at={chance.randrange(1, 200)}" for _ in range(rounds)],
        "places": ["/review/places"] * rounds,
        "claim": some("/claim/{}?field=killed", claims),
        "correct": some("/incident/{}/correct", incidents),
        "runs": ["/runs"] * rounds,
    }  # fmt: skip


if __name__ == "__main__":
    main()
