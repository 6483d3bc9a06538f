import boto3

s3 = boto3.client("s3")


def export(report, customer):
    key = f"reports/{customer}.csv"
    s3.put_object(Bucket="acme-reports", Key=key, Body=report, ACL="public-read")
    return key
