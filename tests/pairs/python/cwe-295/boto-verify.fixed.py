import boto3


def upload(path, bucket, key):
    s3 = boto3.client("s3", endpoint_url="https://storage.internal:9000", verify="/etc/storage/ca.pem")
    s3.upload_file(path, bucket, key)
