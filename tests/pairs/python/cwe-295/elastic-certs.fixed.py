from elasticsearch import Elasticsearch


def make_search(hosts, api_key):
    return Elasticsearch(
        hosts,
        api_key=api_key,
        ca_certs="/etc/search/http_ca.crt",
        request_timeout=30,
    )
