import tarfile


def load_members(path):
    contents = {}
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile():
                contents[member.name] = archive.extractfile(member).read()
    return contents
