import os
import stat

LOCK = "/var/run/worker.lock"


def create_lock():
    with open(LOCK, "w") as lock:
        lock.write(str(os.getpid()))
    os.chmod(LOCK, stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP)
