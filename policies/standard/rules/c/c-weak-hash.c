void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-weak-hash
    MD5(name, 8, line);
    // ruleid: c-weak-hash
    EVP_DigestInit_ex(context, EVP_sha1(), NULL);
    // ok: c-weak-hash
    SHA256(name, 8, line);
    // ok: c-weak-hash
    EVP_DigestInit_ex(context, EVP_sha256(), NULL);
}
