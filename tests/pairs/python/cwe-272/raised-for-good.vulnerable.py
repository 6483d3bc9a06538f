import os
import shutil

def install(source: str) -> None:
    os.seteuid(0)
    shutil.copy(source, "/etc/shop/shop.conf")
