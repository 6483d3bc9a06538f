int sum(int count)
{
    // ruleid: cpp-array-delete
    int *numbers = new int[count];
    int all = numbers[0];
    delete numbers;
    return all;
}

void other(int count)
{
    // ruleid: cpp-array-delete
    char *names = new char[count];
    delete names;
}

void right(int count)
{
    // ok: cpp-array-delete
    int *numbers = new int[count];
    delete[] numbers;
}

void one()
{
    // ok: cpp-array-delete
    int *number = new int(3);
    delete number;
}
