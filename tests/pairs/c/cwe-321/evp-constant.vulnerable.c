#include <openssl/evp.h>

static const unsigned char data_key[33] = "Jm4vQx8LtRn2cYb7HsZ1dFgU9eAw3KpV";

int begin(EVP_CIPHER_CTX *context, const unsigned char *key, const unsigned char *iv)
{
    return EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, data_key, iv);
}
