#include <openssl/evp.h>

int begin(EVP_CIPHER_CTX *context, const unsigned char *key, const unsigned char *iv)
{
    return EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, iv);
}
