import os


def make_workspace(base, job_id):
    folder = os.path.join(base, f"job-{int(job_id)}")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder
