<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;

class ReportController extends Controller
{
    public function download(Request $request)
    {
        $file = basename($request->query('file'));

        return response()->download(storage_path('reports/' . $file));
    }
}
