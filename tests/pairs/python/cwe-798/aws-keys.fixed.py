import boto3


def bucket(name):
    session = boto3.Session(profile_name="uploader")
    return session.resource("s3").Bucket(name)
