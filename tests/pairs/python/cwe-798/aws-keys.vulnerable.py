import boto3


def bucket(name):
    session = boto3.Session(
        aws_access_key_id="AKIAQ3EGRZVWXLT5MKJD",
        aws_secret_access_key="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",
    )
    return session.resource("s3").Bucket(name)
