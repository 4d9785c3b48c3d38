"""Opening by voice: `python -m evals.openers` guesses a thousand numbers and times how wrong they are.

No guess beyond the tenth is tried, also when ten devices guess in turn. The time that a wrong number takes
must not tell how many of its first digits are right: the medians are printed by their number.
"""

import random
import statistics
import tempfile
import time
from pathlib import Path

from app.household import trying
from app.household.home import MAX_FAILURES, Device, Home, Resident
from app.household.home_file import HomeFile
from app.household.openers import opens, pepper, seal
from app.household.trying import Try, attempt

NUMBER, GUESSES, ROUNDS, DEVICES = "419275", 1_000, 15, 10
KEY = pepper(bytes(32))


def main() -> None:
    """Both, printed."""
    kept = seal(NUMBER, KEY)
    tried, opened = _guess(kept)
    print(
        f"{GUESSES} guesses from {DEVICES} devices: {tried} tried, {max(0, tried - MAX_FAILURES)} beyond the tenth, {opened} opened."
    )
    medians = _timed(kept)
    for right, ms in medians.items():
        print(f"{right} first digits right: {ms:.1f} ms at the median of {ROUNDS}")
    spread = max(medians.values()) / min(medians.values())
    ordered = list(medians.values())
    growing = ordered in (sorted(ordered), sorted(ordered, reverse=True))
    print(
        f"Slowest to quickest median: {spread:.2f}; the medians are {'' if growing else 'not '}in the order of the digits."
    )
    raise SystemExit(tried > MAX_FAILURES)


def _guess(kept: str) -> tuple[int, int]:
    count = 0
    real = trying.opens

    def counted(kept: str, opener: str, key: bytes) -> bool:
        nonlocal count
        count += 1
        return real(kept, opener, key)

    trying.opens = counted
    draw, opened = random.Random(5), 0
    with tempfile.TemporaryDirectory() as folder:
        file = HomeFile(Path(folder) / "household.json")
        devices = tuple(Device(id=f"d{n}", name=f"device {n}", residents=("a",)) for n in range(DEVICES))
        file.change(lambda _: Home(residents=(Resident(id="a", name="Ada", vault="v", opener=kept),), devices=devices))
        for number in range(GUESSES):
            guess = f"{draw.randint(0, 999_999):06d}"
            one = Try(devices[number % DEVICES], guess, {"a": KEY}, 1e6 * number)
            opened += isinstance(attempt(file, one), trying.Opens)
    trying.opens = real
    return count, opened


def _timed(kept: str) -> dict[int, float]:
    """Milliseconds by how many of the first digits are right; drawn in turn, so that drift hits all alike."""
    times: dict[int, list[float]] = {right: [] for right in range(len(NUMBER))}
    for _ in range(ROUNDS):
        for right in times:
            wrong = NUMBER[:right] + "".join(str((int(digit) + 5) % 10) for digit in NUMBER[right:])
            began = time.perf_counter()
            opens(kept, wrong, KEY)
            times[right].append(1000 * (time.perf_counter() - began))
    return {right: statistics.median(values) for right, values in times.items()}


if __name__ == "__main__":
    main()
