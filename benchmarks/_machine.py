"""The machine a measurement was made on, and what a process has used of it."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

_SCHEDULED = 2
"""Which of a process's clocks: the one that runs while any of its threads does (Linux, CPUCLOCK_SCHED)."""


def facts(chromium: str) -> str:
    """One line on the hardware, one on the software; a busy machine says so."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "pydeck", "plotly", "polars"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} at start, "
        f"{platform.system()} {platform.release()}\n"
        f"Python {platform.python_version()}, {packages}, Chromium {chromium} with software WebGL"
    )


def cpu_seconds(process_id: int) -> float:
    """Processor time a process has used so far, in its own code and in the kernel's, to the microsecond."""
    return time.clock_gettime((~process_id << 3) | _SCHEDULED)


def wait_until_idle(process_id: int, *, seconds: float) -> None:
    """Wait until a process has used less than a hundredth of a processor for so many seconds."""
    used = float("inf")
    while used > seconds / 100:
        before = cpu_seconds(process_id)
        time.sleep(seconds)
        used = cpu_seconds(process_id) - before


def memory_bytes(process_id: int) -> int:
    """Memory a process holds now."""
    return int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
        "SC_PAGE_SIZE"
    )


def peak_bytes(process_id: int | str = "self") -> int:
    """The most memory a process has held, by default this one.

    Not what `getrusage` says: that counts what the process held from which this one was started.
    """
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
