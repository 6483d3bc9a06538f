import os
import sys


def daemonise():
    if os.fork():
        sys.exit(0)
    os.setsid()
    os.umask(0o077)
    os.chdir("/")
    if os.fork():
        sys.exit(0)
