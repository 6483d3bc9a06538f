<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Http;

class PreviewController extends Controller
{
    private const HOSTS = ['example.org', 'www.example.org'];

    public function preview(Request $request)
    {
        $url = $request->url;
        if (!in_array(parse_url($url, PHP_URL_HOST), self::HOSTS, true)) {
            abort(422);
        }
        $response = Http::timeout(5)->get($url);
        return ['length' => strlen($response->body())];
    }
}
