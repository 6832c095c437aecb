"""The key for sealed columns: read in every spelling, made once, and seen by its owner alone."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from bot.data_key import find_key, find_or_make_key, read_key
from db.sealing import Sealing

ROOT = Path(__file__).parents[2]
KEY = bytes(range(224, 256))


@pytest.mark.parametrize(
    "spelling",
    [
        KEY.hex(),
        KEY.hex().upper(),
        base64.b64encode(KEY).decode(),
        base64.urlsafe_b64encode(KEY).decode(),
        base64.b64encode(KEY).decode().rstrip("="),
        f"  {KEY.hex()}\n",
    ],
)
def test_a_key_is_read_in_every_usual_spelling(spelling: str) -> None:
    assert read_key(spelling) == KEY


@pytest.mark.parametrize(
    "text",
    ["", " ", "sekret", KEY.hex()[:-2], KEY.hex() + "00", base64.b64encode(KEY + b"!").decode(), "ñ" * 43, "=" * 44],
)
def test_what_is_not_32_bytes_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="a key is 32 bytes, as base64 or as hex") as refused:
        read_key(text)
    assert not text.strip() or text not in str(refused.value)


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    assert find_key(tmp_path) is None
    key = find_or_make_key(tmp_path)
    assert (find_or_make_key(tmp_path), find_key(tmp_path)) == (key, key)
    assert [path.name for path in tmp_path.iterdir()] == ["data.key"]
    assert (tmp_path / "data.key").stat().st_mode & 0o777 == 0o600
    Sealing(key)


def test_two_folders_have_different_keys(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    assert len({find_or_make_key(folder) for folder in folders}) == 2


@pytest.mark.parametrize("content", [b"", b"sekret", b"\xff\xfe\x00"])
def test_a_file_without_a_key_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "data.key").write_bytes(content)
    for look in (find_key, find_or_make_key):
        with pytest.raises(ValueError, match="a key is 32 bytes"):
            look(tmp_path)
    assert (tmp_path / "data.key").read_bytes() == content


_RACER = """
import sys, time
from pathlib import Path
from bot.data_key import find_or_make_key

folder = Path(sys.argv[1])
print("ready", flush=True)
while not (folder / "go").exists():
    pass
print(find_or_make_key(folder).hex())
"""


def test_processes_that_make_it_at_once_get_the_same(tmp_path: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", _RACER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    (tmp_path / "go").touch()
    keys = {racer.communicate(timeout=30)[0] for racer in racers}
    assert keys == {find_or_make_key(tmp_path).hex() + "\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.key", "go"]
