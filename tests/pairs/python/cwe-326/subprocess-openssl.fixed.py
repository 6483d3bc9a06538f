import subprocess


def request_certificate(name, path):
    subprocess.run(
        [
            "openssl", "req", "-newkey",
            "rsa:3072",
            "-nodes", "-keyout", path, "-subj", f"/CN={name}",
        ],
        check=True,
    )
