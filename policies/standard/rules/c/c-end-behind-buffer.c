void f(int s) {
    char text[64];
    // ruleid: c-end-behind-buffer
    ssize_t n = recv(s, text, sizeof(text), 0);
    if (n <= 0)
        return;
    text[n] = '\0';
}

void g(int s) {
    char text[64];
    int n;
    // ruleid: c-end-behind-buffer
    n = read(s, text, sizeof text);
    text[n] = 0;
}

void h(int s) {
    char text[64];
    // ok: c-end-behind-buffer
    ssize_t n = recv(s, text, sizeof(text) - 1, 0);
    if (n <= 0)
        return;
    text[n] = '\0';
}

void i(int s) {
    char text[64];
    // ok: c-end-behind-buffer
    ssize_t n = read(s, text, sizeof(text));
    write(1, text, n);
}
