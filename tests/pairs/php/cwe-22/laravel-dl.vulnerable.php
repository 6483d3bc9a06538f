<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;

class ReportController extends Controller
{
    public function download(Request $request)
    {
        return response()->download(storage_path('reports/' . $request->query('file')));
    }
}
