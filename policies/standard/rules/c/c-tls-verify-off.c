void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-tls-verify-off
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    // ruleid: c-tls-verify-off
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    // ok: c-tls-verify-off
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    // ok: c-tls-verify-off
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
}
