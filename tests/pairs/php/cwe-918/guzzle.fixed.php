public function import(Request $request, Client $client)
{
    $url = $request->input('feed_url');
    if (!in_array(parse_url($url, PHP_URL_HOST), config('feeds.hosts'), true)) {
        abort(422);
    }
    $response = $client->get($url);
    $this->feeds->store((string) $response->getBody());
    return back();
}
