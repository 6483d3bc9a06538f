import ftplib
import os


def upload(path):
    with open(path, "rb") as stream, ftplib.FTP_TLS("files.partner.example") as ftp:
        ftp.login("acme", os.environ["PARTNER_FTP_PASSWORD"])
        ftp.prot_p()
        ftp.storbinary("STOR stock.csv", stream)
