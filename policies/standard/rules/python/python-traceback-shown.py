import logging
import traceback

from flask import jsonify


def handle(work):
    try:
        return work()
    except ValueError:
        # ruleid: python-traceback-shown
        return jsonify({"error": traceback.format_exc()}), 500


def handle_plain(work):
    try:
        return work()
    except ValueError:
        # ruleid: python-traceback-shown
        return traceback.format_exc(), 500


def safe(work):
    try:
        return work()
    except ValueError:
        # ok: python-traceback-shown
        logging.error("failed: %s", traceback.format_exc())
        # ok: python-traceback-shown
        return jsonify({"error": "failed"}), 500
