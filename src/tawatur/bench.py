"""How fast, how large, how soon: ``python -m tawatur.bench`` (``make bench``).

Measures on one core over a corpus made from the bundled sample, or over articles of your own:
articles a second for the whole chain and for numbers, times and quantities alone, milliseconds a
stage, the peak memory of a long stream, and the time until a command answers.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final

from tawatur.annotate import number, quantity, timex
from tawatur.evaluate import invent
from tawatur.evaluate.peak import own_kb
from tawatur.export.contract import record
from tawatur.model.claim import Analysis
from tawatur.model.text import Document
from tawatur.pipeline import analyse, analyse_all
from tawatur.read import news
from tawatur.read.report import Found
from tawatur.rules.language import Language, arabic

SIZE: Final = 2400  # characters of an article: the middle of the articles tawatur was made for
_SAMPLE: Final = Path(__file__).with_name("sample")
_SHORT: Final = 2400  # bytes
_STARTS: Final = 7
_INVENTED: Final = 2000  # reports among which copies are looked for
_PASSES: Final = 3  # of which the quickest counts: other work on a machine only makes it slower

# Each stage by the module that holds it; "fold", "words" and "lexicon" are parts of "scan".
STAGES: Final = (
    ("scan", "tawatur.rules.scan", "scan"),
    ("  fold", "tawatur.rules.scan", "fold"),
    ("  words", "tawatur.rules.scan", "read"),
    ("  lexicon", "tawatur.rules.scan", "Hits"),
    ("number", "tawatur.annotate.number", "annotate"),
    ("timex", "tawatur.annotate.timex", "annotate"),
    ("quantity", "tawatur.annotate.quantity", "annotate"),
    ("frame", "tawatur.annotate.frame", "annotate"),
    ("published", "tawatur.resolve.published", "resolve"),
    ("times", "tawatur.resolve.times", "resolve"),
    ("name", "tawatur.annotate.name", "annotate"),
    ("entities", "tawatur.resolve.entities", "resolve"),
    ("attribution", "tawatur.annotate.attribution", "annotate"),
    ("event", "tawatur.annotate.event", "annotate"),
    ("claims", "tawatur.resolve.claims", "make"),
)


@dataclass(slots=True)
class Watch:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time added up."""
        self.seconds[stage] = 0.0

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds[stage] += time.perf_counter() - start

        return run

    @contextmanager
    def over(self, stages: Sequence[tuple[str, str, str]]) -> Iterator[None]:
        """Watch these functions where they stand, so that the pipeline itself is measured."""
        changed = []
        for stage, module, path in stages:
            owner: Any = import_module(module)
            *parents, name = path.split(".")
            for parent in parents:
                owner = getattr(owner, parent)
            before = getattr(owner, name)
            changed.append((owner, name, before))
            setattr(owner, name, self.timed(stage, before))
        try:
            yield
        finally:
            for owner, name, before in changed:
                setattr(owner, name, before)


