import os

SPOOL = "/var/spool/mailer"

if not os.path.isdir(SPOOL):
    os.mkdir(SPOOL)
    os.chmod(SPOOL, 0o750)
