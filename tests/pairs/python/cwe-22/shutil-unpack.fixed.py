import shutil


def restore(backup, data_dir):
    shutil.unpack_archive(backup, data_dir, filter="data")
