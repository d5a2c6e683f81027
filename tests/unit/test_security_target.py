"""The README's security section promises nothing without a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORDER = ("Assumptions", "Assets", "| Who |", "Memory, measured", "Not covered")


def section() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.split("\n## Security\n")[1].split("\n## ")[0]


def test_every_line_of_the_security_target_names_tests_that_exist() -> None:
    written = "\n".join(one.read_text("utf-8") for one in (ROOT / "tests").rglob("test_*.py"))
    exist = set(re.findall(r"^def (test_\w+)\(", written, re.MULTILINE))
    target = section().split("**Memory, measured**")[0]
    lines = [line for line in target.splitlines() if line.startswith("| ")][1:]
    assert len(lines) > 8
    for line in lines:
        proofs = re.findall(r"`(test_\w+)`", line)
        assert proofs, line
        assert set(proofs) <= exist, set(proofs) - exist


def test_the_security_target_is_said_in_its_order() -> None:
    text = section()
    places = [text.index(one) for one in ORDER]
    assert places == sorted(places)
    for danger in ("Malicious software", "Hibernation", "administrator", "roles are enforced"):
        assert danger in text
    assert (ROOT / "SECURITY.md").is_file()
