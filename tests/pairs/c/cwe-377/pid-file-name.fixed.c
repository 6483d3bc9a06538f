int save_state(const struct state *state)
{
    char path[] = "/tmp/daemon-state.XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        return -1;
    ssize_t written = write(fd, state, sizeof(*state));
    close(fd);
    return written == (ssize_t)sizeof(*state) ? 0 : -1;
}
