import os
import zipfile


def install_theme(upload, themes_dir):
    with zipfile.ZipFile(upload) as archive:
        for member in archive.namelist():
            target = os.path.join(themes_dir, member)
            if member.endswith("/"):
                os.makedirs(target, exist_ok=True)
                continue
            with open(target, "wb") as stream:
                stream.write(archive.read(member))
