import subprocess


def convert(source, target):
    subprocess.run(["ffmpeg", "-i", source, target], check=True, timeout=60)
