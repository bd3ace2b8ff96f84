"""Files of Word and Excel, which are zips, without what differs by day or system."""

import io
import zipfile


def same_each_time(content: bytes) -> bytes:
    """Return a zip with the same files in the same order, without the clock and system in it."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # as on Unix, wherever it is made
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(entry))
    return written.getvalue()
