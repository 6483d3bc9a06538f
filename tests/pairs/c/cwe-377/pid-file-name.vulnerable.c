int save_state(const struct state *state)
{
    char path[64];
    snprintf(path, sizeof(path), "/tmp/daemon-state.%d", (int)getpid());
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return -1;
    ssize_t written = write(fd, state, sizeof(*state));
    close(fd);
    return written == (ssize_t)sizeof(*state) ? 0 : -1;
}
