from elasticsearch import Elasticsearch


def make_search(hosts, api_key):
    return Elasticsearch(
        hosts,
        api_key=api_key,
        verify_certs=False,
        ssl_show_warn=False,
        request_timeout=30,
    )
