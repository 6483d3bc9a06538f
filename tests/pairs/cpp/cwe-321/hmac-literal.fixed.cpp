#include <openssl/hmac.h>
#include <string>
#include <vector>

std::vector<unsigned char> sign(const std::string &message, const std::string &key)
{
    std::vector<unsigned char> mac(32);
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), key.size(), reinterpret_cast<const unsigned char *>(message.data()), message.size(), mac.data(), &length);
    return mac;
}
