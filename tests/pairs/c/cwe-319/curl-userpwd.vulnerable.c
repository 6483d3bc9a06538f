#include <curl/curl.h>

CURLcode fetch_orders(const char *credentials)
{
    CURL *curl = curl_easy_init();
    if (!curl)
        return CURLE_FAILED_INIT;
    curl_easy_setopt(curl, CURLOPT_URL, "http://orders.shop.org/export");
    curl_easy_setopt(curl, CURLOPT_USERPWD, credentials);
    CURLcode result = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return result;
}
