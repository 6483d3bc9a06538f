import os
import sys


def daemonise():
    if os.fork():
        sys.exit(0)
    os.setsid()
    os.umask(0)
    os.chdir("/")
    if os.fork():
        sys.exit(0)
