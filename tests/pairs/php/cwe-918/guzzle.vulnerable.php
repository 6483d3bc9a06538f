public function import(Request $request, Client $client)
{
    $response = $client->get($request->input('feed_url'));
    $this->feeds->store((string) $response->getBody());
    return back();
}
