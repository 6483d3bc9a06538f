import subprocess
from pathlib import Path

def make_thumbnail(video: str, second: int, out_dir: Path) -> Path:
    """Extract one frame of a user-supplied video file."""
    out = out_dir / "thumb.jpg"
    subprocess.check_call(["ffmpeg", "-ss", str(second), "-i", video, "-frames:v", "1", str(out)])
    return out
