"""A few rounds of `make crash`, from another seed than its own: nothing acknowledged is lost, every record opens."""

from pathlib import Path

import pytest

from bench import crash, flips


@pytest.mark.slow
def test_rounds_of_kill_9_a_full_disk_and_failing_writes(tmp_path: Path) -> None:
    tally = crash.run(45, 5, tmp_path)
    assert tally.lost == []
    assert tally.unopened == []
    assert {fault for _, fault in tally.rounds} == {"kill -9", "disk full", "failing writes"}
    assert tally.acknowledged.total() > 45, "nothing was ever acknowledged: the test proved nothing"


@pytest.mark.slow
def test_flipped_bytes(tmp_path: Path) -> None:
    came_of = flips.run(200, 5, tmp_path)
    assert came_of.total() == 200
    assert {outcome for _, outcome in came_of} == {"noticed", "without effect"}
