"""The image and what compose makes of it: nobody is root, the data alone can be written to, and nothing is granted."""

import re
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
LINES = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text()).splitlines()
COMPOSE, CONFIGS, VOLUMES = re.split(r"\n(?:configs|volumes):\n", (ROOT / "compose.yaml").read_text())
SERVICES = dict(re.findall(r"(?m)^  ([a-z][\w-]*):.*\n((?:    .*\n|\n)+)", f"{COMPOSE}\n"))
OURS = {name: said for name, said in SERVICES.items() if re.search(r"(?m)^    build: ", said)}
"""Who shares the words of one of them (`<<: *bot`) is granted no more."""


def last(word: str) -> int:
    return max(place for place, line in enumerate(LINES) if line.startswith(word))


def test_the_image_runs_as_somebody_who_is_not_root_by_number() -> None:
    """By number, so that whoever runs it can tell without looking into it."""
    assert re.fullmatch(r"USER [1-9][0-9]{3,}:[1-9][0-9]{3,}", LINES[last("USER")])
    assert last("USER") > max(last("RUN"), last("COPY"))


def test_packages_are_installed_as_they_are_pinned() -> None:
    installed = [line for line in LINES if "pip install" in line]
    assert installed
    assert all("--require-hashes" in line for line in installed)


def test_no_secret_is_put_into_the_image() -> None:
    assert not [line for line in LINES if re.search(r"TOKEN|SECRET|PASSWORD|DATA_KEY", line)]
    ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert ignored[0] == "*"
    assert not [line for line in ignored if re.match(r"!(?:\.env|data|\.git)", line)]


def test_each_bot_of_compose_may_write_to_its_data_alone_and_is_granted_nothing() -> None:
    assert "bot" in OURS
    for name, said in OURS.items():
        assert re.search(r"(?m)^    read_only: true$", said), name
        assert re.search(r"(?m)^    tmpfs:\n      - /tmp\b", said), name
        assert re.search(r"(?m)^    cap_drop:\n      - ALL$", said), name
        assert re.search(r"(?m)^      - no-new-privileges:true$", said), name
        assert not re.search(r"(?m)^    (?:privileged|cap_add|user|pid|network_mode):", said), name


def test_compose_holds_no_secret_and_opens_the_balancer_alone_to_the_outside() -> None:
    for name, said in SERVICES.items():
        for key, value in re.findall(r"(?m)^      (\w*(?:TOKEN|SECRET|PASSWORD|KEY)\w*): (.*)$", said):
            assert value.startswith("${"), (name, key)
        assert ("    ports:\n" in said) == (name == "balancer"), name


def test_compose_sets_only_what_is_a_setting_and_leaves_what_the_image_has_fixed() -> None:
    known = {name.upper() for name in Settings.model_fields}
    for name, said in OURS.items():
        told = set(re.findall(r"(?m)^      ([A-Z_]+): ", said))
        assert "DATABASE_URL" in told, name
        assert told <= known - {"DATA_DIR", "HTTP_PORT"}, name


def test_whoever_is_waited_for_until_healthy_says_how_that_is_found_out() -> None:
    """For our own the image says it."""
    for name, said in SERVICES.items():
        for needed, how in re.findall(r"(?m)^      ([a-z]\w*):\n        condition: (\w+)$", said):
            assert how == "service_healthy", (name, needed)
            assert "    healthcheck:\n" in SERVICES[needed], (name, needed)
    assert last("HEALTHCHECK") > last("FROM")


def test_what_compose_mounts_is_declared_in_it() -> None:
    for name, said in SERVICES.items():
        for volume in re.findall(r"(?m)^      - (\w+):/", said):
            assert f"  {volume}:\n" in f"{VOLUMES}\n", (name, volume)
        for config in re.findall(r"(?m)^      - source: (\w+)$", said):
            assert f"  {config}:\n" in f"\n{CONFIGS}", (name, config)


def test_the_rooms_that_the_bot_lives_in_are_in_the_image() -> None:
    copied = {line.split()[1].rstrip("/") for line in LINES if re.match(r"COPY \w+/ ", line)}
    assert copied == {"rules", "db", "services", "bot", "migrations"}
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {f"!{room}/" for room in copied} < set(ignored)
