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
        $response = Http::timeout(5)->get($url);
        return ['length' => strlen($response->body())];
    }
}
