import json
import logging

import boto3

table = boto3.resource("dynamodb").Table("users")


def handler(event, context):
    try:
        item = table.get_item(Key={"id": event["pathParameters"]["id"]})["Item"]
        return {"statusCode": 200, "body": json.dumps(item)}
    except Exception as e:
        logging.exception("lookup failed")
        return {"statusCode": 500, "body": json.dumps({"error": "internal error"})}
