void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-weak-cipher
    cipher = EVP_aes_128_ecb();
    // ruleid: c-weak-cipher
    RC4_set_key(&key, 8, name);
    // ok: c-weak-cipher
    cipher = EVP_aes_256_gcm();
    // ok: c-weak-cipher
    AES_set_encrypt_key(name, 256, &key);
}
