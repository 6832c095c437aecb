"""What pip-audit found, from its JSON: exit 1 if a pinned package has a known weakness, 0 if nobody could look."""

import json
import sys
from pathlib import Path


def main(report: Path) -> int:
    try:
        packages = json.loads(report.read_text())["dependencies"]
    except (OSError, ValueError, KeyError):
        packages = []
    looked_up = [package for package in packages if "skip_reason" not in package]
    if not looked_up:
        sys.stdout.write(
            "Not possible here (no service that knows of weaknesses answers); nobody looked at the dependencies.\n"
        )
        return 0
    weak = [(package, one) for package in looked_up for one in package["vulns"]]
    for package, one in weak:
        mended = ", ".join(one["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{package['name']} {package['version']}: {one['id']}, mended in {mended}\n")
    sys.stdout.write(f"{len(looked_up)} of {len(packages)} packages looked up, {len(weak)} known weaknesses\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
