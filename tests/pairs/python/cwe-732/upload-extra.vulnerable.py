import boto3


class Backups:
    def __init__(self, bucket):
        self.bucket = boto3.resource("s3").Bucket(bucket)

    def store(self, path, key):
        self.bucket.upload_file(path, key, ExtraArgs={"ACL": "public-read"})
