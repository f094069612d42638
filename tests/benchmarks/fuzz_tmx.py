"""Fuzzing of the TMX reader: ``python fuzz_tmx.py [SECONDS] [SEED]``; by atheris where it is installed.

Begins with every odd file of ``tests/data/tmx/hostile.json`` in every encoding, whole, compressed and cut, and with
memories made by hypothesis.  What must hold for whatever bytes come: a result or a TmxError; what was read is
written and read again the same; the quick way and the exact way agree; a broken unit costs no unit beside it; and
no file takes more than a few seconds.  A file that breaks one of these is kept in the folder fuzz-found.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import random
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))

import tmx
from tests.tmx.test_hostile import CASES, file_of
from tests.tmx.test_quick_and_exact import PIECES, reading
from tmx.validate import validate

FOUND = Path("fuzz-found")
SLOW = 5.0  # CPU seconds for a file of at most a few hundred kB
BESIDE = ["<tu tuid='before'><tuv xml:lang='ar'><seg>قبل</seg></tuv><tuv xml:lang='en'><seg>b</seg></tuv></tu>"]
BESIDE.append(BESIDE[0].replace("before", "after"))


def seeds() -> Iterator[bytes]:
    """Whole files."""
    for case in CASES:
        if "fill" in case:
            continue
        yield file_of(case)
        if "codec" in case or "gzip" in case:
            continue
        for codec, name in (("utf-16", "utf-16"), ("utf-16-be", "utf-16"), ("cp1256", "windows-1256")):
            try:
                yield file_of({**case, "codec": codec, "encoding": name})
            except (UnicodeEncodeError, KeyError):
                continue
        yield gzip.compress(file_of(case))
        yield file_of(case)[: -len(file_of(case)) // 3]


def middles() -> list[bytes]:
    """What stands between two sound units of a file."""
    return [case["body"].encode("utf-8", "surrogatepass") for case in CASES if "fill" not in case]


def check(data: bytes) -> None:
    """Everything that must hold of any bytes."""
    start = time.process_time()
    found = reading(data, strict=False)
    for strict in (False, True):
        with patch("tmx.reader.fit", return_value=False):
            exact = reading(data, strict)
        assert exact == (reading(data, True) if strict else found), f"quick and exact differ, strict={strict}"
    if len(found) > 1:
        units, _, problems, header = found
        memory = tmx.Memory(header, list(units))  # type: ignore[arg-type, call-overload]
        first = tmx.dumps(memory)
        again = tmx.loads(first, strict=True)
        assert again == memory, "read again, it is another memory"
        assert tmx.dumps(again) == first, "written again, it is another file"
        codes = {problem.code for problem in validate(io.BytesIO(data))}
        assert codes >= {problem.code for problem in problems}, "validate finds less than the reader"  # type: ignore[attr-defined]
    assert time.process_time() - start < SLOW, "slow"


def check_beside(middle: bytes) -> None:
    """A broken piece of any kind costs no unit before or behind it, save what it comments out itself."""
    head = b'<tmx version="1.4"><header srclang="ar"/><body>\n'
    data = head + BESIDE[0].encode() + middle + BESIDE[1].encode() + b"</body></tmx>"
    found = reading(data, strict=False)
    assert len(found) > 1, found
    tuids = [unit.tuid for unit in found[0]]  # type: ignore[attr-defined]
    assert tuids[0] == "before", tuids
    assert tuids[-1] == "after", tuids


def mutated(data: bytes, choose: random.Random) -> bytes:
    whole = bytearray(data)
    for _ in range(choose.choice([1, 1, 2, 3, 8])):
        at = choose.randrange(len(whole) + 1)
        kind = choose.randrange(6)
        if kind == 0:
            whole[at : at + 1] = bytes([choose.randrange(256)])
        elif kind == 1:
            del whole[at : at + choose.choice([1, 2, 10, 100])]
        elif kind == 2:
            piece = whole[at : at + choose.randrange(1, 80)]
            to = choose.randrange(len(whole) + 1)
            whole[to:to] = piece
        elif kind == 3:
            del whole[at:]
        else:
            whole[at : at + choose.randrange(4)] = choose.choice(PIECES)
    return bytes(whole)


def tried(test: object, data: bytes) -> bool:
    try:
        test(data)  # type: ignore[operator]
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        FOUND.mkdir(exist_ok=True)
        name = f"{test.__name__}-{hashlib.sha1(data).hexdigest()[:12]}"  # type: ignore[attr-defined]
        (FOUND / name).write_bytes(data)
        (FOUND / f"{name}.txt").write_text(traceback.format_exc(), "utf-8")
        return False
    return True


def campaign(seconds: float, seed: int) -> None:
    choose, files, parts = random.Random(seed), list(seeds()), middles()
    count = bad = 0
    for data in files:
        count += 1
        bad += not tried(check, data)
    while time.process_time() < seconds:
        count += 2
        bad += not tried(check, mutated(choose.choice(files), choose))
        bad += not tried(check_beside, mutated(choose.choice(parts), choose))
    print(f"{count:,} files in {time.process_time():.0f} CPU seconds, {bad} findings (seed {seed})")


def with_atheris(seconds: float, seed: int) -> None:
    import atheris

    for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "tmx"]:
        own = [value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__]
        for function in own:
            if hasattr(function, "__code__"):
                atheris.instrument_func(function)
    corpus = Path("fuzz-corpus")
    corpus.mkdir(exist_ok=True)
    for data in seeds():
        (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds:.0f}", f"-seed={seed}", str(corpus)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    start_from = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if "--atheris" in sys.argv and importlib.util.find_spec("atheris"):
        with_atheris(limit, start_from)
    else:
        campaign(limit, start_from)
