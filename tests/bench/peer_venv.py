"""
The peers' own virtual environments under build/peers, made on demand with pinned versions and reused afterwards.

They never share anything with our .venv; where packages come from is pip's own configuration.
"""

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.peer_process import Deadline, deadline_in, demand_success, run_bounded

INSTALL_S_MAX = 300.0


@dataclass(frozen=True, slots=True)
class Packages:
    """What to install: requirements with exact versions, and exact versions for all that they need in turn."""

    name: str
    requirements: tuple[str, ...]
    constraints: str
    with_dependencies: bool


# CodeShield runs Semgrep's binary and imports nothing of it, so Semgrep's own dependencies stay out. Semgrep 1.85.0 and
# 1.97.0 find what is planted; with 1.110.0 and later CodeShield's command line scans no file and it answers "secure".
CODESHIELD = Packages(
    name="codeshield",
    requirements=("codeshield==1.0.1", "semgrep==1.85.0", "pyyaml==6.0.3"),
    constraints="",
    with_dependencies=False,
)

LITELLM = Packages(
    name="litellm",
    requirements=("litellm[proxy]==1.102.4",),
    with_dependencies=True,
    constraints="""
aiohappyeyeballs==2.7.1 aiohttp==3.14.5 aiosignal==1.4.0 annotated-doc==0.0.7 annotated-types==0.8.0 anyio==4.16.0
APScheduler==3.11.3 attrs==26.1.0 azure-core==1.41.0 azure-identity==1.27.0 azure-storage-blob==12.31.1
backoff==2.2.1 boto3==1.44.5 botocore==1.44.5 certifi==2026.10.18 cffi==2.1.1 charset-normalizer==3.5.2
click==8.5.1 croniter==7.0.0 cryptography==50.0.2 distro==1.9.0 dnspython==2.9.2 email-validator==2.4.0
Expression==5.8.0 fastapi==0.165.0 fastapi-sso==0.23.0 fastuuid==0.14.0 filelock==4.2.11 frozenlist==1.8.0
fsspec==2026.9.0 granian==2.8.7 gunicorn==23.0.0 h11==0.16.0 hf-xet==1.8.0 hiredis==3.5.0 httpcore==1.0.9
httpcore2==2.16.2 httpx==0.28.1 httpx-sse==0.4.3 httpx2==2.16.2 huggingface_hub==2.4.0 idna==3.20
importlib_metadata==8.9.0 inquirerpy==0.3.4 isodate==0.7.2 Jinja2==3.1.6 jiter==0.19.0 jmespath==1.1.0
jsonschema==4.26.0 jsonschema-specifications==2025.9.1 litellm==1.102.4 litellm-enterprise==0.1.67
litellm-proxy-extras==0.4.97 markdown-it-py==4.3.0 MarkupSafe==3.0.4 mcp==1.30.0 mdurl==0.1.2 msal==1.39.0
msal-extensions==1.3.1 multidict==7.2.1 numpy==2.5.5 oauthlib==4.0.1 openai==2.54.0 opentelemetry-api==1.45.2
orjson==3.13.0 packaging==26.3 pfzy==0.3.4 polars==1.44.2 polars-runtime-32==1.44.2 prompt_toolkit==3.0.53
propcache==0.5.4 pycparser==3.12 pydantic==2.14.3 pydantic-settings==2.16.3 pydantic_core==2.50.4 Pygments==2.21.0
PyJWT==2.15.1 PyNaCl==1.6.2 pyroscope-io==0.8.16 python-dateutil==2.9.0.post0 python-dotenv==1.2.4
python-multipart==0.0.34 PyYAML==6.0.3 redis==8.1.0 referencing==0.37.0 regex==2026.11.15 requests==2.34.2
RestrictedPython==8.5 rich==13.9.4 rpds-py==2026.9.1 rq==2.12.0 s3transfer==0.19.3 six==1.17.0 sniffio==1.3.1
soundfile==0.14.0 sse-starlette==3.7.0 starlette==1.10.0 tiktoken==0.14.0 tokenizers==0.23.3 tomlkit==0.15.2
tqdm==4.70.1 truststore==0.10.5 typing-inspection==0.4.5 typing_extensions==4.16.0 tzlocal==5.4.5 urllib3==2.8.0
uvicorn==0.54.0 uvloop==0.23.0 wcwidth==0.9.4 websockets==15.0.1 yarl==1.25.1 zipp==4.1.2
""",
)


def installed(packages: Packages, build: Path, progress: Callable[[str], None]) -> Path:
    """Return the interpreter of the environment for `packages`, made first if need be; PeerFailed if it cannot be."""
    folder = build.resolve() / "peers" / packages.name
    python, ready = folder / "bin" / "python", marker(packages, build)
    wanted = fingerprint(packages)
    if python.exists() and ready.exists() and ready.read_text() == wanted:
        return python
    progress(f"{packages.name}: installing {packages.requirements[0]} (once)")
    folder.mkdir(parents=True, exist_ok=True)
    _install(packages, folder, deadline_in(INSTALL_S_MAX))
    ready.write_text(wanted)
    return python


def _install(packages: Packages, folder: Path, deadline: Deadline) -> None:
    make = (sys.executable, "-m", "venv", "--clear", str(folder))
    demand_success(run_bounded(make, deadline=deadline), f"making the environment for {packages.name}")
    versions = folder / "constraints.txt"
    versions.write_text("\n".join(packages.constraints.split()) + "\n")
    options = [
        "--quiet",
        "--no-input",
        "--progress-bar",
        "off",
        "--only-binary",
        ":all:",
        "--constraint",
        str(versions),
    ]
    if not packages.with_dependencies:
        options.append("--no-deps")
    install = (str(folder / "bin" / "python"), "-m", "pip", "install", *options, *packages.requirements)
    demand_success(run_bounded(install, deadline=deadline), f"installing {packages.name}")


def marker(packages: Packages, build: Path) -> Path:
    """Return the file that says for which versions the environment was made; written when all is installed."""
    return build.resolve() / "peers" / packages.name / ".installed"


def fingerprint(packages: Packages) -> str:
    """Return a digest of what is asked for and of the interpreter's version: another one means a new environment."""
    asked = f"{packages} {sys.version_info.major}.{sys.version_info.minor}"
    return hashlib.sha256(asked.encode()).hexdigest()
