"""Nothing that is kept in the repository looks like a secret; and what looks like one is made up, and named here."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHAPES = {
    "a bot's token": r"(?<![0-9])[0-9]{6,}:[A-Za-z0-9_-]{30,}",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a cloud's key": r"\bAKIA[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a forge's token": r"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{40,}|\bglpat-[A-Za-z0-9_-]{20,}",
    "a service's token": r"\b(?:xox[abprs]-|sk_live_|sk-ant-|pypi-)[A-Za-z0-9_-]{20,}",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a password in an address": r"\b[a-z][a-z0-9+]*://[A-Za-z0-9_.-]+:(?!password@)[A-Za-z0-9_.!%-]{8,}@[A-Za-z0-9]",
    "a value that is set": r"(?im)^ *(?:export )?[\"']?(?:BOT_TOKEN|WEBHOOK_SECRET|DATA_KEY|POSTGRES_PASSWORD)[\"']?"
    r" *[=:] *[\"']?[A-Za-z0-9+/_:-]{24,}",
}
MADE_UP = {"8100000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"}
"""They stand in tests, and no bot answers to them."""

told_by_git = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="nobody says which files are kept"
)


def kept_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def secrets_in(text: str) -> list[tuple[str, str]]:
    found = [(what, hit[0]) for what, shape in SHAPES.items() for hit in re.finditer(shape, text)]
    return [(what, hit) for what, hit in found if hit not in MADE_UP]


@told_by_git
def test_no_file_that_is_kept_holds_what_looks_like_a_secret() -> None:
    files = kept_files()
    assert len(files) > 300
    assert {
        str(file.relative_to(ROOT)): found
        for file in files
        if (found := secrets_in(file.read_bytes().decode("utf-8", "replace")))
    } == {}


@told_by_git
def test_what_holds_secrets_is_never_kept() -> None:
    names = [file.relative_to(ROOT) for file in kept_files()]
    assert [str(name) for name in names if name.suffix in {".key", ".pem", ".p12"} or name.name == ".env"] == []
    for name in (".env", "data/data.key", "data/backups/raffles-20260302T030000Z.db"):
        ignored = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False)
        assert ignored.returncode == 0, name


DIGITS, LETTERS = "8" * 10, "A" * 35
EXAMPLES = {
    "a bot's token": f"token = '{DIGITS}:{LETTERS}'",
    "a private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "a cloud's key": "AKIA" + "A" * 16,
    "a forge's token": "ghp_" + "a" * 36,
    "a service's token": "xoxb-" + "1" * 24,
    "a signed token": ".".join(["eyJ" + "a" * 12] * 3),
    "a password in an address": "postgresql+asyncpg://raffle:" + "hunter2hunter2" + "@db.example.org/raffle",
    "a value that is set": "DATA_KEY=" + "Zm9v" * 11,
}


@pytest.mark.parametrize("what", SHAPES)
def test_each_shape_is_found(what: str) -> None:
    assert what in [found for found, _ in secrets_in(f"before\n{EXAMPLES[what]}\nafter")]


@pytest.mark.parametrize(
    "harmless",
    ["2026-03-02T15:30:00", "BOT_TOKEN=123456:ABC-def_ghi", "postgresql+asyncpg://raffle:password@localhost/raffle",
     "DATA_KEY=the output of: openssl rand -base64 32", "sha256:" + "a" * 64, "postgresql://raffle:${PASSWORD}@db/x"],
)  # fmt: skip
def test_what_only_tells_how_one_looks_is_none(harmless: str) -> None:
    assert secrets_in(harmless) == []
