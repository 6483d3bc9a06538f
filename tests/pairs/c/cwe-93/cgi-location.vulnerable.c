#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    const char *language = getenv("QUERY_STRING");
    if (language == NULL)
        return 1;
    printf("Content-Type: text/plain\r\nContent-Language: %s\r\n\r\n", language);
    return 0;
}
