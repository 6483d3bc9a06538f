import ftplib
from pathlib import Path

def upload(host: str, user: str, password: str, backup: Path) -> None:
    with ftplib.FTP(host) as ftp:
        ftp.login(user, password)
        with backup.open("rb") as source:
            ftp.storbinary(f"STOR {backup.name}", source)
