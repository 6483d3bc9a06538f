std::FILE *openTemporary()
{
    return std::tmpfile();
}
