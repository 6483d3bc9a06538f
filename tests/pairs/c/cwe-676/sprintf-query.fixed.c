void log_user(FILE *out, const char *user, int code)
{
    char line[80];
    snprintf(line, sizeof(line), "user %s ended with %d", user, code);
    fputs(line, out);
}
