import ftplib


def upload(path):
    with open(path, "rb") as stream, ftplib.FTP_TLS("files.partner.example") as ftp:
        ftp.login("acme", "Acm3-Files!")
        ftp.prot_p()
        ftp.storbinary("STOR stock.csv", stream)
