"""`python -m bot verify`: anybody's proof anywhere, told step by step, with the code by which it ends."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.verifying import CannotRead, verify_files
from tests.rules.draw.hands import Tampering, sound, sound_proofs
from tests.rules.draw.proofs import SOLD
from tests.rules.draw.tampering import tamperings

ROOT = Path(__file__).parents[2]

ONE_OF_EACH_CODE = list({one.code: one for one in tamperings() if "half a character" not in one.name}.values())


class Ended(NamedTuple):
    code: int
    lines: list[str]
    err: str


def verify(folder: Path, *words: str, **settings: str) -> Ended:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "verify", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ended.stdout + ended.stderr
    return Ended(ended.returncode, ended.stdout.splitlines(), ended.stderr)


def written(folder: Path, proof: str) -> Path:
    path = folder / "proof.json"
    path.write_text(proof, encoding="utf-8")
    return path


def test_a_proof_that_holds_is_told_with_its_winners(tmp_path: Path) -> None:
    ended = verify(tmp_path, str(written(tmp_path, sound_proofs()["beacon-123-one-ticket"])))
    assert (ended.code, ended.err) == (0, "")
    assert [line[0] for line in ended.lines[:4]] == ["✓"] * 4
    assert "a2e859bcb634e88b680b8a6d72f85b12c6918be4acc59e47c996d49f5d9c5eb0" in ended.lines[0]
    assert "2023-08-23 15:15:33 UTC" in ended.lines[4]
    assert ended.lines[5:] == ["P1: number 7, holder 1"]


def test_a_prize_that_nobody_won_is_told_so(tmp_path: Path) -> None:
    valid, lines = verify_files(written(tmp_path, sound_proofs()["number-void"]), None, None)
    assert (valid, lines[-2:]) == (True, ["P1: nobody", "P2: number 89, holder 1"])
    assert any("https://example.org/saturday" in line for line in lines)


def test_a_sealed_draw_is_never_called_fair(tmp_path: Path) -> None:
    valid, lines = verify_files(written(tmp_path, sound_proofs()["sealed"]), None, None)
    assert valid
    assert any("proves nothing against whoever knew the secret" in line for line in lines)


@pytest.mark.parametrize("tampering", ONE_OF_EACH_CODE, ids=lambda tampering: tampering.code)
def test_a_proof_that_does_not_hold_ends_with_its_code(tmp_path: Path, tampering: Tampering) -> None:
    valid, lines = verify_files(written(tmp_path, tampering.proof), None, None)
    assert (valid, lines[-1].split(" ")[0]) == (False, tampering.code)
    assert all(line.startswith("✓ ") for line in lines[:-1])


def test_the_code_is_the_last_line_s_first_word_and_the_exit_is_1(tmp_path: Path) -> None:
    (swapped,) = [one for one in ONE_OF_EACH_CODE if one.code == "E_RESULT"]
    ended = verify(tmp_path, str(written(tmp_path, swapped.proof)))
    assert (ended.code, ended.err, ended.lines[-1].split(" ")[0]) == (1, "", "E_RESULT")


def test_no_setting_is_asked_and_nothing_is_made(tmp_path: Path) -> None:
    wrong = {"DATABASE_URL": "mysql://nowhere", "BOT_TOKEN": "no", "DATA_DIR": "/dev/null/below"}
    assert verify(tmp_path, str(written(tmp_path, sound_proofs()["sealed"])), **wrong).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["proof.json"]


def test_a_terminal_without_ticks_is_told_all_the_same(tmp_path: Path) -> None:
    ended = verify(tmp_path, str(written(tmp_path, sound_proofs()["sealed"])), PYTHONIOENCODING="ascii")
    assert (ended.code, ended.lines[0].split(" ")[0]) == (0, "ok")


def test_who_gives_a_receipt_is_told_about_the_own_number(tmp_path: Path) -> None:
    file = written(tmp_path, sound_proofs()["beacon-one-prize-a-holder"])
    for number, _, receipt in SOLD:
        valid, lines = verify_files(file, None, receipt)
        assert valid
        chosen = [line.partition(":")[0] for line in lines if f": number {number}, " in line]
        assert lines[-1] == f"your number {number} is in the list: {', '.join(chosen) or 'not chosen'}"
    for receipt in ("z" * 26, "short"):
        valid, lines = verify_files(file, None, receipt)
        assert (valid, lines[-1].split(" ")[0]) == (False, "E_RECEIPT")
        assert any(line.startswith("P1: ") for line in lines)


def test_the_list_may_be_a_file_of_its_own(tmp_path: Path) -> None:
    proof = sound("beacon")
    text = proof.pop("entries")
    file = written(tmp_path, json.dumps(proof | {"entries_url": "https://example.org/entries.txt"}))
    entries = tmp_path / "entries.txt"
    entries.write_bytes(text.encode())
    ended = verify(tmp_path, str(file), "--entries", "entries.txt", "--receipt", SOLD[3][2])
    assert (ended.code, ended.lines[-1]) == (0, "your number 3 is in the list: not chosen")
    assert verify_files(file, None, None)[1][-1].startswith("E_ENTRIES_CANON ")
    for wrong in (text.replace("\n", "\r\n").encode(), b"\xff", b""):
        entries.write_bytes(wrong)
        valid, lines = verify_files(file, entries, None)
        assert (valid, lines[-1].split(" ")[0]) == (False, "E_ENTRIES_CANON")


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_a_file_that_cannot_be_read_says_nothing_about_the_draw(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotRead, match="cannot be read"):
        verify_files(tmp_path / name, None, None)


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    ended = verify(tmp_path, "nowhere.json")
    assert (ended.code, ended.lines) == (2, [])
    assert ended.err == "verify: nowhere.json cannot be read (No such file or directory).\n"


def test_what_never_ends_is_read_no_further_than_a_proof_is_long() -> None:
    _, lines = verify_files(Path("/dev/zero"), None, None)
    assert lines[-1].startswith("E_COMMIT_CANON ")
