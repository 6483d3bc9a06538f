import tarfile


def load_members(path):
    contents = {}
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile():
                if member.size > 1_000_000:
                    raise ValueError(member.name)
                contents[member.name] = archive.extractfile(member).read()
    return contents
