"""Before anything else: what the system would write of our memory, it does not.

No core dump, no crash report holding memory, no other process of the same person attaching to
this one. `execv` undoes part of it, so the very first lines of every process call `apply`.
Standard library only, for it comes before every import.
"""

import sys

_PR_SET_DUMPABLE = 4
_PR_GET_DUMPABLE = 3
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 0x0001, 0x0002
_WER_NOHEAP = 1


def apply() -> None:
    """Harden this process. What a system does not offer is left out without a word."""
    if sys.platform == "win32":
        _windows()
        return
    _no_core()
    if sys.platform == "linux":
        _not_dumpable()


def is_dumpable() -> bool:
    """Whether Linux would let a core be dumped or a debugger attach. False elsewhere: unknown."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - needed on one system only

    return bool(ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0))


if sys.platform == "win32":

    def _windows() -> None:
        """No dialog that offers to send a report, and no heap in a report."""
        import ctypes  # noqa: PLC0415 - needed on one system only

        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(
            kernel.GetErrorMode() | _SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX
        )
        ctypes.windll.wer.WerSetFlags(_WER_NOHEAP)

else:

    def _no_core() -> None:
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _not_dumpable() -> None:
        import ctypes  # noqa: PLC0415 - needed on one system only

        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
