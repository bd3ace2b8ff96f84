"""What this process may take of the computer."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import Structure


def limit(seconds: int, memory: int) -> None:
    """Let the system end this process when it takes more processor time or bytes than this."""
    (_by_job if sys.platform == "win32" else _by_rlimit)(seconds, memory)


def _by_rlimit(seconds: int, memory: int) -> None:
    import resource

    wanted = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_AS: (memory, memory),
    }
    for what, most in wanted.items():
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(what, most)


def _by_job(seconds: int, memory: int) -> None:
    import ctypes

    info = job_limits(seconds, memory)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]  # there on Windows only
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    extended = 9  # the kind of information
    kernel.SetInformationJobObject(job, extended, ctypes.byref(info), ctypes.sizeof(info))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


def job_limits(seconds: int, memory: int) -> "Structure":
    """Return the limits of a job of one process, as Windows wants them."""
    from ctypes import Structure, c_int64, c_size_t, c_uint32, c_uint64

    class Limits(Structure):
        _fields_ = (
            ("process_time", c_int64),
            ("job_time", c_int64),
            ("flags", c_uint32),
            ("least_working_set", c_size_t),
            ("most_working_set", c_size_t),
            ("processes", c_uint32),
            ("affinity", c_size_t),
            ("priority", c_uint32),
            ("scheduling", c_uint32),
            ("io", c_uint64 * 6),
            ("process_memory", c_size_t),
            ("job_memory", c_size_t),
            ("peak_process_memory", c_size_t),
            ("peak_job_memory", c_size_t),
        )

    of_time, of_memory = 0x2, 0x100
    of_100_ns = 10_000_000
    return Limits(
        process_time=seconds * of_100_ns, flags=of_time | of_memory, process_memory=memory
    )
