import subprocess
from pathlib import Path

def make_thumbnail(video: str, second: int, out_dir: Path) -> Path:
    """Extract one frame of a user-supplied video file."""
    out = out_dir / "thumb.jpg"
    command = "ffmpeg -ss {} -i {} -frames:v 1 {}".format(second, video, out)
    subprocess.check_call(command, shell=True)
    return out
