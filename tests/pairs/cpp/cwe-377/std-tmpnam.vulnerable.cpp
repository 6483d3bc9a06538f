std::FILE *openTemporary()
{
    const char *name = std::tmpnam(nullptr);
    return std::fopen(name, "w+");
}
