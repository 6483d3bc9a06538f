import os
import zipfile


def install_theme(upload, themes_dir):
    with zipfile.ZipFile(upload) as archive:
        for member in archive.namelist():
            target = os.path.join(themes_dir, member)
            if not os.path.realpath(target).startswith(os.path.realpath(themes_dir) + os.sep):
                raise ValueError(f"bad member {member}")
            if member.endswith("/"):
                os.makedirs(target, exist_ok=True)
                continue
            with open(target, "wb") as stream:
                stream.write(archive.read(member))
