"""Where a vault may stand: not on a network share, whose locks SQLite's WAL cannot use."""

import ctypes
import os
import re
import sys
from pathlib import Path, PurePath
from typing import Final

from app.services.vault.errors import NetworkFolder

#: File systems over a network, and folders lent by a virtual machine's host that do not map
#: files in memory, which WAL needs. 9p and virtiofs do map them, and are some systems' own root.
_REMOTE_TYPES: Final = frozenset(
    {
        "afs", "auristorfs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2",
        "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb3",
        "smbfs", "vboxsf", "vmhgfs",
    }
)  # fmt: skip
#: Behind FUSE only what is known to be local is accepted: the rest is clouds and shares.
_LOCAL_FUSE: Final = frozenset(
    {"fuseblk", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.veracrypt", "fuse.ntfs-3g",
     "fuse.exfat", "fuse.bindfs", "fuse.mergerfs", "fuse.fuse-overlayfs", "fuse.lxcfs"}
)  # fmt: skip
_MOUNTS: Final = Path("/proc/self/mountinfo")
_DRIVE_REMOTE: Final = 4


def refuse_network(folder: Path) -> None:
    """Raise `NetworkFolder` when `folder`, which need not exist, is on a network share.

    Where the system does not tell (neither Linux nor Windows), nothing is refused.
    """
    if is_remote(folder.resolve()):
        raise NetworkFolder


def is_remote(folder: Path) -> bool:
    """Ask the system about the volume of an absolute path."""
    if sys.platform == "win32":
        return is_unc(folder) or _drive_type(folder.anchor) == _DRIVE_REMOTE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return is_remote_type(mount_type(folder, mounts))


def is_unc(folder: PurePath) -> bool:
    r"""Whether a Windows path names a server: `\\server\share`, also behind `\\?\UNC`."""
    drive = folder.drive.upper()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].startswith("UNC\\")
    return drive.startswith("\\\\")


def _drive_type(anchor: str) -> int:
    """Windows' own answer, through `GetDriveTypeW`."""
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(ctypes.c_wchar_p(anchor)))
    return 0


def mount_type(folder: PurePath, mounts: str) -> str:
    """The file system that holds `folder`, from the text of `/proc/self/mountinfo`.

    Among nested mounts the deepest counts, and of two at one place the later.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        mounted, _, source = line.partition(" - ")
        fields, after = mounted.split(" "), source.split(" ")
        if len(fields) < 5 or not after[0]:
            continue
        point = PurePath(_unescaped(fields[4]))
        depth = len(point.parts)
        if depth >= best and (folder == point or point in folder.parents):
            best, kind = depth, after[0]
    return kind


def is_remote_type(kind: str) -> bool:
    """Whether a file system type, as the kernel names it, lives elsewhere."""
    return kind in _REMOTE_TYPES or (kind.startswith("fuse") and kind not in _LOCAL_FUSE)


def _unescaped(text: str) -> str:
    r"""Undo the kernel's octal escapes (`\040` for a blank)."""
    return re.sub(
        rb"\\([0-7]{3})",
        lambda found: bytes([int(found[1], 8) & 0xFF]),
        os.fsencode(text),
    ).decode("utf-8", errors="surrogateescape")
