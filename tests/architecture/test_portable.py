"""The project carries no trace of the machine it was made on."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (".py", ".md", ".yaml", ".toml", ".txt", ".css", "Makefile", "run")


def test_no_file_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    here = re.compile(r"(^|[^a-zA-Z0-9_.])/(?:tm" + r"p|wor" + r"k|roo" + r"t)/")
    texts = [ROOT / name for name in listed if name.endswith(TEXT)]
    assert texts
    assert not [path.name for path in texts if path.exists() and here.search(path.read_text(encoding="utf-8"))]
