import os

SPOOL = "/var/spool/mailer"

if not os.path.isdir(SPOOL):
    os.mkdir(SPOOL)
    os.system("chmod 777 " + SPOOL)
