#define COUNT 8

void first(void)
{
    int table[10];
    int i;
    for (i = 0; i <= 10; i++) {
        // ruleid: c-loop-past-end
        table[i] = i;
    }
}

void second(void)
{
    char names[COUNT];
    for (int i = 0; i <= COUNT; i++)
        // ruleid: c-loop-past-end
        names[i] = 0;
}

void safe(void)
{
    int table[10];
    for (int i = 0; i < 10; i++) {
        // ok: c-loop-past-end
        table[i] = i;
    }
}

void safe_too(void)
{
    int table[11];
    int i;
    for (i = 0; i <= 10; i++) {
        // ok: c-loop-past-end
        table[i] = i;
    }
}

void safe_last(void)
{
    int table[10];
    int i;
    for (i = 1; i <= 10; i++) {
        // ok: c-loop-past-end
        table[i - 1] = i;
    }
}
