#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <string.h>

int hash_password(const char *password, unsigned char salt[16], unsigned char out[32])
{
    SHA256((const unsigned char *)password, strlen(password), out);
    return 1;
}
