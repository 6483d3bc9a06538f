std::string format(const char *pattern, ...)
{
    char buffer[512];
    va_list arguments;
    va_start(arguments, pattern);
    vsprintf(buffer, pattern, arguments);
    va_end(arguments);
    return buffer;
}
