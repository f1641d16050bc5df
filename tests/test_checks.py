"""Format, lint, types and the direction of imports as a test, so that one line says how all went."""

import os
import subprocess

import pytest

import serve


@pytest.mark.longest
def test_every_check_passes():
    alone = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS"}}
    command = ["make", "--no-print-directory", "check"]
    checked = subprocess.run(command, cwd=serve.ROOT, env=alone, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, f"\n{checked.stdout}{checked.stderr}"
