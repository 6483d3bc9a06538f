import subprocess


def publish(folder):
    subprocess.run(["chmod", "-R", "u=rwX,g=rX,o=", folder], check=True)
