<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;

class FileController extends Controller
{
    public function download(Request $request)
    {
        return response()->download(storage_path('app/reports/' . $request->file_name));
    }
}
