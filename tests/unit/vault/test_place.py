"""A vault does not stand on a network share: the answer comes from the system's own tables."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from app.services.vault.place import is_remote_type, is_unc, mount_type

MOUNTS = """\
21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 21 0:40 / /home rw,relatime shared:1 - ext4 /dev/sda2 rw
40 30 0:50 / /home/agent/commun rw,relatime - cifs //mairie/commun rw
41 30 0:51 / /home/agent/Mes\\040documents rw - nfs4 srv:/docs rw
42 30 0:52 / /home/agent/cle rw - fuseblk /dev/sdb1 rw
43 30 0:53 / /home/agent/nuage rw - fuse.rclone nuage: rw
44 21 0:54 / /mnt/a rw - cifs //mairie/a rw
45 21 0:55 / /mnt/a rw - ext4 /dev/sdc1 rw
malformed
"""


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/agent/coffre.vigie", False),
        ("/home/agent/commun/coffre.vigie", True),
        ("/home/agent/commun2/coffre.vigie", False),
        ("/home/agent/Mes documents/coffre.vigie", True),
        ("/home/agent/cle/coffre.vigie", False),
        ("/home/agent/nuage/coffre.vigie", True),
        ("/mnt/a/coffre.vigie", False),
    ],
)
def test_the_deepest_mount_decides(folder: str, *, remote: bool) -> None:
    assert is_remote_type(mount_type(PurePosixPath(folder), MOUNTS)) is remote


@pytest.mark.parametrize(
    ("folder", "unc"),
    [
        (r"\\mairie\commun\coffre.vigie", True),
        (r"\\?\UNC\mairie\commun\coffre.vigie", True),
        (r"\\?\C:\Users\agent\coffre.vigie", False),
        (r"C:\Users\agent\coffre.vigie", False),
        (r"D:\coffre.vigie", False),
    ],
)
def test_a_windows_path_to_a_server_is_known(folder: str, *, unc: bool) -> None:
    assert is_unc(PureWindowsPath(folder)) is unc
