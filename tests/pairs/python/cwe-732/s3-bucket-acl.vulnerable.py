import boto3


def create_bucket(name, region):
    client = boto3.client("s3", region_name=region)
    client.create_bucket(
        Bucket=name,
        ACL="public-read-write",
        CreateBucketConfiguration={"LocationConstraint": region},
    )