def corpus(language: Language, size: int = SIZE) -> Iterator[Document]:
    """Articles without end: paragraphs of the sample put together anew, figures and days changed.

    The same articles in the same order every time.
    """
    paragraphs = _paragraphs()
    weekdays = sorted({entry.form for entry in language.entries.get("weekday", ())}) or ["-"]
    swap = re.compile("|".join(map(re.escape, sorted(weekdays, key=len, reverse=True))))
    draw = random.Random(2020)  # noqa: S311 - no secret, but the same numbers again
    number = 0
    while True:
        chosen: list[str] = []
        while sum(map(len, chosen)) < size:
            chosen.append(draw.choice(paragraphs))
        text = re.sub(r"\d+", lambda match: _figure(match.group(), draw), "\n\n".join(chosen))
        text = swap.sub(lambda _: draw.choice(weekdays), text)
        yield Document(f"bench-{number:06}", text[: size + size // 10])
        number += 1


def _paragraphs() -> list[str]:
    files = sorted(_SAMPLE.glob("*/*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")]
    return sorted({line for line in lines if len(line) > 60})


def _figure(digits: str, draw: random.Random) -> str:
    """Another figure of the same length; a year stays what it is."""
    if len(digits) == 4 and digits[:2] in {"19", "20"}:
        return digits
    return str(draw.randint(1, 10 ** len(digits) - 1)) if len(digits) < 10 else digits


def own(paths: Sequence[Path]) -> list[Document]:
    """The articles of files and folders that are long enough to be cut to 2.4 KB."""
    found = (one for one in news.read(paths) if isinstance(one, Found))
    return [one.document for one in found if len(one.document.text.encode()) >= _SHORT]


def speed(language: Language, made: Sequence[Document]) -> dict[str, Any]:
    """Articles a second on one core, whole and cut short, and what each stage takes."""
    for document in made[:20]:
        analyse(document, language)
    measured = [rates(language, made), rates(language, list(map(short, made)))]
    watch = Watch()
    there = [stage for stage in STAGES if _there(stage)]
    analyses: list[Analysis] = []
    with watch.over(there):
        write = watch.timed("contract", record)
        for document in made[: max(1, len(made) // 4)]:
            analyses.append(analyse(document, language))
            write(analyses[-1])
    return {
        "documents": len(made),
        "rates": measured,
        "stages_ms": {k: 1000 * v / len(analyses) for k, v in watch.seconds.items()},
        "missing": [stage[0].strip() for stage in STAGES if stage not in there],
        "link": linking(analyses[:300]),
    }


def short(document: Document) -> Document:
    """The document cut to 2.4 KB of UTF-8: what readers of times in other languages were timed on.

    >>> len(short(Document("a", "قال " * 2000)).text.encode())
    2400
    """
    return replace(document, text=document.text.encode()[:_SHORT].decode(errors="ignore"))


def rates(language: Language, documents: Sequence[Document]) -> dict[str, float]:
    """How large the articles are, and how many a second: the whole chain, numbers and times alone.

    ``values`` are numbers, times and quantities where the scan is given, ``scanned_values`` with
    the scan; ``dense`` is how many of them an article holds, which is what they cost. Seconds are
    those of the processor, of the quickest of some passes.
    """
    passes = [_pass(language, documents) for _ in range(_PASSES)]
    chain, scanning, values = (min(column) for column in list(zip(*passes, strict=True))[:3])
    return {
        "characters": sum(len(document.text) for document in documents) / len(documents),
        "kilobytes": sum(len(document.text.encode()) for document in documents)
        / len(documents)
        / 1000,
        "dense": passes[0][3] / len(documents),
        "chain": len(documents) / chain,
        "values": len(documents) / values,
        "scanned_values": len(documents) / (values + scanning),
    }


def _pass(language: Language, documents: Sequence[Document]) -> tuple[float, float, float, int]:
    """Seconds of the chain, of the scan, of the values alone, and how many these are."""
    start = time.process_time()
    for document in documents:
        json.dumps(record(analyse(document, language)), ensure_ascii=False)
    chain = time.process_time() - start
    scanning = values = 0.0
    many = 0
    for document in documents:
        start = time.process_time()
        scan = language.scan(document.text)
        scanned = time.process_time()
        number.annotate(scan, language)
        times = timex.annotate(scan, language)
        counts = quantity.annotate(scan, language, times)
        values += time.process_time() - scanned
        scanning += scanned - start
        many += len(times) + len(counts)
    return chain, scanning, values, many


def _there(stage: tuple[str, str, str]) -> bool:
    """Whether a stage can be watched (all are, in a finished tree)."""
    try:
        owner: Any = import_module(stage[1])
    except ImportError:
        return False
    for part in stage[2].split("."):
        owner = getattr(owner, part, None)
    return callable(owner)


def linking(analyses: Sequence[Analysis]) -> dict[str, float] | None:
    """Milliseconds an article for copies and incidents.

    All paragraphs of the articles at hand are copies, which is no measure of the search for them:
    that is asked about reports of which a third are copies.
    """
    try:
        reuse = import_module("tawatur.link.reuse")
        incidents = import_module("tawatur.link.incidents")
    except ImportError:
        return None
    invented = invent.corpus(_INVENTED).documents
    start = time.perf_counter()
    reuse.find(invented)
    between = time.perf_counter()
    found = reuse.find([analysis.document for analysis in analyses])
    begin = time.perf_counter()
    incidents.link(analyses, found)
    end = time.perf_counter()
    return {
        "documents": len(analyses),
        "reuse_ms": (between - start) * 1000 / len(invented),
        "incidents_ms": (end - begin) * 1000 / len(analyses),
    }


def stream(documents: int, size: int) -> None:
    """Read, write and forget so many articles (run in a process of its own), then say the peak."""
    language = arabic()
    written = 0
    for result in analyse_all(islice(corpus(language, size), documents), language):
        if isinstance(result, Analysis):
            written += len(json.dumps(record(result), ensure_ascii=False))
    print(json.dumps({"peak_kb": own_kb(), "characters_written": written}))  # noqa: T201


def memory(documents: int, size: int) -> float:
    """The peak of a process that streams so many articles, in megabytes."""
    command = [sys.executable, "-m", "tawatur.bench", "--stream", str(documents)]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [*command, "--size", str(size)], capture_output=True, text=True, check=True
    )
    peak: int = json.loads(done.stdout)["peak_kb"]
    return peak / 1024


def starting(command: Sequence[str], given: str = "") -> float | None:
    """The middle of several times until a command has answered, in seconds; ``None``: it fails."""
    times = []
    for _ in range(_STARTS):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own command
            list(command), input=given, capture_output=True, text=True, check=False
        )
        times.append(time.perf_counter() - start)
        if done.returncode:
            return None
    return median(times)


def measure(documents: int, streamed: int, size: int, paths: Sequence[Path] = ()) -> dict[str, Any]:
    """Everything, as one record; of the articles of some files where they are given."""
    start = time.perf_counter()
    language = arabic()
    loaded = time.perf_counter() - start
    tawatur = str(Path(sys.executable).with_name("tawatur"))
    line = json.dumps({"id": "1", "text": next(corpus(language, 200)).text, "published": None})
    made = own(paths)[:documents] if paths else list(islice(corpus(language, size), documents))
    if not made:
        raise SystemExit(
            f"no article of {_SHORT / 1000} KB or more in {', '.join(map(str, paths))}"
        )
    return {
        "language_ms": 1000 * loaded,
        **speed(language, made),
        "streamed": streamed,
        "peak_mb": memory(streamed, size) if streamed else None,
        "help_s": starting([tawatur, "--help"]),
        "annotate_s": starting([tawatur, "annotate", "-", "--jsonl"], line + "\n"),
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The record for a reader."""
    whole, cut = result["rates"]
    yield (
        f"{result['documents']} articles of {whole['characters']:.0f} characters"
        f" ({whole['kilobytes']:.1f} KB of UTF-8), and cut to {cut['kilobytes']:.1f} KB; one core"
    )
    for name, key in (
        ("whole chain", "chain"),
        ("values", "values"),
        ("scan and values", "scanned_values"),
    ):
        yield f"  {name:<17} {whole[key]:8.1f} articles/s {cut[key]:8.1f} of the cut ones"
    yield (
        f"  (values: numbers, times and quantities;"
        f" {whole['dense']:.1f} an article, {cut['dense']:.1f} in a cut one)"
    )
    yield f"  language loaded   {result['language_ms']:8.1f} ms, once"
    for stage, taken in result["stages_ms"].items():
        yield f"  {stage:<17} {taken:8.3f} ms an article"
    if result["link"]:
        yield f"  reuse             {result['link']['reuse_ms']:8.3f} ms an article"
        yield f"  incidents         {result['link']['incidents_ms']:8.3f} ms an article"
    if result["missing"]:
        yield f"  not there: {', '.join(result['missing'])}"
    if result["peak_mb"] is not None:
        yield f"  peak memory       {result['peak_mb']:8.1f} MB over {result['streamed']} articles"
    for name, key in (("tawatur --help", "help_s"), ("tawatur annotate", "annotate_s")):
        taken = "fails" if result[key] is None else f"{result[key]:8.3f} s until it has answered"
        yield f"  {name:<17} {taken}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m tawatur.bench", description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="articles timed (2000)")
    parser.add_argument("--streamed", type=int, default=10000, help="articles for the peak (10000)")
    parser.add_argument("--size", type=int, default=SIZE, help=f"characters an article ({SIZE})")
    parser.add_argument("--corpus", type=Path, nargs="+", default=[], metavar="FILE",
                        help="measure these articles instead, of any format")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON record")
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.stream:
        stream(options.stream, options.size)
        return 0
    result = measure(options.documents, options.streamed, options.size, options.corpus)
    print(json.dumps(result) if options.json else "\n".join(lines(result)))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
