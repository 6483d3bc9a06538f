import os
import shutil

def install(source: str) -> None:
    os.seteuid(0)
    try:
        shutil.copy(source, "/etc/shop/shop.conf")
    finally:
        os.seteuid(os.getuid())
