"""The verifier page is measured with a short list, where there is a browser."""

from pathlib import Path

import pytest

from bench.measure import recording
from bench.verifier import bench_verifier
from tests.playground.browser.conftest import CHROMIUM

pytestmark = pytest.mark.browser


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")
async def test_the_page_is_measured_beside_the_bare_hash(tmp_path: Path) -> None:
    with recording() as record:
        await bench_verifier(tmp_path, 1, 300)
    table, targets = record.tables
    assert all(figure["median"] > 0 for figure in table["figures"].values())
    assert targets["targets"]["any after it"] == "at most 500 ms"
