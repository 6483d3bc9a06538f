import os
import pwd

def drop_privileges(name: str) -> None:
    user = pwd.getpwnam(name)
    os.setuid(user.pw_uid)
    os.setgid(user.pw_gid)
